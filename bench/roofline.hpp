// SPDX-License-Identifier: Apache-2.0
/// @file  What memory gives: bandwidth and random reads, measured beside the benches.
#pragma once

#include <cstddef>

namespace ytterby::bench {

/// CPU time is counted, medians of several rounds.
struct Roofline {
  double triad_gb_per_s = 0;  ///< a[i] = b[i] + 3·c[i], 24 bytes each
  double gather_ns = 0;       ///< one 8-byte read at random, its 4-byte index read in order
};

/// @param working_set  Bytes of the three arrays of the triad together.
/// @param elements     Of the array that is read at random; 1 or more.
[[nodiscard]] Roofline measure_roofline(std::size_t working_set, std::size_t elements);

}  // namespace ytterby::bench
