// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "support/chains.hpp"
#include "ytterby/report/need_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

FrozenNetwork with_office() {
  Network network = MineAndPlant{}.network();
  network.add(Office{.name = "Ministry"});
  return freeze(network);
}

const FrozenNetwork network = with_office();

NeedSubject subject() { return {.case_name = "mine", .network = &network}; }

LeastLicences least() {
  LeastLicences found{.usual = {200}, .usual_trade = 400_t_per_mo, .horizon = 24_mo};
  found.simulated = {.enough = {150}, .not_enough = {149}, .granted = 310_t_per_mo, .short_anyway = {NodeId{1}}};
  found.at_best = {
      {.last = 23.5_mo, .need = Need::none},
      {.not_enough = {120}, .enough = LicenceRate{121}},
      {.rivals = Rivals::share, .need = Need::out_of_reach, .not_enough = {12'800}, .reason = "a stock runs out"}};
  return found;
}

}  // namespace

TEST_CASE("least licences are a row for the simulation and one for each best case") {
  CHECK(to_text(least(), subject()) ==
        R"(mine, baseline: licences a month of Ministry with which no target runs short; usual are 200, for 400
t

how                              to last  licences a month  t a month  of the usual
───────────────────────────  ───────────  ────────────────  ─────────  ────────────
simulated                      24 months               150        300          75 %
at best, all to the targets  23.5 months                 0          0           0 %
at best, all to the targets     for ever               121        242          60 %
at best, today's contracts      for ever          > 12,800   > 25,600      > 6400 %

t a month: at the usual mix of lanes; at best, all to the targets: nobody can do with less

not asked about, as no number of licences keeps them from running short when simulated: Plant
at best, today's contracts, for ever: no number of licences is enough: a stock runs out
)");
}

TEST_CASE("least licences are one JSON document") {
  CHECK(to_json(least(), subject()) == R"({
  "case": "mine",
  "scenario": "baseline",
  "start": null,
  "horizon_months": 24.0,
  "office": "Ministry",
  "usual": {
    "licences_per_month": 200.0,
    "t_per_month": 400.0
  },
  "simulated": {
    "status": "needed",
    "licences_per_month": 150.0,
    "not_enough_licences_per_month": 149.0,
    "granted_t_per_month": 310.0,
    "monotone": true,
    "short_anyway": [
      "Plant"
    ]
  },
  "at_best": [
    {
      "rivals": "ignored",
      "last_months": 23.5,
      "status": "none_needed",
      "licences_per_month": 0.0,
      "not_enough_licences_per_month": null,
      "set_aside": [],
      "reason": null
    },
    {
      "rivals": "ignored",
      "last_months": null,
      "status": "needed",
      "licences_per_month": 121.0,
      "not_enough_licences_per_month": 120.0,
      "set_aside": [],
      "reason": null
    },
    {
      "rivals": "share",
      "last_months": null,
      "status": "out_of_reach",
      "licences_per_month": null,
      "not_enough_licences_per_month": 12800.0,
      "set_aside": [],
      "reason": "a stock runs out"
    }
  ]
}
)");
}
