// SPDX-License-Identifier: Apache-2.0
/// @file  Random scenarios on a network.
#pragma once

#include "support/random.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::test {

/// What a scenario's events may do.
struct ScenarioKind {
  Months multiple_of{0};  ///< events begin and end at multiples of this; 0: anywhere
  bool ramps = true;
  bool sets = true;    ///< absolute values, else factors alone
  bool inputs = true;  ///< t_per_t, essential and stock of inputs
  bool flows = true;
  bool leads = true;
  bool lanes = true;   ///< if the network has any: reviews, approvals, volumes, numbers of licences
  bool rules = false;  ///< and of lanes everything else
  bool ranks = false;  ///< priorities and minimum shares of nodes
  /// A supplier makes nothing from the start until about when its lane or office changes.
  bool standstills = false;
};

/// One to five events within the first year of a horizon of a year and a half: mostly cuts of capacity, so that
/// something runs short.
[[nodiscard]] Scenario random_scenario(Random& random, const Network& network, const ScenarioKind& kind = {});

}  // namespace ytterby::test
