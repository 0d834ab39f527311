// SPDX-License-Identifier: Apache-2.0
/// @file  Labels to ids, and messages about labels that don't fit.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/select.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

/// Two sites in Malaysia and China, a plant in the USA, one licensed edge.
FrozenNetwork network() {
  Network network;
  const auto light = network.add(
      Node{.name = "Kuantan NdPr", .site = "Kuantan", .product = "NdPr", .stage = "refining", .country = "MYS"});
  const auto heavy = network.add(
      Node{.name = "Kuantan Dy", .site = "Kuantan", .product = "Dy", .stage = "refining", .country = "MYS"});
  const auto ganzhou = network.add(Node{.name = "Ganzhou", .product = "Dy", .stage = "refining", .country = "CHN"});
  const auto plant = network.add(
      Node{.name = "Plant", .product = "magnets", .stage = "end_use", .country = "USA", .demand = 1_t_per_mo});
  network.add(Input{.node = plant, .product = "NdPr"});
  network.add(Input{.node = plant, .product = "Dy"});
  const auto office = network.add(Office{.name = "MOFCOM", .country = "CHN"});
  const auto lane = network.add(Lane{.name = "Dy to the USA", .office = office});
  network.add(Edge{.from = light, .to = plant, .flow = 3_t_per_mo});
  network.add(Edge{.from = heavy, .to = plant, .flow = 1_t_per_mo});
  network.add(Edge{.from = ganzhou, .to = plant, .lane = lane, .flow = 1_t_per_mo});
  return freeze(network);
}

std::string refusal(const Selection& selection) {
  try {
    static_cast<void>(select(network(), selection, "scenario 'Test', event 1"));
  } catch (const InvalidScenario& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("every key must match, a list means any of it") {
  const auto nodes = [](const NodeFilter& filter) { return select_nodes(network(), filter, "Test"); };
  CHECK(nodes({}).size() == 4);
  CHECK(nodes({.site = {"Kuantan"}}) == std::vector{NodeId{0}, NodeId{1}});
  CHECK(nodes({.product = {"Dy"}}) == std::vector{NodeId{1}, NodeId{2}});
  CHECK(nodes({.product = {"Dy"}, .country = {"MYS"}}) == std::vector{NodeId{1}});
  CHECK(nodes({.product = {"Dy", "NdPr"}, .country = {"CHN", "MYS"}}) == std::vector{NodeId{0}, NodeId{1}, NodeId{2}});
  CHECK(nodes({.site = {"Ganzhou"}}) == std::vector{NodeId{2}});  // a site is the node's name unless it has its own
}

TEST_CASE("edges are those from some nodes to others") {
  const auto edges = [](const Selection& selection) { return select(network(), selection, "Test").edges; };
  CHECK(edges({.from = NodeFilter{.country = {"MYS"}}}) == std::vector{EdgeId{0}, EdgeId{1}});
  CHECK(edges({.to = NodeFilter{.node = {"Plant"}}}) == std::vector{EdgeId{0}, EdgeId{1}, EdgeId{2}});
  CHECK(edges({.from = NodeFilter{.product = {"Dy"}}, .to = NodeFilter{.stage = {"end_use"}}}) ==
        std::vector{EdgeId{1}, EdgeId{2}});
}

TEST_CASE("inputs, lanes and offices go by their names") {
  CHECK(select(network(), {.input = {"Dy"}}, "Test").inputs == std::vector{InputId{1}});
  CHECK(select(network(), {.nodes = {.country = {"USA"}}, .input = {"Dy", "NdPr"}}, "Test").inputs ==
        std::vector{InputId{0}, InputId{1}});
  CHECK(select(network(), {.lane = {"Dy to the USA"}}, "Test").lanes == std::vector{LaneId{0}});
  CHECK(select(network(), {.office = {"MOFCOM"}}, "Test").offices == std::vector{OfficeId{0}});
}

TEST_CASE("a star in a lane's name stands for any text") {
  Network network;
  const auto office = network.add(Office{.name = "MOFCOM"});
  for (const char* name : {"Dy:JPN:makers", "Dy:USA:makers", "Tb:USA:makers", "Dy", "*"})
    network.add(Lane{.name = name, .office = office});
  const auto frozen = freeze(network);
  const auto lanes = [&](const std::vector<std::string>& names) {
    return select(frozen, {.lane = names}, "Test").lanes;
  };
  const LaneId dy_japan{0}, dy_usa{1}, tb_usa{2}, dy{3}, star{4};
  CHECK(lanes({"Dy:*"}) == std::vector{dy_japan, dy_usa});
  CHECK(lanes({"*:USA:*"}) == std::vector{dy_usa, tb_usa});
  CHECK(lanes({"*Dy*"}) == std::vector{dy_japan, dy_usa, dy});
  CHECK(lanes({"*y:*A:*"}) == std::vector{dy_usa});
  CHECK(lanes({"*"}) == std::vector{dy_japan, dy_usa, tb_usa, dy, star});
  CHECK(lanes({"Tb:*", "Dy:JPN:makers", "*:USA:makers"}) == std::vector{dy_japan, dy_usa, tb_usa});  // once each
  CHECK_THROWS_WITH_AS(lanes({"Dy:*", "Sm:*"}), "Test: no lane with name = \"Sm:*\"", InvalidScenario);
  CHECK_THROWS_WITH_AS(lanes({"*:USA"}), "Test: no lane with name = \"*:USA\"", InvalidScenario);
}

TEST_CASE("an unknown label is refused with the nearest one") {
  const std::string head = "scenario 'Test', event 1: ";
  CHECK(refusal({.nodes = {.country = {"CH"}}}) == head + "no node with country = \"CH\" (did you mean \"CHN\"?)");
  CHECK(refusal({.nodes = {.node = {"Kuantan Nd"}}}) ==
        head + "no node with node = \"Kuantan Nd\" (did you mean \"Kuantan NdPr\"?)");
  CHECK(refusal({.nodes = {.product = {"yttrium"}}}) == head + "no node with product = \"yttrium\"");
  CHECK(refusal({.from = NodeFilter{.site = {"Kuanten"}}}) ==
        head + "no node with site = \"Kuanten\" (did you mean \"Kuantan\"?)");
  CHECK(refusal({.input = {"NdPy"}}) == head + "no input with product = \"NdPy\" (did you mean \"NdPr\"?)");
  CHECK(refusal({.lane = {"Dy to th USA"}}) ==
        head + "no lane with name = \"Dy to th USA\" (did you mean \"Dy to the USA\"?)");
  CHECK(refusal({.office = {"mofcom"}}) == head + "no office with name = \"mofcom\" (did you mean \"MOFCOM\"?)");
}

TEST_CASE("labels that no row has together are refused") {
  const std::string head = "scenario 'Test', event 1: ";
  CHECK(refusal({.nodes = {.product = {"NdPr"}, .country = {"CHN"}}}) ==
        head + "no node with product = \"NdPr\", country = \"CHN\"");
  CHECK(refusal({.from = NodeFilter{.node = {"Plant"}}}) == head + "no edge from { node = \"Plant\" } to { any }");
  CHECK(refusal({.nodes = {.node = {"Ganzhou"}}, .input = {"Dy"}}) ==
        head + "no node with node = \"Ganzhou\" has that input");
}

TEST_CASE("an event acts on one kind of row") {
  const std::string several =
      "scenario 'Test', event 1: found several kinds in one selection, expected nodes, inputs, edges, lanes or offices";
  CHECK(refusal({.input = {"Dy"}, .office = {"MOFCOM"}}) == several);
  CHECK(refusal({.nodes = {.country = {"USA"}}, .lane = {"Dy to the USA"}}) == several);
  CHECK(refusal({.from = NodeFilter{}, .input = {"Dy"}}) == several);
  CHECK(refusal({}) == "scenario 'Test', event 1: found an empty selection, expected what the event acts on");
}
