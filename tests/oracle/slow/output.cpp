// SPDX-License-Identifier: Apache-2.0
/// @file  What a node makes of what it has, and who gets it.
#include "oracle/slow/output.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "oracle/slow/goods.hpp"
#include "oracle/slow_rationing.hpp"

namespace ytterby::test::slow {

namespace {

Claim claim_of(const Chain& chain, NodeId customer, Number tonnes, Number usual, Number now) {
  const Node& node = chain.network.nodes[customer];
  const auto of_node = [&](Lever lever, Number base) {
    return static_cast<double>(chain.levers.value(Table::nodes, lever, index_of(customer), base, now));
  };
  return {tonnes, usual, of_node(Lever::priority, node.priority), of_node(Lever::minimum_share, node.minimum_share)};
}

/// What final demand gets; what edges get is kept.
Number serve(const Chain& chain, State& state, NodeId node, Number available, Number now) {
  const Network& network = chain.network;
  std::vector<Claim> claims{claim_of(chain, node, state.demand[node], network.nodes[node].demand.value, now)};
  std::vector<EdgeId> edges;
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    if (edge.from != node) continue;
    edges.push_back(id);
    claims.push_back(claim_of(chain, edge.to, state.order_on[id], edge.flow.value, now));
  }
  const auto given = share_out(chain.scenario.policy.rationing, claims, available);
  for (std::size_t i = 0; i < edges.size(); ++i) state.served_on[edges[i]] = given[i + 1];
  return given.front();
}

}  // namespace

SlowStep make_and_serve(const Chain& chain, State& state, NodeId node, Number now) {
  const Network& network = chain.network;
  Number &finished = state.finished[node], faced = state.faced[node];
  const Number gap = network.nodes[node].stock.value - finished;
  const Number wanted = chain.can_make(node, now, std::max<Number>(0, faced + gap * chain.gain));
  Number made = wanted;
  for (const InputId input : network.inputs.ids()) {
    if (network.inputs[input].node != node) continue;
    state.stock[input] += receive(chain, state, input, now);
    const Number e = chain.essential(input, now);
    made = std::min(made, (1 - e) * wanted + e * state.stock[input] / chain.t_per_t(input, now));
  }
  Number makes = infinite;
  for (const InputId input : network.inputs.ids()) {
    if (network.inputs[input].node != node) continue;
    Number& stock = state.stock[input];
    stock -= std::min(stock, chain.t_per_t(input, now) * made);
    if (chain.essential(input, now) > 0) makes = std::min(makes, stock / chain.t_per_t(input, now));
  }
  const Number available = finished + made;
  state.fill[node] = faced > available ? available / faced : 1;
  finished = std::max<Number>(0, available - faced);
  const Number served = serve(chain, state, node, available, now);
  return {state.demand[node], served, made, finished + (makes < infinite ? makes : 0)};
}

}  // namespace ytterby::test::slow
