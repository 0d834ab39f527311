// SPDX-License-Identifier: Apache-2.0
/// @file  How long stocks last, by hand. Rates are constant in the step of the shortage, so that times are exact to
/// rounding, 1e-9.
#include <doctest/doctest.h>

#include <chrono>

#include "support/chains.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

const Months day = std::chrono::days{1}, week = default_step, month{1};

Scenario half_capacity() {
  Event event = on_node("Mine");
  event.scale = {{Lever::capacity, 0.5}};
  return scenario_of(event);
}

}  // namespace

TEST_CASE("a plant whose mine stops lives on its stock") {
  for (const Months step : {day, week, month}) {
    CAPTURE(step.count());
    // 30 t at 10 t a month.
    const auto plant = first_target(MineAndPlant{.stock = 30_t}.network(), scenario_of(stop("Mine")), {.step = step});
    CHECK(count(plant.to_shortage) == Approx(3).epsilon(1e-9));
    // From then on nothing: the first step with at most half the demand is the one after, or the one it falls in.
    REQUIRE(plant.to_half.has_value());
    CHECK(*plant.to_half >= *plant.to_shortage);
    CHECK(*plant.to_half < *plant.to_shortage + step);
    CHECK(plant.unserved.value == Approx(210).epsilon(1e-9));  // 21 months of 10 t
  }
}

TEST_CASE("a plant lives on its stock and on what is under way") {
  for (const Months step : {day, week, month}) {
    CAPTURE(step.count());
    // 30 t and a month of shipments of 10 t, eaten at 10 t a month.
    const auto plant =
        first_target(MineAndPlant{.stock = 30_t, .lead = 1_mo}.network(), scenario_of(stop("Mine")), {.step = step});
    CHECK(count(plant.to_shortage) == Approx(4).epsilon(1e-9));
    CHECK(plant.cover.stock.count() == Approx(3).epsilon(1e-12));
    CHECK(plant.cover.transit.count() == Approx(1).epsilon(1e-12));
  }
}

TEST_CASE("half the capacity empties the stock half as fast") {
  for (const Months step : {day, week, month}) {
    CAPTURE(step.count());
    // 10 t a month eaten, 5 t arrive: 30 t last 6 months.
    CHECK(count(first_target(MineAndPlant{.stock = 30_t}.network(), half_capacity(), {.step = step}).to_shortage) ==
          Approx(6).epsilon(1e-9));
    // With a month of lead the first 10 t still come: (30 + 10 − 5·1)/(10 − 5).
    const auto plant =
        first_target(MineAndPlant{.stock = 30_t, .lead = 1_mo}.network(), half_capacity(), {.step = step});
    CHECK(count(plant.to_shortage) == Approx(7).epsilon(1e-9));
  }
}

TEST_CASE("a plant without stock is short when the last goods under way have arrived, inside a step") {
  // A lead of 1.3 months in steps of one: 10 t a month until 1.3.
  const auto plant = first_target(MineAndPlant{.lead = 1.3_mo}.network(), scenario_of(stop("Mine")), {.step = month});
  CHECK(count(plant.to_shortage) == Approx(1.3).epsilon(1e-9));
  // 2 t of stock carry it 0.2 months further.
  const auto stocked =
      first_target(MineAndPlant{.stock = 2_t, .lead = 1.3_mo}.network(), scenario_of(stop("Mine")), {.step = month});
  CHECK(count(stocked.to_shortage) == Approx(1.5).epsilon(1e-9));
}

TEST_CASE("less arrives from the lead time on, inside a step") {
  // What was under way lasts until 1.3; then 5 t a month come and 10 are needed.
  const auto plant = first_target(MineAndPlant{.lead = 1.3_mo}.network(), half_capacity(), {.step = month});
  CHECK(count(plant.to_shortage) == Approx(1.3).epsilon(1e-9));
  // In [1, 2] arrive 3 t of old goods and 0.7 · 5 t of new ones: 3.5 t are missing; 5 t in each of 22 months after it.
  CHECK(plant.unserved.value == Approx(3.5 + 22 * 5).epsilon(1e-9));
}

TEST_CASE("stocks along a chain add up") {
  for (const Months step : {day, week, month}) {
    CAPTURE(step.count());
    Network network;
    const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
    const auto refinery = network.add(Node{.name = "Refinery", .product = "oxide", .stock = 10_t});
    const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 10_t_per_mo});
    network.add(Input{.node = refinery, .product = "ore", .stock = 20_t});
    network.add(Input{.node = plant, .product = "oxide", .stock = 30_t});
    network.add(Edge{.from = mine, .to = refinery, .flow = 10_t_per_mo, .lead_time = 0.5_mo});
    network.add(Edge{.from = refinery, .to = plant, .flow = 10_t_per_mo, .lead_time = 1_mo});
    // 5 t and 10 t under way, 20 t of ore, 10 t of oxide ready and 30 t of it at the plant: 75 t.
    CHECK(count(first_target(network, scenario_of(stop("Mine")), {.step = step}).to_shortage) ==
          Approx(7.5).epsilon(1e-9));
    // Without the refinery's own: 10 t under way and 30 t at the plant.
    CHECK(count(first_target(network, scenario_of(stop("Refinery")), {.step = step}).to_shortage) ==
          Approx(5).epsilon(1e-9));  // its finished 10 t can still be shipped
  }
}

TEST_CASE("a chain of three tiers passes a shortage on after its stocks and leads") {
  Network network;
  std::vector<NodeId> tier;
  for (int i = 0; i < 4; ++i)
    tier.push_back(network.add(Node{.name = "Tier " + std::to_string(i), .product = "P" + std::to_string(i)}));
  network.nodes[tier[3]].demand = 4_t_per_mo;
  // Yields of 2, 3 and 1: flows of 24, 12 and 4 t a month.
  const double flows[] = {24, 12, 4}, amounts[] = {2, 3, 1}, stocks[] = {12, 6, 2};
  const Months leads[] = {0.25_mo, 0.5_mo, 1_mo};
  for (std::size_t i = 0; i < 3; ++i) {
    network.add(
        Input{.node = tier[i + 1], .product = "P" + std::to_string(i), .t_per_t = amounts[i], .stock = {stocks[i]}});
    network.add(Edge{.from = tier[i], .to = tier[i + 1], .flow = {flows[i]}, .lead_time = leads[i]});
  }
  // Each stock is half a month of its flow, and leads add 1.75 months: 3.25.
  CHECK(count(first_target(network, scenario_of(stop("Tier 0"))).to_shortage) == Approx(3.25).epsilon(1e-9));
}

TEST_CASE("finished stock lasts beside the stock of inputs") {
  for (const Months step : {day, week, month}) {
    CAPTURE(step.count());
    // 30 t of ore make 15 t of metal at 2 t a tonne, 20 t are ready: 35 t at 10 t a month.
    const MineAndPlant stocked{.stock = 30_t, .finished = 20_t, .t_per_t = 2};
    const auto plant = first_target(stocked.network(), scenario_of(stop("Mine")), {.step = step});
    CHECK(count(plant.to_shortage) == Approx(3.5).epsilon(1e-9));
    // A plant that stops itself has only what is ready.
    const auto idle = first_target(stocked.network(), scenario_of(stop("Plant")), {.step = step});
    CHECK(count(idle.to_shortage) == Approx(2).epsilon(1e-9));
  }
}

TEST_CASE("who has neither stock nor lead time is short at once") {
  const auto plant = first_target(MineAndPlant{}.network(), scenario_of(stop("Mine")));
  CHECK(plant.to_shortage == Months{0});
  CHECK(plant.to_half == Months{0});
  CHECK(plant.unserved.value == Approx(240).epsilon(1e-9));
}
