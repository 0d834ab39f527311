// SPDX-License-Identifier: Apache-2.0
/// @file  What a scenario file says is what is read.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "support/scenario_file.hpp"
#include "ytterby/io/read_case.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::scenario_of;

constexpr Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

/// The selection of the only event, which acts on that.
Selection selection_of(const std::string& on, const std::string& set) {
  return scenario_of("[[event]]\nafter_months = 0\non = " + on + "\nset = " + set + "\n").events.at(0).on;
}

TEST_CASE("an empty scenario is the baseline under the file's name") {
  CHECK(scenario_of("") == Scenario{.name = "stop"});
}

TEST_CASE("every key of a scenario is read") {
  const auto scenario = scenario_of(R"(
name = "Licences stop"
start = 2025-04-04
horizon_months = 24
targets = { country = "USA", stage = ["end_use", "assembly"] }
[policy]
rationing = "equal_fill"
tau_months = 0.5
resourcing = true

[[event]]
at = 2025-04-04
until = 2025-06-11
on = { office = "MOFCOM" }
set = { licences_per_month = 0 }
ramp_in_months = 0.25
ramp_out_months = 2

[[event]]
after_months = 1.5
until = 6
on = { site = "Kuantan" }
set = { stock = 5, capacity = 1 }
scale = { demand = 1.1 }
)");
  const Event stop{.at = day(2025, 4, 4),
                   .until = day(2025, 6, 11),
                   .on = {.office = {"MOFCOM"}},
                   .set = {{Lever::licences_per_month, 0}},
                   .ramp_in = 0.25_mo,
                   .ramp_out = 2_mo};
  const Event outage{.at = 1.5_mo,
                     .until = 6_mo,
                     .on = {.nodes = {.site = {"Kuantan"}}},
                     .set = {{Lever::stock, 5}, {Lever::capacity, 1}},  // in the order of the file
                     .scale = {{Lever::demand, 1.1}}};
  CHECK(scenario == Scenario{.name = "Licences stop",
                             .start = day(2025, 4, 4),
                             .horizon = 24_mo,
                             .targets = {.stage = {"end_use", "assembly"}, .country = {"USA"}},
                             .policy = {.rationing = Rationing::equal_fill, .tau = 0.5_mo, .resourcing = true},
                             .events = {stop, outage}});
}

TEST_CASE("nodes are selected by any of several labels") {
  CHECK(selection_of(R"({ node = "A", product = ["Dy", "Tb"], stage = "mine", country = "CHN" })", "{ stock = 1 }") ==
        Selection{.nodes = {.node = {"A"}, .product = {"Dy", "Tb"}, .stage = {"mine"}, .country = {"CHN"}}});
}

TEST_CASE("edges are selected by a name or names or labels of their ends") {
  CHECK(selection_of(R"({ from = "A" })", "{ flow = 1 }") == Selection{.from = NodeFilter{.node = {"A"}}});
  CHECK(selection_of(R"({ from = ["A", "B"], to = { country = "USA" } })", "{ lead = 1 }") ==
        Selection{.from = NodeFilter{.node = {"A", "B"}}, .to = NodeFilter{.country = {"USA"}}});
  CHECK(selection_of(R"({ from = {} })", "{ capacity = 1 }") == Selection{.from = NodeFilter{}});
}

TEST_CASE("inputs are selected by product and by labels of their nodes") {
  CHECK(selection_of(R"({ input = "Dy", country = "JPN" })", "{ essential = 0.5 }") ==
        Selection{.nodes = {.country = {"JPN"}}, .input = {"Dy"}});
}

TEST_CASE("lanes and offices are selected by name") {
  CHECK(selection_of(R"({ lane = ["A", "B"] })", "{ approval = 0 }") == Selection{.lane = {"A", "B"}});
  CHECK(selection_of(R"({ office = "MOFCOM" })", "{ licences_per_month = 0 }") == Selection{.office = {"MOFCOM"}});
}

TEST_CASE("tables may be written out and keys dotted") {
  const auto scenario = scenario_of(R"(
[[event]]
after_months = 0
on.lane = "A"
[event.set]
review = 1
approval = 0.5
[[event]]
after_months = 0
on.from.country = "CHN"
scale.capacity = 0
)");
  REQUIRE(scenario.events.size() == 2);
  CHECK(scenario.events[0].set == std::vector<Change>{{Lever::review, 1}, {Lever::approval, 0.5}});
  CHECK(scenario.events[1].on.from == NodeFilter{.country = {"CHN"}});
}

TEST_CASE("a priority may be set below zero") {
  CHECK(scenario_of("[[event]]\nafter_months = 0\non = { node = \"A\" }\nset = { priority = -1 }\n").events[0].set ==
        std::vector<Change>{{Lever::priority, -1}});
}

}  // namespace
