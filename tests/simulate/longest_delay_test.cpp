// SPDX-License-Identifier: Apache-2.0
/// @file  How long the return of a mine can be put off, by hand.
#include <doctest/doctest.h>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/longest_delay.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

constexpr std::size_t restart = 1;

/// The mine stops at once and works again from month 1 on.
Scenario stop_and_restart() {
  Event again = on_node("Mine", 1_mo);
  again.name = "restart";
  again.set = {{Lever::capacity, 10}};
  return {.name = "Test", .events = {stop("Mine"), again}};
}

Delay delay_of(Mass stock, const Scenario& scenario, DelayOptions options = {}) {
  return longest_delay(freeze(MineAndPlant{.stock = stock}.network()), scenario, restart, options);
}

}  // namespace

TEST_CASE("a restart can wait until the stock is gone") {
  // 30 t at 10 t a month: 3 months, of which 1 was planned.
  const Delay delay = delay_of(30_t, stop_and_restart(), {.tolerance = 0.01_mo});
  CHECK(delay.planned == 1_mo);
  CHECK(delay.looked_to == 23_mo);
  REQUIRE(delay.longest.has_value());
  REQUIRE(delay.harmful.has_value());
  CHECK(delay.longest->count() <= 2 + 24 * 1e-6);  // of 24 months' demand a millionth does not count
  CHECK(delay.harmful->count() > 2);
  CHECK(*delay.harmful - *delay.longest <= 0.01_mo);
  CHECK(delay.monotone);
  REQUIRE(delay.harmed.size() == 1);
  CHECK(delay.harmed[0].node == NodeId{1});
  CHECK(delay.harmed[0].from >= 13 * default_step);  // 2.99 to 3.22 months, the step of the restart: what the mine
  CHECK(delay.harmed[0].from <= 14 * default_step);  // makes in a part of it counts as made evenly
  CHECK(delay.harmed[0].more_unserved.value == Approx(10 * (delay.harmful->count() - 2)).epsilon(1e-6));
}

TEST_CASE("a delay is found to a step unless asked more closely") {
  const Delay delay = delay_of(30_t, stop_and_restart());
  CHECK(*delay.harmful - *delay.longest <= default_step);
  CHECK(*delay.harmful - *delay.longest > default_step / 9);
}

TEST_CASE("a restart that comes too late already can wait no longer") {
  // 5 t are gone after half a month.
  const Delay delay = delay_of(5_t, stop_and_restart(), {.tolerance = 0.01_mo});
  CHECK(count(delay.longest) == 0);
  REQUIRE(delay.harmed.size() == 1);
  CHECK_FALSE(delay.harmed[0].from.has_value());  // within the step of the restart: short in the same steps, but deeper
  CHECK(delay.harmed[0].more_unserved.value == Approx(10 * delay.harmful->count()).epsilon(1e-6));
}

TEST_CASE("a restart that nobody needs within the horizon can wait to its end") {
  const Delay delay = delay_of(300_t, stop_and_restart());
  CHECK_FALSE(delay.longest.has_value());
  CHECK_FALSE(delay.harmful.has_value());
  CHECK(delay.harmed.empty());
  // 230 t would be gone a month before the horizon.
  CHECK(delay_of(230_t, stop_and_restart()).longest.has_value());
  CHECK_FALSE(delay_of(230_t, stop_and_restart(), {.horizon = 22_mo}).longest.has_value());
}

TEST_CASE("a delay past the horizon proves nothing about those before it") {
  // Both stops from month 10 to 12 take 20 of the 30 t; put off by more than 1 month, the second takes more than 30 t
  // in all, until no more than one of its months lies before the horizon: put off by 13 months or more.
  Event strike = stop("Mine", 10_mo), works = stop("Mine", 10_mo);
  strike.lasts = 2_mo;
  works.lasts = 2_mo;
  works.name = "works";
  const auto network = freeze(MineAndPlant{.stock = 30_t}.network());
  const Scenario scenario{.name = "Test", .events = {strike, works}};
  const Delay delay = longest_delay(network, scenario, 1, {.tolerance = 0.01_mo});
  CHECK(delay.looked_to == 14_mo);
  REQUIRE(delay.longest.has_value());
  CHECK(delay.longest->count() <= 1 + 24 * 1e-6);
  CHECK(*delay.harmful > 1_mo);
  CHECK(*delay.harmful - *delay.longest <= 0.01_mo);
  CHECK_FALSE(delay.monotone);
}

TEST_CASE("what counts as harm is a share of the demand over the horizon") {
  // A twentieth of 24 months of 10 t are 12 t, unserved 1.2 months after the stock is gone.
  const Delay delay = delay_of(30_t, stop_and_restart(), {.tolerance = 0.01_mo, .harm = 0.05});
  CHECK(delay.harm == 0.05);
  CHECK(delay.horizon == 24_mo);
  CHECK(delay.tolerance == 0.01_mo);
  CHECK(delay.longest->count() <= 3.2 + 1e-6);
  CHECK(delay.harmful->count() > 3.2 - 1e-6);
}

TEST_CASE("what comes after an event is put off with it") {
  Scenario scenario = stop_and_restart();
  scenario.events[1].at = 0.75_mo;
  scenario.events[1].after = "talks";
  scenario.events.push_back({.name = "talks", .at = 0.25_mo});
  const auto network = freeze(MineAndPlant{.stock = 30_t}.network());
  const Delay delay = longest_delay(network, scenario, 2, {.tolerance = 0.01_mo});
  CHECK(delay.planned == 0.25_mo);
  CHECK(delay.longest->count() == Approx(2).epsilon(0.01));
}

TEST_CASE("an event that lasts so long moves its end, another is put off to its end at most") {
  Event closed = stop("Mine", 1_mo);
  closed.name = "closed";
  closed.lasts = 4_mo;
  const Scenario scenario{.name = "Test", .events = {closed}};
  CHECK(put_off(scenario, 0, 2_mo).events[0].at == Instant{3_mo});
  CHECK(put_off(scenario, 0, 2_mo).events[0].lasts == 4_mo);
  const auto network = freeze(MineAndPlant{.stock = 30_t}.network());
  // Four months with 30 t in stock: 10 t unserved whenever it comes.
  const Delay moved = longest_delay(network, scenario, 0);
  CHECK_FALSE(moved.longest.has_value());
  CHECK(moved.looked_to == 23_mo);
  CHECK(moved.looked_at == 9);  // all harmless, and not the last alone
  Scenario fixed = scenario;
  fixed.events[0].lasts.reset();
  fixed.events[0].until = 5_mo;
  CHECK(longest_delay(network, fixed, 0).looked_to == 4_mo);
}

TEST_CASE("a date that is put off counts from the start") {
  Scenario scenario = stop_and_restart();
  scenario.start = Date{std::chrono::days{20'000}};
  scenario.events[1].at = Date{std::chrono::days{20'030}};
  CHECK(std::get<Months>(put_off(scenario, 1, 1_mo).events[1].at).count() == Approx(1 + 30 / 30.4375));
  scenario.start.reset();
  CHECK_THROWS_WITH_AS(
      static_cast<void>(put_off(scenario, 1, 1_mo)),
      "scenario 'Test', event 2 'restart': found a date, expected a start of the scenario to count from",
      InvalidScenario);
}

TEST_CASE("an event that does not happen, or not within the horizon, has no delay") {
  Scenario scenario = stop_and_restart();
  scenario.events[1].at = 24_mo;
  CHECK_THROWS_WITH_AS(static_cast<void>(delay_of(30_t, scenario)),
                       "scenario 'Test', event 2 'restart': found a beginning 24 months after the start, expected one "
                       "before the horizon of 24",
                       InvalidScenario);
  scenario.events[1].happens = false;
  CHECK_THROWS_WITH_AS(static_cast<void>(delay_of(30_t, scenario)),
                       "scenario 'Test', event 2 'restart': found an event that does not happen ('happens' is false), "
                       "expected one that does",
                       InvalidScenario);
  CHECK_THROWS_WITH_AS(static_cast<void>(delay_of(30_t, {})), "event: found event 1, expected one below 0",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(delay_of(30_t, stop_and_restart(), {.tolerance = 0_mo})),
                       "tolerance: found 0 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(delay_of(30_t, stop_and_restart(), {.harm = 1})),
                       "harm: found 1, expected a share, 0 or more and below 1", InvalidOptions);
}
