// SPDX-License-Identifier: Apache-2.0
/// @file  Every shortage of a target, from when to when, by hand. Steps of a month.
#include <doctest/doctest.h>

#include <optional>
#include <vector>

#include "support/chains.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

struct Span {
  double from, to;  // −1: to the horizon
};

void check(const std::vector<Shortage>& found, const std::vector<Span>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CHECK(found[i].from.count() == Approx(expected[i].from).epsilon(1e-9));
    CHECK(count(found[i].to) == Approx(expected[i].to).epsilon(1e-9));
  }
}

Event capacity(double tonnes, double from, double until) {
  Event event = on_node("Mine", Months{from});
  event.until = Months{until};
  event.set = {{Lever::capacity, tonnes}};
  return event;
}

}  // namespace

TEST_CASE("each shortage has its beginning and its end") {
  // 30 t eaten at 10 t a month end at 3. In month 5 the mine makes 15 t, so that 5 t are left when it stops at 8: gone
  // at 8.5. At 20 it stops for good, with nothing in stock.
  const Scenario scenario{.name = "Test",
                          .events = {capacity(0, 0, 5), capacity(15, 5, 6), capacity(0, 8, 12), capacity(0, 20, 30)}};
  const auto plant = first_target(MineAndPlant{.stock = 30_t}.network(), scenario, {.step = 1_mo});
  check(plant.shortages, {{3, 5}, {8.5, 12}, {20, -1}});
  CHECK(plant.to_shortage == plant.shortages.front().from);
  CHECK(plant.unserved.value == Approx(20 + 35 + 40).epsilon(1e-9));
}

TEST_CASE("goods under way date a later shortage within its step too") {
  // Goods take half a month. The mine stands still until 5: its first goods come at 5.5, and month 6 is the first that
  // is served in full. It stops again at 9, and what it shipped before arrives until 9.5.
  const Scenario scenario{.name = "Test", .events = {capacity(0, 0, 5), capacity(0, 9, 30)}};
  const auto plant =
      first_target(MineAndPlant{.stock = 30_t, .lead = 0.5_mo}.network(), scenario, {.horizon = 12_mo, .step = 1_mo});
  check(plant.shortages, {{3.5, 6}, {9.5, -1}});
}

TEST_CASE("who is never short has no shortages") {
  CHECK(first_target(MineAndPlant{.stock = 30_t}.network(), {}).shortages.empty());
}

TEST_CASE("a shortage that begins past the horizon is none, whether the first or a later one") {
  // The last step, from month 8, reaches past the horizon of 8.25; the stock of 5 t ends at 8.5.
  const Scenario scenario{.name = "Test", .events = {capacity(0, 0, 5), capacity(15, 5, 6), capacity(0, 8, 12)}};
  const auto plant = first_target(MineAndPlant{.stock = 30_t}.network(), scenario, {.horizon = 8.25_mo, .step = 1_mo});
  check(plant.shortages, {{3, 5}});
  const auto first = first_target(MineAndPlant{.stock = 5_t}.network(), scenario_of(stop("Mine", 8_mo)),
                                  {.horizon = 8.25_mo, .step = 1_mo});
  CHECK(first.shortages.empty());
  CHECK_FALSE(first.to_shortage.has_value());
}
