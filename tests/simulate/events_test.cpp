// SPDX-License-Identifier: Apache-2.0
/// @file  Events of each kind, by hand.
#include <doctest/doctest.h>

#include "support/chains.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

TEST_CASE("demand above capacity is met from finished stock") {
  Network network = MineAndPlant{.finished = 12_t}.network();
  network.nodes[NodeId{1}].capacity = 10_t_per_mo;
  Event event = on_node("Plant", 3_mo);
  event.set = {{Lever::demand, 14}};
  // From month 3 on 4 t a month are missing: 12 t last 3 months.
  const auto plant = first_target(network, scenario_of(event));
  CHECK(count(plant.to_shortage) == Approx(6).epsilon(1e-9));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by == Limit{.node = NodeId{1}, .product = "metal"});
  CHECK(plant.unserved.value == Approx(18 * 4).epsilon(1e-9));
}

TEST_CASE("demand that falls is no shortage") {
  Event event = on_node("Plant");
  event.scale = {{Lever::demand, 0}};
  CHECK_FALSE(first_target(MineAndPlant{}.network(), scenario_of(event)).to_shortage.has_value());
}

TEST_CASE("a capacity that ramps down is lost by the area under the ramp") {
  Event event = stop("Mine");
  event.ramp_in = 4_mo;
  // 10 t a month fall to none over 4 months: 20 t are missing by then; the other 10 t of stock last one month more.
  for (const Months step : {default_step, Months{1}, Months{0.3}})
    CHECK(count(first_target(MineAndPlant{.stock = 30_t}.network(), scenario_of(event), {.step = step}).to_shortage) ==
          Approx(5).epsilon(1e-9));
}

TEST_CASE("a capacity that ramps back misses the area of both ramps") {
  Event event = stop("Mine", 1_mo);
  event.until = 4_mo;
  event.ramp_in = 2_mo;
  event.ramp_out = 2_mo;
  // Missing: 10 t over the ramp down, 10 t in month 4, 10 t over the ramp up. The mine has nothing to spare.
  const Network enough = MineAndPlant{.stock = {30.001}}.network(),
                short_by_one = MineAndPlant{.stock = 29_t}.network();
  CHECK_FALSE(first_target(enough, scenario_of(event)).to_shortage.has_value());
  const auto plant = first_target(short_by_one, scenario_of(event));
  REQUIRE(plant.to_shortage.has_value());
  CHECK(*plant.to_shortage > 4_mo);
  CHECK(*plant.to_shortage < 6_mo);
  CHECK(plant.unserved.value == Approx(1).epsilon(1e-9));
}

TEST_CASE("a shortage ends when its event does") {
  Event event = stop("Mine", 1_mo);
  event.until = 3_mo;
  // 15 t from month 1 on: until 2.5; then 5 t are missing.
  const auto plant = first_target(MineAndPlant{.stock = 15_t}.network(), scenario_of(event), {.step = 0.5_mo});
  CHECK(count(plant.to_shortage) == Approx(2.5).epsilon(1e-9));
  CHECK(count(plant.to_half) == Approx(2.5).epsilon(1e-9));
  CHECK(plant.unserved.value == Approx(5).epsilon(1e-9));
  // 25 t outlast it.
  CHECK_FALSE(first_target(MineAndPlant{.stock = 25_t}.network(), scenario_of(event)).to_shortage.has_value());
}

TEST_CASE("an event that ends leaves others in force") {
  Scenario scenario{.name = "Two stops"};
  scenario.events = {stop("Mine"), stop("Mine", 1_mo)};
  scenario.events[1].until = 2_mo;
  CHECK(count(first_target(MineAndPlant{.stock = 30_t}.network(), scenario).to_shortage) == Approx(3).epsilon(1e-9));
}

TEST_CASE("stock that is set or scaled changes at once and for good") {
  Event more{.at = 2_mo};
  more.on.input = {"ore"};
  more.set = {{Lever::stock, 50}};
  Scenario scenario = scenario_of(stop("Mine"));
  scenario.events.push_back(more);
  // 10 t are left after 2 months; 50 t instead last 5 more. It acts as the next step begins: up to a step later.
  for (const Months step : {Months{1}, Months{0.5}, default_step}) {
    CAPTURE(step.count());
    const auto outcome = simulate(freeze(MineAndPlant{.stock = 30_t}.network()), scenario, {.step = step});
    const bool on_a_bound = step != default_step;
    CHECK(count(outcome.targets.front().to_shortage) >= 7 - 1e-9);
    CHECK(count(outcome.targets.front().to_shortage) <= 7 + 1e-9 + (on_a_bound ? 0 : step.count()));
    CHECK(outcome.mass_balance_error <= 1e-12);
  }
  Event fire = on_node("Plant", 1_mo);
  fire.scale = {{Lever::stock, 0.5}};
  Scenario loss = scenario_of(stop("Plant"));
  loss.events.push_back(fire);
  // 40 t ready, 30 t after a month, of which half burn: 1.5 months more.
  CHECK(count(first_target(MineAndPlant{.finished = 40_t}.network(), loss, {.step = 0.5_mo}).to_shortage) ==
        Approx(2.5).epsilon(1e-9));
}

TEST_CASE("a closed edge is a stopped mine for those behind it") {
  Event event;
  event.on.from = NodeFilter{.node = {"Mine"}};
  event.on.to = NodeFilter{.country = {"USA"}};
  event.set = {{Lever::capacity, 0}};
  const auto plant = first_target(MineAndPlant{.stock = 30_t, .lead = 1_mo}.network(), scenario_of(event));
  CHECK(count(plant.to_shortage) == Approx(4).epsilon(1e-9));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by == Limit{.node = NodeId{1}, .product = "ore", .by = Hold::edge, .supplier = NodeId{0}});
}

TEST_CASE("an edge with half its capacity carries half") {
  Event event;
  event.on.from = NodeFilter{.node = {"Mine"}};
  event.set = {{Lever::capacity, 5}};
  CHECK(count(first_target(MineAndPlant{.stock = 30_t}.network(), scenario_of(event)).to_shortage) ==
        Approx(6).epsilon(1e-9));
}

TEST_CASE("a longer lead time is a gap between the goods sent before and after") {
  Event event{.at = 1_mo};
  event.on.from = NodeFilter{.node = {"Mine"}};
  event.set = {{Lever::lead_time, 3}};
  // Goods sent until month 1 arrive until 2; those sent from then on from 4. 15 t last 1.5 months.
  const auto plant =
      first_target(MineAndPlant{.stock = 15_t, .lead = 1_mo}.network(), scenario_of(event), {.step = 0.5_mo});
  CHECK(count(plant.to_shortage) == Approx(3.5).epsilon(1e-9));
}

TEST_CASE("a supplier with a smaller share of orders leaves more to the others") {
  Network network = MineAndPlant{.stock = 12_t}.network();
  network.edges[EdgeId{0}].flow = 5_t_per_mo;
  const auto second = network.add(Node{.name = "Second", .product = "ore", .capacity = 6_t_per_mo});
  network.add(Edge{.from = second, .to = NodeId{1}, .flow = 5_t_per_mo});
  Event event;
  event.on.from = NodeFilter{.node = {"Mine"}};
  event.set = {{Lever::flow, 0}};
  // All orders go to the second mine, which can make 6 of 10 t: 4 t a month are missing.
  CHECK(count(first_target(network, scenario_of(event)).to_shortage) == Approx(3).epsilon(1e-9));
}
