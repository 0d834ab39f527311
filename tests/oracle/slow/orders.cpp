// SPDX-License-Identifier: Apache-2.0
/// @file  What every node orders of whom.
#include "oracle/slow/orders.hpp"

#include <algorithm>

namespace ytterby::test::slow {

Orders::Orders(const Chain& chain) : chain_(chain) {
  for (const Edge& edge : chain.network.edges) {
    const Number flow = edge.flow.value * chain.step;
    wish_before_.push_back(flow);
    need_before_.push_back(flow);
    trust_.push_back(1);
  }
  wish_now_ = PerEdge<Number>(chain.network.edges.size());
}

void Orders::take(State& state, Lanes& lanes, Number now) {
  const Network& network = chain_.network;
  const auto share = shares(now);
  for (const NodeId node : network.nodes.ids())
    state.demand[node] =
        chain_.levers.value(Table::nodes, Lever::demand, index_of(node), network.nodes[node].demand.value, now) *
        chain_.step;
  state.faced = state.demand;
  for (const EdgeId edge : network.edges.ids())
    if (chain_.closes_cycle[edge]) pass_on(edge, wish_before_[edge], need_before_[edge], state, lanes, now);
  for (auto node = chain_.order.rbegin(); node != chain_.order.rend(); ++node) {
    for (const InputId input : network.inputs.ids()) {
      if (network.inputs[input].node != *node) continue;
      const Number order = order_of(input, share, state, now), eaten = chain_.t_per_t(input, now) * state.faced[*node];
      for (const EdgeId edge : network.edges.ids()) {
        if (chain_.fed[edge] != input) continue;
        wish_before_[edge] = share[edge] * order;
        need_before_[edge] = share[edge] * eaten;
        if (!chain_.closes_cycle[edge]) pass_on(edge, wish_before_[edge], need_before_[edge], state, lanes, now);
      }
    }
  }
}

/// What the node needs now, and to come back to its stock and its goods under way.
Number Orders::order_of(InputId input, const PerEdge<Number>& share, const State& state, Number now) const {
  Number position = state.stock[input], lead = 0;
  for (const EdgeId edge : chain_.network.edges.ids()) {
    if (chain_.fed[edge] != input) continue;
    position += sum_until(state.under_way[edge], infinite);
    lead += share[edge] * chain_.lead_steps(edge, now);
  }
  const Input& usual = chain_.network.inputs[input];
  const Number level = usual.stock.value + chain_.usual_need(input) * lead;
  return std::max<Number>(0, chain_.t_per_t(input, now) * state.faced[usual.node] + (level - position) * chain_.gain);
}

/// To the supplier of an edge whose customer wishes for so much and needs so much of it: what the edge carries and
/// its lane lets through.
void Orders::pass_on(EdgeId id, Number wish, Number need, State& state, Lanes& lanes, Number now) {
  wish_now_[id] = wish;
  const Edge& edge = chain_.network.edges[id];
  const auto carried = [&](Number tonnes) {
    return chain_.levers.pass(Table::edges, index_of(id), edge.capacity.value, now, tonnes);
  };
  const Number asked = carried(wish);
  state.order_on[id] = edge.lane == no_lane ? asked : carried(lanes.ask(id, asked, need, now));
  state.faced[edge.from] += state.order_on[id];
}

/// Orders go by flow; where there is none, and only with re-sourcing, by what suppliers can make.
PerEdge<Number> Orders::usual_weights(Number now) const {
  const Network& network = chain_.network;
  PerEdge<Number> weight(network.edges.size());
  PerInput<Number> inflow(network.inputs.size());
  PerInput<bool> any_unlimited(network.inputs.size());
  for (const EdgeId edge : network.edges.ids()) {
    weight[edge] = chain_.levers.value(Table::edges, Lever::flow, index_of(edge), network.edges[edge].flow.value, now);
    inflow[chain_.fed[edge]] += weight[edge];
    if (chain_.room(network.edges[edge].from, now) == infinite) any_unlimited[chain_.fed[edge]] = true;
  }
  if (!chain_.scenario.policy.resourcing) return weight;
  for (const EdgeId edge : network.edges.ids()) {
    if (inflow[chain_.fed[edge]] > 0) continue;
    weight[edge] = chain_.room(network.edges[edge].from, now);
    if (any_unlimited[chain_.fed[edge]]) weight[edge] = weight[edge] == infinite ? 1 : 0;
  }
  return weight;
}

PerEdge<Number> Orders::shares(Number now) const {
  PerEdge<Number> share = usual_weights(now);
  PerInput<Number> all(chain_.network.inputs.size());
  for (const EdgeId edge : chain_.network.edges.ids()) {
    if (chain_.scenario.policy.resourcing) share[edge] *= 0.001L + trust_[edge];
    all[chain_.fed[edge]] += share[edge];
  }
  for (const EdgeId edge : chain_.network.edges.ids())
    share[edge] = all[chain_.fed[edge]] > 0 ? share[edge] / all[chain_.fed[edge]] : 0;
  return share;
}

void Orders::learn(const State& state) {
  const Number pace = std::min<Number>(1, chain_.step);
  for (const EdgeId edge : chain_.network.edges.ids()) {
    const bool any = wish_now_[edge] > 1e-9L * chain_.usual_need(chain_.fed[edge]);  // else of rounding alone
    const Number passed = any ? std::min<Number>(1, state.order_on[edge] / wish_now_[edge]) : 1;
    trust_[edge] += (state.fill[chain_.network.edges[edge].from] * passed - trust_[edge]) * pace;
  }
}

}  // namespace ytterby::test::slow
