// SPDX-License-Identifier: Apache-2.0
/// @file  How a short node shares what it has, by hand. Numbers are exact but for rounding: 1e-9.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "support/chains.hpp"
#include "support/policies.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// Works that make 32 t a month: 4 t for final use, 8, 4 and 16 t for the plants A, B and C, which hold no stock and
/// make a tonne of each. A plant's month is what it is sent in it.
Network works() {
  Network network;
  const auto works = network.add(Node{.name = "Works",
                                      .product = "oxide",
                                      .capacity = 32_t_per_mo,
                                      .demand = 4_t_per_mo,
                                      .priority = 1,
                                      .minimum_share = 0.5});
  const auto add_plant = [&](std::string name, double demand, double priority, double minimum_share) {
    const auto plant = network.add(Node{.name = std::move(name),
                                        .product = "metal",
                                        .demand = {demand},
                                        .priority = priority,
                                        .minimum_share = minimum_share});
    network.add(Input{.node = plant, .product = "oxide"});
    network.add(Edge{.from = works, .to = plant, .flow = {demand}});
  };
  add_plant("A", 8, 2, 0.25);
  add_plant("B", 4, 1, 0);
  add_plant("C", 16, 0, 0.5);
  return network;
}

using Served = std::array<double, 4>;  // by the works for final use, and by A, B, C, in one month

Scenario works_make(double tonnes, Rationing rule) {
  Scenario scenario{.name = "Cut", .policy = {.rationing = rule}};
  Event event = on_node("Works");
  event.set = {{Lever::capacity, tonnes}};
  scenario.events = {event};
  return scenario;
}

/// What is served in each of the first months.
std::vector<Served> months_of(const Network& network, const Scenario& scenario, int months) {
  const SimulateOptions options{.horizon = Months{static_cast<double>(months)},
                                .step = 1_mo,
                                .series_of = {NodeId{0}, NodeId{1}, NodeId{2}, NodeId{3}}};
  const Outcome outcome = simulate(freeze(network), scenario, options);
  std::vector<Served> all(outcome.series.size() / 4);
  for (std::size_t i = 0; i < outcome.series.size(); ++i) all[i / 4][i % 4] = outcome.series[i].served.value;
  return all;
}

void check(const Served& found, const Served& expected) {
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == Approx(expected[i]).epsilon(1e-9).scale(1));
  }
}

/// Works that make so much serve that, in the first month and in the second: what is not served lapses.
void check(Rationing rule, double tonnes, const Served& expected) {
  CAPTURE(tonnes);
  for (const Served& month : months_of(works(), works_make(tonnes, rule), 2)) check(month, expected);
}

}  // namespace

TEST_CASE("proportional: each gets the same share of what it asks for") {
  check(Rationing::proportional, 16, {2, 4, 2, 8});  // the half
  check(Rationing::proportional, 8, {1, 2, 1, 4});   // a quarter
  CHECK(Scenario{}.policy.rationing == Rationing::proportional);
}

TEST_CASE("priority: the higher tier first, and pro rata where goods run out") {
  check(Rationing::priority, 6, {0, 6, 0, 0});   // A alone, and not in full
  check(Rationing::priority, 8, {0, 8, 0, 0});   // the first tier to the tonne
  check(Rationing::priority, 12, {2, 8, 2, 0});  // 4 t for the 8 t of final use and B, equal in rank
  check(Rationing::priority, 14, {3, 8, 3, 0});  // 6 t for them
  check(Rationing::priority, 20, {4, 8, 4, 4});  // 4 t are left for C
}

TEST_CASE("largest_first: the larger usual flow first, and pro rata among equals") {
  check(Rationing::largest_first, 10, {0, 0, 0, 10});
  check(Rationing::largest_first, 20, {0, 4, 0, 16});
  check(Rationing::largest_first, 26, {1, 8, 1, 16});  // 2 t for the 8 t of final use and B, equal in size
}

TEST_CASE("equal_fill: the same tonnes for all, and no more than they ask for") {
  check(Rationing::equal_fill, 10, {2.5, 2.5, 2.5, 2.5});
  check(Rationing::equal_fill, 16, {4, 4, 4, 4});   // a level of just what two ask for
  check(Rationing::equal_fill, 22, {4, 7, 4, 7});   // those two have theirs, the others share 14 t
  check(Rationing::equal_fill, 28, {4, 8, 4, 12});  // A too, and C has the rest
}

TEST_CASE("minimum_first: the minimum of each first, then the rests by tier") {
  // Minima: 2 t for final use, 2 t for A, 0 for B, 8 t for C, 12 t in all. Rests: 2, 6, 4, 8.
  check(Rationing::minimum_first, 12, {2, 2, 0, 8});
  check(Rationing::minimum_first, 16, {2, 6, 0, 8});   // 4 t left for the 6 t of A
  check(Rationing::minimum_first, 21, {3, 8, 2, 8});   // A has its 6; 3 t for the 2 t and 4 t of the next tier
  check(Rationing::minimum_first, 26, {4, 8, 4, 10});  // 2 t left for C
}

TEST_CASE("minimum_first: minima of more than there is are met pro rata") {
  check(Rationing::minimum_first, 6, {1, 1, 0, 4});  // half of each
  check(Rationing::minimum_first, 3, {0.5, 0.5, 0, 2});
}

TEST_CASE("under every rule nothing is shared when there is nothing, and all are served when there is enough") {
  for (const Rationing rule : all_rules) {
    CAPTURE(key_of(rule));
    check(rule, 0, {0, 0, 0, 0});
    check(rule, 32, {4, 8, 4, 16});
    check(rule, 40, {4, 8, 4, 16});
    const Outcome nothing = simulate(freeze(works()), works_make(0, rule));
    for (const TargetOutcome& target : nothing.targets) CHECK(target.to_shortage == Months{0});
    const Outcome enough = simulate(freeze(works()), works_make(32, rule));
    for (const TargetOutcome& target : enough.targets) CHECK_FALSE(target.to_shortage.has_value());
  }
}

TEST_CASE("under every rule what was not served is not made up for") {
  for (const Rationing rule : all_rules) {
    CAPTURE(key_of(rule));
    Scenario scenario = works_make(16, rule);
    scenario.events.front().until = 1_mo;
    const auto months = months_of(works(), scenario, 3);
    check(months[1], {4, 8, 4, 16});
    check(months[2], {4, 8, 4, 16});
  }
}

TEST_CASE("the rank by size is that of the data, whatever is asked for now") {
  Scenario scenario = works_make(26, Rationing::largest_first);
  Event rush = on_node("A");
  rush.scale = {{Lever::demand, 3}};
  scenario.events.push_back(rush);
  // A asks for 24 t, but its flow is 8: after the 16 t of C it gets 10.
  for (const Served& month : months_of(works(), scenario, 2)) check(month, {0, 10, 0, 16});
}

TEST_CASE("a priority that changes moves its node to another tier, and back when the event ends") {
  Scenario scenario = works_make(12, Rationing::priority);
  Event favour = on_node("C", 1_mo);
  favour.until = 3_mo;
  favour.set = {{Lever::priority, 3}};
  scenario.events.push_back(favour);
  const auto months = months_of(works(), scenario, 4);
  check(months[0], {2, 8, 2, 0});
  check(months[1], {0, 0, 0, 12});
  check(months[2], {0, 0, 0, 12});
  check(months[3], {2, 8, 2, 0});
  // Of the works themselves it is final use that moves.
  scenario.events.back() = on_node("Works", 1_mo);
  scenario.events.back().scale = {{Lever::priority, 2}};  // as A: 12 t for the 12 t of both
  check(months_of(works(), scenario, 2)[1], {4, 8, 0, 0});
}

TEST_CASE("within a step a priority is its mean") {
  Scenario scenario = works_make(8, Rationing::priority);
  Event lower = on_node("A", 1.5_mo);
  lower.set = {{Lever::priority, 0}};
  scenario.events.push_back(lower);
  const auto months = months_of(works(), scenario, 3);
  check(months[0], {0, 8, 0, 0});
  check(months[1], {2, 4, 2, 0});  // half the month 2, half of it 0: 1, as final use and B, who ask for 16 t with it
  check(months[2], {4, 0, 4, 0});
}

TEST_CASE("a minimum share that changes counts from then on") {
  Scenario scenario = works_make(21, Rationing::minimum_first);
  Event all_of_c = on_node("C", 1_mo);
  all_of_c.until = 2_mo;
  all_of_c.set = {{Lever::minimum_share, 1}};
  Event halves{.at = 2_mo};
  halves.on.nodes.product = {"oxide", "metal"};
  halves.scale = {{Lever::minimum_share, 0.5}};
  scenario.events.insert(scenario.events.end(), {all_of_c, halves});
  const auto months = months_of(works(), scenario, 3);
  check(months[0], {3, 8, 2, 8});
  check(months[1], {2, 3, 0, 16});  // minima 2, 2, 0, 16; the tonne left goes to A
  check(months[2], {4, 8, 4, 5});   // minima 1, 1, 0, 4; 7 more for A, 7 for final use and B; a tonne is left for C
}

namespace {

/// Works of 20 t a month, cut to half, and two plants of 10 t a month: A without stock, B with 15 t of oxide. In steps
/// of a month B orders its 10 t and all that its stock is short of 15 t.
std::vector<TargetOutcome> two_plants(Rationing rule) {
  Network network;
  const auto works = network.add(Node{.name = "Works", .product = "oxide", .capacity = 20_t_per_mo});
  for (const char* name : {"A", "B"}) {
    const bool first = *name == 'A';
    const auto plant = network.add(Node{.name = name,
                                        .product = "metal",
                                        .demand = 10_t_per_mo,
                                        .priority = first ? 1.0 : 0.0,
                                        .minimum_share = first ? 0.0 : 0.2});
    network.add(Input{.node = plant, .product = "oxide", .stock = {first ? 0.0 : 15.0}});
    network.add(Edge{.from = works, .to = plant, .flow = 10_t_per_mo});
  }
  return simulate(freeze(network), works_make(10, rule), {.step = 1_mo}).targets;
}

}  // namespace

TEST_CASE("by priority the favoured plant lasts and the other lives on its stock") {
  const auto targets = two_plants(Rationing::priority);
  CHECK_FALSE(targets[0].to_shortage.has_value());
  CHECK(count(targets[1].to_shortage) == Approx(1.5).epsilon(1e-9));  // 15 t at 10 t a month
  CHECK(targets[1].unserved.value == Approx(240 - 15).epsilon(1e-9));
}

TEST_CASE("at equal fill the plant with stock cannot order the other's part away") {
  const auto targets = two_plants(Rationing::equal_fill);
  // 5 t a month each, so that B's stock falls by 5 t.
  CHECK(targets[0].to_shortage == Months{0});
  CHECK(count(targets[1].to_shortage) == Approx(3).epsilon(1e-9));
}

TEST_CASE("pro rata the plant that orders more gets more") {
  // B's month: 5 of 10 t ordered, stock 10; 6 of 15 (10/25 of it), stock 6; 190/29 of 19, stock 74/29; then
  // 6510/941 of 651/29: 2900/941 a month are missing.
  const double expected = 3 + (74.0 / 29) / (2900.0 / 941);
  for (const Rationing rule : {Rationing::proportional, Rationing::largest_first}) {  // both plants are of one size
    const auto targets = two_plants(rule);
    CHECK(targets[0].to_shortage == Months{0});
    CHECK(count(targets[1].to_shortage) == Approx(expected).epsilon(1e-9));
  }
}

TEST_CASE("a minimum share slows the fall of the stock") {
  const auto targets = two_plants(Rationing::minimum_first);
  // B gets a fifth of what it orders: 2 of 10, stock 7; 3.6 of 18, stock 0.6; 4.88 of 24.4: 5.12 a month are missing.
  CHECK(count(targets[1].to_shortage) == Approx(2 + 0.6 / 5.12).epsilon(1e-9));
  CHECK(targets[0].to_shortage == Months{0});  // 8 of 10 t
  CHECK_FALSE(targets[0].to_half == Months{0});
}

namespace {

/// Works of 24 t a month for A, over two ways, and for B.
Network two_ways(double first, double second, double to_b) {
  Network network;
  const auto works = network.add(Node{.name = "Works", .product = "oxide"});
  const auto plant_a = network.add(Node{.name = "A", .product = "metal", .demand = {first + second}});
  const auto plant_b = network.add(Node{.name = "B", .product = "metal", .demand = {to_b}});
  network.add(Input{.node = plant_a, .product = "oxide"});
  network.add(Input{.node = plant_b, .product = "oxide"});
  const auto office = network.add(Office{.name = "Ministry"});
  const auto lane = network.add(Lane{.name = "Sea", .office = office});
  network.add(Edge{.from = works, .to = plant_a, .flow = {first}});
  network.add(Edge{.from = works, .to = plant_a, .lane = lane, .flow = {second}});
  network.add(Edge{.from = works, .to = plant_b, .flow = {to_b}});
  return network;
}

std::array<double, 2> served_to_plants(const Network& network, const Scenario& scenario) {
  const SimulateOptions options{.horizon = 1_mo, .step = 1_mo, .series_of = {NodeId{1}, NodeId{2}}};
  const Outcome outcome = simulate(freeze(network), scenario, options);
  return {outcome.series[0].served.value, outcome.series[1].served.value};
}

}  // namespace

TEST_CASE("two ways to one customer are two claims") {
  // At equal fill 2 t have theirs, and the 6 t and the 16 t share the other 10.
  const auto filled = served_to_plants(two_ways(6, 2, 16), works_make(12, Rationing::equal_fill));
  CHECK(filled[0] == Approx(7).epsilon(1e-9));
  CHECK(filled[1] == Approx(5).epsilon(1e-9));
  // By size 6 t before 4 t before 2 t.
  const auto by_size = served_to_plants(two_ways(6, 2, 4), works_make(8, Rationing::largest_first));
  CHECK(by_size[0] == Approx(6).epsilon(1e-9));
  CHECK(by_size[1] == Approx(2).epsilon(1e-9));
  // In proportion they are as one.
  const auto pro_rata = served_to_plants(two_ways(6, 2, 16), works_make(12, Rationing::proportional));
  CHECK(pro_rata[0] == Approx(4).epsilon(1e-9));
  CHECK(pro_rata[1] == Approx(8).epsilon(1e-9));
}

TEST_CASE("a way without licences is no claim, under every rule") {
  Network network = two_ways(6, 2, 4);
  network.nodes[NodeId{1}].priority = 1;
  network.nodes[NodeId{1}].minimum_share = 1;
  Event closed;
  closed.on.office = {"Ministry"};
  closed.set = {{Lever::licences_per_month, 0}};
  for (const Rationing rule : all_rules) {
    CAPTURE(key_of(rule));
    Scenario scenario = works_make(10, rule);
    scenario.events.push_back(closed);
    // 6 t and 4 t are ordered, and 10 t made: nobody is rationed.
    const auto served = served_to_plants(network, scenario);
    CHECK(served[0] == Approx(6).epsilon(1e-9));
    CHECK(served[1] == Approx(4).epsilon(1e-9));
  }
}

TEST_CASE("two lanes to one customer get licences by their own priority") {
  // Two lanes of 4 t a month, 6 licences of a tonne: in each month lane 0 gets what it files, lane 1 the rest, 2 t.
  // What waits is not filed again. From month 2 on lane 1 is first: 4 t of it wait then.
  Network network;
  const auto works = network.add(Node{.name = "Works", .product = "oxide"});
  const auto plant = network.add(Node{.name = "A", .product = "metal", .demand = 8_t_per_mo});
  network.add(Input{.node = plant, .product = "oxide"});
  const auto office = network.add(Office{.name = "Ministry", .licences_per_month = {6}});
  for (const char* name : {"Sea", "Air"}) {
    const auto lane =
        network.add(Lane{.name = name, .office = office, .t_per_licence = 1_t, .priority = *name == 'S' ? 1.0 : 0.0});
    network.add(Edge{.from = works, .to = plant, .lane = lane, .flow = 4_t_per_mo});
  }
  Event air{.at = 2_mo};
  air.on.lane = {"Air"};
  air.set = {{Lever::priority, 2}};
  for (const Rationing rule : all_rules) {
    CAPTURE(key_of(rule));
    Scenario scenario{.name = "Air first", .policy = {.rationing = rule}};
    scenario.events = {air};
    const Outcome before = simulate(freeze(network), scenario, {.horizon = 2_mo, .step = 1_mo}),
                  after = simulate(freeze(network), scenario, {.horizon = 3_mo, .step = 1_mo});
    CHECK(before.lanes[0].granted.value == Approx(8).epsilon(1e-9));
    CHECK(before.lanes[1].granted.value == Approx(4).epsilon(1e-9));
    CHECK(after.lanes[0].granted.value == Approx(10).epsilon(1e-9));
    CHECK(after.lanes[1].granted.value == Approx(8).epsilon(1e-9));
  }
}

TEST_CASE("who gets less of a partly essential input makes more than that, under every rule") {
  Network network = works();
  network.inputs[InputId{2}].essential = 0.5;  // of C: half of its 16 t, and half of what it is sent
  struct Row {
    Rationing rule;
    double tonnes;
    Served served;
  };
  const std::array rows{Row{Rationing::proportional, 16, {2, 4, 2, 8 + 4}},   // 8 t sent
                        Row{Rationing::priority, 12, {2, 8, 2, 8 + 0}},       // none
                        Row{Rationing::largest_first, 10, {0, 0, 0, 8 + 5}},  // 10 t
                        Row{Rationing::equal_fill, 22, {4, 7, 4, 8 + 3.5}},   // 7 t
                        Row{Rationing::minimum_first, 6, {1, 1, 0, 8 + 2}}};  // 4 t
  for (const Row& row : rows) {
    CAPTURE(key_of(row.rule));
    for (const Served& month : months_of(network, works_make(row.tonnes, row.rule), 2)) check(month, row.served);
  }
  // An input that is not essential is never missed.
  network.inputs[InputId{2}].essential = 0;
  for (const Rationing rule : all_rules) CHECK(months_of(network, works_make(0, rule), 1)[0][3] == Approx(16));
}
