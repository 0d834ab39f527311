// SPDX-License-Identifier: Apache-2.0
/// @file  Everything that can be wrong with a scenario file, by its whole message.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/scenario_file.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"

namespace {

using ytterby::InvalidScenario;
using ytterby::read_scenario;
using ytterby::test::check_refusal;

/// The same for one event that starts at once; the text goes on from line 3.
void check_event_refusal(const std::string& text, const std::vector<std::string>& issues) {
  check_refusal("[[event]]\nafter_months = 0\n" + text, issues);
}

TEST_CASE("a scenario file that is not there is refused") {
  CHECK_THROWS_WITH_AS(static_cast<void>(read_scenario("no/such.toml")),
                       "no/such.toml: found no such file, expected a scenario", InvalidScenario);
}

TEST_CASE("a text that is not TOML is refused with its line") {
  check_refusal("name = \"Stop\"\nhorizon_months =\n",
                {"2: found text that is not TOML (Error while parsing key-value pair: expected value, saw '\\n')"});
}

TEST_CASE("unknown keys are refused wherever they stand") {
  check_refusal(
      "horizon = 24\n"
      "targets = { contry = \"USA\" }\n"
      "[policy]\n"
      "rationning = \"priority\"\n"
      "[[event]]\n"
      "after_months = 0\n"
      "untill = 2025-06-11\n"
      "on = { from = { county = \"CHN\" }, too = \"A\" }\n"
      "set = { flow = 0 }\n",
      {"1: found key \"horizon\", expected one of name, start, horizon_months, targets, policy, event",
       "2: targets: found key \"contry\", expected one of node, site, product, stage, country (did you mean "
       "\"country\"?)",
       "4: policy: found key \"rationning\", expected one of rationing, tau_months, resourcing (did you mean "
       "\"rationing\"?)",
       "7: event 1: found key \"untill\", expected one of name, at, after_months, after, until, "
       "lasts_months, happens, only_if, unless, on, set, scale, ramp_in_months, ramp_out_months (did you mean "
       "\"until\"?)",
       "8: event 1, on, from: found key \"county\", expected one of node, site, product, stage, country (did you mean "
       "\"country\"?)",
       "8: event 1, on: found key \"too\", expected one of node, site, product, stage, country, input, from, to, lane, "
       "office (did you mean \"to\"?)"});
}

TEST_CASE("values of the wrong kind are refused") {
  check_refusal(
      "name = 1\n"
      "start = \"2025-04-04\"\n"
      "horizon_months = true\n"
      "targets = \"USA\"\n"
      "event = 5\n"
      "[policy]\n"
      "rationing = 1\n"
      "tau_months = \"one\"\n"
      "resourcing = 1\n",
      {"1: key 'name': found 1, expected a text",
       "2: key 'start': found \"2025-04-04\", expected a date without quotes, such as 2025-04-04",
       "3: key 'horizon_months': found true, expected a number", "4: key 'targets': found \"USA\", expected a table",
       "5: key 'event': found 5, expected [[event]], with two brackets",
       "7: policy, key 'rationing': found 1, expected a text",
       "8: policy, key 'tau_months': found \"one\", expected a number",
       "9: policy, key 'resourcing': found 1, expected true or false"});
}

TEST_CASE("a date with a time is refused") {
  check_refusal("start = 2025-04-04T12:00:00Z\n",
                {"1: key 'start': found a date with a time, expected a date without quotes, such as 2025-04-04"});
}

TEST_CASE("horizon and tau are above zero and finite") {
  check_refusal("horizon_months = 0\n[policy]\ntau_months = inf\n",
                {"1: key 'horizon_months': found 0, expected more than 0 months",
                 "3: policy, key 'tau_months': found inf, expected a finite number"});
}

TEST_CASE("an unknown rationing rule is refused with those there are") {
  check_refusal("policy.rationing = \"propotional\"\n",
                {"1: policy, key 'rationing': found \"propotional\", expected one of proportional, priority, "
                 "largest_first, equal_fill, minimum_first (did you mean \"proportional\"?)"});
}

TEST_CASE("single brackets make no event") {
  check_refusal("[event]\nafter_months = 0\n",
                {"1: key 'event': found a table, expected [[event]], with two brackets"});
}

TEST_CASE("an event begins at a date or after months") {
  check_refusal("start = 2025-01-01\n[[event]]\non = { lane = \"A\" }\nset = { review = 1 }\n",
                {"2: event 1: found neither 'at' nor 'after_months' nor 'after', expected a beginning"});
  check_refusal(
      "start = 2025-01-01\n[[event]]\nat = 2025-01-01\nafter_months = 1\non = { lane = \"A\" }\nset = { review = 1 }\n",
      {"2: event 1: found both 'at' and 'after_months', expected one of them"});
}

TEST_CASE("instants are dates or months from the start on") {
  check_refusal(
      "[[event]]\nat = 3\nuntil = \"June\"\non = { lane = \"A\" }\nset = { review = 1 }\n",
      {"2: event 1, key 'at': found 3, expected a date without quotes, such as 2025-04-04",
       "3: event 1, key 'until': found \"June\", expected a date without quotes, such as 2025-04-04, or months "
       "after the start"});
  check_refusal("[[event]]\nafter_months = -1\nuntil = nan\non = { lane = \"A\" }\nset = { review = 1 }\n",
                {"2: event 1, key 'after_months': found -1, expected 0 months or more",
                 "3: event 1, key 'until': found nan, expected a finite number"});
}

TEST_CASE("a date needs a start to count from") {
  check_refusal("[[event]]\nat = 2025-01-01\nuntil = 2025-02-01\non = { lane = \"A\" }\nset = { review = 1 }\n",
                {"2: event 1, key 'at': found 2025-01-01, expected 'start' in the scenario, to count from",
                 "3: event 1, key 'until': found 2025-02-01, expected 'start' in the scenario, to count from"});
}

TEST_CASE("an event does not end before it begins") {
  check_event_refusal("until = -1\non = { lane = \"A\" }\nset = { review = 1 }\n",
                      {"3: event 1, key 'until': found -1, expected 0 months or more"});
  check_refusal(
      "start = 2025-01-01\n[[event]]\nafter_months = 2\nuntil = 2025-02-01\non = { lane = \"A\" }\nset = { review = 1 "
      "}\n",
      {"4: event 1, key 'until': found 2025-02-01, expected an end that is not before the event's beginning"});
}

TEST_CASE("an event says what it acts on") {
  check_event_refusal("set = { review = 1 }\n", {"1: event 1: found no 'on', expected what the event acts on"});
  check_event_refusal("on = {}\nset = { review = 1 }\n",
                      {"3: event 1, on: found nothing, expected keys that say what the event acts on"});
  check_event_refusal("on = \"MOFCOM\"\nset = { review = 1 }\n",
                      {"3: event 1, key 'on': found \"MOFCOM\", expected a table"});
}

TEST_CASE("labels are texts or lists of some") {
  check_event_refusal("on = { node = [], from = 1, lane = [\"A\", 2] }\nset = { review = 1 }\n",
                      {"3: event 1, on, key 'node': found a list, expected a text, or a list of at least one",
                       "3: event 1, on, key 'from': found 1, expected a node's name, a list of names, or a table of "
                       "labels",
                       "3: event 1, on, key 'lane': found a list, expected a text, or a list of at least one"});
}

TEST_CASE("an event acts on one kind of thing") {
  check_event_refusal("on = { from = \"A\", country = \"CHN\" }\nset = { capacity = 1 }\n",
                      {"3: event 1, on: found keys of nodes and edges together, expected keys of one kind"});
  check_event_refusal(
      "on = { input = \"Dy\", lane = \"A\", office = \"B\" }\nset = { stock = 1 }\n",
      {"3: event 1, on: found keys of inputs and lanes and offices together, expected keys of one kind"});
}

TEST_CASE("an event changes what its kind has") {
  check_event_refusal("on = { from = \"A\" }\nset = { demand = 1 }\nscale = { capcity = 1 }\n",
                      {"4: event 1: found set of 'demand' on edges, expected one of capacity, flow, lead",
                       "5: event 1: found scale of 'capcity' on edges, expected one of capacity, flow, lead (did you "
                       "mean \"capacity\"?)"});
}

TEST_CASE("an event changes something") {
  check_event_refusal("on = { lane = \"A\" }\n",
                      {"1: event 1: found neither 'set' nor 'scale', expected at least one change"});
  check_event_refusal("on = { lane = \"A\" }\nset = {}\n",
                      {"1: event 1: found neither 'set' nor 'scale', expected at least one change"});
  check_event_refusal("on = { lane = \"A\" }\nset = 0\n", {"4: event 1, key 'set': found 0, expected a table"});
}

TEST_CASE("values are finite and in their lever's range") {
  check_event_refusal(
      "on = { lane = \"A\" }\n"
      "set = { review = -1, approval = 1.5, t_per_licence = 0, valid = inf, volume = \"all\" }\n"
      "scale = { review = -0.5, approval = nan }\n",
      {"4: event 1, set of 'review': found -1, expected 0 or more",
       "4: event 1, set of 'approval': found 1.5, expected 0 to 1",
       "4: event 1, set of 't_per_licence': found 0, expected more than 0",
       "4: event 1, set of 'valid': found inf, expected a finite number",
       "4: event 1, set of 'volume': found \"all\", expected a number",
       "5: event 1, scale of 'review': found -0.5, expected 0 or more",
       "5: event 1, scale of 'approval': found nan, expected a finite number"});
}

TEST_CASE("ramps are not below zero and a ramp out needs an end") {
  check_event_refusal("on = { lane = \"A\" }\nset = { review = 1 }\nramp_in_months = -1\nramp_out_months = 1\n",
                      {"5: event 1, key 'ramp_in_months': found -1, expected 0 months or more",
                       "6: event 1, key 'ramp_out_months': found 1, expected 'until' or 'lasts_months' beside it"});
}

TEST_CASE("an event is a table") { check_refusal("event = [1]\n", {"1: event 1: found 1, expected a table"}); }

}  // namespace
