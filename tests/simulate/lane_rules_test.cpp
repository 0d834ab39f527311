// SPDX-License-Identifier: Apache-2.0
/// @file  Open licences, corrections, control in part, restocking and volumes inside the flow, by hand.
#include <doctest/doctest.h>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/step_report.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// The plant eats 10 t a month, and the mine can make any amount.
Network licensed(Mass stock, Lane lane = {}) {
  Network network = MineAndPlant{.stock = stock}.network();
  network.nodes[NodeId{0}].capacity = unlimited<Flow>;
  lane.name = "Ore";
  lane.office = network.add(Office{.name = "Ministry"});
  network.edges[EdgeId{0}].lane = network.add(lane);
  return network;
}

Event on_lane(std::vector<Change> set, Months at = Months{0}) {
  Event event{.at = at};
  event.on.lane = {"Ore"};
  event.set = std::move(set);
  return event;
}

/// In steps of a month, in which gaps are closed.
Outcome by_months(const Network& network, Months horizon, const std::vector<Event>& events) {
  return simulate(freeze(network), {.name = "Test", .events = events},
                  {.horizon = horizon, .step = 1_mo, .series_of = {NodeId{1}}});
}

}  // namespace

TEST_CASE("goods for which there are licences wait at the supplier until he has them") {
  // The mine stands still for two months. In force from the start: 10 t are granted each month, filed the month before,
  // and what is open shortens what is filed as much as the gap lengthens it. In the third month 30 t are shipped.
  Event still = stop("Mine");
  still.until = 2_mo;
  const Network network = licensed(30_t, {.t_per_licence = 1_t, .volume = 10000_t});
  const auto two = by_months(network, 2_mo, {still}), three = by_months(network, 3_mo, {still});
  CHECK(two.lanes.front().granted == 20_t);
  CHECK(two.lanes.front().open == 20_t);
  CHECK(two.lanes.front().used == 0_t);
  CHECK(three.lanes.front().used == 30_t);
  CHECK(three.lanes.front().open == 0_t);
  CHECK(three.series.back().stock == 30_t);
}

TEST_CASE("licences that expired while the supplier was short must be filed for again") {
  // As above, but good for a month: of the first two months' 10 t each, the first are gone as the third begins.
  Event still = stop("Mine");
  still.until = 2_mo;
  const auto outcome =
      by_months(licensed(30_t, {.t_per_licence = 1_t, .volume = 10000_t}), 3_mo, {still, on_lane({{Lever::valid, 1}})});
  const LaneOutcome& lane = outcome.lanes.front();
  CHECK(lane.expired == 10_t);
  CHECK(lane.used + lane.open == lane.granted - 10_t);
  CHECK(outcome.series.back().stock < 30_t);
}

TEST_CASE("corrections in force from the start move nothing") {
  const auto outcome =
      simulate(freeze(licensed({}, {.review = 0.6_mo, .controlled = 0.7, .returned = 0.4, .correction = 0.3_mo})), {},
               {.horizon = 24_mo});
  CHECK_FALSE(outcome.targets.front().to_shortage.has_value());
  // Of 10 t a month 7 t need a licence, for which 7/(1 − 0.4) t are filed, a first time or again; the last step is
  // counted whole, and filings of a review and a step wait at the start.
  const LaneOutcome& lane = outcome.lanes.front();
  const double months = 105 * outcome.step.count(), waiting = 0.6 + outcome.step.count();
  CHECK(lane.granted.value == Approx(7 * months).epsilon(1e-9));
  CHECK(lane.filed.value == Approx(7 / 0.6 * (months + waiting)).epsilon(1e-9));
  CHECK(lane.waiting.value == Approx(7 / 0.6 * waiting).epsilon(1e-9));
  CHECK(lane.returned.value == Approx(0.4 * 7 / 0.6 * months).epsilon(1e-9));
}

TEST_CASE("corrections that are brought in delay once, and the stock recovers") {
  // Filed in the step from month 1 on, reviewed by 1.75: none arrives in three steps. Then half of what is granted is
  // enough, for as much is filed beside the need as lies with the office as a rule: 10 t for (0.5 + 0.25)/0.5 months.
  const Event brought_in = on_lane({{Lever::review, 0.5}, {Lever::returned, 0.5}, {Lever::correction, 0.5}}, 1_mo);
  const auto outcome = simulate(freeze(licensed(40_t)), {.name = "Test", .events = {brought_in}},
                                {.horizon = 36_mo, .step = 0.25_mo, .series_of = {NodeId{1}}});
  CHECK_FALSE(outcome.targets.front().to_shortage.has_value());
  double least = 40;
  for (const SeriesPoint& point : outcome.series) least = std::min(least, point.stock.value);
  CHECK(least == Approx(32.5).epsilon(1e-9));
  CHECK(outcome.series.back().stock.value == Approx(40).epsilon(1e-3));
}

TEST_CASE("a general licence ends a lane's queue for what is ordered from then on") {
  // No licences from the start; from month 3 on nothing needs one. 40 t last.
  Event none;
  none.on.office = {"Ministry"};
  none.set = {{Lever::licences_per_month, 0}};
  const auto outcome = by_months(licensed(40_t), 12_mo, {none, on_lane({{Lever::controlled, 0}}, 3_mo)});
  CHECK_FALSE(outcome.targets.front().to_shortage.has_value());
  CHECK(outcome.lanes.front().granted == 0_t);
  CHECK(outcome.series.back().stock == 40_t);
  CHECK(outcome.series[2].stock == 10_t);
}

TEST_CASE("control that grows holds up the part that it reaches") {
  // From the start 0.4 of each order need a licence, of which there are none: 6 t and then 0.6 of 10 t and the gap
  // arrive. 20 t become 16, 0.6·14 + 6 = 14.4 and 0.6·15.6 + 4.4 = 13.76 t.
  const auto outcome =
      by_months(licensed(20_t, {.controlled = 0}), 3_mo, {on_lane({{Lever::controlled, 0.4}, {Lever::approval, 0}})});
  CHECK(outcome.series[0].stock.value == Approx(16).epsilon(1e-12));
  CHECK(outcome.series[1].stock.value == Approx(14.4).epsilon(1e-12));
  CHECK(outcome.series[2].stock.value == Approx(13.76).epsilon(1e-12));
}

TEST_CASE("without a licence for restocking a stock that was drawn on stays low") {
  Event still = stop("Mine");
  still.until = 1_mo;
  for (const auto& [restocking, stock] : {std::pair{1.0, 20.0}, std::pair{0.5, 15.0}, std::pair{0.0, 10.0}}) {
    // 10 of 20 t are eaten in the first month; in the second that much more is asked for, and accepted in part.
    const auto outcome = by_months(licensed(20_t), 2_mo, {still, on_lane({{Lever::restocking, restocking}})});
    CHECK(outcome.series.back().stock.value == Approx(stock).epsilon(1e-12));
  }
}

TEST_CASE("a temporary licence is renewed with the volume that it had") {
  // 30 t from the start: with 20 t of stock they last 5 months; the same again in the fourth month, 8.
  const Network network = licensed(20_t);
  const Event first = on_lane({{Lever::volume, 30}}), again = on_lane({{Lever::volume, 30}}, 3.5_mo);
  const auto shortage = [&](const std::vector<Event>& events) {
    return count(
        simulate(freeze(network), {.name = "Test", .events = events}, {.step = 0.25_mo}).targets.front().to_shortage);
  };
  CHECK(shortage({first}) == Approx(5).epsilon(1e-9));
  CHECK(shortage({first, again}) == Approx(8).epsilon(1e-9));
}

TEST_CASE("a volume that ends leaves those that began before it, which have gone on counting") {
  // 1 t in the first month, of 20 t in all. Then 2 t in the second and third, of which 2 are granted, likewise.
  const Network network = licensed({}, {.volume = 20_t});
  Event one = on_lane({{Lever::volume, 1}}), two = on_lane({{Lever::volume, 2}}, 1_mo);
  one.until = 1_mo;
  two.until = 3_mo;
  const auto granted = [&](Months horizon, const std::vector<Event>& events, Months step) {
    return simulate(freeze(network), {.name = "Test", .events = events}, {.horizon = horizon, .step = step})
        .lanes.front()
        .granted.value;
  };
  for (const Months step : {default_step, 0.25_mo, 1_mo}) {
    CHECK(granted(12_mo, {one}, step) == Approx(20).epsilon(1e-9));
    CHECK(granted(12_mo, {one, two}, step) == Approx(20).epsilon(1e-9));
  }
  CHECK(granted(3_mo, {one, two}, 0.25_mo) == Approx(3).epsilon(1e-9));
}

TEST_CASE("a volume is not exceeded in a step within which it begins or ends") {
  // Closed, but for a temporary licence of 20 t until the end of November; what waits is more.
  const Network network = licensed({}, {.approval = 0});
  for (const double days : {1.0, 3.0, 7.0, 10.0, 30.0})
    for (const double from : {0.0, 1.1, 2.0}) {
      CAPTURE(days);
      CAPTURE(from);
      Event some = on_lane({{Lever::approval, 1}, {Lever::volume, 20}}, Months{from});
      some.until = Months{from + 5.03};
      // Until then nothing is decided, so that a backlog is there.
      Event none;
      none.on.office = {"Ministry"};
      none.set = {{Lever::licences_per_month, 0}};
      none.until = Months{from + 3};
      const auto outcome = simulate(freeze(network), {.name = "Test", .events = {some, none}},
                                    {.horizon = 12_mo, .step = days / 30 * 1_mo});
      CHECK(outcome.lanes.front().granted.value == Approx(20).epsilon(1e-9));
    }
}

TEST_CASE("scaling a volume by one moves nothing, and scaling it does not renew it") {
  const Network network = licensed({}, {.volume = 20_t});
  const auto granted = [&](double factor) {
    Event event{.at = 1.3_mo};
    event.on.lane = {"Ore"};
    event.scale = {{Lever::volume, factor}};
    return simulate(freeze(network), {.name = "Test", .events = {event}}, {.horizon = 12_mo})
        .lanes.front()
        .granted.value;
  };
  const double plain = simulate(freeze(network), {.name = "Test"}, {.horizon = 12_mo}).lanes.front().granted.value;
  CHECK(granted(1) == plain);
  CHECK(granted(1.5) == Approx(30).epsilon(1e-9));
}

TEST_CASE("a share of returns that scales to all is refused") {
  Event more;
  more.on.lane = {"Ore"};
  more.scale = {{Lever::returned, 2}};
  CHECK_THROWS_WITH_AS(static_cast<void>(by_months(licensed({}, {.returned = 0.5}), 1_mo, {more})),
                       "scenario 'Test': returned of lane 'Ore': found scales that bring it up to 1, expected 0 or "
                       "more, below 1",
                       InvalidScenario);
  CHECK_THROWS_WITH_AS(static_cast<void>(by_months(licensed({}), 1_mo, {on_lane({{Lever::returned, 1}})})),
                       "scenario 'Test', event 1: returned: found 1, expected 0 or more, below 1", InvalidScenario);
}

TEST_CASE("an observer sees a lane's account grow") {
  Event none;
  none.on.office = {"Ministry"};
  none.set = {{Lever::licences_per_month, 0}};
  std::vector<LaneOutcome> seen;
  SimulateOptions options{.horizon = 3_mo, .step = 1_mo};
  options.observe = [&](const StepReport& report) { seen.push_back(report.lane(LaneId{0})); };
  const auto outcome = simulate(freeze(licensed(30_t)), {.name = "Test", .events = {none}}, options);
  REQUIRE(seen.size() == 3);
  // 10 t are filed in the first month; what waits then shortens what is filed as much as the gap lengthens it.
  for (std::size_t step = 0; step < 3; ++step) {
    CHECK(seen[step].filed.value == Approx(10.0 * static_cast<double>(step + 1)).epsilon(1e-12));
    CHECK(seen[step].waiting == seen[step].filed);
    CHECK(seen[step].oldest.count() == Approx(static_cast<double>(step + 1)).epsilon(1e-12));
  }
  CHECK(outcome.lanes.front() == seen.back());
}
