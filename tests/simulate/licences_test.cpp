// SPDX-License-Identifier: Apache-2.0
/// @file  Licence lanes and offices, by hand.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

Network licensed(Mass stock) {
  Network network = MineAndPlant{.stock = stock}.network();
  const auto office = network.add(Office{.name = "Ministry"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore to the USA", .office = office});
  return network;
}

Event on_lane(Lever lever, double value, Months at = Months{0}) {
  Event event{.at = at};
  event.on.lane = {"Ore to the USA"};
  event.set = {{lever, value}};
  return event;
}

Event no_licences() {
  Event event;
  event.on.office = {"Ministry"};
  event.set = {{Lever::licences_per_month, 0}};
  return event;
}

}  // namespace

TEST_CASE("without licences what one of two suppliers sends is missing") {
  Network network = licensed(30_t);
  network.edges[EdgeId{0}].flow = 6_t_per_mo;
  const auto free = network.add(Node{.name = "Free mine", .product = "ore", .capacity = 4_t_per_mo});
  network.add(Edge{.from = free, .to = NodeId{1}, .flow = 4_t_per_mo});
  // 6 of 10 t a month are missing: 30 t last 5 months.
  const auto plant = first_target(network, scenario_of(no_licences()));
  CHECK(count(plant.to_shortage) == Approx(5).epsilon(1e-9));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by ==
        Limit{.node = NodeId{1}, .product = "ore", .by = Hold::licence, .supplier = NodeId{0}, .lane = LaneId{0}});
}

TEST_CASE("a closed edge is not the licence's fault") {
  Event closed;
  closed.on.from = NodeFilter{.node = {"Mine"}};
  closed.set = {{Lever::capacity, 0}};
  const auto plant = first_target(licensed(30_t), scenario_of(closed));
  REQUIRE(plant.limited_by.has_value());
  CHECK(*plant.limited_by == Limit{.node = NodeId{1}, .product = "ore", .by = Hold::edge, .supplier = NodeId{0}});
}

TEST_CASE("licences stop what is not yet granted, not what is under way") {
  Network network = licensed(30_t);
  network.edges[EdgeId{0}].lead_time = 2_mo;
  CHECK(count(first_target(network, scenario_of(no_licences())).to_shortage) == Approx(5).epsilon(1e-9));
}

TEST_CASE("a review that is brought in delays once, and the stock recovers") {
  Network network = licensed(30_t);
  network.nodes[NodeId{0}].capacity = unlimited<Flow>;
  // Steps of a quarter month. What is filed in the step from month 1 on is reviewed 2 months later and granted with the
  // start of the step after its own: none arrives in [1, 3.25], 9 steps. 30 − 22.5 t are the least there is.
  const auto outcome = simulate(freeze(network), scenario_of(on_lane(Lever::review, 2, 1_mo)),
                                {.horizon = 36_mo, .step = 0.25_mo, .series_of = {NodeId{1}}});
  CHECK_FALSE(outcome.targets.front().to_shortage.has_value());
  const auto least = std::min_element(outcome.series.begin(), outcome.series.end(),
                                      [](const SeriesPoint& a, const SeriesPoint& b) { return a.stock < b.stock; });
  CHECK(least->stock.value == Approx(7.5).epsilon(1e-9));
  CHECK(least->month.count() == Approx(3.25).epsilon(1e-12));
  CHECK(outcome.series.back().stock.value == Approx(30).epsilon(1e-3));  // its gap shrinks by a quarter a step
  // 20 t of stock last 2 months from then on.
  network = licensed(20_t);
  CHECK(count(first_target(network, scenario_of(on_lane(Lever::review, 2, 1_mo)), {.step = 0.25_mo}).to_shortage) ==
        Approx(3).epsilon(1e-9));
}

TEST_CASE("a review in force from the start delays nothing") {
  Network network = licensed({});
  network.lanes[LaneId{0}].review = 2_mo;
  const auto outcome = simulate(freeze(network), {}, {.horizon = 12_mo, .step = 0.25_mo});
  CHECK_FALSE(outcome.targets.front().to_shortage.has_value());
  REQUIRE(outcome.lanes.size() == 1);
  // 10 t a month granted for a year, a queue of two months, and what was filed in the step before the first grant.
  const LaneOutcome& lane = outcome.lanes.front();
  CHECK(lane.granted.value == Approx(120).epsilon(1e-9));
  CHECK(lane.waiting.value == Approx(22.5).epsilon(1e-9));
  CHECK(lane.refused.value == 0);
  CHECK(lane.filed.value == Approx(142.5).epsilon(1e-9));
  // Filed evenly over a step, reviewed 2 months, granted evenly over the next.
  REQUIRE(lane.mean_wait.has_value());
  CHECK(*lane.mean_wait >= 2_mo);
  CHECK(*lane.mean_wait <= 2.25_mo);
}

TEST_CASE("a longer review holds for what is filed from then on") {
  Network network = licensed(15_t);
  network.lanes[LaneId{0}].review = 1_mo;
  // Filed before month 2: granted a month later, until 3. Filed after it: from 5.25 on, the end of the review of the
  // first step. 15 t last from 3 to 4.5, a quarter month later still because the last step's filings are granted with
  // the start of a step.
  const auto plant = first_target(network, scenario_of(on_lane(Lever::review, 3, 2_mo)), {.step = 0.25_mo});
  REQUIRE(plant.to_shortage.has_value());
  CHECK(*plant.to_shortage >= 4.5_mo - 1e-9_mo);
  CHECK(*plant.to_shortage <= 4.75_mo + 1e-9_mo);
}

namespace {

/// Two plants of 6 t a month with 8 t each, under an office that grants 10 licences of a tonne a month.
Network two_lanes(double first_priority) {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto office = network.add(Office{.name = "Ministry", .licences_per_month = {10}});
  for (const char* name : {"A", "B"}) {
    const auto plant = network.add(Node{.name = name, .product = std::string("metal ") + name, .demand = 6_t_per_mo});
    const double priority = *name == 'A' ? first_priority : 0;
    const auto lane = network.add(
        Lane{.name = std::string("Lane ") + name, .office = office, .t_per_licence = 1_t, .priority = priority});
    network.add(Input{.node = plant, .product = "ore", .stock = 8_t});
    network.add(Edge{.from = mine, .to = plant, .lane = lane, .flow = 6_t_per_mo});
  }
  return network;
}

}  // namespace

TEST_CASE("licences go to the higher priority first") {
  for (const Months step : {default_step, Months{1}}) {
    const auto outcome = simulate(freeze(two_lanes(1)), {}, {.step = step});
    // A gets its 6 t, B the other 4: its 8 t last 4 months.
    CHECK_FALSE(outcome.targets[0].to_shortage.has_value());
    CHECK(count(outcome.targets[1].to_shortage) == Approx(4).epsilon(1e-9));
    CHECK(outcome.targets[1].limited_by->lane == LaneId{1});
    CHECK(outcome.lanes[0].granted.value == Approx(outcome.lanes[0].filed.value - outcome.lanes[0].waiting.value));
  }
  const auto outcome = simulate(freeze(two_lanes(1)), {}, {.step = Months{1}});
  CHECK(outcome.lanes[0].granted.value == Approx(24 * 6).epsilon(1e-9));
  CHECK(outcome.lanes[1].granted.value == Approx(24 * 4).epsilon(1e-9));
}

TEST_CASE("at equal priority licences go in the order of filing") {
  // Both file the same at the same time: 5 t each, 1 t a month is missing, 8 t last 8 months.
  const auto outcome = simulate(freeze(two_lanes(0)), {});
  CHECK(count(outcome.targets[0].to_shortage) == Approx(8).epsilon(1e-9));
  CHECK(count(outcome.targets[1].to_shortage) == Approx(8).epsilon(1e-9));
}

TEST_CASE("a temporary licence with a priority is granted at once by a busy office") {
  // 4 licences a month for two who each want 6 t and more: by month 6 either has 14 t waiting, its order and its gap of
  // 8 t. A's temporary licence of 10 t is one; behind B's older applications both would get as many tonnes, x of which
  // take x/10 and x licences: 4/1.1.
  Network network = two_lanes(0);
  network.offices[OfficeId{0}].licences_per_month = {4};
  const auto granted = [&](double priority) {
    Event temporary{.at = 6_mo, .lasts = 6_mo};
    temporary.on.lane = {"Lane A"};
    temporary.set = {{Lever::review, 0}, {Lever::volume, 10}, {Lever::t_per_licence, 10}, {Lever::priority, priority}};
    const auto until = [&](Months horizon) {
      return simulate(freeze(network), scenario_of(temporary), {.horizon = horizon, .step = 1_mo})
          .lanes[0]
          .granted.value;
    };
    return until(7_mo) - until(6_mo);
  };
  CHECK(granted(0) == Approx(4 / 1.1).epsilon(1e-9));
  CHECK(granted(1) == Approx(10).epsilon(1e-9));
}

TEST_CASE("a licence is as many tonnes as its lane says") {
  Network network = two_lanes(1);
  for (Lane& lane : network.lanes) lane.t_per_licence = 2_t;
  network.offices[OfficeId{0}].licences_per_month = {5};
  CHECK(count(simulate(freeze(network), {}).targets[1].to_shortage) == Approx(4).epsilon(1e-9));
}

TEST_CASE("nobody waits less than no time for an office that is limited from the middle of a step") {
  // Until the middle of the first month each tonne is granted at once; what is filed in a rest of a step is granted as
  // the next begins, spread like the filing.
  Network network = licensed({});
  network.lanes[LaneId{0}].t_per_licence = 1_t;
  Event limited{.at = 0.5_mo};
  limited.on.office = {"Ministry"};
  limited.set = {{Lever::licences_per_month, 1000}};
  const auto outcome = simulate(freeze(network), scenario_of(limited), {.horizon = 6_mo, .step = 1_mo});
  REQUIRE(outcome.lanes.front().mean_wait.has_value());
  CHECK(outcome.lanes.front().mean_wait->count() == Approx(0).scale(1).epsilon(1e-12));
}

TEST_CASE("who is refused files again") {
  Network network = licensed(20_t);
  network.nodes[NodeId{0}].capacity = unlimited<Flow>;
  // Steps of a month, gaps closed in a month. Filed 10, 10 + 5, 10 + 7.5: half of it granted each time.
  const auto outcome =
      simulate(freeze(network), scenario_of(on_lane(Lever::approval, 0.5)), {.horizon = 3_mo, .step = 1_mo});
  const LaneOutcome& lane = outcome.lanes.front();
  CHECK(lane.filed.value == Approx(42.5).epsilon(1e-9));
  CHECK(lane.granted.value == Approx(21.25).epsilon(1e-9));
  CHECK(lane.refused.value == Approx(21.25).epsilon(1e-9));
  CHECK(lane.waiting.value == Approx(0));
  CHECK_FALSE(outcome.targets.front().to_shortage.has_value());
}

TEST_CASE("who is refused waits before filing again") {
  Network network = licensed(20_t);
  network.nodes[NodeId{0}].capacity = unlimited<Flow>;
  network.lanes[LaneId{0}].refile = 1_mo;
  // Filed 10; 10 + a gap of 5 − the 5 refused a month ago; 10 + a gap of 10 − 5: the stock is 15, 10, 7.5.
  const auto outcome = simulate(freeze(network), scenario_of(on_lane(Lever::approval, 0.5)),
                                {.horizon = 3_mo, .step = 1_mo, .series_of = {NodeId{1}}});
  CHECK(outcome.lanes.front().filed.value == Approx(35).epsilon(1e-9));
  CHECK(outcome.lanes.front().refused.value == Approx(17.5).epsilon(1e-9));
  CHECK(outcome.series.back().stock.value == Approx(7.5).epsilon(1e-9));
}

TEST_CASE("a refile time set by an event holds whatever becomes of the review") {
  // As a column holds it: of 0, and of a month.
  for (const double refile : {0.0, 1.0}) {
    Network plain = licensed(20_t);
    plain.nodes[NodeId{0}].capacity = unlimited<Flow>;
    Network with_column = plain;
    with_column.lanes[LaneId{0}].refile = Months{refile};
    const auto filed = [](const Network& network, const std::vector<Event>& more) {
      std::vector<Event> events{on_lane(Lever::approval, 0.5), on_lane(Lever::review, 2),
                                on_lane(Lever::review, 3, 2_mo), on_lane(Lever::review, 1, 5_mo)};
      events.insert(events.end(), more.begin(), more.end());
      return simulate(freeze(network), {.name = "Test", .events = events}, {.horizon = 24_mo, .step = 0.25_mo})
          .lanes.front()
          .filed;
    };
    CHECK(filed(plain, {on_lane(Lever::refile, refile)}) == filed(with_column, {}));
    CHECK(filed(plain, {on_lane(Lever::refile, refile)}) != filed(plain, {}));
  }
}

TEST_CASE("a refile time that is scaled is so many times the review there is by then") {
  // The review is brought in, and the refile time with it: twice 1.5 months.
  Network network = licensed(20_t);
  network.nodes[NodeId{0}].capacity = unlimited<Flow>;
  Event twice{.at = Months{0}};
  twice.on.lane = {"Ore to the USA"};
  twice.scale = {{Lever::refile, 2}};
  const auto filed = [&](const Event& event) {
    const std::vector<Event> events{on_lane(Lever::approval, 0.5), on_lane(Lever::review, 1.5), event};
    return simulate(freeze(network), {.name = "Test", .events = events}, {.horizon = 12_mo, .step = 1_mo})
        .lanes.front()
        .filed;
  };
  CHECK(filed(twice) == filed(on_lane(Lever::refile, 3)));
}

TEST_CASE("no approval closes a lane") {
  const auto plant = first_target(licensed(30_t), scenario_of(on_lane(Lever::approval, 0)));
  CHECK(count(plant.to_shortage) == Approx(3).epsilon(1e-9));
  CHECK(plant.limited_by->lane == LaneId{0});
}

TEST_CASE("a temporary licence grants no more than its volume") {
  Network network = licensed(30_t);
  network.lanes[LaneId{0}].volume = 25_t;
  // 25 t granted and 30 t of stock at 10 t a month.
  const auto outcome = simulate(freeze(network), {});
  CHECK(count(outcome.targets.front().to_shortage) == Approx(5.5).epsilon(1e-9));
  CHECK(outcome.lanes.front().granted.value == Approx(25).epsilon(1e-9));
}

TEST_CASE("a number of licences needs a size only while it holds") {
  const auto events = [](double from, double to, double sized_from, double sized_to) {
    Event some{.at = Months{from}, .until = Months{to}};
    some.on.office = {"Ministry"};
    some.set = {{Lever::licences_per_month, 10}};
    Event size = on_lane(Lever::t_per_licence, 2, Months{sized_from});
    size.until = Months{sized_to};
    Scenario scenario = scenario_of(some);
    scenario.events.push_back(size);
    return scenario;
  };
  CHECK_NOTHROW(static_cast<void>(first_target(licensed({}), events(1, 3, 1, 3))));
  CHECK_NOTHROW(static_cast<void>(first_target(licensed({}), events(1, 3, 0.5, 4))));
  for (const auto& scenario : {events(1, 3, 1, 2.9), events(1, 3, 1.1, 3), events(1, 3, 3, 4)})
    CHECK_THROWS_WITH_AS(static_cast<void>(first_target(licensed({}), scenario)),
                         "scenario 'Test': lane 'Ore to the USA': found licences of unlimited size, expected a "
                         "t_per_licence, since office 'Ministry' grants a limited number",
                         InvalidScenario);
  // While another event lets nobody have any, none has a size.
  Scenario closed = events(1, 3, 1, 2);
  Event none = no_licences();
  none.at = Months{2};
  closed.events.push_back(none);
  CHECK_NOTHROW(static_cast<void>(first_target(licensed({}), closed)));
}

TEST_CASE("a number of licences without a size is refused") {
  Event some;
  some.on.office = {"Ministry"};
  some.set = {{Lever::licences_per_month, 10}};
  CHECK_THROWS_WITH_AS(static_cast<void>(first_target(licensed({}), scenario_of(some))),
                       "scenario 'Test': lane 'Ore to the USA': found licences of unlimited size, expected a "
                       "t_per_licence, since office 'Ministry' grants a limited number",
                       InvalidScenario);
}
