// SPDX-License-Identifier: Apache-2.0
/// @file  Systemic risk, worked out by hand.
#include "ytterby/exposure/systemic_risk.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// The test network of V. D. P. Servedio's Economic-Systemic-Risk (data/test_list.csv on GitHub, vitelot) without its
/// last row: twelve trades of one unit each between firms of numbered sectors. X buys from A, essential, of its own
/// sector 1; from B, C and D of sector 2, essential; from E and F of sector 3, and G of sector 5, not essential, of
/// which the ε are their shares in all eight purchases; from H of sector 99, of no effect. It sells to I, J and K, and
/// K to L.
struct Firms {
  Network network = {};

  Firms() {
    for (const auto& [name, sector] : std::vector<std::pair<std::string, std::string>>{{"A", "1"},
                                                                                       {"B", "2"},
                                                                                       {"C", "2"},
                                                                                       {"D", "2"},
                                                                                       {"E", "3"},
                                                                                       {"F", "3"},
                                                                                       {"G", "5"},
                                                                                       {"H", "99"},
                                                                                       {"X", "1"},
                                                                                       {"I", "1"},
                                                                                       {"J", "3"},
                                                                                       {"K", "4"},
                                                                                       {"L", "2"}})
      network.add(Node{.name = name, .product = sector});
    // X makes 3 units of 8.
    network.add(Input{.node = id("X"), .product = "1", .t_per_t = 1.0 / 3});
    network.add(Input{.node = id("X"), .product = "2", .t_per_t = 1});
    network.add(Input{.node = id("X"), .product = "3", .t_per_t = 2.0 / 3, .essential = 2.0 / 8});
    network.add(Input{.node = id("X"), .product = "5", .t_per_t = 1.0 / 3, .essential = 1.0 / 8});
    network.add(Input{.node = id("X"), .product = "99", .t_per_t = 1.0 / 3, .essential = 0});
    network.add(Input{.node = id("I"), .product = "1"});
    network.add(Input{.node = id("J"), .product = "1"});
    network.add(Input{.node = id("K"), .product = "1"});
    network.add(Input{.node = id("L"), .product = "4"});
    for (const char* const from : {"A", "B", "C", "D", "E", "F", "G", "H"}) ship(from, "X");
    for (const char* const to : {"I", "J", "K"}) ship("X", to);
    ship("K", "L");
  }

  [[nodiscard]] NodeId id(const std::string& name) const { return *find_node(network, name); }
  void ship(const std::string& from, const std::string& to) {
    network.add(Edge{.from = id(from), .to = id(to), .flow = 1_t_per_mo});
  }
};

double index_if(const Network& network, NodeId failed, const RiskOptions& options = {}) {
  const SystemicRisk risk = systemic_risk_of(freeze(network), std::vector{failed}, options);
  CHECK(risk.error_bound >= 0);
  CHECK(risk.error_bound < 1e-12);
  return risk.index;
}

}  // namespace

TEST_CASE("indices of the reference network are those by hand and of its published code") {
  const Firms firms;
  const auto index = [&](const char* name) { return index_if(firms.network, firms.id(name)); };
  // Of 12 units A sells 1, X 3, K 1, B to H 1 each. The published data/test_esri.csv has the same figures: its passes
  // end at changes of 0.01, here after the last change.
  // B: its market is B, C, D and L, which sells nothing; σ = 1/2 when it fails. X loses 1/2·1/3 of its essential input
  // of sector 2, so 1/6; then X's σ = 3/(1 + 3·5/6) = 6/7, and K loses 1/7: (1 + 3/6 + 1/7)/12 = 23/168.
  CHECK(index("B") == Approx(23.0 / 168).epsilon(1e-12));  // published: 0.1369047619047619
  CHECK(index("C") == Approx(23.0 / 168).epsilon(1e-12));
  // E: 1 of 8 purchases. Its market is E, F and J, σ = 1. X loses 1/8, σ = 3/(1 + 3·7/8) = 24/29, K 24/29/8 = 3/29:
  // (1 + 3/8 + 3/29)/12.
  CHECK(index("E") == Approx((1 + 3.0 / 8 + 3.0 / 29) / 12).epsilon(1e-12));  // 0.12320402298850575
  CHECK(index("G") == Approx((1 + 3.0 / 8 + 3.0 / 29) / 12).epsilon(1e-12));
  CHECK(index("H") == Approx(1.0 / 12).epsilon(1e-12));  // 0.08333333333333333
  CHECK(index("X") == Approx(1).epsilon(1e-12));         // suppliers lose all their orders
  // A fails: X, of the same market, has σ = min(1, 3/(3·(1 − d))), A 1/(3·(1 − d)). X has no other input of sector 1,
  // so d = σ_A·1 = 1/(3·(1 − d)), 3d − 3d² = 1, has no solution below 1: the market shrinks with X until σ_A is 1, and
  // X loses all. Then K does. The suppliers of X lose no orders, since those follow from orders alone: (A 1 + X 3 + K
  // 1)/12.
  CHECK(index("A") == Approx(5.0 / 12).epsilon(1e-12));  // 0.4166666666666667
  // I buys a third of what X sells: d^u of X and of its eight suppliers 1/3. (3/3 + 8/3)/12.
  CHECK(index("I") == Approx(11.0 / 36).epsilon(1e-12));  // 0.30555555555555564
  CHECK(index("J") == Approx(11.0 / 36).epsilon(1e-12));
  CHECK(index("K") == Approx(11.0 / 36 + 1.0 / 12).epsilon(1e-12));  // 0.388888888888889
  CHECK(index("L") == Approx(11.0 / 36 + 1.0 / 12).epsilon(1e-12));
}

TEST_CASE("without replacement a loss is the supplier's share in the input") {
  // B: X loses 1/3, K too: (1 + 3/3 + 1/3)/12.
  const Firms firms;
  CHECK(index_if(firms.network, firms.id("B"), {.replaceable = false}) == Approx(7.0 / 36).epsilon(1e-12));
}

TEST_CASE("each way can be asked for alone, and weights be one's own") {
  const Firms firms;
  const auto frozen = freeze(firms.network);
  CHECK(index_if(firms.network, firms.id("X"), {.upstream = false}) == Approx(4.0 / 12).epsilon(1e-12));
  CHECK(index_if(firms.network, firms.id("X"), {.downstream = false}) == Approx(11.0 / 12).epsilon(1e-12));
  PerNode<double> weights(frozen.nodes().size(), 0);
  weights[firms.id("K")] = 2;
  CHECK(index_if(firms.network, firms.id("B"), {.weights = weights}) == Approx(1.0 / 7).epsilon(1e-12));
}

TEST_CASE("half a shock is half the loss where nobody is replaced") {
  const Firms firms;
  const auto frozen = freeze(firms.network);
  PerNode<double> shock(frozen.nodes().size(), 0);
  shock[firms.id("B")] = 0.5;
  const SystemicRisk risk = systemic_risk_of(frozen, shock, {.replaceable = false});
  CHECK(risk.downstream[firms.id("X")] == Approx(1.0 / 6).epsilon(1e-12));
  CHECK(risk.upstream[firms.id("B")] == 0.5);
  CHECK(risk.upstream[firms.id("X")] == 0);
  CHECK(risk.index == Approx(7.0 / 72).epsilon(1e-12));
}

TEST_CASE("without a shock nothing is lost") {
  const auto frozen = freeze(Firms{}.network);
  const SystemicRisk risk = systemic_risk_of(frozen, PerNode<double>(frozen.nodes().size()));
  CHECK(risk.index == 0);
  CHECK(risk.error_bound == 0);
}

TEST_CASE("final demand goes on to order") {
  // The mine sells 10 t to the plant, and the plant 10 t to the final user. A plant that fails takes the mine's orders,
  // a mine that fails all the plant makes: all 20 t either way.
  const auto network = MineAndPlant{}.network();
  CHECK(index_if(network, NodeId{0}) == Approx(1).epsilon(1e-15));
  CHECK(index_if(network, NodeId{1}) == Approx(1).epsilon(1e-15));
  auto with_demand = network;
  with_demand.nodes[NodeId{0}].demand = 10_t_per_mo;  // half of its orders remain: (10 + 20/2)/30
  CHECK(index_if(with_demand, NodeId{1}) == Approx(2.0 / 3).epsilon(1e-15));
}

TEST_CASE("systemic risk refuses shocks, weights and inputs that make no sense") {
  Firms firms;
  const auto frozen = freeze(firms.network);
  const std::vector failed{NodeId{0}};
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of(frozen, PerNode<double>(2))),
                       "shock: found 2, expected one for each of 13 nodes", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of(frozen, PerNode<double>(13, 1.5))),
                       "shock, 'A': found 1.5, expected a share, 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of(frozen, std::vector{NodeId{13}})),
                       "failed: found node 13, expected one below 13", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of(frozen, failed, {.weights = PerNode<double>(1)})),
                       "weights: found 1, expected one for each of 13 nodes", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of(frozen, failed, {.weights = PerNode<double>(13, -1)})),
                       "weights, 'A': found -1, expected a finite number, 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of(frozen, failed, {.weights = PerNode<double>(13)})),
                       "weights: found none above 0, expected some", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(systemic_risk_of_each(frozen, {.control = {.threads = 0}})),
                       "threads: found 0, expected 1 or more", InvalidOptions);
  firms.network.inputs[InputId{3}].essential = 0.9;
  CHECK_THROWS_WITH_AS(
      static_cast<void>(systemic_risk_of(freeze(firms.network), failed)),
      "systemic risk, node 'X': found 1.15 as the sum of 'essential' over its inputs that are essential "
      "in part, expected at most 1, since their losses add up",
      InvalidOptions);
}
