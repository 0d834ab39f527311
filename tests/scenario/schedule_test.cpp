// SPDX-License-Identifier: Apache-2.0
/// @file  Which events take place, and when.
#include "ytterby/scenario/schedule.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/timeline.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using namespace std::chrono;

namespace {

Event named(std::string name, Months at = Months{0}) { return {.name = std::move(name), .at = at}; }

/// An event that begins after another.
Event following(std::string other, Months months, std::string name = "") {
  return {.name = std::move(name), .at = months, .after = std::move(other)};
}

Scenario scenario_of(std::vector<Event> events) { return {.name = "Test", .events = std::move(events)}; }

std::vector<bool> happening(const std::vector<Event>& events) {
  std::vector<bool> happens;
  for (const EventTime& time : schedule_of(scenario_of(events))) happens.push_back(time.happens);
  return happens;
}

void check_refusal(const Scenario& scenario, const char* message) {
  CHECK_THROWS_WITH_AS(static_cast<void>(schedule_of(scenario)), message, InvalidScenario);
}

}  // namespace

TEST_CASE("an event after another counts from its beginning, whichever comes first in the file") {
  Event lapse = following("framework", 2_mo);
  lapse.lasts = 6_mo;
  const auto times = schedule_of(scenario_of({lapse, following("truce", 1_mo, "framework"), named("truce", 0.5_mo)}));
  CHECK(times[2].begin == 0.5_mo);
  CHECK(times[2].end == Months::max());
  CHECK(times[1].begin == 1.5_mo);
  CHECK(times[0].begin == 3.5_mo);
  CHECK(times[0].end == 9.5_mo);
}

TEST_CASE("an end by date holds for an event after another") {
  Event truce = named("truce");
  truce.at = sys_days{year{2025} / May / 14};
  Event then = following("truce", 0_mo);
  then.until = sys_days{year{2025} / August / 12};
  Scenario scenario = scenario_of({truce, then});
  scenario.start = sys_days{year{2025} / April / 4};
  const auto times = schedule_of(scenario);
  CHECK(times[1].begin.count() == doctest::Approx(40 / 30.4375).epsilon(1e-15));
  CHECK(times[1].end.count() == doctest::Approx(130 / 30.4375).epsilon(1e-15));
}

TEST_CASE("an event that does not happen takes those after it along") {
  Event truce = named("truce");
  truce.happens = false;
  const Scenario scenario = scenario_of({truce, following("truce", 1_mo, "framework"), following("framework", 1_mo)});
  const auto times = schedule_of(scenario);
  CHECK(times[0].why_not == "'happens' is false");
  CHECK(times[1].why_not == "it is after 'truce', which does not happen");
  CHECK(times[2].why_not == "it is after 'framework', which does not happen");
  CHECK(times[2].begin == 2_mo);  // when it would be
}

TEST_CASE("a condition is met by events that begin no later") {
  const auto acts = [](Months begin) -> bool {
    Event event = named("", 2_mo);
    event.only_if = {"concession"};
    return happening({named("concession", begin), event})[1];
  };
  CHECK(acts(1_mo));
  CHECK(acts(2_mo));
  CHECK_FALSE(acts(2.001_mo));
}

TEST_CASE("all of several conditions must be met") {
  Event no = named("b", 1_mo);
  no.happens = false;
  Event event = named("", 2_mo);
  event.only_if = {"a", "b"};
  CHECK(happening({named("a", 1_mo), named("b", 1_mo), event}) == std::vector<bool>{true, true, true});
  CHECK(happening({named("a", 1_mo), no, event}) == std::vector<bool>{true, false, false});
  CHECK(schedule_of(scenario_of({named("a", 1_mo), no, event}))[2].why_not ==
        "only if 'b', which does not happen by then");
}

TEST_CASE("an exception holds for any event that begins no later") {
  const auto acts = [](Months begin, bool happens) -> bool {
    Event fall = named("tariffs fall", begin);
    fall.happens = happens;
    Event event = named("", 2_mo);
    event.unless = {"tariffs rise", "tariffs fall"};
    return happening({named("tariffs rise", 3_mo), fall, event})[2];
  };
  CHECK_FALSE(acts(1_mo, true));
  CHECK_FALSE(acts(2_mo, true));
  CHECK(acts(2.001_mo, true));
  CHECK(acts(1_mo, false));
  Event event = named("", 2_mo);
  event.unless = {"a"};
  CHECK(schedule_of(scenario_of({named("a"), event}))[1].why_not == "unless 'a', which happens by then");
}

TEST_CASE("an exception to an exception lets an event happen") {
  Event fall = named("fall", 1_mo), restart = named("restart", 2_mo);
  fall.unless = {"quarrel"};
  restart.unless = {"fall"};
  CHECK(happening({restart, fall, named("quarrel")}) == std::vector<bool>{true, false, true});
}

TEST_CASE("names that are not there or there twice are refused") {
  check_refusal(scenario_of({named("truce"), following("truse", 1_mo)}),
                "scenario 'Test', event 2: after: found no event \"truse\" (did you mean \"truce\"?), expected one of: "
                "truce");
  Event event = named("");
  event.only_if = {"truce"};
  check_refusal(scenario_of({event}),
                "scenario 'Test', event 1: only_if: found no event \"truce\", expected a name, but no event has one");
  check_refusal(scenario_of({named("truce"), named("truce")}),
                "scenario 'Test', event 2 'truce': found a name that an earlier event has, expected one of its own");
}

TEST_CASE("events that wait for each other are refused") {
  check_refusal(scenario_of({following("a", 1_mo, "a")}),
                "scenario 'Test', event 1 'a': found 'a' → 'a', expected no event that waits for itself");
  Event b = named("b"), c = named("c");
  b.unless = {"c"};
  c.only_if = {"b"};
  check_refusal(scenario_of({following("b", 1_mo, "a"), b, c}),
                "scenario 'Test', event 2 'b': found 'b' → 'c' → 'b', expected no event that waits for itself");
}

TEST_CASE("a beginning and an end are given once") {
  Event event = following("a", 0_mo);
  event.at = sys_days{year{2025} / April / 4};
  Scenario scenario = scenario_of({named("a"), event});
  scenario.start = sys_days{year{2025} / April / 4};
  check_refusal(scenario,
                "scenario 'Test', event 2: found both a date and 'after', expected months after that event, or a date "
                "alone");
  Event ends = named("", 1_mo);
  ends.until = 2_mo;
  ends.lasts = 1_mo;
  check_refusal(scenario_of({ends}),
                "scenario 'Test', event 1: found both an end and how long it lasts, expected one of them");
}

TEST_CASE("an event does not end before the event it is after has begun") {
  Event event = following("a", 1_mo);
  event.until = 2_mo;
  check_refusal(scenario_of({named("a", 1.5_mo), event}),
                "scenario 'Test', event 2: found an end before its beginning");
  event.until = {};
  event.lasts = Months{-1};
  check_refusal(scenario_of({named("a"), event}), "scenario 'Test', event 2: found an end before its beginning");
}

TEST_CASE("an event is found by its name") {
  const Scenario scenario = scenario_of({named("truce"), named(""), named("framework")});
  CHECK(find_event(scenario, "framework") == 2);
  CHECK_THROWS_WITH_AS(static_cast<void>(find_event(scenario, "frame work")),
                       "scenario 'Test': found no event \"frame work\" (did you mean \"framework\"?), expected one of: "
                       "truce, framework",
                       InvalidScenario);
}

TEST_CASE("an announcement changes nothing, and what does not happen is checked and noted") {
  const FrozenNetwork network = freeze(MineAndPlant{}.network());
  Event fire = stop("Mine", 1_mo);
  fire.unless = {"rain"};
  const Timeline timeline = resolve(network, scenario_of({named("rain"), fire}));
  CHECK(timeline.groups.empty());
  CHECK(timeline.impulses.empty());
  CHECK(timeline.notes ==
        std::vector<std::string>{"scenario 'Test', event 2 does not happen: unless 'rain', which happens by then"});
  fire.set.front().value = -1;
  CHECK_THROWS_WITH_AS(static_cast<void>(resolve(network, scenario_of({named("rain"), fire}))),
                       "scenario 'Test', event 2: capacity: found -1, expected 0 or more", InvalidScenario);
}
