// SPDX-License-Identifier: Apache-2.0
/// @file  How long targets last at best in each of many knock-outs.
#pragma once

#include <vector>

#include "knock_out/choices.hpp"

namespace ytterby {

struct BestOfEach {
  BestMonths undisturbed = {};
  std::vector<BestMonths> each = {};  ///< [choice]
};

/// Refuses what `best_of_each` would, before anything that takes long. Time O(N + L).
///
/// @throws  As `survive_outages`.
void require_best_case(const FrozenNetwork& network, const Scenario& scenario, Months step);

/// Time to survive as survive/outages.hpp has it.
///
/// @throws  As `survive_outages`.
[[nodiscard]] BestOfEach best_of_each(const FrozenNetwork& network, const Scenario& scenario,
                                      const std::vector<Choice>& choices, KnockOutBy by, Months step,
                                      const Control& control);

}  // namespace ytterby
