// SPDX-License-Identifier: Apache-2.0
/// @file  What is lost at once, by hand.
#include "ytterby/exposure/outage.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/chains.hpp"
#include "support/selections.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

double lost_of(const Network& network, const Selection& stopped, NodeId target) {
  const Outage outage = outage_of(freeze(network), std::vector{target}, stopped);
  CHECK(outage.error_bound < 1e-13);
  return outage.targets.front().lost;
}

/// Two refineries, in China 6 t and elsewhere 4 t a month, and a plant of 10 t that also needs 1 t of nickel.
struct Alloy {
  Network network = {};
  NodeId china{}, other{}, nickel{}, plant{};
  InputId metal{}, alloying{};

  explicit Alloy(double essential = 1) {
    china = network.add(Node{.name = "China", .product = "Nd", .country = "CHN"});
    other = network.add(Node{.name = "Other", .product = "Nd", .country = "AUS"});
    nickel = network.add(Node{.name = "Nickel", .product = "Ni", .country = "CAN"});
    plant = network.add(Node{.name = "Plant", .product = "alloy", .country = "USA", .demand = 10_t_per_mo});
    metal = network.add(Input{.node = plant, .product = "Nd"});
    alloying = network.add(Input{.node = plant, .product = "Ni", .t_per_t = 0.1, .essential = essential});
    network.add(Edge{.from = china, .to = plant, .flow = 6_t_per_mo});
    network.add(Edge{.from = other, .to = plant, .flow = 4_t_per_mo});
    network.add(Edge{.from = nickel, .to = plant, .flow = 1_t_per_mo});
  }
};

}  // namespace

TEST_CASE("a plant loses the share of its supplier, or all with the only one") {
  const Alloy alloy;
  CHECK(lost_of(alloy.network, node("China"), alloy.plant) == Approx(0.6).epsilon(1e-15));
  CHECK(lost_of(alloy.network, node("Nickel"), alloy.plant) == 1);
  CHECK(lost_of(alloy.network, node("Plant"), alloy.plant) == 1);
  CHECK(lost_of(alloy.network, node("Plant"), alloy.china) == 0);
}

TEST_CASE("an input that is essential in part costs that part") {
  const Alloy alloy(0.3);
  CHECK(lost_of(alloy.network, node("Nickel"), alloy.plant) == Approx(0.3).epsilon(1e-15));
  // Of both the larger: max(0.6, 0.3).
  CHECK(lost_of(alloy.network, {.nodes = {.country = {"CHN", "CAN"}}}, alloy.plant) == Approx(0.6).epsilon(1e-15));
}

TEST_CASE("the input that binds is named") {
  const Alloy alloy(0.3);
  const auto frozen = freeze(alloy.network);
  const std::vector targets{alloy.plant, alloy.china};
  CHECK(outage_of(frozen, targets, node("Nickel")).targets[0].binds == alloy.alloying);
  CHECK(outage_of(frozen, targets, {.nodes = {.country = {"CHN", "CAN"}}}).targets[0].binds == alloy.metal);
  CHECK(outage_of(frozen, targets, node("Nickel")).targets[1] == OutageExposure{.target = alloy.china});
  CHECK(outage_of(frozen, targets, node("Plant")).targets[0] == OutageExposure{.target = alloy.plant, .lost = 1});
}

TEST_CASE("edges, lanes, offices and inputs that close deliver nothing") {
  Alloy alloy;
  const auto ministry = alloy.network.add(Office{.name = "Ministry"});
  const auto lane = alloy.network.add(Lane{.name = "Nd to USA", .office = ministry});
  alloy.network.edges[EdgeId{0}].lane = lane;
  CHECK(lost_of(alloy.network, {.lane = {"Nd to USA"}}, alloy.plant) == Approx(0.6).epsilon(1e-15));
  CHECK(lost_of(alloy.network, {.from = NodeFilter{.country = {"AUS", "CAN"}}}, alloy.plant) == 1);
  CHECK(lost_of(alloy.network, {.from = NodeFilter{.country = {"AUS"}}}, alloy.plant) == Approx(0.4).epsilon(1e-15));
  CHECK(lost_of(alloy.network, {.lane = {"Nd to USA"}}, alloy.china) == 0);
  CHECK(lost_of(alloy.network, {.office = {"Ministry"}}, alloy.plant) == Approx(0.6).epsilon(1e-15));
  CHECK(lost_of(alloy.network, {.input = {"Nd"}}, alloy.plant) == 1);
}

TEST_CASE("what no supplier sends goes on, and is noted") {
  Alloy alloy;
  alloy.network.edges[EdgeId{1}].flow = 1_t_per_mo;  // 7 t of 10 t: China has 0.6 of the need, not 6/7
  CHECK(lost_of(alloy.network, node("China"), alloy.plant) == Approx(0.6).epsilon(1e-15));
  CHECK(lost_of(alloy.network, {.nodes = {.product = {"Nd"}}}, alloy.plant) == Approx(0.7).epsilon(1e-15));
  const Outage outage = outage_of(freeze(alloy.network), std::vector{alloy.plant}, node("China"));
  CHECK(outage.notes == std::vector<std::string>{"1 of 2 inputs need more than their suppliers send; the rest goes on "
                                                 "in full. Most lacks 'Nd' of 'Plant', 30 % of its need"});
}

TEST_CASE("where more arrives than is needed shares are of what arrives") {
  Alloy alloy;
  alloy.network.edges[EdgeId{1}].flow = 9_t_per_mo;  // 15 t for 10 t
  CHECK(lost_of(alloy.network, node("China"), alloy.plant) == Approx(0.4).epsilon(1e-15));
}

TEST_CASE("recycling passes a loss round until it is whole") {
  // Magnets take nine tenths of their metal from the mine and a tenth from scrap of themselves: x = 0.9 + 0.1 x.
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "metal"});
  const auto magnets = network.add(Node{.name = "Magnets", .product = "magnet", .demand = 9_t_per_mo});
  const auto scrap = network.add(Node{.name = "Scrap", .product = "metal"});
  network.add(Input{.node = magnets, .product = "metal"});
  network.add(Input{.node = scrap, .product = "magnet"});
  network.add(Edge{.from = mine, .to = magnets, .flow = 9_t_per_mo});
  network.add(Edge{.from = scrap, .to = magnets, .flow = 1_t_per_mo});
  network.add(Edge{.from = magnets, .to = scrap, .flow = 1_t_per_mo});
  CHECK(lost_of(network, node("Mine"), magnets) == Approx(1).epsilon(1e-15));
  CHECK(lost_of(network, node("Mine"), scrap) == Approx(1).epsilon(1e-15));
  CHECK(lost_of(network, node("Scrap"), magnets) == Approx(0.1).epsilon(1e-15));
  CHECK(lost_of(network, {.from = NodeFilter{.node = {"Magnets"}}}, magnets) == Approx(0.1).epsilon(1e-15));
}

TEST_CASE("an outage stops when asked to") {
  struct Asked {
    [[nodiscard]] bool stop_requested() const { return true; }
  };
  const Alloy alloy;
  const LossOptions asked{.control = {.stop = Asked{}}};
  const auto frozen = freeze(alloy.network);
  CHECK_THROWS_AS(static_cast<void>(outage_of(frozen, std::vector{alloy.plant}, node("China"), asked)), Cancelled);
  CHECK_THROWS_AS(static_cast<void>(outage_over_time(frozen, std::vector{alloy.plant}, node("China"), 1_mo, asked)),
                  Cancelled);
}

TEST_CASE("an outage refuses who is not there") {
  const Alloy alloy;
  const auto frozen = freeze(alloy.network);
  const std::vector targets{alloy.plant};
  CHECK_THROWS_WITH_AS(static_cast<void>(outage_of(frozen, targets, node("Chine"))),
                       "outage: no node with node = \"Chine\" (did you mean \"China\"?)", InvalidScenario);
  CHECK_THROWS_WITH_AS(static_cast<void>(outage_of(frozen, std::vector{NodeId{4}}, node("China"))),
                       "targets: found node 4, expected one below 4", InvalidOptions);
}
