// SPDX-License-Identifier: Apache-2.0
/// @file  Events resolved against a network, and refused.
#include <doctest/doctest.h>

#include <chrono>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/scenario/timeline.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using namespace std::chrono;

namespace {

const FrozenNetwork& network() {
  static const FrozenNetwork frozen = [] {
    Network network = MineAndPlant{}.network();
    network.add(Node{.name = "Second mine", .product = "ore"});
    return freeze(network);
  }();
  return frozen;
}

Timeline resolved(const Event& event) { return resolve(network(), scenario_of(event)); }

}  // namespace

TEST_CASE("dates count from the start of the scenario") {
  Event event = on_node("Mine");
  event.at = sys_days{year{2025} / June / 11};
  event.until = sys_days{year{2025} / June / 21};
  event.set = {{Lever::capacity, 0}};
  Scenario scenario = scenario_of(event);
  scenario.start = sys_days{year{2025} / April / 4};
  const Timeline timeline = resolve(network(), scenario);
  REQUIRE(timeline.groups.size() == 1);
  const Move& move = timeline.groups[0].sets.at(0);
  CHECK(move.on.count() == doctest::Approx(68 / 30.4375).epsilon(1e-14));
  CHECK(move.off.count() == doctest::Approx(78 / 30.4375).epsilon(1e-14));
}

TEST_CASE("a date needs a start") {
  Event event = on_node("Mine");
  event.at = sys_days{year{2025} / June / 11};
  event.set = {{Lever::capacity, 0}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: found a date, expected a start of the scenario to count from",
                       InvalidScenario);
}

TEST_CASE("rows that the same events move are one group") {
  Scenario scenario{.name = "Test"};
  Event all;
  all.on.nodes.product = {"ore"};
  all.scale = {{Lever::capacity, 0.5}};
  scenario.events = {all, stop("Mine", 1_mo)};
  const Timeline timeline = resolve(network(), scenario);
  REQUIRE(timeline.groups.size() == 2);
  for (const LeverGroup& group : timeline.groups) {
    REQUIRE(group.rows.size() == 1);
    const bool mine = group.rows[0] == 0;
    CHECK(group.sets.size() == (mine ? 1 : 0));
    CHECK(group.scales.size() == 1);
  }
  scenario.events = {all};
  const Timeline together = resolve(network(), scenario);
  REQUIRE(together.groups.size() == 1);
  CHECK(together.groups[0].rows == std::vector<std::uint32_t>{0, 2});
}

TEST_CASE("stock is an impulse, in the order of time, sets before scales") {
  Scenario scenario{.name = "Test"};
  Event late = on_node("Mine", 2_mo), scaled = on_node("Mine", 1_mo), set = on_node("Mine", 1_mo);
  late.set = {{Lever::stock, 7}};
  scaled.scale = {{Lever::stock, 0.5}};
  set.set = {{Lever::stock, 8}};
  scenario.events = {late, scaled, set};
  const Timeline timeline = resolve(network(), scenario);
  CHECK(timeline.groups.empty());
  REQUIRE(timeline.impulses.size() == 3);
  CHECK(timeline.impulses[0].value == 8);
  CHECK(timeline.impulses[1].value == 0.5);
  CHECK(timeline.impulses[1].scales);
  CHECK(timeline.impulses[2].at == 2_mo);
}

TEST_CASE("an event must end after it began") {
  Event event = stop("Mine", 2_mo);
  event.until = 1_mo;
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: found an end before its beginning", InvalidScenario);
}

TEST_CASE("an event must change something") {
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(on_node("Mine"))),
                       "scenario 'Test', event 1: found nothing set or scaled", InvalidScenario);
}

TEST_CASE("a lever of another table is refused with those there are") {
  Event event = on_node("Mine");
  event.set = {{Lever::review, 1}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: found 'review' of nodes, expected one of capacity, stock, demand, "
                       "output, priority, minimum_share",
                       InvalidScenario);
}

TEST_CASE("values out of range are refused with the value") {
  Event event = on_node("Mine");
  event.set = {{Lever::capacity, -1}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: capacity: found -1, expected 0 or more", InvalidScenario);
  event.set = {{Lever::minimum_share, 1.5}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: minimum_share: found 1.5, expected 0 to 1", InvalidScenario);
  event.set = {};
  event.scale = {{Lever::demand, -0.5}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: demand: found -0.5, expected 0 or more", InvalidScenario);
}

TEST_CASE("a ramp has a length of zero or more") {
  Event event = stop("Mine");
  event.ramp_in = Months{-1};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolved(event)),
                       "scenario 'Test', event 1: found a ramp below 0, expected 0 months or more", InvalidScenario);
}

TEST_CASE("nothing ramps from an unlimited value") {
  Event event = stop("Second mine");
  event.ramp_in = 1_mo;
  CHECK_THROWS_WITH_AS(
      static_cast<void>(resolved(event)),
      "scenario 'Test', event 1: capacity of node 'Second mine': found a ramp from an unlimited value, "
      "expected a limited one",
      InvalidScenario);
}

TEST_CASE("a factor ramps where another event has set a value as long as it is in force") {
  Event limit = on_node("Second mine", 1_mo);
  limit.set = {{Lever::capacity, 6}};
  Event closed = stop("Second mine", 1_mo);
  closed.set.clear();
  closed.scale = {{Lever::capacity, 0}};
  closed.until = 2_mo;
  closed.ramp_out = 2_mo;
  Scenario scenario = scenario_of(limit);
  scenario.events.push_back(closed);
  const Timeline timeline = resolve(network(), scenario);
  REQUIRE(timeline.groups.size() == 1);
  // Nothing in the second month; then, over two months, up to 6 t a month: 1.5 on average in the third.
  CHECK(mean_effect(timeline.groups[0], 0_mo, 1_mo) == Effect{});
  CHECK(mean_effect(timeline.groups[0], 1_mo, 2_mo) == Effect{.scale = 0, .add = 0, .open = 0, .closed_add = 0});
  CHECK(mean_effect(timeline.groups[0], 2_mo, 3_mo).closed_add == doctest::Approx(1.5).epsilon(1e-12));
  CHECK(mean_effect(timeline.groups[0], 2_mo, 3_mo).open == 0);

  scenario.events[0].until = 3_mo;  // before the ramp is over
  CHECK_THROWS_WITH_AS(
      static_cast<void>(resolve(network(), scenario)),
      "scenario 'Test', event 2: capacity of node 'Second mine': found a ramp from an unlimited value, "
      "expected a limited one",
      InvalidScenario);
}

TEST_CASE("every scenario of the 2024 case can be resolved") {
  const Case rare_earths = read_case("data/rare_earths_2024");
  const auto on = freeze(rare_earths.network);
  CHECK(rare_earths.scenarios.size() == 18);
  for (const auto& named : rare_earths.scenarios) {
    CAPTURE(named.first);
    CHECK_NOTHROW(static_cast<void>(resolve(on, named.second)));
  }
}

TEST_CASE("scales that would bring a share above all are refused, also two of them together") {
  const auto scaled = [](double share, double factor, double again) {
    Network network = test::MineAndPlant{}.network();
    network.nodes[NodeId{1}].minimum_share = share;
    Event event = on_node("Plant");
    event.scale = {{Lever::minimum_share, factor}};
    Scenario scenario = scenario_of(event);
    event.scale = {{Lever::minimum_share, again}};
    scenario.events.push_back(event);
    return resolve(freeze(network), scenario);
  };
  CHECK_NOTHROW(static_cast<void>(scaled(0.25, 2, 2)));
  CHECK_THROWS_WITH_AS(static_cast<void>(scaled(0.5, 2, 1.5)),
                       "scenario 'Test': minimum_share of node 'Plant': found scales that bring it up to 1.5, expected "
                       "0 to 1",
                       InvalidScenario);
}

TEST_CASE("times of a lane that no calculation can count are refused, set or scaled") {
  Network network = test::MineAndPlant{}.network();
  const auto office = network.add(Office{.name = "Ministry"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = office, .review = Months{1}});
  Event event;
  event.on.lane = {"Ore"};
  event.set = {{Lever::review, 1e7}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolve(freeze(network), scenario_of(event))),
                       "scenario 'Test', event 1: review: found 10000000, expected 1000000 months or less",
                       InvalidScenario);
  event.set = {};
  event.scale = {{Lever::review, 1e7}};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolve(freeze(network), scenario_of(event))),
                       "scenario 'Test': review of lane 'Ore': found scales that bring it up to 10000000 months, "
                       "expected 1000000 or less",
                       InvalidScenario);
}

TEST_CASE("scaling an unlimited value is noted, closing it is not") {
  Event event = on_node("Second mine");
  event.scale = {{Lever::capacity, 0.5}};
  CHECK(resolved(event).notes == std::vector<std::string>{"scenario 'Test', event 1: capacity of node 'Second mine' is "
                                                          "unlimited: scaling it by 0.5 changes nothing"});
  event.scale = {{Lever::capacity, 0}};
  CHECK(resolved(event).notes.empty());
}
