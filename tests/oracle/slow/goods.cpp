// SPDX-License-Identifier: Apache-2.0
/// @file  Goods on the way, and the stocks at both ends.
#include "oracle/slow/goods.hpp"

#include <algorithm>
#include <utility>

namespace ytterby::test::slow {

State state_at_start(const Chain& chain) {
  const Network& network = chain.network;
  State state;
  for (const Node& node : network.nodes) state.finished.push_back(node.stock.value);
  for (const Input& input : network.inputs) state.stock.push_back(input.stock.value);
  for (const EdgeId id : network.edges.ids()) {
    constexpr Number before_any_event = -1e6L;
    const Number flow = network.edges[id].flow.value * chain.step, lead = chain.lead_steps(id, before_any_event);
    state.under_way.push_back({});
    if (lead > 0) state.under_way[id].push_back({flow * lead, 0, lead});
  }
  state.fill = state.demand = state.faced = PerNode<Number>(network.nodes.size());
  state.order_on = state.served_on = PerEdge<Number>(network.edges.size());
  state.arrivals = PerInput<Spreads>(network.inputs.size());
  return state;
}

void ship(const Chain& chain, State& state, EdgeId edge, Number now) {
  const Number lead = chain.lead_steps(edge, now);
  state.under_way[edge].push_back({state.served_on[edge], now + lead, now + lead + 1});
}

Number receive(const Chain& chain, State& state, InputId input, Number now) {
  Number arrived = 0;
  Spreads& arrivals = state.arrivals[input];
  arrivals.clear();
  for (const EdgeId edge : chain.network.edges.ids()) {
    if (chain.fed[edge] != input) continue;
    if (!chain.closes_cycle[edge]) ship(chain, state, edge, now);
    Spreads still;
    for (const Spread& spread : state.under_way[edge]) {
      const Number here = spread.until(now + 1);
      arrived += here;
      if (here > 0) arrivals.push_back({here, spread.from - now, std::min<Number>(1, spread.to - now)});
      if (spread.to > now + 1) still.push_back({spread.tonnes - here, std::max(now + 1, spread.from), spread.to});
    }
    state.under_way[edge] = std::move(still);
  }
  return arrived;
}

}  // namespace ytterby::test::slow
