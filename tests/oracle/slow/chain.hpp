// SPDX-License-Identifier: Apache-2.0
/// @file  Who supplies whom, in which order, and what each figure is in a step.
#pragma once

#include <vector>

#include "oracle/slow/levers.hpp"
#include "oracle/slow/spread.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::test::slow {

/// What no step changes. Of `frozen` it takes which edges close a cycle and whom a selection means.
struct Chain {
  Chain(const Network& the_network, const FrozenNetwork& frozen, const Scenario& the_scenario, Months the_step);

  [[nodiscard]] Number lead_steps(EdgeId edge, Number now) const;
  [[nodiscard]] Number t_per_t(InputId input, Number now) const;
  [[nodiscard]] Number essential(InputId input, Number now) const;
  /// Tonnes a step.
  [[nodiscard]] Number room(NodeId node, Number now) const;
  /// Of so many tonnes in a step, what the node's capacity lets through.
  [[nodiscard]] Number can_make(NodeId node, Number now, Number tonnes) const;
  /// Tonnes a step at the baseline.
  [[nodiscard]] Number usual_need(InputId input) const;

  const Network& network;
  const Scenario& scenario;
  Number step;  ///< months
  Number gain;  ///< share of a gap that is closed in a step
  Levers levers;
  std::vector<NodeId> order = {};  ///< suppliers before customers, but for edges that close a cycle
  PerEdge<bool> closes_cycle = {};
  PerEdge<bool> at_least_a_step = {};  ///< on a way in a circle that is shorter
  PerEdge<InputId> fed = {};
  PerNode<Number> usual_output = {};  ///< t/month

 private:
  void find_order();
  void find_short_cycles();
  [[nodiscard]] bool short_way(NodeId from, NodeId to) const;
  [[nodiscard]] InputId input_fed(const Edge& edge) const;
};

}  // namespace ytterby::test::slow
