// SPDX-License-Identifier: Apache-2.0
/// @file  Bills of materials from edges alone.
#include "ytterby/network/derive_inputs.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "support/random_network.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("a node needs each product that reaches it, in the proportion in which it does") {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto pit = network.add(Node{.name = "Pit", .product = "ore"});
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 2_t_per_mo});
  const auto works = network.add(Node{.name = "Works", .product = "acid"});
  const auto shop = network.add(Node{.name = "Shop", .product = "magnets"});
  network.add(Edge{.from = works, .to = plant, .flow = {1}});
  network.add(Edge{.from = plant, .to = shop, .flow = {3}});
  network.add(Edge{.from = pit, .to = plant, .flow = {4}});
  network.add(Edge{.from = mine, .to = plant, .flow = {16}});
  network.add(Edge{.from = mine, .to = works});
  // By hand: Plant makes 2 + 3 t, from 4 + 16 t of ore and 1 t of acid, acid first; Works gets nothing; Shop makes
  // nothing of its 3 t.
  const std::vector<Input> expected{{.node = plant, .product = "acid", .t_per_t = 0.2},
                                    {.node = plant, .product = "ore", .t_per_t = 4},
                                    {.node = works, .product = "ore", .t_per_t = 1},
                                    {.node = shop, .product = "metal", .t_per_t = 1}};
  CHECK(derive_inputs(network) == PerInput<Input>(expected));
}

TEST_CASE("edges of no node are passed over, and left to freeze") {
  Network network;
  network.add(Node{.name = "Mine", .product = "ore"});
  network.add(Edge{.from = NodeId{0}, .to = NodeId{7}});
  network.add(Edge{.from = NodeId{7}, .to = NodeId{0}});
  CHECK(derive_inputs(network).empty());
}

TEST_CASE("a baseline with derived inputs balances") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network network = random_network(random);
    network.inputs = derive_inputs(network);
    CHECK(balance_of(freeze(network)).largest_residual < 1e-12);
  }
}
