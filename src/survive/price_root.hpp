// SPDX-License-Identifier: Apache-2.0
/// @file  The latest end that prices do not rule out.
#pragma once

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// Where demand is no longer worth more than supply, going back from an end at which it is; `end` itself if it is not,
/// but for rounding. All ends from there to `end` are ruled out.
[[nodiscard]] double earlier_end(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices,
                                 double end);

/// By how much more demand than supply grows in worth with each month after `end`; with each month before, if `before`.
[[nodiscard]] double slope_at(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end,
                              bool before);

/// Leaves out the cells after `end`, and lets the last one end there.
void cut_short(Prices& prices, double end);

}  // namespace ytterby::best
