// SPDX-License-Identifier: Apache-2.0
/// @file  The simulation once more, slow and plain, from the description of the model alone.
#include "oracle/slow_simulation.hpp"

#include "oracle/slow/chain.hpp"
#include "oracle/slow/goods.hpp"
#include "oracle/slow/lanes.hpp"
#include "oracle/slow/orders.hpp"
#include "oracle/slow/output.hpp"
#include "oracle/slow/shortages.hpp"
#include "oracle/slow/state.hpp"

namespace ytterby::test {

namespace {

using slow::Number;

void strike_stocks(const slow::Chain& chain, slow::State& state, Number now) {
  for (const NodeId node : chain.network.nodes.ids())
    chain.levers.strike(Table::nodes, index_of(node), state.finished[node], now);
  for (const InputId input : chain.network.inputs.ids())
    chain.levers.strike(Table::inputs, index_of(input), state.stock[input], now);
}

}  // namespace

SlowOutcome slow_simulate(const Network& network, const FrozenNetwork& frozen, const Scenario& scenario, Months step,
                          std::size_t steps) {
  const slow::Chain chain(network, frozen, scenario, step);
  slow::State state = state_at_start(chain);
  slow::Lanes lanes(chain);
  slow::Orders orders(chain);
  SlowOutcome outcome;
  for (const NodeId node : network.nodes.ids())
    if (network.nodes[node].demand.value > 0) outcome.targets.push_back({node});
  const Number horizon = scenario.horizon.value_or(default_horizon).count();
  for (std::size_t n = 0; n < steps; ++n) {
    const auto now = static_cast<Number>(n);
    strike_stocks(chain, state, now);
    const slow::State before = state;
    lanes.begin_step(now);
    orders.take(state, lanes, now);
    auto& series = outcome.series.emplace_back(network.nodes.size());
    for (const NodeId node : chain.order) series[index_of(node)] = make_and_serve(chain, state, node, now);
    for (const EdgeId edge : network.edges.ids()) {
      if (chain.closes_cycle[edge]) ship(chain, state, edge, now);
      lanes.use(edge, state.served_on[edge]);
    }
    orders.learn(state);
    lanes.end_step(now);
    for (SlowTarget& target : outcome.targets)
      follow(chain, before, state, series[index_of(target.node)], now, horizon, target);
  }
  outcome.lanes = lanes.accounts();
  return outcome;
}

}  // namespace ytterby::test
