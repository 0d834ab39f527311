// SPDX-License-Identifier: Apache-2.0
/// @file  A scenario that has been checked against a network.
#pragma once

#include <cstddef>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/timeline.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

struct Request {
  Timeline timeline = {};
  std::vector<NodeId> targets = {};  ///< in the order of nodes.csv
  Policy policy = {};
  Months horizon{};
  std::size_t steps = 0;
};

/// Refuses options that no scenario could make good.
void require_options(const FrozenNetwork& network, const SimulateOptions& options);

/// @throws InvalidScenario, InvalidOptions  as `simulate`.
[[nodiscard]] Request request(const FrozenNetwork& network, const Scenario& scenario, const SimulateOptions& options);

}  // namespace ytterby
