// SPDX-License-Identifier: Apache-2.0
/// @file  What the best case of each target alone keeps of the others.
#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "support/allocated.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// A mine → a row of smelters → each of the plants, which want more than the mine gives.
Network star(std::size_t smelters, std::size_t plants) {
  Network network;
  const NodeId mine = network.add(Node{.name = "Mine", .product = "ore", .capacity = {1}});
  std::vector<NodeId> row;
  row.reserve(smelters);
  for (std::size_t i = 0; i < smelters; ++i) {
    row.push_back(network.add(Node{.name = "Smelter " + std::to_string(i), .product = "metal"}));
    network.add(Input{.node = row.back(), .product = "ore", .stock = {1}});
    network.add(Edge{.from = mine, .to = row.back(), .flow = {1}});
  }
  for (std::size_t i = 0; i < plants; ++i) {
    const NodeId plant = network.add(Node{.name = "Plant " + std::to_string(i), .product = "part", .demand = {10}});
    network.add(Input{.node = plant, .product = "metal"});
    for (const NodeId smelter : row) network.add(Edge{.from = smelter, .to = plant, .flow = {1}});
  }
  return network;
}

/// Bytes held at most beyond what is held before, with so many of the plants as targets.
std::size_t most_held(const FrozenNetwork& network, std::size_t targets) {
  Scenario scenario;
  scenario.targets.node.reserve(targets);
  for (std::size_t i = 0; i < targets; ++i) scenario.targets.node.push_back("Plant " + std::to_string(i));
  const std::size_t before = allocated.most_held = allocated.held;
  const BestCase best = survive(network, scenario, {.rivals = Rivals::ignored, .sequence = false});
  CHECK(best.each.size() == targets);
  CHECK(best.each.front().lasting == Lasting::limited);
  return allocated.most_held - before;
}

}  // namespace

TEST_CASE("the best case of each target alone keeps no plan and no prices of the others") {
  // Of 200 targets instead of 4 their rates would be 196 times 20,000 edges of 8 bytes; a tenth is plenty.
  const auto network = freeze(star(100, 200));
  const std::size_t few = most_held(network, 4), many = most_held(network, 200);
  CHECK(many < few + std::size_t{196} * 20'000 * 8 / 10);
}
