// SPDX-License-Identifier: Apache-2.0
/// @file  Boost algorithms on a frozen network, without a copy.
#include <doctest/doctest.h>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/strong_components.hpp>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "support/random_network.hpp"
#include "ytterby/network/boost_graph.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, NodeId, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, EdgeId, boost::edge_index_t>));
using LeadTimes = decltype(lead_time_map(std::declval<const FrozenNetwork&>()));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyMapConcept<LeadTimes, EdgeId>));

/// Mine → two refineries, 1 and 3 months off → plant, 1 month from each.
Network diamond() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto near = network.add(Node{.name = "Near", .product = "oxide"});
  const auto far = network.add(Node{.name = "Far", .product = "oxide"});
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 2_t_per_mo});
  network.add(Input{.node = near, .product = "ore"});
  network.add(Input{.node = far, .product = "ore"});
  network.add(Input{.node = plant, .product = "oxide"});
  network.add(Edge{.from = mine, .to = near, .flow = {1}, .lead_time = 1_mo});
  network.add(Edge{.from = mine, .to = far, .flow = {1}, .lead_time = 3_mo});
  network.add(Edge{.from = near, .to = plant, .flow = {1}, .lead_time = 1_mo});
  network.add(Edge{.from = far, .to = plant, .flow = {1}, .capacity = {4}, .lead_time = 1_mo});
  return network;
}

template <class Value>
auto map_over(std::vector<Value>& values, const FrozenNetwork& network) {
  values.resize(num_vertices(network));
  return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, network));
}

}  // namespace

TEST_CASE("Dijkstra finds the shortest lead times") {
  const auto network = freeze(diamond());
  std::vector<double> months;
  boost::dijkstra_shortest_paths(network, NodeId{0},
                                 boost::weight_map(lead_time_map(network)).distance_map(map_over(months, network)));
  CHECK(months == std::vector<double>{0, 1, 3, 2});
}

TEST_CASE("the dominator of a plant with two suppliers is the mine of both") {
  const auto network = freeze(diamond());
  std::vector<NodeId> dominator(num_vertices(network), boost::graph_traits<FrozenNetwork>::null_vertex());
  boost::lengauer_tarjan_dominator_tree(network, NodeId{0}, map_over(dominator, network));
  CHECK(dominator[1] == NodeId{0});
  CHECK(dominator[2] == NodeId{0});
  CHECK(dominator[3] == NodeId{0});
}

TEST_CASE("a breadth-first search reaches what is supplied") {
  const auto network = freeze(diamond());
  std::vector<int> steps;
  const auto map = map_over(steps, network);
  boost::breadth_first_search(
      network, NodeId{1}, boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge{}))));
  CHECK(steps == std::vector<int>{0, 0, 0, 1});
}

TEST_CASE("strong components are single nodes without cycles, and one node's own with them") {
  Network network = diamond();
  std::vector<std::uint32_t> component;
  const auto frozen = freeze(network);
  CHECK(boost::strong_components(frozen, map_over(component, frozen)) == 4);
  network.add(Input{.node = NodeId{0}, .product = "metal"});
  network.add(Edge{.from = NodeId{3}, .to = NodeId{0}});
  const auto round = freeze(network);
  CHECK(boost::strong_components(round, map_over(component, round)) == 1);
}

TEST_CASE("property maps read the tables") {
  const Network network = diamond();
  const auto frozen = freeze(network);
  for (const EdgeId edge : network.edges.ids()) {
    CHECK(get(flow_map(frozen), edge) == network.edges[edge].flow.value);
    CHECK(get(lead_time_map(frozen), edge) == network.edges[edge].lead_time.count());
  }
  CHECK(get(capacity_map(frozen), EdgeId{3}) == 4);
  CHECK(get(capacity_map(frozen), EdgeId{0}) == std::numeric_limits<double>::infinity());
}

TEST_CASE("degrees and edges agree from both ends") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(random_network(random));
    std::size_t all_in = 0, all_out = 0;
    const auto [first_node, last_node] = vertices(network);
    for (auto node = first_node; node != last_node; ++node) {
      const auto [first_out, last_out] = out_edges(*node, network);
      for (auto edge = first_out; edge != last_out; ++edge) CHECK(source(*edge, network) == *node);
      const auto [first_in, last_in] = in_edges(*node, network);
      for (auto edge = first_in; edge != last_in; ++edge) CHECK(target(*edge, network) == *node);
      CHECK(static_cast<std::size_t>(last_out - first_out) == out_degree(*node, network));
      CHECK(static_cast<std::size_t>(last_in - first_in) == in_degree(*node, network));
      CHECK(degree(*node, network) == in_degree(*node, network) + out_degree(*node, network));
      all_in += in_degree(*node, network);
      all_out += out_degree(*node, network);
    }
    CHECK(all_in == num_edges(network));
    CHECK(all_out == num_edges(network));
  }
}
