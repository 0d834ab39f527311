// SPDX-License-Identifier: Apache-2.0
/// @file  Totals, dollars, and the end of the horizon.
#include <doctest/doctest.h>

#include "support/chains.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// Two mines and their plants of 10 t a month each.
Network two_chains(double price_a, double price_b) {
  Network network;
  for (const std::string name : {"A", "B"}) {
    const auto mine = network.add(Node{.name = "Mine " + name, .product = "ore " + name});
    const auto plant = network.add(Node{.name = "Plant " + name,
                                        .product = "metal",
                                        .demand = 10_t_per_mo,
                                        .output_value = {name == "A" ? price_a : price_b}});
    network.add(Input{.node = plant, .product = "ore " + name, .stock = 30_t});
    network.add(Edge{.from = mine, .to = plant, .flow = 10_t_per_mo});
  }
  return network;
}

}  // namespace

TEST_CASE("with a price for each target the total counts dollars") {
  // A tenth of the dollars is left without B, nine tenths without A.
  const auto without_b = simulate(freeze(two_chains(100, 900)), scenario_of(stop("Mine B"))).total;
  CHECK(count(without_b.to_shortage) == Approx(3).epsilon(1e-9));
  REQUIRE(without_b.to_half.has_value());
  CHECK(*without_b.to_half >= 3_mo - 1e-9_mo);
  CHECK(*without_b.to_half < 3_mo + default_step);
  CHECK(without_b.unserved.value == Approx(210).epsilon(1e-9));
  CHECK(without_b.unserved_value.value == Approx(210 * 900).epsilon(1e-9));

  const auto without_a = simulate(freeze(two_chains(100, 900)), scenario_of(stop("Mine A"))).total;
  CHECK(count(without_a.to_shortage) == Approx(3).epsilon(1e-9));
  CHECK_FALSE(without_a.to_half.has_value());
}

TEST_CASE("without a price for each target the total is the mean of their service") {
  const auto total = simulate(freeze(two_chains(100, 0)), scenario_of(stop("Mine A"))).total;
  REQUIRE(total.to_half.has_value());  // one of two, exactly half
  CHECK(total.unserved_value.value == Approx(210 * 100).epsilon(1e-9));
}

TEST_CASE("a price that changes counts from then on") {
  Scenario scenario = scenario_of(stop("Mine A"));
  Event dearer = on_node("Plant A", 12_mo);
  dearer.scale = {{Lever::output_value, 2}};
  scenario.events.push_back(dearer);
  const auto plant = first_target(two_chains(100, 0), scenario, {.step = 0.5_mo});
  // 9 months of 10 t at 100, 12 months at 200.
  CHECK(plant.unserved_value.value == Approx(9 * 1000 + 12 * 2000).epsilon(1e-9));
}

TEST_CASE("a shortage after the horizon is none") {
  const Network network = MineAndPlant{.stock = 31_t}.network();
  const auto plant = first_target(network, scenario_of(stop("Mine")), {.horizon = 3_mo, .step = 1_mo});
  CHECK_FALSE(plant.to_shortage.has_value());
  CHECK(plant.unserved.value == 0);
  // In the last step, but after its horizon.
  const auto late =
      first_target(MineAndPlant{.stock = 37_t}.network(), scenario_of(stop("Mine")), {.horizon = 3.5_mo, .step = 1_mo});
  CHECK_FALSE(late.to_shortage.has_value());
  CHECK(late.unserved.value == 0);
}

TEST_CASE("of a step that reaches past the horizon only the part before it counts") {
  // Short from month 3; half of the step from 3 to 4 is 5 t.
  const auto plant =
      first_target(MineAndPlant{.stock = 30_t}.network(), scenario_of(stop("Mine")), {.horizon = 3.5_mo, .step = 1_mo});
  CHECK(count(plant.to_shortage) == Approx(3).epsilon(1e-9));
  CHECK(plant.unserved.value == Approx(5).epsilon(1e-9));
}

TEST_CASE("an option's horizon goes before the scenario's, which goes before two years") {
  const auto network = freeze(MineAndPlant{}.network());
  Scenario scenario{.name = "Short", .horizon = 6_mo};
  CHECK(simulate(network).horizon == 24_mo);
  CHECK(simulate(network, scenario).horizon == 6_mo);
  CHECK(simulate(network, scenario, {.horizon = 3_mo}).horizon == 3_mo);
}

TEST_CASE("series have one point a step for each node asked for, in that order") {
  const auto outcome = simulate(freeze(MineAndPlant{.stock = 30_t, .finished = 5_t}.network()), {},
                                {.horizon = 2_mo, .step = 1_mo, .series_of = {NodeId{1}, NodeId{0}}});
  REQUIRE(outcome.series.size() == 4);
  const SeriesPoint plant{
      .month = 1_mo, .node = NodeId{1}, .demand = 10_t, .served = 10_t, .production = 10_t, .stock = 35_t};
  const SeriesPoint mine{
      .month = 1_mo, .node = NodeId{0}, .demand = 0_t, .served = 0_t, .production = 10_t, .stock = 0_t};
  CHECK(outcome.series[0] == plant);
  CHECK(outcome.series[1] == mine);
  CHECK(outcome.series[2].month == 2_mo);
}
