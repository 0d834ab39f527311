// SPDX-License-Identifier: Apache-2.0
/// @file  The simulation once more, slow and plain, from the description of the model alone.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::test {

/// Tonnes and months in long double.
struct SlowTarget {
  NodeId node{};
  std::optional<long double> to_shortage = {}, to_half = {};
  long double unserved = 0;
};

struct SlowStep {
  long double demand = 0, served = 0, production = 0, stock = 0;
};

/// Tonnes since the start, of decisions and filings in it.
struct SlowLane {
  long double filed = 0, granted = 0, used = 0, expired = 0, refused = 0, returned = 0;
};

struct SlowOutcome {
  std::vector<SlowTarget> targets = {};  ///< nodes with demand
  std::vector<SlowLane> lanes = {};
  std::vector<std::vector<SlowStep>> series = {};  ///< [step][node]
};

/// Knows: every rationing rule; re-sourcing; leads, whole, fractional and none; capacities; partly essential inputs;
/// reviews, refusals, corrections, control in part, restocking and expiry under unlimited or closed offices; events
/// inside a step but for those. Does not know: ramps, limited offices, volume. Shares no code with the kernel: it keeps
/// each shipment and each application, and takes from `frozen` only which edges close a cycle and whom a selection
/// means.
[[nodiscard]] SlowOutcome slow_simulate(const Network& network, const FrozenNetwork& frozen, const Scenario& scenario,
                                        Months step, std::size_t steps);

}  // namespace ytterby::test
