// SPDX-License-Identifier: Apache-2.0
// The library as somebody else uses it: the tier 1 headers, and symbols of each compiled module behind them.
#include <cstdio>
#include <ytterby/ytterby.hpp>

namespace consumer {

using namespace ytterby::literals;

int run() {
  // A mine that keeps delivering what the plant uses: the plant lasts.
  ytterby::Network network;
  const auto mine = network.add(ytterby::Node{.name = "Mine", .product = "ore"});
  const auto plant = network.add(ytterby::Node{.name = "Plant", .product = "metal", .demand = 10_t_per_mo});
  network.add(ytterby::Input{.node = plant, .product = "ore"});
  network.add(ytterby::Edge{.from = mine, .to = plant, .flow = 10_t_per_mo});

  const auto outcome = ytterby::simulate(ytterby::freeze(network));
  const bool lasts = outcome.targets.size() == 1 && !outcome.targets.front().to_shortage;
  std::puts(lasts ? "lasts" : "runs out");
  return lasts ? 0 : 1;
}

}  // namespace consumer

int main() { return consumer::run(); }
