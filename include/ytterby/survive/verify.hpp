// SPDX-License-Identifier: Apache-2.0
/// @file  Checks a best case from the case alone.
#pragma once

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby {

/// Follows the plan through time and values the case at the prices, sharing no code with the solver. A result holds if
/// the plan lasts to its `lower`, nothing can outlast its `upper`, months is what they say, and what is said of cut
/// and each gain follows from the prices.
///
/// @param options  Those the best case was found with: rivals, flex and step count.
/// @throws InvalidScenario, InvalidOptions  as `survive`.
///
/// Time O((N + L)·cells·log), memory O((N + L)·cells).
[[nodiscard]] YTTERBY_EXPORT Verdict verify(const BestCase& best, const FrozenNetwork& network,
                                            const Scenario& scenario = {}, const SurviveOptions& options = {});

}  // namespace ytterby
