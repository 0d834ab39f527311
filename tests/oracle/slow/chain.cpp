// SPDX-License-Identifier: Apache-2.0
/// @file  Who supplies whom, in which order, and what each figure is in a step.
#include "oracle/slow/chain.hpp"

#include <algorithm>
#include <cmath>

namespace ytterby::test::slow {

Chain::Chain(const Network& the_network, const FrozenNetwork& frozen, const Scenario& the_scenario, Months the_step)
    : network(the_network),
      scenario(the_scenario),
      step(the_step.count()),
      gain(std::min<Number>(1, step / scenario.policy.tau.count())),
      levers(frozen, scenario, step) {
  usual_output = PerNode<Number>(network.nodes.size());
  for (const NodeId node : network.nodes.ids()) usual_output[node] = network.nodes[node].demand.value;
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    usual_output[edge.from] += edge.flow.value;
    closes_cycle.push_back(frozen.closes_cycle(id));
    fed.push_back(input_fed(edge));
  }
  find_order();
  find_short_cycles();
}

void Chain::find_order() {
  PerNode<bool> placed(network.nodes.size());
  while (order.size() < network.nodes.size()) {
    for (const NodeId node : network.nodes.ids()) {
      bool ready = true;
      for (const EdgeId edge : network.edges.ids())
        if (network.edges[edge].to == node && !closes_cycle[edge]) ready = ready && placed[network.edges[edge].from];
      if (placed[node] || !ready) continue;
      placed[node] = true;
      order.push_back(node);
    }
  }
}

/// Whether edges shorter than a step lead from one node to another.
bool Chain::short_way(NodeId from, NodeId to) const {
  PerNode<bool> seen(network.nodes.size());
  std::vector<NodeId> open{from};
  seen[from] = true;
  while (!open.empty()) {
    const NodeId at = open.back();
    open.pop_back();
    if (at == to) return true;
    for (const Edge& edge : network.edges) {
      if (edge.from != at || edge.lead_time.count() >= step || seen[edge.to]) continue;
      seen[edge.to] = true;
      open.push_back(edge.to);
    }
  }
  return false;
}

void Chain::find_short_cycles() {
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    at_least_a_step.push_back(closes_cycle[id] || (edge.lead_time.count() < step && short_way(edge.to, edge.from)));
  }
}

InputId Chain::input_fed(const Edge& edge) const {
  for (const InputId input : network.inputs.ids())
    if (network.inputs[input].node == edge.to && network.inputs[input].product == network.nodes[edge.from].product)
      return input;
  return {};
}

Number Chain::lead_steps(EdgeId edge, Number now) const {
  Number lead =
      levers.value(Table::edges, Lever::lead_time, index_of(edge), network.edges[edge].lead_time.count(), now);
  if (at_least_a_step[edge]) lead = std::max(lead, step);
  const Number steps = lead / step, whole = std::round(steps);
  return std::abs(steps - whole) <= 1e-9L ? whole : steps;
}

Number Chain::t_per_t(InputId input, Number now) const {
  return levers.value(Table::inputs, Lever::t_per_t, index_of(input), network.inputs[input].t_per_t, now);
}

Number Chain::essential(InputId input, Number now) const {
  return levers.value(Table::inputs, Lever::essential, index_of(input), network.inputs[input].essential, now);
}

Number Chain::room(NodeId node, Number now) const {
  return levers.value(Table::nodes, Lever::capacity, index_of(node), network.nodes[node].capacity.value, now) * step;
}

Number Chain::can_make(NodeId node, Number now, Number tonnes) const {
  return levers.pass(Table::nodes, index_of(node), network.nodes[node].capacity.value, now, tonnes);
}

Number Chain::usual_need(InputId input) const {
  return network.inputs[input].t_per_t * usual_output[network.inputs[input].node] * step;
}

}  // namespace ytterby::test::slow
