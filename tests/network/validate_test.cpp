// SPDX-License-Identifier: Apache-2.0
/// @file  Every fault of a network built in code, by its whole message.
#include "ytterby/network/validate.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <limits>
#include <ostream>
#include <string>
#include <vector>

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A mine feeds a plant over a licence lane; nothing is wrong with it.
Network mine_and_plant() {
  Network network;
  const auto mine = network.add({.name = "Mine", .product = "Ore", .stock = 30_t});
  const auto plant = network.add({.name = "Plant", .product = "Magnet", .demand = 10_t_per_mo});
  network.add(Input{.node = plant, .product = "Ore", .t_per_t = 2});
  const auto office = network.add(Office{.name = "MOFCOM", .country = "CHN", .licences_per_month = {4}});
  const auto lane = network.add(Lane{.name = "Magnets to USA", .office = office, .t_per_licence = 5_t});
  network.add(Edge{.from = mine, .to = plant, .lane = lane, .flow = 20_t_per_mo});
  return network;
}

/// Messages that a failing check prints.
struct Messages : std::vector<std::string> {
  using std::vector<std::string>::vector;
  friend std::ostream& operator<<(std::ostream& out, const Messages& messages) {
    for (const auto& message : messages) out << '\n' << message;
    return out;
  }
};

/// What is said of that network after a change.
Messages messages_after(const std::function<void(Network&)>& change) {
  auto network = mine_and_plant();
  change(network);
  Messages messages;
  for (const auto& issue : validate(network)) messages.push_back(to_string(issue));
  return messages;
}

Messages after_node(const std::function<void(Node&)>& change) {
  return messages_after([&](Network& network) { change(network.nodes[NodeId{0}]); });
}
Messages after_input(const std::function<void(Input&)>& change) {
  return messages_after([&](Network& network) { change(network.inputs[InputId{0}]); });
}
Messages after_edge(const std::function<void(Edge&)>& change) {
  return messages_after([&](Network& network) { change(network.edges[EdgeId{0}]); });
}
Messages after_lane(const std::function<void(Lane&)>& change) {
  return messages_after([&](Network& network) { change(network.lanes[LaneId{0}]); });
}
Messages after_office(const std::function<void(Office&)>& change) {
  return messages_after([&](Network& network) { change(network.offices[OfficeId{0}]); });
}

TEST_CASE("a network without faults has no issues") {
  CHECK(validate(mine_and_plant()).empty());
  CHECK(validate(Network{}).empty());
}

TEST_CASE("no limit is a capacity but NaN is not") {
  CHECK(after_node([](Node& node) { node.capacity = unlimited<Flow>; }).empty());
  CHECK(after_node([](Node& node) { node.capacity = {not_a_number}; }) ==
        Messages{"node 'Mine', capacity: found nan t/month, expected 0 t/month or more"});
  CHECK(after_node([](Node& node) { node.capacity = {-infinity}; }) ==
        Messages{"node 'Mine', capacity: found -inf t/month, expected 0 t/month or more"});
}

TEST_CASE("stocks and demands and values of nodes are finite and not below zero") {
  CHECK(after_node([](Node& node) { node.stock = Mass{-5}; }) ==
        Messages{"node 'Mine', stock: found -5 t, expected 0 t or more"});
  CHECK(after_node([](Node& node) { node.stock = Mass{infinity}; }) ==
        Messages{"node 'Mine', stock: found inf t, expected a finite number"});
  CHECK(after_node([](Node& node) { node.demand = {-0.5}; }) ==
        Messages{"node 'Mine', demand: found -0.5 t/month, expected 0 t/month or more"});
  CHECK(after_node([](Node& node) { node.output_value = {not_a_number}; }) ==
        Messages{"node 'Mine', output value: found nan USD/t, expected a finite number"});
}

TEST_CASE("a priority is any finite number and a minimum share lies between 0 and 1") {
  CHECK(after_node([](Node& node) { node.priority = -3; }).empty());
  CHECK(after_node([](Node& node) { node.priority = infinity; }) ==
        Messages{"node 'Mine', priority: found inf, expected a finite number"});
  CHECK(after_node([](Node& node) { node.minimum_share = 1.5; }) ==
        Messages{"node 'Mine', minimum share: found 1.5, expected 0 to 1"});
}

TEST_CASE("a node needs a name and a product") {
  CHECK(after_node([](Node& node) { node.name = ""; }) == Messages{"node '', name: found \"\", expected a name"});
  CHECK(after_node([](Node& node) { node.product = ""; }) ==
        Messages{"node 'Mine', product: found \"\", expected a product",
                 "input 'Ore' of 'Plant': found no edge that brings it, expected at least one",
                 "edge 'Mine' → 'Plant' by lane 'Magnets to USA': found product '', expected one that 'Plant' needs "
                 "('Ore')"});
}

TEST_CASE("a name that occurs twice is reported where it occurs again") {
  CHECK(messages_after([](Network& network) { network.add({.name = "Mine", .product = "Sand"}); }) ==
        Messages{"node 'Mine', name: found 'Mine' again, expected a name of its own"});
  CHECK(messages_after([](Network& network) { network.add(network.lanes[LaneId{0}]); }) ==
        Messages{"lane 'Magnets to USA', name: found 'Magnets to USA' again, expected a name of its own"});
  CHECK(messages_after([](Network& network) { network.add(network.offices[OfficeId{0}]); }) ==
        Messages{"office 'MOFCOM', name: found 'MOFCOM' again, expected a name of its own"});
}

TEST_CASE("an input takes more than nothing and is essential to a share") {
  CHECK(after_input([](Input& input) { input.t_per_t = 0; }) ==
        Messages{"input 'Ore' of 'Plant', amount: found 0 t/t, expected more than 0 t/t"});
  CHECK(after_input([](Input& input) { input.t_per_t = infinity; }) ==
        Messages{"input 'Ore' of 'Plant', amount: found inf t/t, expected a finite number"});
  CHECK(after_input([](Input& input) { input.stock = Mass{-1}; }) ==
        Messages{"input 'Ore' of 'Plant', stock: found -1 t, expected 0 t or more"});
  CHECK(after_input([](Input& input) { input.essential = -0.1; }) ==
        Messages{"input 'Ore' of 'Plant', essentialness: found -0.1, expected 0 to 1"});
}

TEST_CASE("an input that is there twice is reported where it occurs again") {
  CHECK(messages_after([](Network& network) { network.add(network.inputs[InputId{0}]); }) ==
        Messages{"input 'Ore' of 'Plant': found the same input again, expected one for each node and product"});
}

TEST_CASE("an input that no edge feeds is reported") {
  CHECK(messages_after([](Network& network) { network.add(Input{.node = NodeId{1}, .product = "Dy"}); }) ==
        Messages{"input 'Dy' of 'Plant': found no edge that brings it, expected at least one"});
}

TEST_CASE("an edge brings what its customer needs") {
  // The plant needs ore and Dy; sand comes.
  CHECK(messages_after([](Network& network) {
          const auto pit = network.add({.name = "Pit", .product = "Sand"});
          const auto dy = network.add({.name = "Dy works", .product = "Dy"});
          network.add(Input{.node = NodeId{1}, .product = "Dy"});
          network.add(Edge{.from = dy, .to = NodeId{1}});
          network.add(Edge{.from = pit, .to = NodeId{1}});
        }) == Messages{"edge 'Pit' → 'Plant': found product 'Sand', expected one that 'Plant' needs ('Ore', 'Dy')"});
  CHECK(messages_after([](Network& network) { network.add(Edge{.from = NodeId{1}, .to = NodeId{0}}); }) ==
        Messages{"edge 'Plant' → 'Mine': found product 'Magnet', expected one that 'Mine' needs (it has no inputs)"});
}

TEST_CASE("flows and lead times are finite and not below zero and an edge may be unlimited") {
  CHECK(after_edge([](Edge& edge) { edge.flow = {-1}; }) ==
        Messages{"edge 'Mine' → 'Plant' by lane 'Magnets to USA', flow: found -1 t/month, expected 0 t/month or more"});
  CHECK(after_edge([](Edge& edge) { edge.lead_time = Months{-0.25}; }) ==
        Messages{"edge 'Mine' → 'Plant' by lane 'Magnets to USA', lead time: found -0.25 months, expected 0 months or "
                 "more"});
  CHECK(after_edge([](Edge& edge) { edge.capacity = {not_a_number}; }) ==
        Messages{"edge 'Mine' → 'Plant' by lane 'Magnets to USA', capacity: found nan t/month, expected 0 t/month or "
                 "more"});
}

TEST_CASE("edges are told apart by supplier and customer and lane") {
  CHECK(messages_after([](Network& network) { network.add(Edge{.from = NodeId{0}, .to = NodeId{1}}); }).empty());
  CHECK(messages_after([](Network& network) { network.add(network.edges[EdgeId{0}]); }) ==
        Messages{"edge 'Mine' → 'Plant' by lane 'Magnets to USA': found the same edge again, expected one for each "
                 "from, to and lane"});
}

TEST_CASE("an id of no row is reported and nothing is read through it") {
  CHECK(after_edge([](Edge& edge) { edge.from = NodeId{7}; }) ==
        Messages{"input 'Ore' of 'Plant': found no edge that brings it, expected at least one",
                 "edge 7 → 'Plant' by lane 'Magnets to USA', supplier: found id 7, expected one of 2 nodes"});
  CHECK(messages_after([](Network& network) {
          network.add(Edge{.from = NodeId{0}, .to = NodeId{9}, .lane = LaneId{5}});
          network.add(Input{.node = NodeId{8}, .product = "Ore"});
        }) == Messages{"input 'Ore' of 8, node: found id 8, expected one of 2 nodes",
                       "edge 'Mine' → 9 by lane 5, customer: found id 9, expected one of 2 nodes",
                       "edge 'Mine' → 9 by lane 5, lane: found id 5, expected one of 1 lanes"});
  CHECK(after_lane([](Lane& lane) { lane.office = OfficeId{3}; }) ==
        Messages{"lane 'Magnets to USA', office: found id 3, expected one of 1 offices"});
}

TEST_CASE("a lane's numbers are in range") {
  CHECK(after_lane([](Lane& lane) { lane.name = ""; }) == Messages{"lane '', name: found \"\", expected a name"});
  CHECK(after_lane([](Lane& lane) { lane.t_per_licence = 0_t; }) ==
        Messages{"lane 'Magnets to USA', tonnes per licence: found 0 t, expected more than 0 t"});
  CHECK(after_lane([](Lane& lane) { lane.review = Months{-1}; }) ==
        Messages{"lane 'Magnets to USA', review time: found -1 months, expected 0 months or more"});
  CHECK(after_lane([](Lane& lane) { lane.review = Months{3e16}; }) ==
        Messages{"lane 'Magnets to USA', review time: found 3e+16 months, expected 1000000 months or less"});
  CHECK(after_lane([](Lane& lane) { lane.correction = Months{1e300}; }) ==
        Messages{"lane 'Magnets to USA', correction time: found 1e+300 months, expected 1000000 months or less"});
  CHECK(after_lane([](Lane& lane) { lane.approval = 1.1; }) ==
        Messages{"lane 'Magnets to USA', approval: found 1.1, expected 0 to 1"});
  CHECK(after_lane([](Lane& lane) { lane.refile = Months{-1}; }) ==
        Messages{"lane 'Magnets to USA', refiling time: found -1 months, expected 0 months or more"});
  CHECK(after_lane([](Lane& lane) { lane.priority = not_a_number; }) ==
        Messages{"lane 'Magnets to USA', priority: found nan, expected a finite number"});
  CHECK(after_lane([](Lane& lane) { lane.valid = Months{infinity}; }) ==
        Messages{"lane 'Magnets to USA', validity: found inf months, expected a finite number"});
  CHECK(after_lane([](Lane& lane) { lane.volume = Mass{-1}; }) ==
        Messages{"lane 'Magnets to USA', volume: found -1 t, expected 0 t or more"});
  CHECK(after_lane([](Lane& lane) { lane.controlled = -0.1; }) ==
        Messages{"lane 'Magnets to USA', controlled share: found -0.1, expected 0 to 1"});
  CHECK(after_lane([](Lane& lane) { lane.returned = 1; }) ==
        Messages{"lane 'Magnets to USA', returned share: found 1, expected 0 or more, below 1"});
  CHECK(after_lane([](Lane& lane) { lane.correction = Months{-1}; }) ==
        Messages{"lane 'Magnets to USA', correction time: found -1 months, expected 0 months or more"});
  CHECK(after_lane([](Lane& lane) { lane.restocking = 1.1; }) ==
        Messages{"lane 'Magnets to USA', restocking: found 1.1, expected 0 to 1"});
}

TEST_CASE("licences that are counted need tonnes to count in") {
  const auto no_batch = [](Network& network, LicenceRate rate) {
    network.lanes[LaneId{0}].t_per_licence = unlimited<Mass>;
    network.offices[OfficeId{0}].licences_per_month = rate;
  };
  CHECK(
      messages_after([&](Network& network) { no_batch(network, {4}); }) ==
      Messages{"lane 'Magnets to USA', tonnes per licence: found no limit, expected a number, because office 'MOFCOM' "
               "grants 4 licences a month"});
  CHECK(messages_after([&](Network& network) { no_batch(network, {0}); }).empty());
  CHECK(messages_after([&](Network& network) { no_batch(network, unlimited<LicenceRate>); }).empty());
}

TEST_CASE("an office grants 0 licences or more") {
  CHECK(after_office([](Office& office) { office.licences_per_month = {-1}; }) ==
        Messages{"office 'MOFCOM', licences: found -1 a month, expected 0 a month or more"});
  CHECK(after_office([](Office& office) { office.name = ""; }) ==
        Messages{"office '', name: found \"\", expected a name"});
}

TEST_CASE("every issue is reported and not only the first") {
  CHECK(messages_after([](Network& network) {
          network.nodes[NodeId{0}].stock = Mass{-5};
          network.nodes[NodeId{1}].demand = {-1};
          network.inputs[InputId{0}].t_per_t = 0;
          network.edges[EdgeId{0}].flow = {-2};
        }).size() == 4);
}

TEST_CASE("in a large network faults are found wherever they lie") {
  // 200,000 nodes in a row, each fed by the one before; more edges than are looked at together.
  constexpr std::uint32_t nodes = 200'000;
  Network chain;
  for (std::uint32_t i = 0; i < nodes; ++i) chain.add(Node{.name = std::to_string(i), .product = "X"});
  for (std::uint32_t i = nodes - 1; i > 0; --i) {
    chain.add(Input{.node = NodeId{i}, .product = "X"});
    chain.add(Edge{.from = NodeId{i - 1}, .to = NodeId{i}, .flow = 1_t_per_mo});
  }
  CHECK(validate(chain).empty());
  chain.nodes[NodeId{199'998}].product = "Y";
  for (const std::uint32_t i : {1U, 100'000U, 199'999U}) chain.add(Edge{.from = NodeId{i - 1}, .to = NodeId{i}});
  chain.nodes[NodeId{150'000}].name = "149999";
  Messages messages;
  for (const auto& issue : validate(chain)) messages.push_back(to_string(issue));
  CHECK(messages ==
        Messages{"node '149999', name: found '149999' again, expected a name of its own",
                 "input 'X' of '199999': found no edge that brings it, expected at least one",
                 "edge '199998' → '199999': found product 'Y', expected one that '199999' needs ('X')",
                 "edge '0' → '1': found the same edge again, expected one for each from, to and lane",
                 "edge '99999' → '100000': found the same edge again, expected one for each from, to and lane",
                 "edge '199998' → '199999': found product 'Y', expected one that '199999' needs ('X')",
                 "edge '199998' → '199999': found the same edge again, expected one for each from, to and lane"});
}

TEST_CASE("a caller may say where rows came from and leave issues out") {
  auto network = mine_and_plant();
  network.nodes[NodeId{0}].stock = Mass{-5};
  network.nodes[NodeId{1}].stock = Mass{-6};
  const auto issues = validate(network, [](Issue& issue, Table table, std::size_t row, std::string_view column) {
    issue.file = table == Table::nodes ? "nodes.csv" : "";
    issue.line = static_cast<int>(row) + 2;
    issue.where = column;
    return row == 1;
  });
  CHECK(issues ==
        std::vector<Issue>{
            {.file = "nodes.csv", .line = 3, .where = "stock_t", .found = "-6 t", .expected = "0 t or more"}});
}

TEST_CASE("a node is found by its name") {
  const auto network = mine_and_plant();
  CHECK(find_node(network, "Plant") == NodeId{1});
  CHECK(find_node(network, "plant") == std::nullopt);
}

}  // namespace
