// SPDX-License-Identifier: Apache-2.0
/// @file  Small networks and events for tests worked out by hand.
#pragma once

#include <string>
#include <utility>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::test {

/// A mine of 10 t of ore a month and a plant that needs them all.
struct MineAndPlant {
  Mass stock = {};     ///< ore at the plant
  Mass finished = {};  ///< metal at the plant
  Months lead{0};
  double t_per_t = 1;
  double essential = 1;
  UnitValue price = {};

  [[nodiscard]] Network network() const {
    Network network;
    const auto mine = network.add(Node{.name = "Mine", .product = "ore", .country = "CHN", .capacity = {10 * t_per_t}});
    const auto plant = network.add(Node{.name = "Plant",
                                        .product = "metal",
                                        .stage = "end_use",
                                        .country = "USA",
                                        .stock = finished,
                                        .demand = {10},
                                        .output_value = price});
    network.add(Input{.node = plant, .product = "ore", .t_per_t = t_per_t, .stock = stock, .essential = essential});
    network.add(Edge{.from = mine, .to = plant, .flow = {10 * t_per_t}, .lead_time = lead});
    return network;
  }
};

/// Made ready once: 30 t of ore, which are gone three months after the mine stops.
[[nodiscard]] inline const FrozenNetwork& three_months_of_ore() {
  static const FrozenNetwork frozen = freeze(MineAndPlant{.stock = {30}}.network());
  return frozen;
}

/// Something that happens to one node.
[[nodiscard]] inline Event on_node(std::string name, Months at = Months{0}) {
  Event event{.at = at};
  event.on.nodes.node = {std::move(name)};
  return event;
}

[[nodiscard]] inline Event stop(std::string name, Months at = Months{0}) {
  Event event = on_node(std::move(name), at);
  event.set = {{Lever::capacity, 0}};
  return event;
}

[[nodiscard]] inline Scenario scenario_of(Event event) {
  Scenario scenario{.name = "Test"};
  scenario.events.push_back(std::move(event));
  return scenario;
}

/// The only target, or the first.
[[nodiscard]] inline TargetOutcome first_target(const Network& network, const Scenario& scenario,
                                                const SimulateOptions& options = {}) {
  return simulate(freeze(network), scenario, options).targets.front();
}

/// Months, or −1 for never.
[[nodiscard]] inline double count(const std::optional<Months>& time) { return time ? time->count() : -1; }

}  // namespace ytterby::test
