// SPDX-License-Identifier: Apache-2.0
/// @file  When events begin and end to change what the best case counts.
#pragma once

#include <set>

#include "ytterby/scenario/timeline.hpp"

namespace ytterby::best {

/// Every moment after the start at which something begins or ends to change.
[[nodiscard]] std::set<double> change_moments(const Timeline& timeline);
/// Leaves out what is later than another by rounding alone, or than the start.
void leave_out_rounding(std::set<double>& moments);
/// The same, and where something ramps evenly between them.
[[nodiscard]] std::set<double> with_ramps(const Timeline& timeline, const std::set<double>& events);

}  // namespace ytterby::best
