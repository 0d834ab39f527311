// SPDX-License-Identifier: Apache-2.0
/// @file  Names, conditions and working days of events in scenario files, read and refused.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/scenario_file.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::check_refusal;
using test::scenario_of;

TEST_CASE("names and conditions of events are read") {
  const auto scenario = scenario_of(R"(
[[event]]
name = "concession"
after_months = 1
happens = false

[[event]]
name = "green channel"
after = "concession"
after_months = 2
lasts_months = 6
only_if = "concession"
unless = ["quarrel", "concession"]
on = { lane = "A" }
set = { priority = 1 }
ramp_out_months = 1

[[event]]
name = "quarrel"
after = "concession"
)");
  CHECK(scenario.events == std::vector<Event>{{.name = "concession", .at = 1_mo, .happens = false},
                                              {.name = "green channel",
                                               .at = 2_mo,
                                               .after = "concession",
                                               .lasts = 6_mo,
                                               .only_if = {"concession"},
                                               .unless = {"quarrel", "concession"},
                                               .on = {.lane = {"A"}},
                                               .set = {{Lever::priority, 1}},
                                               .ramp_out = 1_mo},
                                              {.name = "quarrel", .after = "concession"}});
}

TEST_CASE("a review of working days is read as it is") {
  CHECK(scenario_of("start = 2025-04-04\n[[event]]\nat = 2025-04-04\non = { lane = \"A\" }\n"
                    "set = { review_working_days = 45 }\n")
            .events.at(0)
            .set == std::vector<Change>{{Lever::review_working_days, 45}});
}

TEST_CASE("an event begins once and ends once") {
  check_refusal(
      "start = 2025-01-01\n[[event]]\nname = \"a\"\nat = 2025-01-01\n[[event]]\nat = 2025-01-01\n"
      "after = \"a\"\nname = \"b\"\n",
      {"5: event 2: found both 'at' and 'after', expected one of them"});
  check_refusal("[[event]]\nname = \"a\"\nafter_months = 0\nuntil = 2\nlasts_months = 1\n",
                {"1: event 1: found both 'until' and 'lasts_months', expected one of them"});
  check_refusal("[[event]]\nname = \"a\"\nafter_months = 0\nlasts_months = -1\n",
                {"4: event 1, key 'lasts_months': found -1, expected 0 months or more"});
}

TEST_CASE("names are texts that are there once and conditions texts or lists of some") {
  check_refusal(
      "[[event]]\nname = \"\"\nafter_months = 0\n[[event]]\nname = 1\nafter = \"\"\nonly_if = []\n"
      "unless = 2\nhappens = \"no\"\n",
      {"2: event 1, key 'name': found \"\", expected the name of an event",
       "5: event 2, key 'name': found 1, expected a text",
       "6: event 2, key 'after': found \"\", expected the name of an event",
       "7: event 2, key 'only_if': found a list, expected a text, or a list of at least one",
       "8: event 2, key 'unless': found 2, expected a text, or a list of at least one",
       "9: event 2, key 'happens': found \"no\", expected true or false"});
  check_refusal("[[event]]\nname = \"truce\"\nafter_months = 0\n[[event]]\nname = \"truce\"\nafter_months = 1\n",
                {"5: event 2, key 'name': found \"truce\" again, expected a name of its own"});
}

TEST_CASE("names that no event has are refused with the one meant") {
  check_refusal(
      "[[event]]\nname = \"truce\"\nafter_months = 0\n[[event]]\nname = \"end\"\nafter = \"truse\"\n"
      "only_if = [\"truce\", \"war\"]\nunless = \"Truce\"\n",
      {"6: event 2, key 'after': found \"truse\", expected the name of an event (did you mean \"truce\"?)",
       "7: event 2, key 'only_if': found \"war\", expected the name of an event",
       "8: event 2, key 'unless': found \"Truce\", expected the name of an event (did you mean \"truce\"?)"});
}

TEST_CASE("events in a file that wait for each other are refused with their circle") {
  check_refusal(
      "[[event]]\nname = \"a\"\nafter = \"b\"\n[[event]]\nname = \"b\"\nafter_months = 1\nunless = \"c\"\n"
      "[[event]]\nname = \"c\"\nafter_months = 0\nonly_if = \"b\"\n",
      {"7: event 2, key 'unless': found 'b' → 'c' → 'b', expected no event that waits for itself"});
}

TEST_CASE("what acts on something changes something, named or not") {
  check_refusal("[[event]]\nname = \"a\"\nafter_months = 0\non = { lane = \"A\" }\n",
                {"1: event 1: found neither 'set' nor 'scale', expected at least one change"});
  check_refusal("[[event]]\nafter_months = 0\n",
                {"1: event 1: found no 'on', expected what the event acts on",
                 "1: event 1: found neither 'set' nor 'scale', expected at least one change"});
}

TEST_CASE("working days need a start and stand alone") {
  check_refusal("[[event]]\nafter_months = 0\non = { lane = \"A\" }\nset = { review_working_days = 45 }\n",
                {"4: event 1, key 'set': found review_working_days, expected 'start' in the scenario, to count from"});
  check_refusal(
      "start = 2025-04-04\n[[event]]\nafter_months = 0\nramp_in_months = 1\non = { lane = \"A\" }\n"
      "set = { review_working_days = 45, review = 1 }\nscale = { review_working_days = 2 }\n",
      {"4: event 1, key 'ramp_in_months': found 1, expected none beside review_working_days",
       "6: event 1, key 'set': found both review and review_working_days, expected one of them",
       "7: event 1, scale of 'review_working_days': found 2, expected it set, or 'review' scaled"});
  check_refusal(
      "start = 2025-04-04\n[[event]]\nafter_months = 0\non = { lane = \"A\" }\n"
      "set = { review_working_days = 4.5 }\n",
      {"5: event 1, set of 'review_working_days': found 4.5, expected a whole number from 0 to 10000"});
}

}  // namespace
