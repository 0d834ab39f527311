// SPDX-License-Identifier: Apache-2.0
/// @file  The smallest network with a choice of suppliers.
#pragma once

#include "ytterby/network/network.hpp"

namespace ytterby::test {

/// Mine (0) → two refineries, Near (1) and Far (2), 1 and 3 months off → Plant (3), 1 month from each.
[[nodiscard]] inline Network diamond() {
  using namespace ytterby::literals;
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore", .country = "AUS"});
  const auto near = network.add(Node{.name = "Near", .product = "oxide", .country = "AUS"});
  const auto far = network.add(Node{.name = "Far", .product = "oxide", .country = "MYS"});
  const auto plant = network.add(
      Node{.name = "Plant", .product = "metal", .country = "JPN", .capacity = {5}, .stock = 7_t, .demand = 2_t_per_mo});
  network.add(Input{.node = near, .product = "ore"});
  network.add(Input{.node = far, .product = "ore"});
  network.add(Input{.node = plant, .product = "oxide"});
  network.add(Edge{.from = mine, .to = near, .flow = {1}, .lead_time = 1_mo});
  network.add(Edge{.from = mine, .to = far, .flow = {1}, .lead_time = 3_mo});
  network.add(Edge{.from = near, .to = plant, .flow = {1}, .lead_time = 1_mo});
  network.add(Edge{.from = far, .to = plant, .flow = {1}, .capacity = {4}, .lead_time = 1_mo});
  return network;
}

}  // namespace ytterby::test
