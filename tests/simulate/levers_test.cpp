// SPDX-License-Identifier: Apache-2.0
/// @file  Every lever of every table moves what it should, under the rules that look at it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/chains.hpp"
#include "support/policies.hpp"
#include "support/selections.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Two plants of 10 t a month on the ore of two mines; what the first mine sends to plant A needs a licence. Offices,
/// approval and refiling all hold something back.
Network all_tables() {
  Network network;
  const auto first = network.add(Node{.name = "First", .product = "ore", .capacity = 14_t_per_mo, .stock = 3_t});
  const auto second = network.add(Node{.name = "Second", .product = "ore", .capacity = 10_t_per_mo});
  const auto office = network.add(Office{.name = "Ministry", .licences_per_month = {4}});
  const auto lane = network.add(Lane{.name = "Ore",
                                     .office = office,
                                     .t_per_licence = 2_t,
                                     .review = 0.5_mo,
                                     .approval = 0.9,
                                     .refile = 1_mo,
                                     .volume = 60_t,
                                     .returned = 0.1,
                                     .correction = 0.2_mo});
  const auto other = network.add(Lane{.name = "Other ore", .office = office, .t_per_licence = 2_t, .review = 0.5_mo});
  for (const std::string name : {"A", "B"}) {
    const auto plant =
        network.add(Node{.name = name, .product = "metal", .demand = 10_t_per_mo, .output_value = {100}});
    network.add(Input{.node = plant, .product = "ore", .stock = 5_t, .essential = 0.8});
    network.add(Edge{.from = first,
                     .to = plant,
                     .lane = name == "A" ? lane : other,
                     .flow = 6_t_per_mo,
                     .capacity = 7_t_per_mo,
                     .lead_time = 0.5_mo});
    network.add(Edge{.from = second, .to = plant, .flow = 4_t_per_mo});
  }
  return network;
}

struct Row {
  Selection on;
  Change set;
  std::vector<Rationing> seen_by{all_rules.begin(), all_rules.end()};
};

Selection input() { return {.nodes = {.node = {"A"}}, .input = {"ore"}}; }
Selection edge() { return {.from = NodeFilter{.node = {"First"}}, .to = NodeFilter{.node = {"A"}}}; }

/// Every pair of table and lever, but for `output` of nodes and, of lanes, `valid` and `restocking`, which act where a
/// supplier or a stock is short and have tests of their own.
const std::vector<Row>& rows() {
  static const std::vector<Row> all{
      {node("First"), {Lever::capacity, 3}},
      {node("Second"), {Lever::stock, 30}},
      {node("A"), {Lever::demand, 12}},
      {node("A"), {Lever::priority, 1}, {Rationing::priority, Rationing::minimum_first}},
      {node("A"), {Lever::minimum_share, 1}, {Rationing::minimum_first}},
      {input(), {Lever::t_per_t, 1.2}},
      {input(), {Lever::stock, 30}},
      {input(), {Lever::essential, 0.3}},
      {edge(), {Lever::capacity, 2}},
      {edge(), {Lever::flow, 3}},
      {edge(), {Lever::lead_time, 2}},
      {{.lane = {"Ore"}}, {Lever::t_per_licence, 1}},
      {{.lane = {"Ore"}}, {Lever::review, 3}},
      {{.lane = {"Ore"}}, {Lever::approval, 0.3}},
      {{.lane = {"Ore"}}, {Lever::refile, 3}},
      {{.lane = {"Ore"}}, {Lever::priority, 1}},
      {{.lane = {"Ore"}}, {Lever::volume, 20}},
      {{.lane = {"Ore"}}, {Lever::controlled, 0.5}},
      {{.lane = {"Ore"}}, {Lever::returned, 0.3}},
      {{.lane = {"Ore"}}, {Lever::correction, 2}},
      {{.office = {"Ministry"}}, {Lever::licences_per_month, 1}},
  };
  return all;
}

Event second_mine_halves() {
  Event event = on_node("Second");
  event.set = {{Lever::capacity, 5}};
  return event;
}

Outcome outcome_of(const std::vector<Event>& events, const Policy& policy) {
  Scenario scenario{.name = "Levers", .policy = policy, .events = events};
  scenario.events.insert(scenario.events.begin(), second_mine_halves());
  return simulate(freeze(all_tables()), scenario, {.step = 0.25_mo});
}

Event at_month_two(const Selection& on, Change set) {
  Event event{.at = 2_mo, .on = on};
  event.set = {set};
  return event;
}

bool same_targets(const Outcome& a, const Outcome& b) { return a.targets == b.targets && a.total == b.total; }

}  // namespace

TEST_CASE("each lever changes what targets get, under the rules that look at it and no others") {
  for (const Policy& policy : all_policies()) {
    CAPTURE(words_of(policy));
    const Outcome before = outcome_of({}, policy);
    REQUIRE(before.total.unserved.value > 0);  // so that somebody is rationed
    for (const Row& row : rows()) {
      CAPTURE(key_of(row.set.lever));
      CAPTURE(row.set.value);
      const Outcome after = outcome_of({at_month_two(row.on, row.set)}, policy);
      const bool seen = std::find(row.seen_by.begin(), row.seen_by.end(), policy.rationing) != row.seen_by.end();
      CHECK(same_targets(before, after) != seen);
      CHECK(after.mass_balance_error <= 1e-12);
    }
  }
}

TEST_CASE("an output value changes dollars and nothing else") {
  for (const Policy& policy : all_policies()) {
    CAPTURE(words_of(policy));
    const Outcome before = outcome_of({}, policy);
    Outcome after = outcome_of({at_month_two(node("A"), {Lever::output_value, 300})}, policy);
    CHECK(after.targets[0].unserved_value > before.targets[0].unserved_value);
    CHECK(after.total.unserved_value > before.total.unserved_value);
    after.targets[0].unserved_value = before.targets[0].unserved_value;
    after.total = before.total;
    CHECK(after == before);
  }
}
