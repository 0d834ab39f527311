// SPDX-License-Identifier: Apache-2.0
/// @file  Single points of failure: by hand, against removal, against Boost's dominator tree.
#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dominator_tree.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "support/diamond.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "ytterby/knock_out/dominators.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

std::vector<NodeId> nodes_of(const FrozenNetwork& network, const std::vector<std::string>& names) {
  std::vector<NodeId> nodes;
  for (const std::string& name : names) nodes.push_back(*network.find(name));
  return nodes;
}

std::vector<NodeId> all_nodes(const FrozenNetwork& network) { return {network.nodes().begin(), network.nodes().end()}; }

/// Written anew, from the definition: whether there is a finite tree of supply without a node. Grown from its leaves:
/// `tier` is the height of a tree found, none where there is none; whoever has a tree has one of suppliers lower than
/// itself.
struct Trees {
  static constexpr int none = -1;
  std::vector<int> tier;

  Trees(const FrozenNetwork& network, std::optional<NodeId> without) : tier(network.nodes().size(), none) {
    for (int height = 0; static_cast<std::size_t>(height) <= tier.size(); ++height)
      for (const NodeId node : network.nodes())
        if (tier[index_of(node)] == none && node != without && stands(network, node, height))
          tier[index_of(node)] = height;
  }

  [[nodiscard]] bool stands(const FrozenNetwork& network, NodeId node, int below) const {
    for (const InputId input : network.inputs(node)) {
      bool flows = false, found = false;
      for (const EdgeId edge : network.in_edges(input)) {
        if (!(network.flow(edge).value > 0)) continue;
        flows = true;
        const int supplier = tier[index_of(network.from(edge))];
        found = found || (supplier != none && supplier < below);
      }
      if (network.essential(input) == 1 && flows && !found) return false;
    }
    return true;
  }

  [[nodiscard]] bool has(NodeId node) const { return tier[index_of(node)] != none; }
};

/// Walks down one tree of supply and collects its nodes; fails where a supplier is missing.
void collect(const FrozenNetwork& network, const Trees& trees, NodeId node, std::set<NodeId>& tree) {
  REQUIRE(trees.has(node));
  if (!tree.insert(node).second) return;
  for (const InputId input : network.inputs(node)) {
    bool flows = false;
    const EdgeId* chosen = nullptr;
    for (const EdgeId& edge : network.in_edges(input)) {
      if (!(network.flow(edge).value > 0)) continue;
      flows = true;
      const int tier = trees.tier[index_of(network.from(edge))];
      if (tier != Trees::none && tier < trees.tier[index_of(node)]) chosen = &edge;
    }
    if (network.essential(input) < 1 || !flows) continue;
    REQUIRE(chosen != nullptr);
    collect(network, trees, network.from(*chosen), tree);
  }
}

/// Removes each node in turn: of each that is named no tree is left, of each that is not a tree without it is built.
void check_by_removal(const FrozenNetwork& network) {
  const std::vector<NodeId> targets = all_nodes(network);
  const auto points = single_points_of_failure(network, targets);
  REQUIRE(points.size() == targets.size());
  const Trees whole(network, std::nullopt);
  for (const NodeId target : targets) {
    CHECK(points[index_of(target)].target == target);
    CHECK(points[index_of(target)].supplied == whole.has(target));
    if (!whole.has(target)) CHECK(points[index_of(target)].nodes.empty());
  }
  for (const NodeId node : network.nodes()) {
    const Trees left(network, node);
    const std::vector<NodeId> out{node};
    const auto cut = cut_off(network, targets, out);
    for (const NodeId target : targets) {
      const auto& named = points[index_of(target)].nodes;
      const bool is_named = std::binary_search(named.begin(), named.end(), node);
      const bool is_cut = std::binary_search(cut.begin(), cut.end(), target);
      CHECK(is_cut == (whole.has(target) && !left.has(target)));
      CHECK(is_named == is_cut);
      if (!whole.has(target) || is_named) continue;
      std::set<NodeId> tree;
      collect(network, left, target, tree);
      CHECK_FALSE(tree.contains(node));
    }
  }
}

/// One input a node, so that the dominators of a graph are what each can't do without.
Network single_input_network(Random& random, std::size_t nodes, bool cycles) {
  Network network;
  for (std::size_t i = 0; i < nodes; ++i)
    network.add(Node{.name = "n" + std::to_string(i), .product = "p", .demand = {1}});
  for (std::size_t i = 1; i < nodes; ++i) {
    network.add(Input{.node = id_at<NodeId>(i), .product = "p"});
    std::set<std::size_t> suppliers{random.below(i)};
    if (random.chance(0.4)) suppliers.insert(random.below(cycles ? nodes : i));
    for (const std::size_t from : suppliers)
      network.add(Edge{.from = id_at<NodeId>(from), .to = id_at<NodeId>(i), .flow = {1}});
  }
  return network;
}

}  // namespace

TEST_CASE("two refineries stand in for each other, their mine and their customer have nobody") {
  const auto network = freeze(diamond());
  const auto points = single_points_of_failure(network, nodes_of(network, {"Plant"}));
  CHECK(points.front().nodes == nodes_of(network, {"Mine", "Plant"}));
  CHECK(cut_off(network, nodes_of(network, {"Plant"}), nodes_of(network, {"Near"})).empty());
  CHECK(cut_off(network, nodes_of(network, {"Plant"}), nodes_of(network, {"Near", "Far"})) ==
        nodes_of(network, {"Plant"}));
}

TEST_CASE("of two inputs each is needed, and one that is essential in part is not") {
  Network plain = diamond();
  const auto flux = plain.add(Node{.name = "Flux", .product = "flux"});
  const auto paint = plain.add(Node{.name = "Paint", .product = "paint"});
  const auto idle = plain.add(Node{.name = "Idle", .product = "flux"});
  const auto sage = plain.add(Node{.name = "Sage", .product = "advice"});
  plain.add(Input{.node = NodeId{3}, .product = "flux"});
  plain.add(Input{.node = NodeId{3}, .product = "paint", .essential = 0.9});
  plain.add(Input{.node = NodeId{3}, .product = "advice"});  // nothing flows: drawn from stock
  plain.add(Edge{.from = flux, .to = NodeId{3}, .flow = {1}});
  plain.add(Edge{.from = sage, .to = NodeId{3}, .flow = {0}});
  plain.add(Edge{.from = idle, .to = NodeId{3}, .flow = {0}});
  plain.add(Edge{.from = paint, .to = NodeId{3}, .flow = {1}});
  const auto network = freeze(plain);
  CHECK(single_points_of_failure(network, nodes_of(network, {"Plant"})).front().nodes ==
        nodes_of(network, {"Mine", "Plant", "Flux"}));
}

TEST_CASE("a loop feeds nobody by itself, and helps nobody whose only source is gone") {
  // Mine → Works ⇄ Recycler: the two feed each other, but the mine is on every way of supply.
  Network plain;
  const auto mine = plain.add(Node{.name = "Mine", .product = "metal"});
  const auto works = plain.add(Node{.name = "Works", .product = "scrap", .demand = {1}});
  const auto recycler = plain.add(Node{.name = "Recycler", .product = "metal"});
  const auto lone = plain.add(Node{.name = "Lone", .product = "air", .demand = {1}});
  plain.add(Input{.node = works, .product = "metal"});
  plain.add(Input{.node = recycler, .product = "scrap"});
  plain.add(Input{.node = lone, .product = "air"});
  plain.add(Edge{.from = mine, .to = works, .flow = {1}});
  plain.add(Edge{.from = recycler, .to = works, .flow = {1}});
  plain.add(Edge{.from = works, .to = recycler, .flow = {1}});
  plain.add(Edge{.from = lone, .to = lone, .flow = {1}});
  const auto network = freeze(plain);
  const auto points = single_points_of_failure(network, all_nodes(network));
  CHECK(points[1].nodes == std::vector<NodeId>{mine, works});
  CHECK(points[2].nodes == std::vector<NodeId>{mine, works, recycler});
  CHECK_FALSE(points[3].supplied);  // supplied by itself alone
  CHECK(points[3].nodes.empty());
  CHECK(cut_off(network, all_nodes(network), std::vector<NodeId>{lone}).empty());
}

TEST_CASE("lanes are cut as nodes are") {
  Network plain = diamond();
  const auto office = plain.add(Office{.name = "Office"});
  const auto lane = plain.add(Lane{.name = "Lane", .office = office});
  plain.edges[EdgeId{2}].lane = lane;  // from Near
  const std::vector<NodeId> plant{NodeId{3}}, far{NodeId{2}};
  const std::vector<LaneId> lanes{lane};
  const auto network = freeze(plain);
  CHECK(cut_off(network, plant, {}, lanes).empty());
  CHECK(cut_off(network, plant, far, lanes) == plant);
}

TEST_CASE("what is named is what removal leaves without a tree, on networks with cycles") {
  for (std::uint64_t seed = 0; seed < seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    check_by_removal(freeze(random_network(random, {.most_nodes = 25, .unused = seed % 3 == 0})));
  }
}

TEST_CASE("on networks with one input a node they are Boost's dominators") {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS>;
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::size_t count = 2 + random.below(60);
    const auto network = freeze(single_input_network(random, count, seed % 2 == 0));
    check_by_removal(network);
    Graph graph(count);
    for (const EdgeId edge : network.edges())
      boost::add_edge(index_of(network.from(edge)), index_of(network.to(edge)), graph);
    std::vector<std::size_t> above(count, count);
    boost::lengauer_tarjan_dominator_tree(
        graph, 0, boost::make_iterator_property_map(above.begin(), boost::get(boost::vertex_index, graph)));
    const auto points = single_points_of_failure(network, all_nodes(network));
    for (std::size_t node = 0; node < count; ++node) {
      std::vector<NodeId> expected;
      for (std::size_t at = node; at < count; at = above[at]) expected.push_back(id_at<NodeId>(at));
      std::sort(expected.begin(), expected.end());
      CHECK(points[node].nodes == expected);
    }
  }
}
