// SPDX-License-Identifier: Apache-2.0
/// @file  Orders that move to suppliers that deliver, by hand. Numbers are exact but for rounding: 1e-9.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "support/chains.hpp"
#include "support/policies.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

constexpr NodeId plant{0}, first_mine{1}, second_mine{2};

/// A plant of 10 t a month without stock that buys 6 t from a first mine and 4 t from a second, both without limit.
Network two_mines() {
  Network network;
  network.add(Node{.name = "Plant", .product = "metal", .demand = 10_t_per_mo});
  network.add(Node{.name = "First", .product = "ore"});
  network.add(Node{.name = "Second", .product = "ore"});
  network.add(Input{.node = plant, .product = "ore"});
  network.add(Edge{.from = first_mine, .to = plant, .flow = 6_t_per_mo});
  network.add(Edge{.from = second_mine, .to = plant, .flow = 4_t_per_mo});
  return network;
}

Scenario resourced(std::vector<Event> events = {}) {
  return {.name = "Test", .policy = {.resourcing = true}, .events = std::move(events)};
}

Event closed_way(std::string from) {
  Event event;
  event.on.from = NodeFilter{.node = {std::move(from)}};
  event.set = {{Lever::capacity, 0}};
  return event;
}

std::vector<SeriesPoint> series_of(const Network& network, const Scenario& scenario, NodeId node, Months step,
                                   double steps) {
  return simulate(freeze(network), scenario, {.horizon = steps * step, .step = step, .series_of = {node}}).series;
}

std::vector<double> served(const Network& network, const Scenario& scenario, double steps, Months step = Months{1}) {
  std::vector<double> all;
  for (const SeriesPoint& point : series_of(network, scenario, plant, step, steps)) all.push_back(point.served.value);
  return all;
}

std::vector<double> made(const Network& network, const Scenario& scenario, NodeId node, double steps) {
  std::vector<double> all;
  for (const SeriesPoint& point : series_of(network, scenario, node, Months{1}, steps))
    all.push_back(point.production.value);
  return all;
}

void check(const std::vector<double>& found, const std::vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    CAPTURE(i);
    CHECK(found[i] == Approx(expected[i]).epsilon(1e-9).scale(1));
  }
}

// A month after it stopped, in steps of a month, a supplier has a weight of 0.001 of its flow, the other of 1.001.
constexpr double after_stop = 4 * 1.001 / (4 * 1.001 + 6 * 0.001);

}  // namespace

TEST_CASE("when a supplier stops its orders move to the other") {
  // In the first month nobody knows: the second mine is asked for 4 t.
  check(served(two_mines(), resourced({stop("First")}), 4), {4, 10 * after_stop, 10 * after_stop, 10 * after_stop});
  check(served(two_mines(), scenario_of(stop("First")), 4), {4, 4, 4, 4});  // not without re-sourcing
}

TEST_CASE("in short steps trust is lost over a month") {
  // A quarter of what is left of it in a step of a quarter month: 1, 3/4, 9/16, …
  std::vector<double> expected;
  for (int n = 0; n < 16; ++n) {
    const double first = 6 * (0.001 + std::pow(0.75, n)), second = 4 * 1.001;
    expected.push_back(2.5 * second / (first + second));
  }
  check(served(two_mines(), resourced({stop("First")}), 16, 0.25_mo), expected);
}

TEST_CASE("trust comes back when the supplier does") {
  Event pause = stop("First");
  pause.until = 2_mo;
  // It is asked for 10·(1 − 4.004/4.01) t all the while, and in the third month it delivers them: in full.
  check(made(two_mines(), resourced({pause}), first_mine, 5), {0, 0, 10 * (1 - after_stop), 6, 6});
  check(made(two_mines(), resourced({pause}), second_mine, 5), {4, 10 * after_stop, 10 * after_stop, 4, 4});
}

TEST_CASE("a supplier that delivers a part keeps a part of its orders") {
  Event half = on_node("First");
  half.set = {{Lever::capacity, 3}};
  // Asked for 6 t the first mine makes 3: trust 1/2. Then 6·0.501 against 4·1.001 of 10 t, of which it makes 3 again.
  const double asked = 10 * 6 * 0.501 / (6 * 0.501 + 4 * 1.001);
  const double trust = 3 / asked, next = 10 * 6 * (0.001 + trust) / (6 * (0.001 + trust) + 4 * 1.001);
  check(served(two_mines(), resourced({half}), 3), {7, 3 + (10 - asked), 3 + (10 - next)});
}

TEST_CASE("a substitute with too little room is asked for more than it can make") {
  Network network = two_mines();
  network.nodes[second_mine].capacity = 6_t_per_mo;
  check(served(network, resourced({stop("First")}), 4), {4, 6, 6, 6});
  // The same where it is the way that has no room.
  network = two_mines();
  network.edges[EdgeId{1}].capacity = 6_t_per_mo;
  check(served(network, resourced({stop("First")}), 4), {4, 6, 6, 6});
}

TEST_CASE("a buyer turns away from a closed way, others stay with the supplier behind it") {
  Network network = two_mines();
  const auto other = network.add(Node{.name = "Other", .product = "wire", .demand = 10_t_per_mo});
  network.add(Input{.node = other, .product = "ore"});
  network.add(Edge{.from = first_mine, .to = other, .flow = 6_t_per_mo});
  network.add(Edge{.from = second_mine, .to = other, .flow = 4_t_per_mo});
  Event closed = closed_way("First");
  closed.on.to = NodeFilter{.node = {"Plant"}};
  check(served(network, resourced({closed}), 3), {4, 10 * after_stop, 10 * after_stop});
  check(made(network, resourced({closed}), first_mine, 3), {6, 6, 6});  // for the other plant
}

TEST_CASE("orders move from a closed licence office and back when it opens") {
  Network network = two_mines();
  const auto office = network.add(Office{.name = "Ministry"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = office});
  Event closed;
  closed.until = 3_mo;
  closed.on.office = {"Ministry"};
  closed.set = {{Lever::licences_per_month, 0}};
  // In month 1 6 t are filed and wait, so that nothing is filed after them. In month 4 they are granted, with what is
  // filed then: 6 + 10·(1 − 4.004/4.01) t. The plant has 6 t too many, orders 4 t in month 5 and 10 t again in month 6.
  check(made(network, resourced({closed}), first_mine, 6), {0, 0, 0, 6 + 10 * (1 - after_stop), 2.4, 6});
  check(made(network, resourced({closed}), second_mine, 6),
        {4, 10 * after_stop, 10 * after_stop, 10 * after_stop, 1.6, 4});
  check(served(network, resourced({closed}), 6), {4, 10 * after_stop, 10 * after_stop, 10, 10, 10});
}

TEST_CASE("the stock aimed at follows the lead times of those who are asked") {
  Network network = two_mines();
  network.inputs[InputId{0}].stock = 20_t;
  network.edges[EdgeId{1}].lead_time = 2_mo;
  // At first 20 t + 10·0.4·2 t are aimed at, and there. A month later 14 t lie there and 8 t are under way, and a share
  // s of the orders goes to the second mine: aimed at are 20 + 20·s, ordered 10 + 20 + 20·s − 22.
  const double s = after_stop;
  check(made(network, resourced({stop("First")}), second_mine, 2), {4, s * (8 + 20 * s)});
}

TEST_CASE("a baseline with two suppliers stays put") {
  const std::vector<double> six(24, 6), four(24, 4), ten(24, 10);
  check(made(two_mines(), resourced(), first_mine, 24), six);
  check(made(two_mines(), resourced(), second_mine, 24), four);
  check(served(two_mines(), resourced(), 24), ten);
}

namespace {

/// The plant with 10 t of ore and two mines that it has bought nothing from.
Network unused_mines(Flow first, Flow second) {
  Network network = two_mines();
  network.inputs[InputId{0}].stock = 10_t;
  for (Edge& edge : network.edges) edge.flow = {};
  network.nodes[first_mine].capacity = first;
  network.nodes[second_mine].capacity = second;
  return network;
}

}  // namespace

TEST_CASE("where nothing flowed nothing is ordered without re-sourcing") {
  const Network network = unused_mines(30_t_per_mo, 10_t_per_mo);
  check(served(network, {}, 3), {10, 0, 0});
  check(made(network, {}, first_mine, 3), {0, 0, 0});
}

TEST_CASE("where nothing flowed orders go by what suppliers can make") {
  const Network network = unused_mines(30_t_per_mo, 10_t_per_mo);
  check(served(network, resourced(), 3), {10, 10, 10});
  check(made(network, resourced(), first_mine, 3), {7.5, 7.5, 7.5});
  check(made(network, resourced(), second_mine, 3), {2.5, 2.5, 2.5});
}

TEST_CASE("where nothing flowed the suppliers without limit are asked alike, and no others") {
  check(made(unused_mines(unlimited<Flow>, 10_t_per_mo), resourced(), first_mine, 2), {10, 10});
  check(made(unused_mines(unlimited<Flow>, 10_t_per_mo), resourced(), second_mine, 2), {0, 0});
  check(made(unused_mines(unlimited<Flow>, unlimited<Flow>), resourced(), second_mine, 2), {5, 5});
}

TEST_CASE("a supplier without limit for a part of the step is one without limit") {
  Event cut = stop("First", 1.5_mo);
  cut.until = 2_mo;
  // It is asked for all 10 t of the second month, makes the half in its open half, and 15 t in the third.
  check(made(unused_mines(unlimited<Flow>, 10_t_per_mo), resourced({cut}), first_mine, 3), {10, 5, 15});
  check(made(unused_mines(unlimited<Flow>, 10_t_per_mo), resourced({cut}), second_mine, 3), {0, 0, 0});
}

TEST_CASE("routes that nothing flowed on open with their mines") {
  Event closed = stop("First");
  closed.on.nodes.node = {"First", "Second"};
  closed.until = 1_mo;
  const Network network = unused_mines(30_t_per_mo, 10_t_per_mo);
  // With both at 0 nothing is ordered and the 10 t are eaten; then 20 t are ordered, 3 : 1, which fill the stock again.
  check(made(network, resourced({closed}), first_mine, 3), {0, 15, 7.5});
  check(made(network, resourced({closed}), second_mine, 3), {0, 5, 2.5});
  check(served(network, resourced({closed}), 3), {10, 10, 10});
}

TEST_CASE("a route without flow beside one with flow is used when an event gives it some") {
  Network network = two_mines();
  network.edges[EdgeId{0}].flow = 10_t_per_mo;
  network.edges[EdgeId{1}].flow = 0_t_per_mo;
  check(served(network, resourced({stop("First")}), 3), {0, 0, 0});  // no baseline flow, no weight
  Event opened{.at = 1_mo};
  opened.on.from = NodeFilter{.node = {"Second"}};
  opened.set = {{Lever::flow, 5}};
  // 5·1.001 against 10·0.001.
  const double second = 5 * 1.001 / (5 * 1.001 + 10 * 0.001);
  check(served(network, resourced({stop("First"), opened}), 3), {0, 10 * second, 10 * second});
}

TEST_CASE("under every rule orders move away from who is served last") {
  // The first mine makes 3 of the 6 t it is asked for; no rule can change that for its only customer.
  Event half = on_node("First");
  half.set = {{Lever::capacity, 3}};
  const auto expected = served(two_mines(), resourced({half}), 6);
  for (const Rationing rule : all_rules) {
    CAPTURE(key_of(rule));
    Scenario scenario = resourced({half});
    scenario.policy.rationing = rule;
    check(served(two_mines(), scenario, 6), expected);
  }
}
