// SPDX-License-Identifier: Apache-2.0
/// @file  Reviews counted in working days, resolved to months by day of filing.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/random.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/scenario/timeline.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using std::chrono::days;

namespace {

constexpr Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

/// Ore from a mine in China to a plant, by one lane of an office in China and one of an office in Japan.
Network two_offices() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 2_t_per_mo});
  network.add(Input{.node = plant, .product = "ore"});
  const auto chinese = network.add(Office{.name = "MOFCOM", .country = "CHN"});
  const auto japanese = network.add(Office{.name = "METI", .country = "JPN"});
  const auto first = network.add(Lane{.name = "by China", .office = chinese});
  const auto second = network.add(Lane{.name = "by Japan", .office = japanese});
  network.add(Edge{.from = mine, .to = plant, .lane = first, .flow = 1_t_per_mo});
  network.add(Edge{.from = mine, .to = plant, .lane = second, .flow = 1_t_per_mo});
  return network;
}

/// From Friday 3 January 2025.
Scenario review_of(double days, std::vector<std::string> lanes = {"by China"}) {
  return {.name = "Test",
          .start = day(2025, 1, 3),
          .horizon = 0.25_mo,
          .events = {{.on = {.lane = std::move(lanes)}, .set = {{Lever::review_working_days, days}}}}};
}

/// Days from filing to decision, for filings on each of that many days from the start on.
std::vector<double> reviews(const LeverGroup& group, int days_asked) {
  std::vector<double> found;
  for (int i = 0; i < days_asked; ++i) {
    const Months from = days{i}, to = days{i + 1};
    found.push_back(std::round(mean_effect(group, from, to).add * 30.4375 * 1e6) / 1e6);
  }
  return found;
}

void check_refusal(const Network& network, const Scenario& scenario, const char* message) {
  CHECK_THROWS_WITH_AS(static_cast<void>(resolve(freeze(network), scenario)), message, InvalidScenario);
}

}  // namespace

TEST_CASE("each filing day waits to its own n-th working day") {
  // The third working day of Friday the 3rd is Tuesday the 7th, of Saturday to Monday Wednesday the 8th, of Tuesday
  // the 9th, of Wednesday Friday the 10th, of Thursday Monday the 13th.
  const Timeline timeline = resolve(freeze(two_offices()), review_of(3));
  REQUIRE(timeline.groups.size() == 1);
  CHECK(timeline.groups[0].lever == Lever::review);
  CHECK(timeline.groups[0].rows == std::vector<std::uint32_t>{0});
  CHECK(reviews(timeline.groups[0], 8) == std::vector<double>{4, 4, 3, 2, 2, 2, 4, 4});
}

TEST_CASE("filing days with the same review are one span") {
  // 4, 4, 3, 2, 2, 2, 4, 4, 4, 3, 2, 2, 2, …: five working days of the week give three spans of it.
  const Timeline timeline = resolve(freeze(two_offices()), review_of(3));
  const auto& spans = timeline.groups.at(0).sets;
  CHECK(spans.at(0).on == 0_mo);
  CHECK(spans.at(0).off == Months{days{2}});
  CHECK(spans.at(1).off == Months{days{3}});
  CHECK(spans.at(2).off == Months{days{6}});
  for (std::size_t i = 1; i < spans.size(); ++i) CHECK(spans[i].on == spans[i - 1].off);
  CHECK(spans.back().off == Months::max());
}

TEST_CASE("no working days are no review, and one is none on days that are worked") {
  const auto of = [](double n) { return resolve(freeze(two_offices()), review_of(n)); };
  CHECK(of(0).groups.empty());  // the review that the lane has anyway
  CHECK(reviews(of(1).groups.at(0), 4) == std::vector<double>{0, 2, 1, 0});
}

TEST_CASE("each lane goes by the holidays of its office's country") {
  Network network = two_offices();
  network.add(SpecialDay{.country = "CHN", .date = day(2025, 1, 4), .working = true});
  network.add(SpecialDay{.country = "JPN", .date = day(2025, 1, 6)});
  const Timeline timeline = resolve(freeze(network), review_of(2, {"by China", "by Japan"}));
  REQUIRE(timeline.groups.size() == 2);  // second working days: China Saturday the 4th, Japan Tuesday the 7th
  CHECK(reviews(timeline.groups[0], 1) == std::vector<double>{1});
  CHECK(reviews(timeline.groups[1], 1) == std::vector<double>{4});
  CHECK(timeline.notes.empty());
}

TEST_CASE("the event's end and other events count as ever") {
  Scenario scenario = review_of(3);
  scenario.events[0].at = day(2025, 1, 6);
  scenario.events[0].until = day(2025, 1, 8);
  scenario.events.push_back({.at = day(2025, 1, 7), .on = {.lane = {"by China"}}, .scale = {{Lever::review, 2}}});
  const Timeline timeline = resolve(freeze(two_offices()), scenario);
  CHECK(reviews(timeline.groups.at(0), 6) == std::vector<double>{0, 0, 0, 2, 4, 0});
}

TEST_CASE("only the ends of an event are its own") {
  Scenario scenario = review_of(3);
  scenario.events[0].until = day(2025, 1, 10);
  const auto group = resolve(freeze(two_offices()), scenario).groups.at(0);
  CHECK(follows_calendar(group));
  REQUIRE(group.sets.size() == 4);  // 4, 3, 2 and 4 days
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(group.sets[i].opens == (i == 0));
    CHECK(group.sets[i].closes == (i == 3));
  }
  scenario.events[0].set = {{Lever::review, 1}};
  CHECK_FALSE(follows_calendar(resolve(freeze(two_offices()), scenario).groups.at(0)));
}

TEST_CASE("years of which no holidays are known are noted") {
  Network network = two_offices();
  network.add(SpecialDay{.country = "CHN", .date = day(2025, 1, 1)});
  Scenario scenario = review_of(1);
  CHECK(resolve(freeze(network), scenario).notes.empty());
  scenario.horizon = 13_mo;
  CHECK(resolve(freeze(network), scenario).notes ==
        std::vector<std::string>{"scenario 'Test', event 1: no holidays of CHN are known in 2026: working days are "
                                 "Monday to Friday"});
}

TEST_CASE("working days need a start and a country and whole numbers and no ramp") {
  const Network network = two_offices();
  Scenario scenario = review_of(3);
  scenario.start = {};
  check_refusal(network, scenario,
                "scenario 'Test', event 1: found working days, expected a start of the scenario to count from");
  scenario = review_of(3);
  scenario.events[0].ramp_in = 1_mo;
  check_refusal(network, scenario, "scenario 'Test', event 1: found a ramp of working days, expected none");
  check_refusal(network, review_of(2.5),
                "scenario 'Test', event 1: review_working_days: found 2.5, expected a whole number from 0 to 10000");
  check_refusal(network, review_of(-1),
                "scenario 'Test', event 1: review_working_days: found -1, expected a whole number from 0 to 10000");
  scenario = review_of(3);
  scenario.events[0].scale = {{Lever::review_working_days, 2}};
  check_refusal(network, scenario,
                "scenario 'Test', event 1: review_working_days: found 2, expected it set, or 'review' scaled");
  scenario = review_of(3);
  scenario.events[0].set.push_back({Lever::review, 1});
  check_refusal(network, scenario,
                "scenario 'Test', event 1: found both 'review' and 'review_working_days' set, expected one of them");
  Network nowhere = network;
  nowhere.offices[OfficeId{0}].country = "";
  check_refusal(
      nowhere, review_of(3),
      "scenario 'Test', event 1: found working days of office 'MOFCOM' without a country, expected a country");
}

TEST_CASE("applications filed after Qingming 2025 wait 65 days and those of the holiday three more") {
  const Case rare_earths = read_case("data/rare_earths_2024");
  Scenario scenario = review_of(45, {rare_earths.network.lanes[LaneId{0}].name});
  scenario.start = day(2025, 4, 4);
  const Timeline timeline = resolve(freeze(rare_earths.network), scenario);
  // Up to 11 June, then the 46th working day 12 June, 13 June, and Monday 16 June.
  CHECK(reviews(timeline.groups.at(0), 7) == std::vector<double>{68, 67, 66, 65, 65, 65, 67});
}

TEST_CASE("the review of every filing day is the way to its n-th working day by the calendar") {
  for (std::uint64_t seed = 0; seed < test::seeds(100); ++seed) {
    CAPTURE(seed);
    test::Random random(seed);
    Network network = two_offices();
    for (int i = 0; i < 80; ++i)
      if (random.chance(0.2))
        network.add(SpecialDay{.country = "CHN", .date = day(2025, 1, 3) + days{i}, .working = random.chance(0.5)});
    const int n = static_cast<int>(1 + random.below(30)), first = static_cast<int>(random.below(20));
    Scenario scenario = review_of(n);
    scenario.horizon = 2_mo;
    scenario.events[0].at = day(2025, 1, 3) + days{first};
    const Timeline timeline = resolve(freeze(network), scenario);
    REQUIRE(timeline.groups.size() == 1);
    const WorkingCalendar calendar("CHN", {network.special_days.begin(), network.special_days.end()});
    for (int i = 0; i < 60; ++i) {
      CAPTURE(i);
      const Date date = day(2025, 1, 3) + days{i};
      const double found = mean_effect(timeline.groups[0], Months{days{i}}, Months{days{i + 1}}).add;
      CHECK(found == doctest::Approx(i < first ? 0 : calendar.months_until(date, n).count()).epsilon(1e-12));
    }
  }
}

TEST_CASE("years without holidays that follow each other are one span") {
  // A month more than the horizon, 84 months of 30.4375 days or 2556.75 days, ends on 2 January 2032.
  Network network = two_offices();
  for (const int year : {2026, 2029}) network.add(SpecialDay{.country = "CHN", .date = day(year, 5, 1)});
  Scenario scenario = review_of(1);
  scenario.horizon = Months{83};
  CHECK(resolve(freeze(network), scenario).notes ==
        std::vector<std::string>{"scenario 'Test', event 1: no holidays of CHN are known in 2025, 2027, 2028, 2030 to "
                                 "2032: working days are Monday to Friday"});
}

TEST_CASE("working days are not counted for more than a thousand years") {
  Scenario scenario = review_of(1);
  scenario.horizon = Months{1e12};
  CHECK_THROWS_WITH_AS(static_cast<void>(resolve(freeze(two_offices()), scenario)),
                       "scenario 'Test', event 1: found working days to count 1e+12 months after the start, expected "
                       "12000 months or less: an earlier horizon or end",
                       InvalidScenario);
  scenario.events[0].until = Months{3};
  CHECK_NOTHROW(static_cast<void>(resolve(freeze(two_offices()), scenario)));
}
