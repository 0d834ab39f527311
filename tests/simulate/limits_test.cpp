// SPDX-License-Identifier: Apache-2.0
/// @file  Whom a shortage is traced to.
#include <doctest/doctest.h>

#include "support/chains.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Mine → refinery → plant, nothing in stock or under way.
Network chain() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto refinery = network.add(Node{.name = "Refinery", .product = "oxide"});
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 10_t_per_mo});
  network.add(Input{.node = refinery, .product = "ore"});
  network.add(Input{.node = plant, .product = "oxide"});
  network.add(Edge{.from = mine, .to = refinery, .flow = 10_t_per_mo});
  network.add(Edge{.from = refinery, .to = plant, .flow = 10_t_per_mo});
  return network;
}

}  // namespace

TEST_CASE("a shortage is followed up the chain to where an input ran out first") {
  const auto plant = first_target(chain(), scenario_of(stop("Mine")));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by == Limit{.node = NodeId{1}, .product = "ore", .by = Hold::supplier, .supplier = NodeId{0}});
}

TEST_CASE("a supplier that stops is named by the customer whose input it was") {
  const auto plant = first_target(chain(), scenario_of(stop("Refinery")));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by == Limit{.node = NodeId{2}, .product = "oxide", .by = Hold::supplier, .supplier = NodeId{1}});
}

TEST_CASE("a target held back by its own capacity is limited by itself") {
  const auto plant = first_target(chain(), scenario_of(stop("Plant")));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by == Limit{.node = NodeId{2}, .product = "metal"});
}

TEST_CASE("who is not short is limited by nobody") { CHECK_FALSE(first_target(chain(), {}).limited_by.has_value()); }
