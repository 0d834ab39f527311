// SPDX-License-Identifier: Apache-2.0
/// @file  Gains where several limits bind at the same time: one more buys less than one less costs.
#pragma once

#include <functional>
#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::best {

using Solve = std::function<Bracket(const Facts&, const Reach&, const Aim&)>;

/// Gains for one more and for one less. Prices at a tie are one of several; those of a case with a millionth more or
/// less of something are the ones that hold on that side.
///
/// @param solve    Finds the bound.
/// @param bracket  Of the case itself.
///
/// Two bounds for each gain, of networks with more than 500 edges for the largest gains only. What lanes of an office
/// with several gain is left as prices say; so is a side on which the end jumps, and all gains of large networks, where
/// no plan is known to the bound, or where that was divided further than the facts are.
[[nodiscard]] std::vector<Gain> one_sided_gains(const Facts& facts, const Reach& reach, const Aim& aim,
                                                const Bracket& bracket, const Solve& solve);

}  // namespace ytterby::best
