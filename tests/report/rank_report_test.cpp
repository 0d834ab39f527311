// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/report/rank_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

/// Cars have an output value, Wind has none.
FrozenNetwork two_uses() {
  Network network;
  for (const char* name : {"Mine", "Refinery"}) network.add(Node{.name = name, .product = name});
  network.add(Node{.name = "Cars", .product = "cars", .demand = 1_t_per_mo, .output_value = {1000}});
  network.add(Node{.name = "Wind", .product = "wind", .demand = 1_t_per_mo});
  return freeze(network);
}

const FrozenNetwork network = two_uses();
constexpr NodeId mine{0}, refinery{1}, cars{2}, wind{3};

/// Of the second nobody feels anything.
Ranking two_out() {
  Ranking ranking{.by = KnockOutBy::node, .horizon = 24_mo, .step = 0.5_mo};
  ranking.entries = {{.what = "Refinery",
                      .nodes = {refinery},
                      .months_to_shortage = 2.5_mo,
                      .months_lost = 21.5_mo,
                      .unserved = 40_t,
                      .unserved_value = Money{2.5e6},
                      .cut_off = {cars, wind},
                      .single_point_of_failure = true},
                     {.what = "Mine", .nodes = {mine}}};
  return ranking;
}

RankSubject subject() { return {.case_name = "two_uses", .network = &network}; }

bool says(const Ranking& ranking, const std::string& words, std::size_t most = 30) {
  return to_text(ranking, subject(), {.width = 1000}, most).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("knock-outs are a ranking with the targets that each cuts off") {
  CHECK(to_text(two_out(), subject()) ==
        R"(two_uses, baseline: each node out in turn, from the start on, the worst by months lost first, for 2
targets, 24 months in steps of 15.2188 days; undisturbed, nothing runs short

node      first short  months lost  unserved t  unserved $  cuts off
────────  ───────────  ───────────  ──────────  ──────────  ────────
Refinery          2.5       ≥ 21.5        40.0      2.50 M         2

first short: months until the first target gets less than it needs; months lost: to the undisturbed,
  where the end of the 24 months counts, so that more may be; unserved: within 24 months, $ of the 1
  target whose output has a value; cuts off: targets left without any way of supply

Single points of failure → targets that have no way of supply without any one of them:
  Refinery → Cars and Wind

Of 2 taken out 1 changes nothing for the targets within 24 months: not shown.
)");
}

TEST_CASE("who is short undisturbed at once is said to be, with dollars where there are any") {
  Ranking ranking = two_out();
  ranking.undisturbed = {.months_to_shortage = 0_mo, .unserved = 4_t, .unserved_value = Money{1.25e12}};
  CHECK(says(ranking, "undisturbed, the first runs short at once, with 4.00 t and 1,250 bn $ unserved\n"));
  RankSubject of_wind = subject();
  of_wind.scenario.targets.node = {"Wind"};
  CHECK(to_text(ranking, of_wind, {.width = 1000}, 30).find("at once, with 4.00 t unserved\n") != std::string::npos);
}

TEST_CASE("a ranking says what is lost without any knock-out, and then what it lost by each for sure") {
  Ranking ranking = two_out();
  ranking.undisturbed = {.months_to_shortage = 10_mo, .unserved = 4_t, .unserved_value = Money{1e6}};
  ranking.entries[0].months_lost = 7.5_mo;
  ranking.entries[1] = ranking.undisturbed;
  ranking.entries[1].what = "Mine";
  CHECK(says(ranking, "undisturbed, the first runs short after 10.0 months, with 4.00 t and 1.00 M $ unserved\n"));
  CHECK(says(ranking, "node      first short  months lost  more t  more $  cuts off"));
  CHECK(says(ranking, "Refinery          2.5          7.5    36.0  1.50 M         2"));  // 40 − 4 t, 2.5 − 1 M $
  CHECK(says(ranking, "months lost: to the undisturbed; more: unserved beyond that: within 24 months"));
  CHECK(says(ranking, "Of 2 taken out 1 changes nothing", 1));
  ranking.entries[1].unserved_value = Money{1e6 * (1 - 1e-12)};  // rounding
  ranking.entries[1].unserved = 1_t;  // who takes from the targets what he needs, if he is out, leaves it to them
  CHECK(says(ranking, "\nMine             10.0          0.0   −3.00       0\n"));
  CHECK(says(ranking, "\n\nAnd 1 more.\n", 1));
  CHECK_FALSE(says(ranking, "Mine", 1));
  CHECK_FALSE(says(ranking, "≥"));
}

TEST_CASE("who is cut off by his own outage is no single point of failure for others") {
  Ranking ranking = two_out();
  ranking.by = KnockOutBy::country;
  ranking.entries[0].nodes = {refinery, cars, wind};
  CHECK(says(ranking, "No country is a single point of failure of a target other than its own.\n"));
  ranking.entries[0].nodes = {refinery, cars};
  CHECK(says(ranking, "any one of them:\n  Refinery → Wind\n"));
}

TEST_CASE("single points that cut off the same targets share a line") {
  Ranking ranking = two_out();
  ranking.entries[1].cut_off = {cars, wind};
  CHECK(says(ranking, "  Refinery and Mine → Cars and Wind\n"));
}

TEST_CASE("best cases and pairs are there if they were asked for") {
  Ranking ranking = two_out();
  CHECK_FALSE(says(ranking, "at best"));
  CHECK_FALSE(says(ranking, "two at once"));
  ranking.undisturbed.best = BestMonths{.lasting = Lasting::for_ever};
  ranking.entries[0].best = BestMonths{.months = 3_mo};
  ranking.entries[1].best = BestMonths{.lasting = Lasting::for_ever};
  CHECK(says(ranking, "cuts off  at best\n"));
  CHECK(says(ranking, "       2      3.0\n"));
  CHECK(says(ranking, "Of 2 taken out 1 changes nothing"));  // at best neither
  ranking.entries[1].best = BestMonths{.months = 40_mo};
  CHECK(says(ranking, "             40.0\n"));
  ranking.undisturbed.best = BestMonths{.months = 12_mo};
  ranking.entries[0].best->lost = 9_mo;
  ranking.entries[1].best = BestMonths{.lasting = Lasting::for_ever};
  CHECK(says(ranking, "       3.0   9.0\n"));
  CHECK(says(ranking, "  for ever     –\n"));

  ranking.pairs = {{.first = 0, .second = 1, .together = {.what = "Refinery + Mine", .months_lost = 23_mo}}};
  CHECK(says(ranking, "\ntwo at once "));
  CHECK(says(ranking, "\nRefinery + Mine         none       ≥ 23.0 "));
}

TEST_CASE("dollars are not said where no target has a value") {
  Ranking ranking = two_out();
  RankSubject about = subject();
  about.scenario.targets.node = {"Wind"};
  const auto text = to_text(ranking, about, {.width = 1000});
  CHECK(text.find("       40.0           –         2\n") != std::string::npos);
  CHECK(text.find("for 1 target,") != std::string::npos);
  CHECK(to_json(ranking, about).find("\"unserved_usd\": null") != std::string::npos);
  CHECK(to_json(ranking, about).find("\"unserved_usd\": 0") == std::string::npos);
}

TEST_CASE("a ranking is one JSON document in the order of the result") {
  Ranking ranking = two_out();
  ranking.by = KnockOutBy::site;
  ranking.entries[0].lanes = {};
  ranking.undisturbed.best = BestMonths{.lasting = Lasting::for_ever};
  ranking.entries[0].best = BestMonths{.months = 3_mo};
  ranking.entries[1].best = BestMonths{.lasting = Lasting::for_ever, .lost = 0_mo};
  ranking.pairs = {{.first = 1, .second = 0, .together = {.what = "Mine + Refinery", .months_to_shortage = 0_mo}}};
  ranking.notes = {"a note"};
  RankSubject about = subject();
  about.scenario.name = "Strike";
  about.rank_by = RankBy::unserved_value;
  CHECK(to_json(ranking, about) == R"({
  "case": "two_uses",
  "scenario": "Strike",
  "by": "site",
  "rank_by": "unserved_usd",
  "horizon_months": 24.0,
  "step_months": 0.5,
  "targets": [
    "Cars",
    "Wind"
  ],
  "undisturbed": {
    "status": "none_in_horizon",
    "months_to_shortage": null,
    "unserved_t": 0.0,
    "unserved_usd": 0.0,
    "best_status": "never",
    "best_months": null
  },
  "ranking": [
    {
      "what": "Refinery",
      "status": "short",
      "months_to_shortage": 2.5,
      "months_lost": 21.5,
      "unserved_t": 40.0,
      "unserved_usd": 2500000.0,
      "best_status": "short",
      "best_months": 3.0,
      "best_months_lost": null,
      "single_point_of_failure": true,
      "cuts_off": [
        "Cars",
        "Wind"
      ],
      "nodes": [
        "Refinery"
      ],
      "lanes": []
    },
    {
      "what": "Mine",
      "status": "none_in_horizon",
      "months_to_shortage": null,
      "months_lost": 0.0,
      "unserved_t": 0.0,
      "unserved_usd": 0.0,
      "best_status": "never",
      "best_months": null,
      "best_months_lost": 0.0,
      "single_point_of_failure": false,
      "cuts_off": [],
      "nodes": [
        "Mine"
      ],
      "lanes": []
    }
  ],
  "pairs": [
    {
      "what": "Mine + Refinery",
      "status": "at_once",
      "months_to_shortage": 0.0,
      "months_lost": 0.0,
      "unserved_t": 0.0,
      "unserved_usd": 0.0,
      "single_point_of_failure": false,
      "cuts_off": [],
      "nodes": [],
      "lanes": [],
      "first": "Mine",
      "second": "Refinery"
    }
  ],
  "notes": [
    "a note"
  ]
}
)");
}

TEST_CASE("a ranking with a number that is not finite is refused") {
  Ranking ranking = two_out();
  ranking.entries[0].unserved.value = std::numeric_limits<double>::quiet_NaN();
  CHECK_THROWS_WITH_AS(static_cast<void>(to_json(ranking, subject())),
                       "result: found a number that is not finite, expected a finite one", Error);
}
