// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
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

namespace {

/// A network with that many lanes, called 0, 1, …
FrozenNetwork with_lanes(std::size_t number) {
  Network lanes = MineAndPlant{}.network();
  const auto office = lanes.add(Office{.name = "Ministry"});
  for (std::size_t i = 0; i < number; ++i) lanes.add(Lane{.name = std::to_string(i), .office = office});
  return freeze(lanes);
}

std::string text_of(std::vector<LaneOutcome> lanes) {
  const FrozenNetwork shipped = with_lanes(lanes.size());
  Outcome outcome = outcome_of({});
  for (std::size_t i = 0; i < lanes.size(); ++i) lanes[i].lane = LaneId{static_cast<std::uint32_t>(i)};
  outcome.lanes = std::move(lanes);
  return to_text(outcome, {.case_name = "mine", .network = &shipped});
}

}  // namespace

TEST_CASE("a run tells of lanes in which something waits or waited, most waiting first") {
  const std::string text = text_of({{.filed = 9_t, .granted = 9_t, .mean_wait = 0_mo},
                                    {.filed = 9_t, .granted = 8_t, .waiting = 1_t, .mean_wait = 0.25_mo},
                                    {.filed = 2000_t, .waiting = 2000_t},
                                    {.filed = 6_t, .granted = 6_t, .mean_wait = 1.5_mo}});
  CHECK(says(text, R"(
licences in lane  granted t  backlog t  wait
────────────────  ─────────  ─────────  ────
2                         0      2,000     –
1                      8.00       1.00   0.2
3                      6.00          0   1.5

granted: in the whole run; backlog: filed and not decided at its end; wait: mean months from filing
  to grant
)"));
}

TEST_CASE("a run tells of refusals in a column of their own where there are any") {
  CHECK(says(text_of({{.filed = 9_t, .granted = 6_t, .refused = 3_t, .mean_wait = 0_mo}}), R"(
licences in lane  granted t  backlog t  wait  refused t
────────────────  ─────────  ─────────  ────  ─────────
0                      6.00          0   0.0       3.00
)"));
}

TEST_CASE("a run tells of open and expired licences in columns of their own where there are any") {
  CHECK(says(text_of({{.filed = 9_t, .granted = 9_t, .used = 6_t, .open = 2_t, .expired = 1_t, .mean_wait = 0_mo}}), R"(
licences in lane  granted t  backlog t  wait  open t  expired t
────────────────  ─────────  ─────────  ────  ──────  ─────────
0                      9.00          0   0.0    2.00       1.00

granted: in the whole run; backlog: filed and not decided at its end; wait: mean months from filing
  to grant; open: granted, and the goods wait at the supplier at its end; expired: granted and not
  shipped in time
)"));
  CHECK_FALSE(says(text_of({{.filed = 9_t, .granted = 9_t, .used = 8_t, .expired = 1_t}}), "open"));
}

TEST_CASE("a run says nothing of lanes that held nothing but rounding, and of many how many more there are") {
  CHECK_FALSE(says(text_of({{.filed = 9_t, .granted = 9_t, .waiting = {1e-12}, .mean_wait = Months{1e-15}}}), "lane"));
  const auto many = [](std::size_t number) {
    return text_of(std::vector<LaneOutcome>(number, {.filed = 9_t, .waiting = 9_t}));
  };
  CHECK_FALSE(says(many(13), "more lanes"));
  CHECK(says(many(13), "\n12 "));
  CHECK(says(many(14), "\n11                        0       9.00     –\nand 2 more lanes\n"));
  CHECK_FALSE(says(many(14), "\n12 "));
}

TEST_CASE("lanes over time are rows of CSV, with no mean wait before the first grant") {
  const FrozenNetwork shipped = with_lanes(2);
  const LaneOutcome first{.lane = LaneId{0}, .filed = 9_t, .waiting = 9_t, .oldest = 0.5_mo};
  const LaneOutcome second{.lane = LaneId{1},
                           .filed = 12_t,
                           .granted = 6_t,
                           .used = 4_t,
                           .open = 1_t,
                           .expired = 1_t,
                           .refused = 3_t,
                           .returned = 2_t,
                           .waiting = 1_t,
                           .mean_wait = 0.25_mo,
                           .oldest = 1_mo};
  CHECK(lane_series_csv({{0.5_mo, first}, {1_mo, second}}, shipped) ==
        "month,lane,filed_t,granted_t,used_t,open_t,expired_t,refused_t,returned_t,waiting_t,oldest_months,"
        "mean_wait_months\n"
        "0.5,0,9.0,0.0,0.0,0.0,0.0,0.0,0.0,9.0,0.5,\n"
        "1.0,1,12.0,6.0,4.0,1.0,1.0,3.0,2.0,1.0,1.0,0.25\n");
}
