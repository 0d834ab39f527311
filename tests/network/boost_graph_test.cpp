// SPDX-License-Identifier: Apache-2.0
/// @file  A frozen network as Boost sees it: concepts, property maps, degrees.
#include "ytterby/network/boost_graph.hpp"

#include <doctest/doctest.h>

#include <boost/graph/graph_concepts.hpp>

#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <vector>

#include "support/diamond.hpp"
#include "support/random_network.hpp"
#include "ytterby/network/residual_graph.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<FrozenNetwork>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, NodeId, boost::vertex_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, NodeId, boost::vertex_name_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, EdgeId, boost::edge_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, EdgeId, boost::edge_weight_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<FrozenNetwork, EdgeId, boost::edge_capacity_t>));

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<ResidualGraph>));
BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<ResidualGraph>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<ResidualGraph>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ResidualGraph, ResidualEdge, boost::edge_index_t>));
BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<ResidualGraph, ResidualEdge, boost::edge_reverse_t>));

using Traits = boost::graph_traits<FrozenNetwork>;
static_assert(std::is_same_v<Traits::vertex_descriptor, NodeId> && std::is_same_v<Traits::edge_descriptor, EdgeId>);
static_assert(std::is_unsigned_v<std::underlying_type_t<Traits::vertex_descriptor>>);  // lengauer_tarjan needs it
static_assert(!std::is_constructible_v<ResidualGraph, FrozenNetwork>);                 // would dangle

/// A tag that the network has no map for, and an edge's map asked of a node.
template <class Tag, class Key>
concept Gettable = requires(const FrozenNetwork& network, Key key) {
  get(Tag{}, network, key);
};
static_assert(Gettable<boost::vertex_name_t, NodeId> && !Gettable<boost::vertex_name_t, EdgeId>);
static_assert(!Gettable<boost::vertex_color_t, NodeId>);

}  // namespace

TEST_CASE("property maps read the tables") {
  const Network network = diamond();
  const auto frozen = freeze(network);
  for (const EdgeId edge : network.edges.ids()) {
    CHECK(get(flow_map(frozen), edge) == network.edges[edge].flow.value);
    CHECK(get(lead_time_map(frozen), edge) == network.edges[edge].lead_time.count());
    CHECK(get(boost::edge_index, frozen, edge) == index_of(edge));
    CHECK(get(boost::edge_weight, frozen, edge) == network.edges[edge].lead_time.count());
  }
  CHECK(get(capacity_map(frozen), EdgeId{3}) == 4);
  CHECK(get(capacity_map(frozen), EdgeId{0}) == std::numeric_limits<double>::infinity());
  for (const NodeId node : network.nodes.ids()) {
    CHECK(get(name_map(frozen), node) == network.nodes[node].name);
    CHECK(get(boost::vertex_name, frozen, node) == network.nodes[node].name);
    CHECK(get(site_map(frozen), node) == network.nodes[node].name);
    CHECK(get(product_map(frozen), node) == network.nodes[node].product);
    CHECK(get(country_map(frozen), node) == network.nodes[node].country);
    CHECK(get(stage_map(frozen), node).empty());
    CHECK(get(boost::vertex_index, frozen, node) == index_of(node));
  }
  const NodeId plant{3};
  CHECK(get(node_capacity_map(frozen), plant) == 5);
  CHECK(get(stock_map(frozen), plant) == 7);
  CHECK(get(demand_map(frozen), plant) == 2);
  CHECK(get(output_map(frozen), plant) == 2);
}

TEST_CASE("degrees and edges agree from both ends") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(random_network(random));
    const ResidualGraph residual(network);
    std::size_t all_in = 0, all_out = 0;
    const auto [first_node, last_node] = vertices(network);
    for (auto node = first_node; node != last_node; ++node) {
      const auto [first_out, last_out] = out_edges(*node, network);
      auto customer = adjacent_vertices(*node, network).first;
      for (auto edge = first_out; edge != last_out; ++edge, ++customer) {
        CHECK(source(*edge, network) == *node);
        CHECK(target(*edge, network) == *customer);
      }
      CHECK(customer == adjacent_vertices(*node, network).second);
      const auto [first_in, last_in] = in_edges(*node, network);
      for (auto edge = first_in; edge != last_in; ++edge) CHECK(target(*edge, network) == *node);
      CHECK(static_cast<std::size_t>(last_out - first_out) == out_degree(*node, network));
      CHECK(static_cast<std::size_t>(last_in - first_in) == in_degree(*node, network));
      CHECK(degree(*node, network) == in_degree(*node, network) + out_degree(*node, network));
      all_in += in_degree(*node, network);
      all_out += out_degree(*node, network);

      const auto [first_way, last_way] = out_edges(*node, residual);
      CHECK(static_cast<std::size_t>(last_way - first_way) == out_degree(*node, residual));
      for (auto way = first_way; way != last_way; ++way) {
        CHECK(source(*way, residual) == *node);
        const ResidualEdge back = get(get(boost::edge_reverse, residual), *way);
        CHECK(target(back, residual) == *node);
        CHECK(get(get(boost::edge_reverse, residual), back) == *way);
      }
    }
    CHECK(all_in == num_edges(network));
    CHECK(all_out == num_edges(network));

    std::vector<int> seen(num_edges(residual));
    const auto [first_way, last_way] = edges(residual);
    for (auto way = first_way; way != last_way; ++way) ++seen[get(get(boost::edge_index, residual), *way)];
    CHECK(seen == std::vector<int>(2 * num_edges(network), 1));
  }
}
