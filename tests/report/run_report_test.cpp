// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/report/results.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

const FrozenNetwork network = freeze(MineAndPlant{}.network());

/// A plant that runs short in each of the spans, to be told as one run.
Outcome outcome_of(std::vector<Shortage> shortages) {
  Outcome outcome{.horizon = 24_mo, .step = 1_mo};
  outcome.targets = {{.node = NodeId{1}, .demand = 10_t_per_mo}};
  if (!shortages.empty()) outcome.targets[0].to_shortage = shortages.front().from;
  outcome.targets[0].shortages = std::move(shortages);
  return outcome;
}

std::string text_of(const Outcome& outcome) { return to_text(outcome, {.case_name = "mine", .network = &network}); }

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a run tells shortages under the table where a target has more than one") {
  CHECK(says(text_of(outcome_of({{3_mo, 5_mo}, {8.5_mo, {}}})),
             "\nshort more than once, in months:\n  Plant: 3.0 to 5.0 and 8.5 on\n"));
  CHECK_FALSE(says(text_of(outcome_of({{3_mo, 5_mo}})), "short more than once"));
  CHECK_FALSE(says(text_of(outcome_of({})), "short more than once"));
}

TEST_CASE("of many shortages the first are told, and how many more there are") {
  std::vector<Shortage> many;
  for (double month = 1; month <= 9; ++month) many.push_back({Months{month}, Months{month + 0.5}});
  CHECK(says(text_of(outcome_of(many)),
             "  Plant: 1.0 to 1.5, 2.0 to 2.5, 3.0 to 3.5, 4.0 to 4.5, 5.0 to 5.5, 6.0 to 6.5 and 3 more\n"));
}

TEST_CASE("JSON has each shortage of a target, open at the horizon as null") {
  const RunSubject subject{.case_name = "mine", .network = &network};
  CHECK(says(to_json(outcome_of({{3_mo, 5_mo}, {8.5_mo, {}}}), subject), R"(
      "shortages": [
        {
          "from_months": 3.0,
          "to_months": 5.0
        },
        {
          "from_months": 8.5,
          "to_months": null
        }
      ],
)"));
  CHECK(says(to_json(outcome_of({}), subject), "\n      \"shortages\": [],\n"));
}
