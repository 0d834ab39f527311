// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/report/outage_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

FrozenNetwork four_nodes() {
  Network network;
  for (const char* name : {"Mine", "Refinery", "Recycler", "Plant"})
    network.add(Node{.name = name, .product = name, .demand = 1_t_per_mo});
  return freeze(network);
}

const FrozenNetwork network = four_nodes();

/// Recycler can be done without.
Outages three_outages() {
  Outages found{.by_value = true};
  found.undisturbed = {.lasting = Lasting::for_ever, .recovery = 3_mo, .value = Money{0}, .proven = true};
  found.outages = {
      {.node = NodeId{0},
       .months = 2_mo,
       .upper = 2_mo,
       .recovery = 3_mo,
       .unserved = 10_t,
       .value = Money{2.5e6},
       .risk_exposure = 0.1,
       .exposed = true,
       .proven = true},
      {.node = NodeId{1},
       .lasting = Lasting::at_once,
       .months = 0_mo,
       .upper = 0_mo,
       .recovery = 3_mo,
       .unserved = 100_t,
       .value = Money{25e6},
       .risk_exposure = 1,
       .exposed = true,
       .proven = true},
      {.node = NodeId{2}, .lasting = Lasting::for_ever, .recovery = 3_mo, .value = Money{0}, .proven = true}};
  return found;
}

OutageSubject subject() { return {.case_name = "four_nodes", .network = &network}; }

bool says(const Outages& found, const std::string& words, std::size_t most = 30) {
  return to_text(found, subject(), {.width = 1000}, most).find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("outages are a ranking of nodes that are needed") {
  CHECK(to_text(three_outages(), subject()) ==
        R"(four_nodes, baseline: each node out by itself, with all that others make free to go to the targets

node      to survive  to recover  unserved t  unserved $  risk exposure  exposed
────────  ──────────  ──────────  ──────────  ──────────  ─────────────  ───────
Refinery     at once         3.0         100      25.0 M          1.000  yes
Mine             2.0         3.0        10.0      2.50 M          0.100  yes

unserved: least until the node is back, for t and for $ each by the allocation best for it; risk
  exposure: $ unserved over those of the worst outage

Not shown, as they can be done without for ever: 1. Of 3 nodes 2 take longer to recover than targets
survive. All of it is proved: plans and prices agree.
)");
}

TEST_CASE("a ranking says what it leaves out, what is not proved, and what is lost without any outage") {
  Outages found = three_outages();
  CHECK(says(found, "And 1 more. Not shown, as they can be done without for ever: 1. Of 3", 1));
  CHECK_FALSE(says(found, "Mine", 1));
  found.outages[0].upper = 5_mo;
  found.outages[0].proven = false;
  found.outages[0].value.reset();
  found.by_value = false;
  CHECK(says(found, "Of 1 it is not proved that none lasts longer or loses less."));
  CHECK(says(found, "≥ 2.0         3.0        10.0           –          0.100"));
  CHECK(says(found, "risk exposure: t unserved over those"));
  found.undisturbed = {.months = 2.5_mo, .upper = 2.5_mo, .recovery = 3_mo, .unserved = 4_t};
  CHECK(says(found, "targets; without any outage: time to survive 2.5, 4.00 t and – $ unserved in 3.0 months\n"));
  found.undisturbed.lasting = Lasting::at_once;
  CHECK(says(found, "targets; without any outage: short at once, 4.00 t"));
}

TEST_CASE("notes stand under the ranking, and what counts as none is no part of what is proved") {
  Outages found = three_outages();
  found.notes = {"edges with lead times, which count as none, and goods under way as stock: 3"};
  CHECK(says(found,
             "worst outage\nnote: edges with lead times, which count as none, and goods under way as stock: 3\n\nNot"));
  CHECK(says(found, "All of it is proved for the model without lead times: plans and prices agree.\n"));
  found.notes.emplace_back("lanes with review times, which count as none: 2");
  CHECK(says(found, "All of it is proved for the model without lead times and review times: plans"));
  found.notes = {"edges with goods for one step under way: 1"};
  CHECK(says(found, "All of it is proved: plans and prices agree.\n"));
}

TEST_CASE("outages are one JSON document in the order of the result") {
  Outages found = three_outages();
  found.outages.erase(found.outages.begin());
  found.outages[1].value.reset();
  found.notes = {"goods for one step are under way"};
  OutageSubject about = subject();
  about.scenario.name = "Strike";
  CHECK(to_json(found, about) == R"({
  "case": "four_nodes",
  "scenario": "Strike",
  "recover_months": 3.0,
  "risk_exposure_of": "usd",
  "undisturbed": {
    "months": null,
    "upper_months": null,
    "status": "never",
    "recover_months": 3.0,
    "unserved_t": 0.0,
    "unserved_usd": 0.0,
    "exposed": false,
    "proven": true
  },
  "outages": [
    {
      "node": "Refinery",
      "months": 0.0,
      "upper_months": 0.0,
      "status": "at_once",
      "recover_months": 3.0,
      "unserved_t": 100.0,
      "unserved_usd": 25000000.0,
      "risk_exposure": 1.0,
      "exposed": true,
      "proven": true
    },
    {
      "node": "Recycler",
      "months": null,
      "upper_months": null,
      "status": "never",
      "recover_months": 3.0,
      "unserved_t": 0.0,
      "unserved_usd": null,
      "risk_exposure": 0.0,
      "exposed": false,
      "proven": true
    }
  ],
  "notes": [
    "goods for one step are under way"
  ]
}
)");
}
