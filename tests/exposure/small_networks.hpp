// SPDX-License-Identifier: Apache-2.0
/// @file  Small networks for exposures worked out by hand.
#pragma once

#include "ytterby/network/network.hpp"

namespace ytterby::test {

/// Mine (AUS) → Refinery (CHN) → Magnets (JPN) → Motors (USA), a tonne each.
[[nodiscard]] inline Network ore_to_motors() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore", .country = "AUS"});
  const auto refinery = network.add(Node{.name = "Refinery", .product = "oxide", .country = "CHN"});
  const auto magnets = network.add(Node{.name = "Magnets", .product = "magnet", .country = "JPN"});
  const auto motors = network.add(Node{.name = "Motors", .product = "motor", .country = "USA", .demand = {1}});
  network.add(Input{.node = refinery, .product = "ore"});
  network.add(Input{.node = magnets, .product = "oxide"});
  network.add(Input{.node = motors, .product = "magnet"});
  network.add(Edge{.from = mine, .to = refinery, .flow = {1}});
  network.add(Edge{.from = refinery, .to = magnets, .flow = {1}});
  network.add(Edge{.from = magnets, .to = motors, .flow = {1}});
  return network;
}

/// The same with 2 t of motors a month, half a tonne of magnets in each, and 1.5 t of copper from Chile.
[[nodiscard]] inline Network motors_with_copper() {
  Network network = ore_to_motors();
  const NodeId motors{3};
  network.nodes[motors].demand = {2};
  network.inputs[InputId{2}].t_per_t = 0.5;
  const auto copper = network.add(Node{.name = "Copper", .product = "copper", .country = "CHL"});
  network.add(Input{.node = motors, .product = "copper", .t_per_t = 1.5});
  network.add(Edge{.from = copper, .to = motors, .flow = {3}});
  return network;
}

/// Refinery sells 9 t and sends 1 t of scrap to Recycler; it gets 8 t from Mine and 2 t from Recycler, which gets 1 t
/// from Bins.
[[nodiscard]] inline Network refinery_and_recycler() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "feed"});
  const auto bins = network.add(Node{.name = "Bins", .product = "metal"});
  const auto refinery = network.add(Node{.name = "Refinery", .product = "metal", .demand = {9}});
  const auto recycler = network.add(Node{.name = "Recycler", .product = "feed"});
  network.add(Input{.node = refinery, .product = "feed"});
  network.add(Input{.node = recycler, .product = "metal"});
  network.add(Edge{.from = mine, .to = refinery, .flow = {8}});
  network.add(Edge{.from = recycler, .to = refinery, .flow = {2}});
  network.add(Edge{.from = refinery, .to = recycler, .flow = {1}});
  network.add(Edge{.from = bins, .to = recycler, .flow = {1}});
  return network;
}

/// Plant (USA), which makes as many tonnes a month as it needs of ore, with flows from China and Chile.
[[nodiscard]] inline Network plant_with_flows(double china, double chile, double need) {
  Network network;
  const auto from_china = network.add(Node{.name = "China", .product = "ore", .country = "CHN"});
  const auto from_chile = network.add(Node{.name = "Chile", .product = "ore", .country = "CHL"});
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .country = "USA", .demand = {need}});
  network.add(Input{.node = plant, .product = "ore"});
  network.add(Edge{.from = from_china, .to = plant, .flow = {china}});
  network.add(Edge{.from = from_chile, .to = plant, .flow = {chile}});
  return network;
}

/// Left and Right make 4 t and 7 t of each other's; Right also serves Plant with 3 t beside 1 t from Mine.
[[nodiscard]] inline Network closed_loop() {
  Network network;
  const auto left = network.add(Node{.name = "Left", .product = "l"});
  const auto right = network.add(Node{.name = "Right", .product = "r"});
  const auto mine = network.add(Node{.name = "Mine", .product = "r"});
  const auto plant = network.add(Node{.name = "Plant", .product = "ware", .demand = {4}});
  network.add(Input{.node = left, .product = "r"});
  network.add(Input{.node = right, .product = "l", .t_per_t = 4.0 / 7});
  network.add(Input{.node = plant, .product = "r"});
  network.add(Edge{.from = right, .to = left, .flow = {4}});
  network.add(Edge{.from = left, .to = right, .flow = {4}});
  network.add(Edge{.from = right, .to = plant, .flow = {3}});
  network.add(Edge{.from = mine, .to = plant, .flow = {1}});
  return network;
}

/// 10 t of motors a month, half of magnets of Japan with 0.04 t of Chinese Dy a tonne, half of Germany with 0.01 t of
/// Australian; all with 0.9 t of iron from Brazil.
[[nodiscard]] inline Network magnets_of_two_makers() {
  Network network;
  const auto chinese = network.add(Node{.name = "Dy CHN", .product = "Dy_feed", .country = "CHN"});
  const auto australian = network.add(Node{.name = "Dy AUS", .product = "Dy_feed", .country = "AUS"});
  const auto iron = network.add(Node{.name = "Iron", .product = "iron", .country = "BRA"});
  const auto japan = network.add(Node{.name = "Japan", .product = "magnet", .country = "JPN"});
  const auto germany = network.add(Node{.name = "Germany", .product = "magnet", .country = "DEU"});
  const auto motors = network.add(Node{.name = "Motors", .product = "motor", .country = "USA", .demand = {10}});
  network.add(Input{.node = japan, .product = "Dy_feed", .t_per_t = 0.04});
  network.add(Input{.node = germany, .product = "Dy_feed", .t_per_t = 0.01});
  network.add(Input{.node = japan, .product = "iron", .t_per_t = 0.9});
  network.add(Input{.node = germany, .product = "iron", .t_per_t = 0.9});
  network.add(Input{.node = motors, .product = "magnet"});
  network.add(Edge{.from = japan, .to = motors, .flow = {5}});
  network.add(Edge{.from = germany, .to = motors, .flow = {5}});
  network.add(Edge{.from = chinese, .to = japan, .flow = {0.2}});
  network.add(Edge{.from = australian, .to = germany, .flow = {0.05}});
  network.add(Edge{.from = iron, .to = japan, .flow = {4.5}});
  network.add(Edge{.from = iron, .to = germany, .flow = {4.5}});
  return network;
}

}  // namespace ytterby::test
