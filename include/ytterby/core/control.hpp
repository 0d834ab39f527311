// SPDX-License-Identifier: Apache-2.0
/// @file  How a caller steers a long calculation: stop it, watch it, give it threads.
#pragma once

#include <functional>
#include <stop_token>

#include "ytterby/core/units.hpp"

namespace ytterby {

/// Part of every options struct.
struct Control {
  std::stop_token stop = {};  ///< throws Cancelled at the next step, block or round
  /// Called from one thread at a time with the share done, 0 to 1, and the time simulated so far.
  std::function<void(double done, Months simulated)> progress = {};
  int threads = 1;  ///< 1 or more; results do not depend on it
};

}  // namespace ytterby
