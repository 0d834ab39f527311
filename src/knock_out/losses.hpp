// SPDX-License-Identifier: Apache-2.0
/// @file  What the targets lose in each of many knock-outs.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "knock_out/choices.hpp"
#include "ytterby/simulate/prepared.hpp"

namespace ytterby {

/// Of all targets together, as TotalOutcome has them.
struct Losses {
  std::optional<Months> to_shortage = {};
  Mass unserved = {};
  Money unserved_value = {};

  friend bool operator==(const Losses&, const Losses&) = default;
};

/// What goes at once.
using Together = std::vector<const Choice*>;

struct LossesOfEach {
  std::vector<Losses> each = {};  ///< [run]
  std::size_t followed = 0;       ///< runs in which only what is reached was calculated
};

/// @param undisturbed  What `simulate` gives for the scenario by itself.
[[nodiscard]] LossesOfEach losses_of_each(const Prepared& prepared, const Scenario& scenario,
                                          const Outcome& undisturbed, const std::vector<Together>& runs);

}  // namespace ytterby
