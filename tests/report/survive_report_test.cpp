// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/report/survive_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

constexpr Months endless{std::numeric_limits<double>::infinity()};
constexpr NodeId mine{0}, refinery{1}, plant{2}, rival{3};
constexpr InputId plant_oxide{1};
constexpr EdgeId ore_way{0}, to_plant{1}, to_rival{2};
constexpr LaneId lane{0};

/// Mine → Refinery → Plant, which holds 80 t and uses 12 t a month, by licence; and → Rival.
FrozenNetwork two_customers() {
  Network network;
  network.add(Node{.name = "Mine", .product = "ore", .capacity = {20}});
  network.add(Node{.name = "Refinery", .product = "oxide"});
  network.add(Node{.name = "Plant", .product = "motors", .demand = 12_t_per_mo});
  network.add(Node{.name = "Rival", .product = "motors", .demand = 5_t_per_mo});
  network.add(Input{.node = refinery, .product = "ore"});
  network.add(Input{.node = plant, .product = "oxide", .stock = 80_t});
  network.add(Input{.node = rival, .product = "oxide"});
  network.add(Office{.name = "Ministry"});
  network.add(Lane{.name = "oxide:USA", .office = OfficeId{0}, .t_per_licence = 1_t});
  network.add(Edge{.from = mine, .to = refinery, .flow = {17}});
  network.add(Edge{.from = refinery, .to = plant, .lane = lane, .flow = {12}});
  network.add(Edge{.from = refinery, .to = rival, .flow = {5}});
  return freeze(network);
}

const FrozenNetwork network = two_customers();

/// 4 t a month of licences: 80 / (12 − 4) = 10 months; a tonne more lasts 1/8 month, a tonne a month of licences or of
/// demand 10/8 months.
BestCase ten_months() {
  BestCase best{.months = 10_mo, .lower = 10_mo, .upper = 10_mo, .exact = true};
  best.reason = "licences let through less than is wanted";
  best.method = Method::cut;
  best.verdict = {.holds = true, .gap = 0};
  best.cut = {.nodes = {plant}, .stock = 80_t, .demand = {12}, .inflow = {4}};
  best.cut.crossing = {{.kind = Crossing::Kind::lane, .lane = lane, .limit = {4}}};
  using Quantity = Gain::Quantity;
  best.gradient = {
      {Quantity::lane, refinery, {}, {}, lane, 1.25, 1.25},
      {Quantity::stock, plant, plant_oxide, {}, no_lane, 0.125, 0.125},
      {Quantity::demand, plant, {}, {}, no_lane, -1.25, -1.25},
  };
  best.each = {{plant, Lasting::limited, 10_mo, 10_mo}, {rival, Lasting::for_ever, {}, endless}};
  best.sequence = best.each;
  return best;
}

SurviveSubject subject() {
  using std::chrono::year;
  SurviveSubject subject{.case_name = "two_customers", .network = &network};
  subject.scenario.name = "Few licences";
  subject.scenario.start = year{2025} / 4 / 4;
  return subject;
}

bool says(const BestCase& best, const SurviveSubject& about, const std::string& words) {
  return to_text(best, about, {.width = 1000}).find(words) != std::string::npos;
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("a best case reads like an argument") {
  // 10 months are 304.375 days.
  CHECK(to_text(ten_months(), subject()) ==
        R"(two_customers, Few licences from 2025-04-04: how long demand can be met in full at best

Together the 2 targets last 10.0 months at best, until 2026-02-02, under today's contracts (share):
licences let through less than is wanted.

What binds: 80.0 t in stock and under way at Plant against 12.0 t a month wanted and 4.00 t a month
let through: 80.0 / (12.0 − 4.00) = 10.0 months.
  licences  4.00 t a month in oxide:USA

One more month costs, at the margin, 0.80 t a month of licences in lane oxide:USA, or 8.00 t of
oxide in stock at Plant, or 0.80 t a month less demand at Plant.

target  alone  until       in turn
──────  ─────  ──────────  ───────
Plant    10.0  2026-02-02     10.0
Rival   lasts  –             lasts

alone: months at best where no other target need be served
in turn: all served as long as can be, then all but the first that cannot be, and so on

Proved, from the case alone: the plan lasts, and at these prices nothing lasts longer; both agree
but for rounding.
)");
}

TEST_CASE("a best case is one JSON document with numbers unrounded") {
  BestCase best = ten_months();
  best.interval = BestCase::Interval{0_mo, endless};
  best.cut.crossing.push_back({.kind = Crossing::Kind::share, .node = refinery, .edge = to_rival, .limit = {0.1}});
  best.dropped = {rival};
  CHECK(to_json(best, subject()) == R"({
  "case": "two_customers",
  "scenario": "Few licences",
  "start": "2025-04-04",
  "rivals": "share",
  "flex": 1.0,
  "months": 10.0,
  "date": "2026-02-02",
  "status": "short",
  "reason": "licences let through less than is wanted",
  "method": "cut",
  "lower_months": 10.0,
  "upper_months": 10.0,
  "exact": true,
  "interval": {
    "from_months": 0.0,
    "to_months": null
  },
  "verified": true,
  "gap": 0.0,
  "not_verified_because": null,
  "cut": {
    "nodes": [
      "Plant"
    ],
    "stock_t": 80.0,
    "demand_t_per_month": 12.0,
    "inflow_t_per_month": 4.0,
    "crossing": [
      {
        "kind": "lane",
        "where": "oxide:USA",
        "t_per_month": 4.0
      },
      {
        "kind": "share",
        "where": "Refinery → Rival",
        "t_per_month": 0.1
      }
    ]
  },
  "gradient": [
    {
      "quantity": "lane",
      "where": "oxide:USA",
      "months_per_unit": 1.25,
      "months_per_unit_less": 1.25
    },
    {
      "quantity": "stock",
      "where": "oxide at Plant",
      "months_per_unit": 0.125,
      "months_per_unit_less": 0.125
    },
    {
      "quantity": "demand",
      "where": "Plant",
      "months_per_unit": -1.25,
      "months_per_unit_less": -1.25
    }
  ],
  "each": [
    {
      "node": "Plant",
      "months": 10.0,
      "lower_months": 10.0,
      "status": "short",
      "reason": "its demand can be met until then and no longer"
    },
    {
      "node": "Rival",
      "months": null,
      "lower_months": null,
      "status": "never",
      "reason": "its demand can be met for ever"
    }
  ],
  "sequence": [
    {
      "node": "Plant",
      "months": 10.0,
      "lower_months": 10.0,
      "status": "short",
      "reason": "its demand can be met until then and no longer"
    },
    {
      "node": "Rival",
      "months": null,
      "lower_months": null,
      "status": "never",
      "reason": "its demand can be met for ever"
    }
  ],
  "dropped": [
    "Rival"
  ]
}
)");
}

TEST_CASE("a best case for ever has no months, no date and no bounds") {
  BestCase best{.lasting = Lasting::for_ever, .lower = endless, .upper = endless, .exact = true};
  best.reason = "supply without stock is enough";
  best.verdict = {.holds = true, .gap = 0};
  best.each = {{plant, Lasting::for_ever, {}, endless}};
  const std::string text = to_json(best, subject());
  for (const char* line : {"\"months\": null,\n  \"date\": null,\n  \"status\": \"never\"", "\"lower_months\": null",
                           "\"upper_months\": null", "\"interval\": null"})
    CHECK_MESSAGE(has(text, line), line);
  CHECK(to_text(best, subject()) ==
        R"(two_customers, Few licences from 2025-04-04: how long demand can be met in full at best

Plant lasts for ever, under today's contracts (share): supply without stock is enough.

target  alone  until
──────  ─────  ─────
Plant   lasts  –

alone: months at best where no other target need be served

Proved, from the case alone: the plan lasts for ever.
)");
}

TEST_CASE("what cannot be met from the first moment is told apart from what can") {
  BestCase best = ten_months();
  best.lasting = Lasting::at_once;
  best.months = best.lower = best.upper = 0_mo;
  best.each = {{plant, Lasting::at_once, 0_mo, 0_mo}};
  best.sequence.clear();
  CHECK(says(best, subject(), "Plant cannot be met in full even at first, under today's contracts (share): licences"));
  CHECK(says(best, subject(), "\nPlant   at once  2025-04-04\n"));
  CHECK(has(to_json(best, subject()), "\"months\": 0.0,\n  \"date\": \"2025-04-04\",\n  \"status\": \"at_once\""));
  CHECK(has(to_json(best, subject()), "\"reason\": \"not all of its demand can be met from the first moment\""));
}

TEST_CASE("bounds that differ are shown with the decimals that tell them apart") {
  BestCase best = ten_months();
  best.exact = false;
  best.months = best.upper = Months{10.02};  // 0.02 / 10.02 of it is open; 304.98 days
  best.verdict.gap = 0.02 / 10.02;
  best.each.front() = {plant, Lasting::limited, Months{10.5}, 10_mo};  // 319.59 days
  best.sequence.front().months = Months{10.02};
  CHECK(says(best, subject(),
             "2 targets last at most 10.02 months, until 2026-02-02; a plan is known to 10.00, under today's"));
  CHECK(says(best, subject(), "\ntarget   alone  until       plan to  in turn\n"));
  CHECK(says(best, subject(), "\nPlant   ≤ 10.5  2026-02-17     10.0   ≤ 10.0\n"));
  CHECK(says(best, subject(), "\nRival    lasts  –             lasts    lasts\n"));
  CHECK(says(best, subject(), "\nplan to: months to which a plan is known that serves it alone\n"));
  CHECK(says(best, subject(),
             "at these prices nothing lasts longer than 10.02 months, and the plan lasts 10.00; 0.2 % lie between.\n"));
  const std::string text = to_json(best, subject());
  CHECK(has(text, "\"months\": 10.02,\n  \"date\": \"2026-02-02\",\n  \"status\": \"short\""));
  CHECK(has(text, "\"lower_months\": 10.0,\n  \"upper_months\": 10.02,\n  \"exact\": false"));
  CHECK(has(text, R"(
      "months": 10.5,
      "lower_months": 10.0,
      "status": "short",
      "reason": "its demand cannot be met longer; a plan is known to lower_months")"));

  best.lower = 0_mo;
  CHECK(says(best, subject(), "last at most 10.0 months, until 2026-02-02; no plan is known, under"));
  CHECK(says(best, subject(), "nothing lasts longer than 10.0 months; no plan is known.\n"));
}

TEST_CASE("a plan that lasts as long as can be seen is not set apart in the table") {
  BestCase best = ten_months();
  best.each.front().lower = Months{9.99};  // 10.0, too
  CHECK(says(best, subject(), "\nPlant    10.0  2026-02-02     10.0\n"));
  best.each.front().lower = Months{9.9};
  CHECK(says(best, subject(), "\nPlant   ≤ 10.0  2026-02-02      9.9     10.0\n"));
  best.sequence.front().lower = 10_mo * (1 - 1e-9);  // rounding
  CHECK(says(best, subject(), "\nPlant   ≤ 10.0  2026-02-02      9.9     10.0\n"));
}

TEST_CASE("where no end is proven there are no months but those of the plan") {
  BestCase best = ten_months();
  best.lasting = Lasting::open;
  best.months.reset();
  best.upper = endless;
  best.exact = false;
  best.cut = {};
  best.each.front() = {plant, Lasting::open, {}, 10_mo};
  best.sequence = best.each;
  best.reason = "the longest that was found";
  CHECK(says(best, subject(),
             "last at least 10.0 months, until 2026-02-02; no end is proven, under today's contracts (share): the"));
  CHECK(says(best, subject(), "\nPlant   ≥ 10.0  –         10.0   ≥ 10.0\n"));
  CHECK(says(best, subject(), "\nProved, from the case alone: the plan lasts 10.0 months; no end is proven.\n"));
  CHECK_FALSE(says(best, subject(), "What binds"));
  CHECK_FALSE(says(best, subject(), "One more month"));
  const std::string text = to_json(best, subject());
  CHECK(has(text, "\"months\": null,\n  \"date\": null,\n  \"status\": \"no_end_found\""));
  CHECK(has(text, "\"lower_months\": 10.0,\n  \"upper_months\": null,\n  \"exact\": false"));
  CHECK(has(text, R"(
      "months": null,
      "lower_months": 10.0,
      "status": "no_end_found",
      "reason": "a plan is known to lower_months; no end is proven, nor that there is none")"));
}

TEST_CASE("equal times are in the order of nodes.csv") {
  BestCase best = ten_months();
  const Months a_little_more = 10_mo * (1 + 1e-9);
  best.sequence = {{rival, Lasting::limited, 10_mo, 10_mo}, {plant, Lasting::limited, a_little_more, 0_mo}};
  best.each = {{plant, Lasting::limited, a_little_more, a_little_more}, {rival, Lasting::limited, 10_mo, 10_mo}};
  CHECK(says(best, subject(), "\nPlant    10.0  2026-02-02   ≤ 10.0\nRival    10.0  2026-02-02     10.0\n"));
  const std::string text = to_json(best, subject());
  const std::string sequence = text.substr(text.find("\"sequence\""));
  CHECK(sequence.find("Plant") < sequence.find("Rival"));
  CHECK(has(sequence, R"(
      "lower_months": 0.0,
      "status": "short",
      "reason": "given up at the latest then, by the bound")"));
  CHECK(has(sequence, R"(
      "lower_months": 10.0,
      "status": "short",
      "reason": "its demand can be met until then and no longer")"));
  best.sequence.clear();
  CHECK(says(best, subject(), "\nPlant    10.0  2026-02-02\nRival    10.0  2026-02-02\n"));
  best.each.front().months = Months{10.01};  // no rounding
  CHECK(says(best, subject(), "\nRival    10.0  2026-02-02\nPlant  "));
}

TEST_CASE("a best case that is not proved says so") {
  BestCase best = ten_months();
  best.verdict = {.holds = false, .gap = 1, .why = "node 'Plant': found less than nothing in stock"};
  CHECK(says(best, subject(), "\nNot proved, do not rely on it: node 'Plant': found less than nothing in stock.\n"));
  CHECK_FALSE(says(best, subject(), "Proved"));
  CHECK(has(to_json(best, subject()),
            "\"verified\": false,\n  \"gap\": 1.0,\n  \"not_verified_because\": \"node 'Plant': found less"));
  CHECK(has(to_json(best, subject()), "\"exact\": false"));
}

TEST_CASE("a best case names the changes between which it ends") {
  // 2.5 months are 76.09 days, 12 are 365.25.
  BestCase best = ten_months();
  best.interval = BestCase::Interval{Months{2.5}, 12_mo};
  CHECK(says(best, subject(),
             "That is between month 2.5 (2025-06-19) and 12.0 (2026-04-04), at which something changes.\n"));
  best.interval = BestCase::Interval{Months{2.5}, endless};
  CHECK(says(best, subject(), "That is after the last change, in month 2.5 (2025-06-19).\n"));
  best.interval = BestCase::Interval{0_mo, 12_mo};
  CHECK(says(best, subject(), "That is before the change in month 12.0 (2026-04-04).\n"));
  best.interval = BestCase::Interval{0_mo, endless};
  CHECK_FALSE(says(best, subject(), "That is"));
}

TEST_CASE("what rivals get is said in words, with those that were left out") {
  BestCase best = ten_months();
  SurviveSubject about = subject();
  about.flex = 1.2;
  CHECK(says(best, about, "with up to 1.2 times the contracted share (share): "));
  about.rivals = Rivals::ignored;
  CHECK(says(best, about, "if everything may go to them (ignored): "));
  about.rivals = Rivals::served;
  best.dropped = {mine, rival};
  CHECK(says(best, about, "with all other demand served as well (served): "));
  CHECK(says(best, about, "they fail first without them: Mine and Rival.\n"));
}

TEST_CASE("without a start there are no dates") {
  SurviveSubject about = subject();
  about.scenario = {};
  CHECK(says(ten_months(), about, "two_customers, baseline: how long"));
  CHECK(says(ten_months(), about, "last 10.0 months at best, under"));
  CHECK(has(to_json(ten_months(), about), "\"start\": null"));
  CHECK(has(to_json(ten_months(), about), "\"date\": null"));
}

TEST_CASE("limits are listed by kind, closed ones apart and the largest first") {
  using Kind = Crossing::Kind;
  BestCase best = ten_months();
  best.method = Method::lp;
  best.cut.inflow = {};  // 80 / 12 are not 10 months: no sum is shown
  best.cut.crossing = {{.kind = Kind::share, .node = refinery, .edge = to_plant, .limit = {3}},
                       {.kind = Kind::share, .node = refinery, .edge = to_rival, .limit = {1200}},
                       {.kind = Kind::edge, .node = mine, .edge = ore_way},
                       {.kind = Kind::capacity, .node = mine, .limit = {20}},
                       {.kind = Kind::lane, .lane = lane}};
  CHECK(says(best, subject(),
             "What binds: 80.0 t in stock and under way at Plant against 12.0 t a month wanted and nothing let "
             "through, each tonne weighed by what it is worth to the targets.\n"
             "  licences  none in oxide:USA\n"
             "  capacity  20.0 t a month at Mine\n"
             "  way       none on Mine → Refinery\n"
             "  contract  1,200 t a month on Refinery → Rival and 3.00 t a month on Refinery → Plant\n"
             "\n"));
}

TEST_CASE("what is left by rounding is nothing") {
  BestCase best = ten_months();
  best.cut.stock = {1e-9};
  best.cut.inflow = {1e-9};
  best.cut.crossing.front().limit = {1e-9};
  CHECK(says(best, subject(),
             "What binds: nothing in stock against 12.0 t a month wanted and nothing let through.\n"
             "  licences  none in oxide:USA\n"));
}

TEST_CASE("demand and inflow that hardly differ have the digits of their difference") {
  BestCase best = ten_months();
  best.upper = Months{8000};  // 80 t / 0.01 t a month
  best.cut.demand = {1234567};
  best.cut.inflow = {1234566.99};
  CHECK(says(best, subject(),
             "against 1,234,567.0000 t a month wanted and 1,234,566.9900 t a month let through: "
             "80.0 / (1,234,567.0000 − 1,234,566.9900) = 8000.0 months.\n"));
  best.cut.inflow = {1234567 - 1e-4};  // below a billionth of it
  best.upper = Months{8e5};
  CHECK(says(best, subject(), "against 1.23 M t a month wanted and 1.23 M t a month let through.\n"));
}

TEST_CASE("stock is said to be somewhere, even where the tables have none") {
  BestCase best = ten_months();
  best.cut.nodes = {};
  CHECK(says(best, subject(), "80.0 t in stock and under way at Plant against"));  // of Plant and Rival
  best.certificate.served = {rival};
  CHECK(says(best, subject(), "80.0 t in stock and under way at Rival against"));
  best.cut.nodes = {refinery};
  best.cut.crossing = {};
  CHECK(says(best, subject(), "80.0 t in stock and under way at Refinery against"));
}

TEST_CASE("lanes that share an office share its licences, and lanes without edges are no limit") {
  Network shared;
  for (const char* name : {"Mine", "Plant", "Rival"})
    shared.add(Node{.name = name, .product = name, .demand = 5_t_per_mo});
  shared.add(Input{.node = NodeId{1}, .product = "Mine"});
  shared.add(Office{.name = "Ministry"});
  shared.add(Office{.name = "Customs"});
  for (const auto& [name, office] : {std::pair{"A", 0U}, {"B", 0U}, {"C", 1U}, {"D", 0U}})
    shared.add(Lane{.name = name, .office = OfficeId{office}, .t_per_licence = 1_t});
  for (const std::uint32_t id : {0U, 1U, 2U})
    shared.add(Edge{.from = NodeId{0}, .to = NodeId{1}, .lane = LaneId{id}, .flow = {1}});
  const FrozenNetwork frozen = freeze(shared);
  SurviveSubject about = subject();
  about.network = &frozen;
  using Kind = Crossing::Kind;
  BestCase best{.months = 10_mo, .lower = 10_mo, .upper = 10_mo, .exact = true};
  best.cut = {.nodes = {NodeId{1}}, .demand = {5}, .inflow = {5}};
  best.cut.crossing = {{.kind = Kind::lane, .lane = LaneId{0}, .limit = {2}},
                       {.kind = Kind::lane, .lane = LaneId{1}, .limit = {2}},
                       {.kind = Kind::lane, .lane = LaneId{2}, .limit = {1}},
                       {.kind = Kind::lane, .lane = LaneId{3}, .limit = {9}}};
  CHECK(says(best, about, "\n  licences  2.00 t a month in all lanes of Ministry (A, B) and 1.00 t a month in C\n"));
  CHECK_FALSE(has(to_json(best, about), "\"where\": \"D\""));
  best.cut.crossing[1].limit = {3};  // a licence of B is for more
  CHECK(says(best, about,
             "\n  licences  3.00 t a month in B or 2.00 t a month in A (licences of Ministry) and 1.00 t a month "
             "in C\n"));
}

TEST_CASE("an offer of more than could be is none") {
  BestCase best = ten_months();  // 17 t a month of demand in all
  best.gradient.front().months_per_unit = 1 / 16.9e6;
  CHECK(says(best, subject(), "at the margin, 16.9 M t a month of licences in lane oxide:USA, or 8.00 t of"));
  best.gradient.front().months_per_unit = 1 / 17.1e6;
  CHECK(says(best, subject(), "One more month costs, at the margin, 8.00 t of oxide in stock at Plant, or 0.80 t"));
}

TEST_CASE("nobody is asked to use less than nothing") {
  BestCase best = ten_months();  // Plant uses 12 t a month
  best.gradient.back().months_per_unit_less = -1 / 11.9;
  CHECK(says(best, subject(), "11.9 t a month less demand at Plant"));
  best.gradient.back().months_per_unit_less = -1 / 12.1;
  CHECK_FALSE(says(best, subject(), "less demand"));
}

TEST_CASE("what costs the same is one offer, and what gains nothing is none") {
  using Quantity = Gain::Quantity;
  BestCase best = ten_months();
  best.gradient = {
      {Quantity::demand, plant, {}, {}, no_lane, -1, -0.5},            // less of it gains half a month
      {Quantity::capacity, mine, {}, {}, no_lane, 0.25, 0.25},         // 4 t a month
      {Quantity::edge_capacity, mine, {}, ore_way, no_lane, 0.2, 0},   // 5
      {Quantity::stock, refinery, {}, {}, no_lane, 0.125, 0.125},      // 8 t
      {Quantity::stock, plant, plant_oxide, {}, no_lane, 0.125, 0.5},  // 8 t of the same
      {Quantity::stock, mine, {}, {}, no_lane, 0.125, 0.125},          // 8 t of another
      {Quantity::lane, refinery, {}, {}, lane, 0, 1},
  };
  CHECK(says(best, subject(),
             "One more month costs, at the margin, 4.00 t a month of capacity at Mine, or 5.00 t a month more on the "
             "way Mine → Refinery, or 8.00 t of oxide in stock at Refinery or Plant, or 8.00 t of ore in stock at "
             "Mine, or 2.00 t a month less demand at Plant.\n"));
  best.gradient.clear();
  CHECK_FALSE(says(best, subject(), "One more month"));
}

TEST_CASE("a best case with a number that is not finite is refused") {
  const std::string message = "result: found a number that is not finite, expected a finite one";
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN(),
                          infinity = std::numeric_limits<double>::infinity();
  const auto refused = [&](auto&& change) {
    BestCase best = ten_months();
    change(best);
    CHECK_THROWS_WITH_AS(static_cast<void>(to_json(best, subject())), message.c_str(), Error);
  };
  refused([](BestCase& best) { best.months = endless; });
  refused([](BestCase& best) { best.upper = Months{nan}; });
  refused([](BestCase& best) { best.lower = Months{-infinity}; });
  refused([](BestCase& best) { best.verdict.gap = nan; });
  refused([](BestCase& best) { best.cut.crossing.front().limit = {infinity}; });
  refused([](BestCase& best) { best.gradient.front().months_per_unit_less = infinity; });
}

TEST_CASE("targets are compared under every kind of rivals, the simulated order first") {
  RivalsTable table{.horizon = 24_mo};
  const TargetTime lasts{rival, Lasting::for_ever, {}, endless};
  table.rows = {{rival, {}, {rival, Lasting::limited, 30_mo, 29_mo}, lasts, {rival, Lasting::at_once, 0_mo, 0_mo}},
                {plant,
                 9.25_mo,
                 {plant, Lasting::limited, 10_mo, 10_mo},
                 {plant, Lasting::open, {}, 20_mo},
                 {plant, Lasting::limited, 10_mo, 10_mo}}};
  CHECK(to_text(table, subject()) ==
        R"(Months until each target alone runs short, simulated and at best by what rivals get

target  simulated   share  ignored   served
──────  ─────────  ──────  ───────  ───────
Plant         9.2    10.0   ≥ 20.0     10.0
Rival      > 24.0  ≤ 30.0    lasts  at once
)");
  CHECK(has(to_json(ten_months(), subject(), &table), R"(
  "horizon_months": 24.0,
  "rivals_table": [
    {
      "node": "Rival",
      "simulated": null,
      "simulated_status": "none_in_horizon",
      "share": 30.0,
      "share_lower_months": 29.0,
      "share_status": "short",
      "ignored": null,
      "ignored_lower_months": null,
      "ignored_status": "never",
      "served": 0.0,
      "served_lower_months": 0.0,
      "served_status": "at_once"
    },
    {
      "node": "Plant",
      "simulated": 9.25,
      "simulated_status": "short",
      "share": 10.0,
      "share_lower_months": 10.0,
      "share_status": "short",
      "ignored": null,
      "ignored_lower_months": 20.0,
      "ignored_status": "no_end_found",
      "served": 10.0,
      "served_lower_months": 10.0,
      "served_status": "short"
    }
  ]
})"));
  CHECK_FALSE(has(to_json(ten_months(), subject()), "rivals_table"));
}
