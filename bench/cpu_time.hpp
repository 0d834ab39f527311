// SPDX-License-Identifier: Apache-2.0
/// @file  CPU time: what a busy machine disturbs less than a watch.
#pragma once

#include <ctime>

namespace ytterby::bench {

/// Of this process since it began.
[[nodiscard]] inline double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace ytterby::bench
