// SPDX-License-Identifier: Apache-2.0
/// @file  What is lost as stocks run out, by hand.
#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <vector>

#include "support/chains.hpp"
#include "support/selections.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/outage.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

OutageOverTime over(const Network& network, const Selection& stopped, Months until = 24_mo) {
  std::vector<NodeId> all;
  for (const NodeId node : network.nodes.ids()) all.push_back(node);
  return outage_over_time(freeze(network), all, stopped, until);
}

void check_steps(const LossCurve& curve, const std::vector<LossStep>& expected) {
  REQUIRE(curve.steps.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(curve.steps[i].from.count() == Approx(expected[i].from.count()).epsilon(1e-12));
    CHECK(curve.steps[i].lost == Approx(expected[i].lost).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("a plant loses all when what is under way has come and both its stocks are empty") {
  // Ten tonnes a month: 1.5 months under way, 30 t of ore, 5 t of metal.
  const auto result = over(MineAndPlant{.stock = 30_t, .finished = 5_t, .lead = 1.5_mo}.network(), node("Mine"));
  check_steps(result.targets[1], {{5_mo, 1}});
  check_steps(result.targets[0], {{0_mo, 1}});
  CHECK(result.emptied == std::vector<Emptied>{{4.5_mo, NodeId{1}, InputId{0}}, {5_mo, NodeId{1}, {}}});
  CHECK(lost_after(result.targets[1], 4.9_mo) == 0);
  CHECK(lost_after(result.targets[1], 5_mo) == 1);
  CHECK(result.error_bound < 1e-14);
}

TEST_CASE("a closed edge still delivers what is under way") {
  const auto network = MineAndPlant{.stock = 30_t, .lead = 1.5_mo}.network();
  check_steps(over(network, {.from = NodeFilter{.node = {"Mine"}}}).targets[1], {{4.5_mo, 1}});
  check_steps(over(network, {.from = NodeFilter{.node = {"Mine"}}}).targets[0], {});
}

TEST_CASE("what stops ships its finished stock first") {
  Network network = MineAndPlant{.lead = 2_mo}.network();
  network.nodes[NodeId{0}].stock = 25_t;  // 2.5 months
  check_steps(over(network, node("Mine")).targets[1], {{4.5_mo, 1}});
}

TEST_CASE("a stock feeds only what the plant still makes") {
  // Two inputs of 10 t a month. Both lose: the first six tenths at once, without a stock; the second, all, has 20 t.
  // From the start the plant makes 4 t a month, and eats as much of the second: 20 t last 5 months.
  Network network;
  const auto a = network.add(Node{.name = "A", .site = "Stops", .product = "a"});
  const auto more = network.add(Node{.name = "More", .product = "a"});
  const auto b = network.add(Node{.name = "B", .site = "Stops", .product = "b"});
  const auto plant = network.add(Node{.name = "Plant", .product = "c", .demand = 10_t_per_mo});
  network.add(Input{.node = plant, .product = "a"});
  network.add(Input{.node = plant, .product = "b", .stock = 20_t});
  network.add(Edge{.from = a, .to = plant, .flow = 6_t_per_mo});
  network.add(Edge{.from = more, .to = plant, .flow = 4_t_per_mo});
  network.add(Edge{.from = b, .to = plant, .flow = 10_t_per_mo});
  check_steps(over(network, {.nodes = {.site = {"Stops"}}}).targets[3], {{0_mo, 0.6}, {5_mo, 1}});
  // Essential to a tenth, it is no loss at all when it is empty: 0.6 remains the larger.
  network.inputs[InputId{1}].essential = 0.1;
  check_steps(over(network, {.nodes = {.site = {"Stops"}}}).targets[3], {{0_mo, 0.6}});
}

TEST_CASE("recycled losses come back by the lead time of the loop") {
  // Metal is half of a mine, half of scrap, which comes a month after the magnets: after n months 1 − 2^−(n+1) is lost.
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "metal"});
  const auto magnets = network.add(Node{.name = "Magnets", .product = "magnet", .demand = 5_t_per_mo});
  network.add(Input{.node = magnets, .product = "metal"});
  const auto scrap = network.add(Node{.name = "Scrap", .product = "metal"});
  network.add(Input{.node = scrap, .product = "magnet"});
  network.add(Edge{.from = mine, .to = magnets, .flow = 5_t_per_mo});
  network.add(Edge{.from = magnets, .to = scrap, .flow = 5_t_per_mo, .lead_time = 0.25_mo});
  network.add(Edge{.from = scrap, .to = magnets, .flow = 5_t_per_mo, .lead_time = 0.75_mo});
  check_steps(over(network, node("Mine"), 4_mo).targets[1],
              {{0_mo, 0.5}, {1_mo, 0.75}, {2_mo, 0.875}, {3_mo, 0.9375}, {4_mo, 0.96875}});
  // Without lead times it is there at once, x = 1/2 + x/2.
  for (Edge& edge : network.edges) edge.lead_time = 0_mo;
  check_steps(over(network, node("Mine"), 4_mo).targets[1], {{0_mo, 1}});
}

TEST_CASE("an outage over time refuses a time that is none") {
  const auto network = MineAndPlant{}.network();
  CHECK_THROWS_WITH_AS(static_cast<void>(over(network, node("Mine"), -1_mo)),
                       "until: found -1 months, expected a finite number, 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(over(network, node("Mine"), Months{std::numeric_limits<double>::infinity()})),
                       "until: found inf months, expected a finite number, 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(outage_over_time(freeze(network), std::vector{NodeId{2}}, node("Mine"), 1_mo)),
                       "targets: found node 2, expected one below 2", InvalidOptions);
}
