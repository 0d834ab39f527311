// SPDX-License-Identifier: Apache-2.0
/// @file  Several inputs, and inputs that are partly essential, by hand.
#include <doctest/doctest.h>

#include "support/chains.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// 10 t of metal a month from 10 t of ore, of which 30 t lie there, and 5 t of acid, of which 10 t do.
Network two_inputs() {
  Network network = MineAndPlant{.stock = 30_t}.network();
  const auto works = network.add(Node{.name = "Works", .product = "acid"});
  network.add(Input{.node = NodeId{1}, .product = "acid", .t_per_t = 0.5, .stock = 10_t});
  network.add(Edge{.from = works, .to = NodeId{1}, .flow = 5_t_per_mo});
  return network;
}

}  // namespace

TEST_CASE("the input that runs out stops a plant, and is named") {
  const auto without_ore = first_target(two_inputs(), scenario_of(stop("Mine")));
  CHECK(count(without_ore.to_shortage) == Approx(3).epsilon(1e-9));  // 30 t at 10 t a month
  REQUIRE(without_ore.limited_by.has_value());
  CHECK(*without_ore.limited_by ==
        Limit{.node = NodeId{1}, .product = "ore", .by = Hold::supplier, .supplier = NodeId{0}});

  const auto without_acid = first_target(two_inputs(), scenario_of(stop("Works")));
  CHECK(count(without_acid.to_shortage) == Approx(2).epsilon(1e-9));  // 10 t at 5 t a month
  REQUIRE(without_acid.limited_by.has_value());
  CHECK(*without_acid.limited_by ==
        Limit{.node = NodeId{1}, .product = "acid", .by = Hold::supplier, .supplier = NodeId{2}});
}

TEST_CASE("the first of two inputs to run out counts") {
  Scenario both{.name = "Both"};
  both.events = {stop("Mine"), stop("Works")};
  const auto plant = first_target(two_inputs(), both);
  CHECK(count(plant.to_shortage) == Approx(2).epsilon(1e-9));
  CHECK(plant.limited_by->product == "acid");
  CHECK(plant.cover.stock.count() == Approx(2).epsilon(1e-12));  // of the input with the least
}

TEST_CASE("without an input that is half essential half is made") {
  const auto plant = first_target(MineAndPlant{.essential = 0.5}.network(), scenario_of(stop("Mine")));
  CHECK(plant.to_shortage == Months{0});
  CHECK(plant.to_half == Months{0});                         // exactly half counts
  CHECK(plant.unserved.value == Approx(120).epsilon(1e-9));  // 24 months of 5 t
}

TEST_CASE("without an input that is less than half essential more than half is made") {
  const auto plant = first_target(MineAndPlant{.essential = 0.4}.network(), scenario_of(stop("Mine")));
  CHECK(plant.to_shortage == Months{0});
  CHECK_FALSE(plant.to_half.has_value());
  CHECK(plant.unserved.value == Approx(96).epsilon(1e-9));  // 24 months of 4 t
}

TEST_CASE("without an input that is not essential nobody is short") {
  CHECK_FALSE(first_target(MineAndPlant{.essential = 0}.network(), scenario_of(stop("Mine"))).to_shortage.has_value());
}

TEST_CASE("a partly essential input with stock runs out when its stock does") {
  // 20 t of ore at 10 t a month; then half is made.
  for (const Months step : {default_step, Months{1.5}}) {
    const auto plant = first_target(MineAndPlant{.stock = 20_t, .essential = 0.5}.network(), scenario_of(stop("Mine")),
                                    {.step = step});
    CHECK(count(plant.to_shortage) == Approx(2).epsilon(1e-9));
  }
}

TEST_CASE("a partly essential input that still arrives in part runs out by its balance") {
  // 20 t of ore, 5 t a month arrive and 10 are eaten: 4 months.
  Event half = on_node("Mine");
  half.scale = {{Lever::capacity, 0.5}};
  for (const Months step : {Months{0.25}, Months{1.5}}) {
    CAPTURE(step.count());
    const auto plant =
        first_target(MineAndPlant{.stock = 20_t, .essential = 0.5}.network(), scenario_of(half), {.step = step});
    CHECK(count(plant.to_shortage) == Approx(4).epsilon(1e-9));
  }
}

TEST_CASE("more of an input for each tonne empties its stock faster") {
  Event event;
  event.on.input = {"ore"};
  event.set = {{Lever::t_per_t, 2}};
  // 20 t a month eaten, the mine still makes 10 at most: 30 t last 3 months.
  CHECK(count(first_target(MineAndPlant{.stock = 30_t}.network(), scenario_of(event)).to_shortage) ==
        Approx(3).epsilon(1e-9));
}
