// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "support/chains.hpp"
#include "ytterby/report/delay_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

const FrozenNetwork network = freeze(MineAndPlant{}.network());

DelaySubject subject() {
  Scenario scenario{.name = "Truce", .start = Date{std::chrono::days{20'182}}};  // 2025-04-04
  scenario.events.push_back({.name = "renewal"});
  return {.case_name = "mine", .network = &network, .scenario = scenario};
}

Delay two_and_a_half_months() {
  return {.event = 0,
          .horizon = 24_mo,
          .tolerance = 0.25_mo,
          .harm = 1e-6,
          .planned = 1_mo,
          .looked_to = 23_mo,
          .longest = 2.5_mo,
          .harmful = 2.75_mo,
          .harmed = {{.node = NodeId{1}, .from = 4_mo, .more_unserved = 2.5_t}},
          .looked_at = 18};
}

}  // namespace

TEST_CASE("a delay is told with its last date and who suffers beyond") {
  // 3.5 months of 30.4375 days are 106.5 days after the 4th of April: the 19th of July.
  CHECK(to_text(two_and_a_half_months(), subject()) ==
        R"(mine, Truce: 'renewal' is planned 1.0 months after the start, on 2025-05-04

'renewal' can be put off by 2.5 months (76 days), until 3.5 months after the start, on 2025-07-19,
and no target has more unserved within 24 months than without delay.
Put off by 2.8 months (84 days), more is unserved of Plant (2.50 t, from 4.0 months).
More is what exceeds 1e-06 of a target's demand in that time.
)");
}

TEST_CASE("that any delay harms, or none, is told, and where longer ones don't") {
  Delay delay = two_and_a_half_months();
  delay.monotone = false;
  CHECK(to_text(delay, subject()).find("Some longer delays harm nobody") != std::string::npos);
  delay.longest = 0_mo;
  delay.harmful = 1_mo / 30.4375;
  CHECK(to_text(delay, subject())
            .find("Any delay of 'renewal' that was looked at harms within 24 months, the shortest being 1 day.") !=
        std::string::npos);
  delay = {.horizon = 24_mo, .planned = 1_mo, .looked_to = 23_mo, .looked_at = 9};
  CHECK(to_text(delay, subject())
            .find("can be put off by 23.0 months (700 days), as far as was looked (9 delays), and no") !=
        std::string::npos);
}

TEST_CASE("days have the decimals of the tolerance, fewer of what is harmless and more of what harms") {
  constexpr auto day = 1_mo / 30.4375;
  Delay delay = two_and_a_half_months();
  delay.longest = 30.04 * day;
  delay.harmful = 30.12 * day;
  delay.tolerance = 0.1 * day;
  CHECK(to_text(delay, subject()).find("can be put off by 30.0 days,") != std::string::npos);
  CHECK(to_text(delay, subject()).find("Put off by 30.2 days,") != std::string::npos);
  delay.tolerance = day;
  CHECK(to_text(delay, subject()).find("can be put off by 30 days,") != std::string::npos);
  CHECK(to_text(delay, subject()).find("Put off by 31 days,") != std::string::npos);
  delay.longest = 0.04 * day;  // "0 days" would be none
  CHECK(to_text(delay, subject()).find("can be put off by 0.04 days,") != std::string::npos);
}

TEST_CASE("a delay is one JSON document") {
  CHECK(to_json(two_and_a_half_months(), subject()) == R"({
  "case": "mine",
  "scenario": "Truce",
  "event": "renewal",
  "horizon_months": 24.0,
  "harm_share": 1e-06,
  "tolerance_months": 0.25,
  "planned_months": 1.0,
  "planned_date": "2025-05-04",
  "status": "limited",
  "longest_months": 2.5,
  "latest_months": 3.5,
  "latest_date": "2025-07-19",
  "harmful_months": 2.75,
  "looked_to_months": 23.0,
  "looked_at": 18,
  "monotone": true,
  "harmed": [
    {
      "node": "Plant",
      "from_months": 4.0,
      "more_unserved_t": 2.5
    }
  ]
}
)");
  const std::string none = to_json({.planned = 1_mo, .looked_to = 23_mo}, subject());
  CHECK(none.find("\"status\": \"none_in_horizon\",\n  \"longest_months\": null,") != std::string::npos);
}
