// SPDX-License-Identifier: Apache-2.0
/// @file  Flow order and the edges that close a cycle.
#include <doctest/doctest.h>

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/topological_sort.hpp>

#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "support/random_network.hpp"
#include "ytterby/network/boost_graph.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Any edges between nodes that all make and need the same, with few distinct leads: full of cycles.
Network tangle(Random& random) {
  Network network;
  const std::size_t nodes = 2 + random.below(12);
  std::vector<std::vector<bool>> linked(nodes, std::vector<bool>(nodes, false));
  for (std::size_t i = 0; i < nodes; ++i) network.add(Node{.name = std::to_string(i), .product = "X"});
  const std::size_t edges = random.below(3 * nodes);
  std::vector<bool> fed(nodes, false);
  for (std::size_t i = 0; i < edges; ++i) {
    const std::size_t from = random.below(nodes), to = random.below(nodes);
    if (linked[from][to]) continue;
    linked[from][to] = fed[to] = true;
    network.add(Edge{.from = id_at<NodeId>(from),
                     .to = id_at<NodeId>(to),
                     .flow = {1},
                     .lead_time = Months{0.5 * static_cast<double>(random.below(5))}});
  }
  for (std::size_t i = 0; i < nodes; ++i)
    if (fed[i]) network.add(Input{.node = id_at<NodeId>(i), .product = "X"});
  return network;
}

/// Whether there is a way from one node to another with no lead time longer than `longest`, by trying all.
bool way_exists(const Network& network, NodeId from, NodeId to, Months longest) {
  PerNode<bool> seen(network.nodes.size());
  seen[from] = true;
  for (bool more = true; more;) {
    more = false;
    for (const Edge& edge : network.edges) {
      if (!seen[edge.from] || seen[edge.to] || edge.lead_time > longest) continue;
      seen[edge.to] = more = true;
    }
  }
  return seen[to];
}

struct NotClosing {
  const FrozenNetwork* network = nullptr;
  bool operator()(EdgeId edge) const { return !network->closes_cycle(edge); }
};

void check_order(const Network& network) {
  const auto frozen = freeze(network);
  const Rows& rows = frozen.rows();
  for (const EdgeId id : network.edges.ids()) {
    CAPTURE(index_of(id));
    const Edge& edge = network.edges[id];
    CHECK(frozen.closes_cycle(id) == way_exists(network, edge.to, edge.from, edge.lead_time));
    if (!frozen.closes_cycle(id)) CHECK(rows.position_of[edge.from] < rows.position_of[edge.to]);
  }
  const boost::filtered_graph<FrozenNetwork, NotClosing> acyclic(frozen, NotClosing{&frozen});
  std::vector<NodeId> order;
  CHECK_NOTHROW(boost::topological_sort(acyclic, std::back_inserter(order)));  // throws not_a_dag
  CHECK(order.size() == network.nodes.size());
}

}  // namespace

TEST_CASE("closing edges are those with a way back of no longer lead, and the others run forward") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    check_order(tangle(random));
  }
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    check_order(random_network(random));
  }
}

TEST_CASE("a network without cycles has no closing edges") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    Random random(seed);
    const auto network = freeze(random_network(random, {.cycles = false}));
    for (const EdgeId edge : network.edges()) CHECK_FALSE(network.closes_cycle(edge));
  }
}

TEST_CASE("of a ring the longest edge closes it") {
  Network ring;
  for (int i = 0; i < 3; ++i) ring.add(Node{.name = std::to_string(i), .product = "X"});
  const Months leads[] = {1_mo, 3_mo, 2_mo};
  for (std::uint32_t i = 0; i < 3; ++i) {
    ring.add(Input{.node = NodeId{i}, .product = "X"});
    ring.add(Edge{.from = NodeId{i}, .to = NodeId{(i + 1) % 3}, .flow = {1}, .lead_time = leads[i]});
  }
  const auto network = freeze(ring);
  CHECK_FALSE(network.closes_cycle(EdgeId{0}));
  CHECK(network.closes_cycle(EdgeId{1}));
  CHECK_FALSE(network.closes_cycle(EdgeId{2}));
  // Goods start where the long edge ends.
  CHECK(network.rows().node_at == std::vector{NodeId{2}, NodeId{0}, NodeId{1}});
}

TEST_CASE("a node that supplies itself closes its cycle alone") {
  Network network;
  const auto node = network.add(Node{.name = "Smelter", .product = "X", .demand = {1}});
  network.add(Input{.node = node, .product = "X"});
  network.add(Edge{.from = node, .to = node, .flow = {1}});
  CHECK(freeze(network).closes_cycle(EdgeId{0}));
}
