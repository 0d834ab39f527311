// SPDX-License-Identifier: Apache-2.0
/// @file  What binds and what one more unit buys, by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "support/linear_programs.hpp"
#include "survive/proofs.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

constexpr NodeId plant{1};
constexpr InputId ore{0};

BestCase best_of(const Network& network, const Scenario& scenario = {}, Rivals rivals = Rivals::ignored) {
  BestCase best = survive(freeze(network), scenario, {.rivals = rivals, .each = false, .sequence = false});
  CHECK(best.verdict.why == "");
  return best;
}

std::vector<Gain> stocks_of(const BestCase& best, NodeId node, bool of_input) {
  std::vector<Gain> found;
  for (const Gain& gain : best.gradient)
    if (gain.quantity == Gain::Quantity::stock && gain.node == node && gain.input.has_value() == of_input)
      found.push_back(gain);
  return found;
}

std::vector<LaneId> lanes_that_gain(const BestCase& best) {
  std::vector<LaneId> lanes;
  for (const Gain& gain : best.gradient)
    if (gain.quantity == Gain::Quantity::lane) lanes.push_back(gain.lane);
  return lanes;
}

std::vector<LaneId> lanes_crossing(const BestCase& best) {
  std::vector<LaneId> lanes;
  for (const Crossing& crossing : best.cut.crossing)
    if (crossing.kind == Crossing::Kind::lane) lanes.push_back(crossing.lane);
  return lanes;
}

void check_both(const Gain& gain, double months) {
  CHECK(gain.months_per_unit == doctest::Approx(months).epsilon(1e-6));
  CHECK(gain.months_per_unit_less == doctest::Approx(months).epsilon(1e-6));
}

}  // namespace

TEST_CASE("a gap before goods arrive gains on both sides, though beyond it supply keeps up") {
  // 5 t and 1 t/month under way against 10 t/month for two months: an end after 5/9 months, 1/9 later for each tonne.
  const BestCase best = best_of(mine_and_plant({20}, {5}, {10}, Months{2}, {1}));
  const auto of_ore = stocks_of(best, plant, true), of_metal = stocks_of(best, plant, false);
  REQUIRE(of_ore.size() == 1);
  REQUIRE(of_metal.size() == 1);
  check_both(of_ore.front(), 1. / 9);
  check_both(of_metal.front(), 1. / 9);
  const auto demand = std::find_if(best.gradient.begin(), best.gradient.end(),
                                   [](const Gain& gain) { return gain.quantity == Gain::Quantity::demand; });
  REQUIRE(demand != best.gradient.end());
  check_both(*demand, -5. / 81);  // 5/(d − 1) at d = 10
}

TEST_CASE("a lane without edges neither binds nor gains") {
  Network network = mine_and_plant(unlimited<Flow>, {30}, {10});
  const auto grants = network.add(Office{.name = "Office", .licences_per_month = {1}});
  const auto unused = network.add(Lane{.name = "Unused", .office = grants, .t_per_licence = {1}});
  const auto used = network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {2}});
  network.edges[EdgeId{0}].lane = used;
  const BestCase best = best_of(network);
  CHECK(best.upper.count() == doctest::Approx(30. / 8));
  CHECK(lanes_crossing(best) == std::vector{used});
  CHECK(lanes_that_gain(best) == std::vector{used});
  CHECK(unused != used);
}

TEST_CASE("of the lanes of an office those bind that lead to where something is short") {
  Network network;
  const auto source = network.add(Node{.name = "Source", .product = "s", .capacity = unlimited<Flow>});
  const auto office = network.add(Office{.name = "Office", .licences_per_month = {2}});
  std::vector<LaneId> lanes;
  for (const auto& [name, stock] : {std::pair{"Poor", 5.}, std::pair{"Rich", 100.}}) {
    const auto customer = network.add(Node{.name = name, .product = name, .demand = {3}});
    network.add(Input{.node = customer, .product = "s", .stock = {stock}});
    lanes.push_back(network.add(Lane{.name = name, .office = office, .t_per_licence = {1}}));
    network.add(Edge{.from = source, .to = customer, .lane = lanes.back(), .flow = {3}});
  }
  // Poor has 5 t, needs 3 t/month and gets all licences, for 2 of them: 5/(3 − 2).
  const BestCase best = best_of(network);
  CHECK(best.upper.count() == doctest::Approx(5));
  CHECK(lanes_crossing(best) == std::vector{lanes[0]});
  CHECK(lanes_that_gain(best) == std::vector{lanes[0]});
}

TEST_CASE("stock that an event sets adds nothing to what the stock of the beginning gains" *
          doctest::skip(!has_linear_programs())) {
  // 10 t of ore, and 20 t after half a month: 3 months.
  Event delivery = on_node("Plant", Months{0.5});
  delivery.on.input = {"ore"};
  delivery.set = {{Lever::stock, 20}};
  const BestCase best = best_of(mine_and_plant({0}, {10}, {10}), scenario_of(delivery));
  const auto of_ore = stocks_of(best, plant, true);
  REQUIRE(of_ore.size() == 1);
  CHECK(of_ore.front().input == ore);
  check_both(of_ore.front(), 0.1);
}

TEST_CASE("amounts of any size are told from nothing" * doctest::skip(!has_linear_programs())) {
  for (const double unit : {1e-9, 1e-6, 1., 1e6, 1e9}) {
    CAPTURE(unit);
    Network network;
    const auto target = network.add(Node{.name = "P", .product = "p", .demand = {unit}});
    const auto first = network.add(Node{.name = "A", .product = "a", .capacity = {0}});
    const auto second = network.add(Node{.name = "B", .product = "b", .capacity = {0}, .stock = {3 * unit}});
    network.add(Input{.node = target, .product = "a", .t_per_t = 2, .stock = {20 * unit}});
    network.add(Input{.node = target, .product = "b", .t_per_t = 1, .stock = {5 * unit}});
    network.add(Edge{.from = first, .to = target, .flow = {2 * unit}});
    network.add(Edge{.from = second, .to = target, .flow = {unit}});
    // 8 of b at one a month, 20 of a at two.
    const BestCase best = best_of(network);
    CHECK(best.exact);
    CHECK(best.upper.count() == doctest::Approx(8).epsilon(1e-6));
    REQUIRE(stocks_of(best, second, false).size() == 1);
    CHECK(stocks_of(best, second, false).front().months_per_unit * unit == doctest::Approx(1).epsilon(1e-6));
  }
}

TEST_CASE("what an end of grams needs in millions of tonnes gains as much as what it makes" *
          doctest::skip(!has_linear_programs())) {
  // Two inputs with the product in units of so many tonnes: the same case, so that of A and of its stock as much is
  // gained, of the product so many times as much a tonne.
  for (const double unit : {1e6, 1e10}) {
    CAPTURE(unit);
    const Proof proof = two_inputs();
    Network network = proof.network;
    constexpr NodeId maker{2};
    network.nodes[maker].demand = network.nodes[maker].demand / unit;
    for (Input& input : network.inputs) input.t_per_t *= unit;
    const BestCase best = best_of(network);
    CHECK(best.upper.count() == doctest::Approx(3).epsilon(1e-9));
    CHECK(best.cut.nodes == proof.best.cut.nodes);
    CHECK(best.cut.crossing.size() == proof.best.cut.crossing.size());
    CHECK(best.gradient.size() == best_of(proof.network).gradient.size());
    for (const Gain& expected : proof.best.gradient) {
      const auto found = std::find_if(best.gradient.begin(), best.gradient.end(), [&](const Gain& gain) {
        return gain.quantity == expected.quantity && gain.node == expected.node && gain.input == expected.input;
      });
      REQUIRE(found != best.gradient.end());
      const bool of_product = expected.node == maker && !expected.input;
      check_both(*found, expected.months_per_unit * (of_product ? unit : 1));
    }
  }
}

TEST_CASE("where only a share binds the node that gives it is named" * doctest::skip(!has_linear_programs())) {
  Network network;
  const auto node = network.add(Node{.name = "A", .product = "a", .capacity = {8}, .stock = {20}, .demand = {5}});
  network.add(Input{.node = node, .product = "a", .t_per_t = 0.5});
  network.add(Edge{.from = node, .to = node, .flow = {5}});
  // Its own share is half of 20 t and of 8 t/month: 10/(5 − 4).
  const BestCase best = best_of(network, {}, Rivals::share);
  CHECK(best.upper.count() == doctest::Approx(10));
  CHECK(best.cut.nodes == std::vector{node});
}

TEST_CASE("in small networks every gain is looked at from both sides" * doctest::skip(!has_linear_programs())) {
  Network network;
  const auto target = network.add(Node{.name = "Target", .product = "p", .demand = {10}});
  for (const std::string product : {"a", "b"}) {
    network.add(Input{.node = target, .product = product});
    for (int i = 0; i < 15; ++i) {
      const auto store =
          network.add(Node{.name = product + std::to_string(i), .product = product, .capacity = {0}, .stock = {1}});
      network.add(Edge{.from = store, .to = target, .flow = {1}});
    }
  }
  // 15 t of each last 1.5 months: more of one alone is of no use, and any tonne less costs 0.1 months.
  const BestCase best = best_of(network);
  CHECK(best.upper.count() == doctest::Approx(1.5));
  std::size_t stores = 0;
  for (const Gain& gain : best.gradient) {
    if (gain.node == target) continue;
    CHECK(gain.months_per_unit == doctest::Approx(0).epsilon(1e-6));
    if (gain.quantity != Gain::Quantity::stock) continue;
    ++stores;
    CHECK(gain.months_per_unit_less == doctest::Approx(0.1).epsilon(1e-6));
  }
  CHECK(stores == 30);
}

TEST_CASE("where two targets end together one more of anything gains nothing and one less costs") {
  // Each has 10 t, needs 10 t/month and gets 5 behind a lane of its own: 10/(10 − 5) = 2 months, and 2/5 of a month a
  // t/month, 1/5 a tonne. More for one leaves the other short.
  Network network;
  for (const char* name : {"A", "B"}) {
    const std::string at = name;
    const OfficeId office = network.add(Office{.name = "Office of " + at, .licences_per_month = {5}});
    const LaneId lane = network.add(Lane{.name = "Lane of " + at, .office = office, .t_per_licence = {1}});
    const NodeId mine = network.add(Node{.name = "Mine of " + at, .product = "ore"});
    const NodeId user = network.add(Node{.name = at, .product = "goods", .demand = {10}});
    network.add(Input{.node = user, .product = "ore", .stock = {10}});
    network.add(Edge{.from = mine, .to = user, .lane = lane, .flow = {10}});
  }
  const BestCase best = best_of(network);
  CHECK(best.months->count() == doctest::Approx(2));
  std::size_t lanes = 0, stocks = 0, demands = 0;
  for (const Gain& gain : best.gradient) {
    CAPTURE(key_of(gain.quantity));
    const bool of_demand = gain.quantity == Gain::Quantity::demand;
    const double loss = gain.quantity == Gain::Quantity::stock ? 0.2 : 0.4;
    CHECK(gain.months_per_unit == doctest::Approx(of_demand ? -loss : 0).epsilon(1e-4));
    CHECK(gain.months_per_unit_less == doctest::Approx(of_demand ? 0 : loss).epsilon(1e-4));
    lanes += gain.quantity == Gain::Quantity::lane ? 1 : 0;
    stocks += gain.input ? 1 : 0;
    demands += of_demand ? 1 : 0;
  }
  CHECK(lanes == 2);
  CHECK(stocks == 2);
  CHECK(demands == 2);
}
