// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "ytterby/network/network.hpp"
#include "ytterby/report/compare_results.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

FrozenNetwork three_users() {
  Network network;
  for (const char* name : {"Cars", "Lamps", "Toys"})
    network.add(Node{.name = name, .product = name, .demand = 1_t_per_mo});
  return freeze(network);
}

const FrozenNetwork network = three_users();

TargetOutcome target(unsigned node, std::optional<Months> to_shortage, Mass unserved = {}) {
  return {.node = NodeId{node}, .to_shortage = to_shortage, .unserved = unserved};
}

/// Toys are a target of the second scenario alone.
Comparison two_scenarios() {
  Comparison comparison{.outcomes = {{.targets = {target(0, {}), target(1, 2_mo, 5_t)}, .horizon = 24_mo},
                                     {.targets = {target(0, 6.5_mo, 3_t), target(1, 3.25_mo, 4_t), target(2, {})},
                                      .total = {.to_shortage = 3.25_mo, .unserved = 7_t, .unserved_value = Money{9e6}},
                                      .horizon = 24_mo}}};
  comparison.outcomes[0].total = {.to_shortage = 2_mo, .to_half = 2_mo, .unserved = 5_t};
  comparison.targets = {{.node = NodeId{0}, .place = {0, 0}},
                        {.node = NodeId{1}, .place = {1, 1}},
                        {.node = NodeId{2}, .place = {{}, 2}}};
  return comparison;
}

CompareSubject subject() {
  return {.case_name = "users",
          .network = &network,
          .names = {"stop", "trickle"},
          .scenarios = {{.name = "All stops", .start = Date{std::chrono::year{2025} / 4 / 4}}, {}}};
}

}  // namespace

TEST_CASE("scenarios side by side are a table in the order of running out under the first") {
  CHECK(to_text(two_scenarios(), subject()) == R"(users: months until each target first runs short, under 2 scenarios

target   stop  trickle      ±
──────  ─────  ───────  ─────
Lamps     2.0      3.2   +1.2
Cars    lasts      6.5  short
Toys        –    lasts      –

±: months later than under stop; lasts, short: here and not there

scenario  run short  first to run short  months  date        half  unserved t  unserved $
────────  ─────────  ──────────────────  ──────  ──────────  ────  ──────────  ──────────
stop         1 of 2  Lamps                  2.0  2025-06-03   2.0        5.00           –
trickle      2 of 3  Lamps                  3.2  –              –        7.00      9.00 M
)");
}

TEST_CASE("changes are told in short") {
  const auto change = [](std::optional<Months> first, std::optional<Months> second) {
    Comparison comparison{.outcomes = {{.targets = {target(0, first)}}, {.targets = {target(0, second)}}},
                          .targets = {{.node = NodeId{0}, .place = {0, 0}}}};
    const std::string text = to_text(comparison, subject());
    const auto line = text.find("\nCars"), end = text.find('\n', line + 1);
    return text.substr(text.rfind(' ', end) + 1, end - text.rfind(' ', end) - 1);
  };
  CHECK(change(5_mo, 3.8_mo) == "-1.2");
  CHECK(change(5_mo, 5.04_mo) == "=");
  CHECK(change(5_mo, {}) == "lasts");
  CHECK(change({}, 5_mo) == "short");
  CHECK(change({}, {}) == "–");
}

TEST_CASE("scenarios with no room for their names are lettered, and many stand without changes") {
  const auto text = [](std::size_t width) { return to_text(two_scenarios(), subject(), {.width = width}); };
  CHECK(text(29).find("\ntarget   stop  trickle      ±\n") != std::string::npos);
  CHECK(text(28).find("\ntarget      a      b      ±\n") != std::string::npos);
  CHECK(text(28).find("\na  stop\nb  trickle\n\nscenario  run short  ") != std::string::npos);
  CHECK(text(20).find("\ntarget      a      b\n") != std::string::npos);
  CHECK(text(20).find("±") == std::string::npos);
}

TEST_CASE("names that have no room among the totals stand before them, uncut") {
  CompareSubject long_names = subject();
  long_names.names = {"all_licences_stop_at_once", "a_trickle_for_magnets_alone"};
  // The targets are 6 + 25 + 27 + 5 columns wide and three gaps of 2; the totals would be 27 + 82.
  CHECK(to_text(two_scenarios(), long_names, {.width = 100}) ==
        R"(users: months until each target first runs short, under 2 scenarios

target  all_licences_stop_at_once  a_trickle_for_magnets_alone      ±
──────  ─────────────────────────  ───────────────────────────  ─────
Lamps                         2.0                          3.2   +1.2
Cars                        lasts                          6.5  short
Toys                            –                        lasts      –

±: months later than under all_licences_stop_at_once; lasts, short: here and not there

a  all_licences_stop_at_once
b  a_trickle_for_magnets_alone

scenario  run short  first to run short  months  date        half  unserved t  unserved $
────────  ─────────  ──────────────────  ──────  ──────────  ────  ──────────  ──────────
a            1 of 2  Lamps                  2.0  2025-06-03   2.0        5.00           –
b            2 of 3  Lamps                  3.2  –              –        7.00      9.00 M
)");
  CHECK(to_text(two_scenarios(), long_names, {.width = 109}).find("\na  all") == std::string::npos);
}

TEST_CASE("scenarios with no room beside each other stand one below the other") {
  const std::string text = to_text(two_scenarios(), subject(), {.width = 19});
  CHECK(text.find(R"(
target      a
──────  ─────
Lamps     2.0
Cars    lasts
Toys        –

target      b
──────  ─────
Lamps     3.2
Cars      6.5
Toys    lasts

a  stop
b  trickle
)") != std::string::npos);
}

TEST_CASE("scenarios side by side are one JSON document") {
  CHECK(to_json(two_scenarios(), subject()) == R"({
  "case": "users",
  "scenarios": [
    "stop",
    "trickle"
  ],
  "titles": [
    "All stops",
    "baseline"
  ],
  "targets": [
    {
      "node": "Cars",
      "months": [
        null,
        6.5
      ],
      "status": [
        "none_in_horizon",
        "short"
      ],
      "unserved_t": [
        0.0,
        3.0
      ],
      "difference_months": [
        null,
        null
      ]
    },
    {
      "node": "Lamps",
      "months": [
        2.0,
        3.25
      ],
      "status": [
        "short",
        "short"
      ],
      "unserved_t": [
        5.0,
        4.0
      ],
      "difference_months": [
        0.0,
        1.25
      ]
    },
    {
      "node": "Toys",
      "months": [
        null,
        null
      ],
      "status": [
        null,
        "none_in_horizon"
      ],
      "unserved_t": [
        null,
        0.0
      ],
      "difference_months": [
        null,
        null
      ]
    }
  ],
  "totals": [
    {
      "horizon_months": 24.0,
      "targets": 2,
      "short": 1,
      "first": "Lamps",
      "months_to_shortage": 2.0,
      "months_to_half": 2.0,
      "unserved_t": 5.0,
      "unserved_usd": 0.0
    },
    {
      "horizon_months": 24.0,
      "targets": 3,
      "short": 2,
      "first": "Lamps",
      "months_to_shortage": 3.25,
      "months_to_half": null,
      "unserved_t": 7.0,
      "unserved_usd": 9000000.0
    }
  ]
}
)");
}
