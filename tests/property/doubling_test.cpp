// SPDX-License-Identifier: Apache-2.0
/// @file  Twice of everything.
#include <doctest/doctest.h>

#include <cstdint>

#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

Network doubled(Network network) {
  for (Node& node : network.nodes) {
    node.capacity = 2 * node.capacity;
    node.stock = 2 * node.stock;
    node.demand = 2 * node.demand;
  }
  for (Input& input : network.inputs) input.stock = 2 * input.stock;
  for (Edge& edge : network.edges) {
    edge.flow = 2 * edge.flow;
    edge.capacity = 2 * edge.capacity;
  }
  for (Lane& lane : network.lanes) lane.volume = 2 * lane.volume;
  for (Office& office : network.offices) office.licences_per_month = 2 * office.licences_per_month;
  return network;
}

Scenario doubled(Scenario scenario) {
  for (Event& event : scenario.events) {
    for (Change& change : event.set) {
      switch (change.lever) {
        case Lever::capacity:
        case Lever::stock:
        case Lever::demand:
        case Lever::flow:
        case Lever::volume:
        case Lever::licences_per_month: change.value *= 2; break;
        default: break;
      }
    }
  }
  return scenario;
}

}  // namespace

TEST_CASE("twice of every amount changes no time by a bit") {
  std::size_t short_ones = 0;
  for_all_policies(80, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network = random_network(
        random,
        {.licences = seed % 2 == 0 ? Licences::none : Licences::reviewed, .ranks = true, .unused = seed % 4 == 0});
    Scenario scenario = random_scenario(random, network, {.ranks = true});
    scenario.policy = policy;
    const auto one = simulate(freeze(network), scenario), two = simulate(freeze(doubled(network)), doubled(scenario));
    REQUIRE(one.targets.size() == two.targets.size());
    for (std::size_t i = 0; i < one.targets.size(); ++i) {
      // Twice a binary number is exact, and so is all arithmetic on it: no tolerance.
      CHECK(one.targets[i].to_shortage == two.targets[i].to_shortage);
      CHECK(one.targets[i].to_half == two.targets[i].to_half);
      CHECK(2 * one.targets[i].unserved == two.targets[i].unserved);
      CHECK(one.targets[i].cover == two.targets[i].cover);
      CHECK(one.targets[i].limited_by == two.targets[i].limited_by);
      short_ones += one.targets[i].to_shortage.has_value() ? 1 : 0;
    }
    for (std::size_t i = 0; i < one.lanes.size(); ++i) CHECK(one.lanes[i].mean_wait == two.lanes[i].mean_wait);
    CHECK(one.total.to_half == two.total.to_half);
  });
  CHECK(short_ones > seeds(100));  // or the law says little
}
