// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/report/expose_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

/// Ore of Australia, of which nothing flows, and two uses.
FrozenNetwork two_uses() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore", .stage = "mine", .country = "AUS"});
  for (const char* name : {"Cars", "Wind"}) {
    const auto use = network.add(Node{.name = name, .product = name, .demand = 3_t_per_mo});
    network.add(Input{.node = use, .product = "ore"});
    network.add(Edge{.from = mine, .to = use, .flow = 3_t_per_mo});
  }
  network.nodes[NodeId{2}].demand = 1_t_per_mo;
  return freeze(network);
}

const FrozenNetwork network = two_uses();
constexpr NodeId cars{1}, wind{2};

/// Cars have three times the weight of wind, which has nothing of the material.
Dependence of_two() {
  Dependence found;
  found.exposures.exposures = {
      {.target = cars, .face_value = 0.25, .look_through = 0.5, .hidden = 0.25, .pass_through = 0.75},
      {.target = wind, .face_value = 0.75, .look_through = 0.7, .hidden = -0.05, .pass_through = 1}};
  found.exposures.supply.targets = {{.node = cars, .unattributed = 0, .tiers = 2},
                                    {.node = wind, .unattributed = 0, .tiers = 1}};
  found.exposures.supply.residual = 0x1p-52;
  found.exposures.supply.error_bound = 0x1p-50;
  MaterialExposure& material = found.materials.emplace_back();
  material.raw_products = {"ore", "scrap"};
  material.exposures.exposures = {{.target = cars, .face_value = 0, .look_through = 1, .hidden = 1, .pass_through = 1},
                                  {.target = wind}};
  material.exposures.supply.targets = {{.node = cars, .unattributed = 0}, {.node = wind}};
  material.exposures.supply.error_bound = 0x1p-49;
  found.origins = {.groups = {"AUS", "", "CHN"},
                   .targets = {{.node = cars, .face_value = {0, 0.75, 0.25}, .look_through = {0.5, 0, 0.5}},
                               {.node = wind, .face_value = {0, 0.25, 0.75}, .look_through = {0, 0.3, 0.7}}}};
  found.outage = {.targets = {{.target = cars, .lost = 0.75, .binds = InputId{0}}, {.target = wind, .lost = 1}},
                  .error_bound = 0x1p-51};
  found.stages.stages = {
      {.stage = "mine",
       .product = "ore",
       .output = 4_t_per_mo,
       .face_value = {.countries = {{"AUS", 0.5}}, .unattributed = 0.5, .hhi = {.least = 0.25, .most = 1}},
       .look_through = Concentration{.countries = {{"AUS", 1}}, .hhi = {.least = 1, .most = 1}}},
      {.stage = "", .product = "Cars", .output = 3_t_per_mo, .face_value = {.unattributed = 1, .hhi = {0, 1}}}};
  found.weights = {3, 1};
  return found;
}

ExposeSubject subject() {
  ExposeSubject about{.case_name = "two_uses", .network = &network};
  about.from.nodes.country = {"CHN"};
  return about;
}

bool says(const Dependence& found, const ExposeSubject& about, const std::string& words, std::size_t most = 30) {
  return to_text(found, about, {.width = 1000}, most).find(words) != std::string::npos;
}

void check_close(const std::optional<double>& found, double expected) {
  REQUIRE(found.has_value());
  CHECK(*found == doctest::Approx(expected).epsilon(1e-15));
}

}  // namespace

TEST_CASE("who depends most on a country comes first, and all of it is said in a sentence") {
  CHECK(to_text(of_two(), subject()) ==
        R"(two_uses, baseline: how much of what 2 targets use depends on CHN, by mass

target  t/month  face value  all tiers  hidden  passed  no stocks
──────  ───────  ──────────  ─────────  ──────  ──────  ─────────
Wind       1.00        75 %       70 %    -5 %   100 %      100 %
Cars       3.00        25 %       50 %    25 %    75 %       75 %

face value: from CHN directly; all tiers: has its origin there; hidden: the difference, below 0
  where what others dig is worked up there; passed: was there at any tier; no stocks: output lost if
  CHN stops and no stock helps

by material, as much of it as is dug for a tonne used, face value → all tiers:

target  ore+scrap
──────  ─────────
Cars    0 → 100 %

where products are made, and where they come from through all tiers, by mass: the largest share, and
  the concentration of all (Herfindahl–Hirschman, 10,000 where all is one country's)

stage  product  t/month    made in         HHI  comes from    HHI
─────  ───────  ───────  ─────────  ──────────  ──────────  ─────
mine   ore         4.00  AUS  50 %  2500–10000   AUS 100 %  10000

Of what the targets use together, by tonnes, 38 % is from CHN directly, 55 % through all tiers, and
81 % passed through it. If it stops, 81 % of their output is lost where no stock helps.
)");
}

TEST_CASE("targets count together by their weight") {
  // (3·0.25 + 0.75)/4, (3·0.5 + 0.7)/4, (3·0.25 − 0.05)/4, (3·0.75 + 1)/4 and the same.
  const JointExposure all = joint_exposure(of_two());
  check_close(all.face_value, 0.375);
  check_close(all.look_through, 0.55);
  check_close(all.hidden, 0.175);
  check_close(all.pass_through, 0.8125);
  check_close(all.outage, 0.8125);
  CHECK_FALSE(all.over_time.has_value());
}

TEST_CASE("what is lost after some months stands beside what is lost at once") {
  Dependence found = of_two();
  found.over_time = OutageOverTime{
      .targets = {{.target = cars, .steps = {{2_mo, 0.1}, {6_mo, 0.4}}}, {.target = wind, .steps = {{7_mo, 1}}}},
      .until = 6_mo};
  CHECK(says(found, subject(), "no stocks  after 6 months\n"));
  CHECK(says(found, subject(), "      75 %            40 %\n"));
  CHECK(says(found, subject(), "     100 %             0 %\n"));
  CHECK(says(found, subject(), "; after 6 months: lost with today's stocks\n"));
  CHECK(says(found, subject(), "where no stock helps, and 30 % after 6 months with today's stocks.\n"));  // 3·0.4/4
}

TEST_CASE("of a lane nothing has its origin, so that passage counts") {
  Dependence found = of_two();
  for (Exposure& exposure : found.exposures.exposures) exposure.look_through = exposure.hidden = {};
  for (Exposure& exposure : found.materials[0].exposures.exposures) exposure.look_through = exposure.hidden = {};
  ExposeSubject about = subject();
  about.from = {.lane = {"ore:USA", "ore:JPN"}};
  CHECK(says(found, about, "depends on lane ore:USA or ore:JPN, by mass\n"));
  CHECK(says(found, about, "face value  passed  no stocks\n"));
  CHECK(
      says(found, about, "face value: comes by lane ore:USA or ore:JPN directly; passed: came by it at any tier; no"));
  CHECK(says(found, about, "face value → passed:\n"));
  CHECK(says(found, about, "38 % comes by lane ore:USA or ore:JPN directly, 81 % at any tier. If it stops, 81 % of"));
}

TEST_CASE("what does not add up is told, and what is of no known origin has a column") {
  Dependence found = of_two();
  CHECK_FALSE(says(found, subject(), "unknown"));
  found.exposures.supply.targets[0].unattributed = 0.125;
  CHECK(says(found, subject(), "hidden  unknown  passed"));
  CHECK(says(found, subject(), "   50 %    25 %     12 %    75 % "));
  CHECK(says(found, subject(), "   70 %    -5 %      0 %   100 % "));
  CHECK(says(found, subject(), "; unknown: from stock, or from nobody that the case has; passed: "));
  found.exposures.supply.gaps = {{.input = InputId{0}, .need = 3_t_per_mo, .inflow = 2_t_per_mo},
                                 {.input = InputId{1}, .need = 1_t_per_mo, .inflow = 3_t_per_mo}};
  CHECK(says(found, subject(),
             "\nflows into 2 inputs do not add up to the need; furthest off is ore at Wind, which gets "
             "3.00 of 1.00 t a month\n"));
}

TEST_CASE("a set is said by its keys, and whether it was asked for") {
  ExposeSubject about = subject();
  about.asked_for = false;
  CHECK(says(of_two(), about, "on CHN, by mass; no set was asked for, and most of it is from there\n"));
  about = subject();
  about.from.nodes = {.stage = {"mine"}, .country = {"CHN", "VNM"}};
  about.measure = Measure::value;
  CHECK(says(of_two(), about, "depends on stage mine of country CHN or VNM, by value\n"));
  CHECK(says(of_two(), about, "use together, by dollars, 38 %"));
}

TEST_CASE("shares that are nearly none or nearly all are not rounded to that") {
  Dependence found = of_two();
  found.exposures.exposures[0] = {
      .target = cars, .face_value = 0.001, .look_through = 0.999, .hidden = -0.001, .pass_through = 1 - 1e-15};
  CHECK(says(found, subject(), "        <1 %      >99 %   >-1 %   100 % "));
}

TEST_CASE("of many targets the first are shown, and how many more there are") {
  CHECK(says(of_two(), subject(), "\nand 1 more\n", 1));
  CHECK_FALSE(says(of_two(), subject(), "Cars", 1));
}

TEST_CASE("each note is told once") {
  Dependence found = of_two();
  found.notes = {"flows are those of the baseline"};
  found.exposures.supply.notes = {"a loop"};
  found.origins.supply.notes = {"a loop"};
  found.outage.notes = {"an input"};
  found.stages.supply.notes = {"a loop", "another loop"};
  CHECK(notes_of(found) ==
        std::vector<std::string>{"flows are those of the baseline", "a loop", "an input", "another loop"});
}

TEST_CASE("dependence is one JSON document in the order of the targets") {
  Dependence found = of_two();
  found.over_time =
      OutageOverTime{.targets = {{.target = cars, .steps = {{2_mo, 0.5}}}, {.target = wind}}, .until = 6_mo};
  found.stages.stages.resize(1);
  found.stages.stages[0].look_through.reset();
  found.exposures.supply.gaps = {{.input = InputId{1}, .need = 1_t_per_mo, .inflow = 3_t_per_mo}};
  found.notes = {"a note"};
  ExposeSubject about = subject();
  about.scenario.name = "Strike";
  CHECK(to_json(found, about) == R"({
  "case": "two_uses",
  "scenario": "Strike",
  "by": "mass",
  "from": {
    "country": [
      "CHN"
    ]
  },
  "asked_for": true,
  "after_months": 6.0,
  "targets": [
    {
      "node": "Cars",
      "demand_t_per_month": 3.0,
      "face_value": 0.25,
      "look_through": 0.5,
      "hidden": 0.25,
      "pass_through": 0.75,
      "outage": 0.75,
      "limited_by": "ore",
      "outage_after": 0.5,
      "outage_curve": [
        {
          "from_months": 2.0,
          "lost": 0.5
        }
      ],
      "unattributed": 0.0,
      "tiers": 2.0,
      "origins": [
        {
          "country": "AUS",
          "face_value": 0.0,
          "look_through": 0.5
        },
        {
          "country": null,
          "face_value": 0.75,
          "look_through": 0.0
        },
        {
          "country": "CHN",
          "face_value": 0.25,
          "look_through": 0.5
        }
      ],
      "materials": [
        {
          "products": [
            "ore",
            "scrap"
          ],
          "face_value": 0.0,
          "look_through": 1.0,
          "hidden": 1.0,
          "pass_through": 1.0,
          "unattributed": 0.0
        }
      ]
    },
    {
      "node": "Wind",
      "demand_t_per_month": 1.0,
      "face_value": 0.75,
      "look_through": 0.7,
      "hidden": -0.05,
      "pass_through": 1.0,
      "outage": 1.0,
      "limited_by": null,
      "outage_after": 0.0,
      "outage_curve": [],
      "unattributed": 0.0,
      "tiers": 1.0,
      "origins": [
        {
          "country": null,
          "face_value": 0.25,
          "look_through": 0.3
        },
        {
          "country": "CHN",
          "face_value": 0.75,
          "look_through": 0.7
        }
      ],
      "materials": []
    }
  ],
  "total": {
    "face_value": 0.375,
    "look_through": 0.55,
    "hidden": 0.175,
    "pass_through": 0.8125,
    "outage": 0.8125,
    "outage_after": 0.375
  },
  "hhi": [
    {
      "stage": "mine",
      "product": "ore",
      "output_t_per_month": 4.0,
      "face_value": 0.25,
      "face_value_most": 1.0,
      "look_through": null,
      "look_through_most": null,
      "made_in": [
        {
          "country": "AUS",
          "share": 0.5
        }
      ],
      "comes_from": []
    }
  ],
  "gaps": [
    {
      "node": "Wind",
      "product": "ore",
      "need_t_per_month": 1.0,
      "inflow_t_per_month": 3.0
    }
  ],
  "residual": 2.220446049250313e-16,
  "error_bound": 1.7763568394002505e-15,
  "outage_error_bound": 4.440892098500626e-16,
  "notes": [
    "a note"
  ]
}
)");
}

TEST_CASE("dependence with a number that is not finite is refused") {
  Dependence found = of_two();
  found.outage.targets[0].lost = std::numeric_limits<double>::infinity();
  CHECK_THROWS_WITH_AS(static_cast<void>(to_json(found, subject())),
                       "result: found a number that is not finite, expected a finite one", Error);
}
