// SPDX-License-Identifier: Apache-2.0
/// @file  Ore from two countries, refined in two others' hands, used in two: all by hand.
#pragma once

#include "ytterby/core/indexed.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby::test {

namespace two_economies_node {
inline constexpr NodeId chinese_mine{0};
inline constexpr NodeId australian_mine{1};
}  // namespace two_economies_node

/// China mines 60 t of ore and refines them with 20 of Australia's 40; the United States refine the other 20. Of the
/// 80 t of Chinese metal 30 go to the American user, which also takes the 20 t refined at home, and 50 to the Japanese.
[[nodiscard]] inline Network two_economies() {
  Network network;
  const auto mine_c = network.add(Node{.name = "MineC", .product = "ore", .stage = "mine", .country = "CHN"});
  const auto mine_a = network.add(Node{.name = "MineA", .product = "ore", .stage = "mine", .country = "AUS"});
  const auto refine_c = network.add(Node{.name = "RefineC", .product = "metal", .stage = "refine", .country = "CHN"});
  const auto refine_u = network.add(Node{.name = "RefineU", .product = "metal", .stage = "refine", .country = "USA"});
  const auto use_u =
      network.add(Node{.name = "UseU", .product = "motor", .stage = "use", .country = "USA", .demand = {50}});
  const auto use_j =
      network.add(Node{.name = "UseJ", .product = "motor", .stage = "use", .country = "JPN", .demand = {50}});
  for (const NodeId refinery : {refine_c, refine_u}) network.add(Input{.node = refinery, .product = "ore"});
  for (const NodeId user : {use_u, use_j}) network.add(Input{.node = user, .product = "metal"});
  network.add(Edge{.from = mine_c, .to = refine_c, .flow = {60}});
  network.add(Edge{.from = mine_a, .to = refine_c, .flow = {20}});
  network.add(Edge{.from = mine_a, .to = refine_u, .flow = {20}});
  network.add(Edge{.from = refine_c, .to = use_u, .flow = {30}});
  network.add(Edge{.from = refine_u, .to = use_u, .flow = {20}});
  network.add(Edge{.from = refine_c, .to = use_j, .flow = {50}});
  return network;
}

}  // namespace ytterby::test
