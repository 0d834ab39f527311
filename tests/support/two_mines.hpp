// SPDX-License-Identifier: Apache-2.0
/// @file  A plant with a choice of mines and none of flux.
#pragma once

#include "ytterby/network/network.hpp"

namespace ytterby::test {

/// Two mines, in two countries and at one site, of 5 t of ore a month each; Plant eats 10 t of ore and 1 t of flux a
/// month and holds 30 t of ore and 4 t of flux. Its metal is worth 2 dollars a tonne.
[[nodiscard]] inline Network two_mines() {
  using namespace ytterby::literals;
  Network network;
  const auto east = network.add(
      Node{.name = "East", .site = "Pit", .product = "ore", .stage = "mine", .country = "CHN", .capacity = {5}});
  const auto west = network.add(
      Node{.name = "West", .site = "Pit", .product = "ore", .stage = "mine", .country = "AUS", .capacity = {5}});
  const auto flux =
      network.add(Node{.name = "Flux", .product = "flux", .stage = "mine", .country = "CHN", .capacity = {1}});
  const auto plant =
      network.add(Node{.name = "Plant", .product = "metal", .country = "USA", .demand = {10}, .output_value = {2}});
  network.add(Input{.node = plant, .product = "ore", .stock = 30_t});
  network.add(Input{.node = plant, .product = "flux", .t_per_t = 0.1, .stock = 4_t});
  network.add(Edge{.from = east, .to = plant, .flow = {5}});
  network.add(Edge{.from = west, .to = plant, .flow = {5}});
  network.add(Edge{.from = flux, .to = plant, .flow = {1}});
  return network;
}

}  // namespace ytterby::test
