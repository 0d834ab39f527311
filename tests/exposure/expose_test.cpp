// SPDX-License-Identifier: Apache-2.0
/// @file  Shares at face value, by origin and of all that passed, by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "exposure/small_networks.hpp"
#include "support/diamond.hpp"
#include "support/selections.hpp"
#include "ytterby/exposure/expose.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

Exposure only(const FrozenNetwork& network, const char* target, const Selection& set,
              const ExposeOptions& options = {}) {
  const std::vector<NodeId> targets{network.find(target).value()};
  const std::vector<Selection> sets{set};
  return expose(network, targets, sets, options).exposures.front();
}

SupplyReport report(const FrozenNetwork& network, const char* target, const ExposeOptions& options = {}) {
  const std::vector<NodeId> targets{network.find(target).value()};
  return expose(network, targets, {}, options).supply;
}

void check(const std::optional<double>& found, double expected) {
  REQUIRE(found.has_value());
  CHECK(*found == doctest::Approx(expected).epsilon(1e-14));  // a few roundings of numbers around 1
}

}  // namespace

TEST_CASE("ore of one country refined in another is its origin at any distance, and passes the other") {
  // Mine AUS → Refinery CHN → Magnets JPN → Motors USA, nothing else.
  const auto network = freeze(ore_to_motors());
  const auto china = only(network, "Motors", country("CHN")), australia = only(network, "Motors", country("AUS"));
  check(china.face_value, 0);
  check(china.look_through, 0);
  check(china.pass_through, 1);
  check(australia.face_value, 0);
  check(australia.look_through, 1);
  check(australia.hidden, 1);
  check(australia.pass_through, 1);
  const auto magnets = only(network, "Magnets", country("CHN"));
  check(magnets.face_value, 1);
  check(magnets.hidden, -1);  // what China sells is dug elsewhere
  const auto mine = only(network, "Mine", country("AUS"));
  check(mine.face_value, 1);
  check(mine.pass_through, 1);
  CHECK(report(network, "Motors").targets.front().tiers == 3.0);
}

TEST_CASE("inputs count by their tonnes") {
  // A motor is 0.5 t of magnets and 1.5 t of copper for each 2 t taken in: a quarter of it is from the magnets' mine.
  const auto network = freeze(motors_with_copper());
  check(only(network, "Motors", country("AUS")).look_through, 0.25);
  check(only(network, "Motors", country("CHL")).look_through, 0.75);
  check(only(network, "Motors", country("CHL")).face_value, 0.75);
}

TEST_CASE("inputs count by their price in that of the product, and what is left is the node's own") {
  // A tonne of motors at 100 $: 0.5 t of magnets at 80 $ are 0.4 of it, 1.5 t of copper at 10 $ are 0.15, its own 0.45.
  // A tonne of magnets at 80 $ is a tonne of oxide at 40 $ and half its own; oxide is a tonne of ore at 4 $: a tenth.
  const auto network = freeze(motors_with_copper());
  const ExposeOptions by_value{
      .measure = Measure::value,
      .prices = {{"motor", {100}}, {"magnet", {80}}, {"oxide", {40}}, {"ore", {4}}, {"copper", {10}}}};
  check(only(network, "Motors", country("USA"), by_value).look_through, 0.45);
  check(only(network, "Motors", country("USA"), by_value).face_value, 0.45);
  check(only(network, "Motors", country("JPN"), by_value).look_through, 0.4 * 0.5);
  check(only(network, "Motors", country("JPN"), by_value).face_value, 0.4);
  check(only(network, "Motors", country("CHN"), by_value).look_through, 0.4 * 0.5 * 0.9);
  check(only(network, "Motors", country("CHN"), by_value).pass_through, 0.4 * 0.5);
  check(only(network, "Motors", country("AUS"), by_value).look_through, 0.4 * 0.5 * 0.1);
  check(only(network, "Motors", country("CHL"), by_value).look_through, 0.15);
}

TEST_CASE("scrap that comes back has the origin of what it was made of") {
  // R = 0.8 Mine + 0.2 K, K = 0.5 R + 0.5 Bins: R = 0.8 + 0.1 R of Mine = 8/9, of Bins 0.1/0.9 = 1/9.
  // Shipments: T_R = 0.8 + 0.2 (1 + T_K), T_K = 0.5 (1 + T_R) + 0.5, so T_R = 1.2 + 0.1 T_R = 4/3.
  const auto network = freeze(refinery_and_recycler());
  check(only(network, "Refinery", node("Mine")).look_through, 8.0 / 9);
  check(only(network, "Refinery", node("Bins")).look_through, 1.0 / 9);
  check(only(network, "Refinery", node("Bins")).hidden, 1.0 / 9);
  // Of what Refinery makes, what passed Recycler is 0.2; and what went another way through Refinery before does not
  // come.
  check(only(network, "Refinery", node("Recycler")).pass_through, 0.2);
  // Of what Recycler makes half passed Refinery, half is from Bins.
  check(only(network, "Recycler", node("Refinery")).pass_through, 0.5);
  check(only(network, "Recycler", node("Refinery")).look_through, 0);
  check(report(network, "Refinery").targets.front().tiers, 4.0 / 3);
}

TEST_CASE("where nearly all comes back the bound counts what rounding of the shares adds up to") {
  // Of 1000 t/month that Plant makes 999.99… are its own and 1e-9 from Mine, who all of it is from. The last digit of
  // 1000 is 1.1e-13, a ten-thousandth of what Mine sends.
  Network network;
  const NodeId mine = network.add(Node{.name = "Mine", .product = "metal"});
  const NodeId plant = network.add(Node{.name = "Plant", .product = "metal", .demand = {1e-9}});
  network.add(Input{.node = plant, .product = "metal"});
  network.add(Edge{.from = mine, .to = plant, .flow = {1e-9}});
  network.add(Edge{.from = plant, .to = plant, .flow = {1000}});
  const std::vector<NodeId> targets{plant};
  const std::vector<Selection> sets{node("Mine")};
  const auto found = expose(freeze(network), targets, sets);
  REQUIRE(found.exposures.front().look_through.has_value());
  CHECK(*found.exposures.front().look_through != 1);
  CHECK(std::abs(*found.exposures.front().look_through - 1) <= found.supply.error_bound);
  CHECK(found.supply.error_bound < 0.01);
}

TEST_CASE("self supply has the origin of the rest") {
  // Plant makes 10 t of 6 t from China, 2 t from Chile and 2 t of its own: 6/8 and 2/8.
  Network network = plant_with_flows(6, 2, 8);
  network.edges[EdgeId{0}].flow = {6};
  const NodeId plant{2};
  network.nodes[plant].product = "metal";
  network.add(Edge{.from = plant, .to = plant, .flow = {2}});
  for (const NodeId supplier : {NodeId{0}, NodeId{1}}) network.nodes[supplier].product = "metal";
  network.inputs[InputId{0}].product = "metal";
  const auto frozen = freeze(network);
  check(only(frozen, "Plant", country("CHN")).look_through, 0.75);
  check(only(frozen, "Plant", country("CHL")).look_through, 0.25);
  check(only(frozen, "Plant", country("CHN")).face_value, 0.6);
  // All that is made has passed whoever made it, its own part at the second time round only.
  check(only(frozen, "Plant", node("Plant")).pass_through, 0.2);
}

TEST_CASE("what is missing of an input is unattributed and reported") {
  // 10 t needed: 6 t from China, 2 t from Chile, 2 t from nobody.
  const auto network = freeze(plant_with_flows(6, 2, 10));
  check(only(network, "Plant", country("CHN")).look_through, 0.6);
  check(only(network, "Plant", country("CHL")).pass_through, 0.2);
  const auto supply = report(network, "Plant");
  check(supply.targets.front().unattributed, 0.2);
  REQUIRE(supply.gaps.size() == 1);
  CHECK(supply.gaps.front() == InputGap{.input = InputId{0}, .need = {10}, .inflow = {8}});
}

TEST_CASE("what is too much of an input shrinks every supplier's part and is reported") {
  // 10 t needed, 15 t and 5 t come.
  const auto network = freeze(plant_with_flows(15, 5, 10));
  check(only(network, "Plant", country("CHN")).look_through, 0.75);
  check(only(network, "Plant", country("CHL")).look_through, 0.25);
  const auto supply = report(network, "Plant");
  check(supply.targets.front().unattributed, 0);
  REQUIRE(supply.gaps.size() == 1);
  CHECK(supply.gaps.front() == InputGap{.input = InputId{0}, .need = {10}, .inflow = {20}});
}

TEST_CASE("a node without any inflow is of no known origin") {
  const auto network = freeze(plant_with_flows(0, 0, 10));
  check(only(network, "Plant", country("CHN")).look_through, 0);
  check(report(network, "Plant").targets.front().unattributed, 1);
}

TEST_CASE("a closed loop that nothing feeds has no origin, and passes all of itself") {
  // Left and Right make everything of each other; Right serves Plant, which draws a quarter on Mine.
  const auto network = freeze(closed_loop());
  const auto supply = report(network, "Plant");
  check(supply.targets.front().unattributed, 0.75);
  CHECK(supply.notes ==
        std::vector<std::string>{R"(nothing feeds the loop of "Left", "Right": what is made of it is of no origin)"});
  check(only(network, "Plant", node("Mine")).look_through, 0.25);
  check(only(network, "Plant", node("Left")).look_through, 0);
  check(only(network, "Plant", node("Left")).pass_through, 0.75);
  check(only(network, "Left", node("Left")).pass_through, 1);
  check(only(network, "Left", node("Right")).face_value, 1);
  check(only(network, "Plant", edge("Right", "Left")).pass_through, 0.75);
  check(only(network, "Plant", edge("Right", "Plant")).pass_through, 0.75);
}

TEST_CASE("what comes over an edge or under a lane has passed it, at any tier") {
  // Plant gets 6 t of 10 over Lane from China and ships half of its output to Shop, which gets nothing else.
  Network network = plant_with_flows(6, 4, 10);
  const auto office = network.add(Office{.name = "Ministry"});
  const auto lane = network.add(Lane{.name = "Export", .office = office});
  network.edges[EdgeId{0}].lane = lane;
  const auto shop = network.add(Node{.name = "Shop", .product = "ware", .demand = {5}});
  network.nodes[NodeId{2}].demand = {5};
  network.add(Input{.node = shop, .product = "metal"});
  network.add(Edge{.from = NodeId{2}, .to = shop, .flow = {5}});
  const auto frozen = freeze(network);
  const Selection by_lane{.lane = {"Export"}}, by_office{.office = {"Ministry"}},
      by_input{.nodes = {.node = {"Plant"}}, .input = {"ore"}};
  for (const Selection& set : {by_lane, by_office, edge("China", "Plant")}) {
    const auto shop_of = only(frozen, "Shop", set);
    check(shop_of.face_value, 0);
    check(shop_of.pass_through, 0.6);
    CHECK(!shop_of.look_through.has_value());
    CHECK(!shop_of.hidden.has_value());
    check(only(frozen, "Plant", set).face_value, 0.6);
  }
  check(only(frozen, "Shop", by_input).pass_through, 1);
}

TEST_CASE("along a chain suppliers count by what they ship of its material") {
  // Half of the magnets are Japanese with 0.04 t of Dy a tonne, half German with 0.01 t: 4/5 and 1/5 of the Dy in
  // motors. Iron is no part of the chain. Japan's Dy is from China, Germany's from Australia.
  const auto network = freeze(magnets_of_two_makers());
  const ExposeOptions dysprosium{.measure = Measure::chain, .chain = {"Dy_feed"}};
  check(only(network, "Motors", country("JPN"), dysprosium).face_value, 0.8);
  check(only(network, "Motors", country("CHN"), dysprosium).look_through, 0.8);
  check(only(network, "Motors", country("AUS"), dysprosium).look_through, 0.2);
  check(only(network, "Motors", country("BRA"), dysprosium).pass_through, 0);
  check(report(network, "Motors", dysprosium).targets.front().tiers, 2);
  // Of iron alone both makers have 0.9 t a tonne.
  const ExposeOptions iron{.measure = Measure::chain, .chain = {"iron"}};
  check(only(network, "Motors", country("JPN"), iron).face_value, 0.5);
  check(only(network, "Motors", country("BRA"), iron).look_through, 1);
  // Of both together 0.94 t and 0.91 t.
  const ExposeOptions both{.measure = Measure::chain, .chain = {"Dy_feed", "iron"}};
  check(only(network, "Motors", country("JPN"), both).face_value, 0.94 / 1.85);
}

TEST_CASE("along a chain who has nothing of it has no exposure") {
  const auto network = freeze(magnets_of_two_makers());
  const ExposeOptions dysprosium{.measure = Measure::chain, .chain = {"Dy_feed"}};
  const auto of_iron = only(network, "Iron", country("BRA"), dysprosium);
  CHECK(!of_iron.face_value.has_value());
  CHECK(!of_iron.look_through.has_value());
  CHECK(!of_iron.pass_through.has_value());
  CHECK(!report(network, "Iron", dysprosium).targets.front().unattributed.has_value());
}

TEST_CASE("along a chain what is missing of an input holds as much as what arrives") {
  // Germany gets half of its Dy: half of what is in its magnets is unattributed, and a fifth of 0.04 + 0.005 t is
  // traced to it: motors have 8/9 from Japan, 1/9 from Germany, half of that from Australia.
  Network network = magnets_of_two_makers();
  network.edges[EdgeId{3}].flow = {0.025};
  const auto frozen = freeze(network);
  const ExposeOptions dysprosium{.measure = Measure::chain, .chain = {"Dy_feed"}};
  check(only(frozen, "Motors", country("DEU"), dysprosium).face_value, 1.0 / 9);
  check(only(frozen, "Motors", country("AUS"), dysprosium).look_through, 1.0 / 18);
  check(report(frozen, "Motors", dysprosium).targets.front().unattributed, 1.0 / 18);
}

TEST_CASE("along a chain what is lost in working up counts where it went in") {
  // 5 t of oxide from Near, 2 t of ore in each, and 5 t from Far, 1 t in each: 2/3 and 1/3 of the ore in the metal.
  const ExposeOptions ore{.measure = Measure::chain, .chain = {"ore"}};
  Network network = diamond();
  network.inputs[InputId{0}].t_per_t = 2;
  network.edges[EdgeId{0}].flow = {2};
  const auto frozen = freeze(network);
  check(only(frozen, "Plant", node("Near"), ore).face_value, 2.0 / 3);
  check(only(frozen, "Plant", node("Far"), ore).face_value, 1.0 / 3);
}

TEST_CASE("along a chain a loop that all material stays in counts as without") {
  // First takes in 12 t for 10 t made, 2 t of them from Mine; all of it goes to Second and comes back.
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto first = network.add(Node{.name = "First", .product = "slag"});
  const auto second = network.add(Node{.name = "Second", .product = "ore"});
  network.add(Input{.node = first, .product = "ore", .t_per_t = 1.2});
  network.add(Input{.node = second, .product = "slag"});
  network.add(Edge{.from = mine, .to = first, .flow = {2}});
  network.add(Edge{.from = second, .to = first, .flow = {10}});
  network.add(Edge{.from = first, .to = second, .flow = {10}});
  const auto frozen = freeze(network);
  const ExposeOptions ore{.measure = Measure::chain, .chain = {"ore"}};
  CHECK(!only(frozen, "Second", node("Mine"), ore).look_through.has_value());
  CHECK(report(frozen, "Second", ore).notes ==
        std::vector<std::string>{
            R"(what "Second", "First" make stays among them: it counts as without material of the chain)"});
  // With a tonne in ten sold it is all Mine's.
  network.nodes[second].demand = {1};
  network.edges[EdgeId{1}].flow = {9};
  network.edges[EdgeId{0}].flow = {3};
  check(only(freeze(network), "Second", node("Mine"), ore).look_through, 1);
}

TEST_CASE("origins are a partition by label") {
  const auto network = freeze(plant_with_flows(6, 2, 10));
  const std::vector<NodeId> targets{NodeId{2}, NodeId{0}};
  const auto origins = origins_of(network, targets, Label::country);
  CHECK(origins.groups == std::vector<std::string>{"CHN", "CHL", "USA"});
  REQUIRE(origins.targets.size() == 2);
  const auto& plant = origins.targets[0];
  CHECK(plant.face_value == std::vector<double>{0.6, 0.2, 0});
  CHECK(plant.look_through == std::vector<double>{0.6, 0.2, 0});
  CHECK(plant.unattributed == doctest::Approx(0.2));
  CHECK(plant.unattributed_directly == doctest::Approx(0.2));
  CHECK(origins.targets[1].look_through == std::vector<double>{1, 0, 0});
  CHECK(origins_of(network, targets, Label::product).groups == std::vector<std::string>{"ore", "metal"});
  CHECK(origins_of(network, targets, Label::node).groups == std::vector<std::string>{"China", "Chile", "Plant"});
}
