// SPDX-License-Identifier: Apache-2.0
/// @file  Boost algorithms on a frozen network, without a copy.
#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/dominator_tree.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <boost/graph/graphviz.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include <cstdint>
#include <iterator>
#include <sstream>
#include <vector>

#include "support/diamond.hpp"
#include "support/random_network.hpp"
#include "ytterby/network/boost_graph.hpp"
#include "ytterby/network/residual_graph.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

template <class Value>
auto map_over(std::vector<Value>& values, const FrozenNetwork& network) {
  values.resize(num_vertices(network));
  return boost::make_iterator_property_map(values.begin(), get(boost::vertex_index, network));
}

using Residuals = std::vector<std::int64_t>;

auto map_over(Residuals& residuals, const ResidualGraph& graph) {
  residuals.resize(num_edges(graph));
  return boost::make_iterator_property_map(residuals.begin(), get(boost::edge_index, graph));
}

}  // namespace

TEST_CASE("a topological sort lists customers before their suppliers") {
  const auto network = freeze(diamond());
  std::vector<NodeId> order;
  boost::topological_sort(network, std::back_inserter(order));
  // The refineries may come either way.
  REQUIRE(order.size() == 4);
  CHECK(order.front() == NodeId{3});
  CHECK(order.back() == NodeId{0});
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

TEST_CASE("Dijkstra finds the shortest lead times") {
  // By hand: Near after 1 month, Far after 3, Plant by Near after 1 + 1.
  const auto network = freeze(diamond());
  const std::vector<double> expected{0, 1, 3, 2};
  std::vector<double> months;
  boost::dijkstra_shortest_paths(network, NodeId{0},
                                 boost::weight_map(lead_time_map(network)).distance_map(map_over(months, network)));
  CHECK(months == expected);
  months.clear();
  boost::dijkstra_shortest_paths(network, NodeId{0}, boost::distance_map(map_over(months, network)));  // by its tag
  CHECK(months == expected);
}

TEST_CASE("a breadth-first search reaches what is supplied") {
  const auto network = freeze(diamond());
  std::vector<int> steps;
  const auto map = map_over(steps, network);
  boost::breadth_first_search(
      network, NodeId{1}, boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge{}))));
  CHECK(steps == std::vector<int>{0, 0, 0, 1});
}

TEST_CASE("betweenness halves between two refineries, and goes to the nearer one where months count") {
  // By hand: of all pairs only Mine and Plant have somebody between them: both refineries on equally many edges, Near
  // alone on the way of 2 months instead of 4.
  const auto network = freeze(diamond());
  std::vector<double> between;
  boost::brandes_betweenness_centrality(network, map_over(between, network));
  CHECK(between == std::vector<double>{0, 0.5, 0.5, 0});
  boost::brandes_betweenness_centrality(
      network, boost::centrality_map(map_over(between, network)).weight_map(lead_time_map(network)));
  CHECK(between == std::vector<double>{0, 1, 0, 0});
}

TEST_CASE("the dominator of a plant with two suppliers is the mine of both") {
  // And where Far is fed by Near alone, all that reaches Plant passes Near.
  Network network = diamond();
  auto frozen = freeze(network);
  const auto none = boost::graph_traits<FrozenNetwork>::null_vertex();
  std::vector<NodeId> dominator(4, none);
  boost::lengauer_tarjan_dominator_tree(frozen, NodeId{0}, map_over(dominator, frozen));
  CHECK(dominator == std::vector{none, NodeId{0}, NodeId{0}, NodeId{0}});

  network.inputs[InputId{1}].product = "oxide";
  network.edges[EdgeId{1}].from = NodeId{1};
  frozen = freeze(network);
  dominator.assign(4, none);
  boost::lengauer_tarjan_dominator_tree(frozen, NodeId{0}, map_over(dominator, frozen));
  CHECK(dominator == std::vector{none, NodeId{0}, NodeId{1}, NodeId{1}});
}

TEST_CASE("the maximum flow to a plant is what its narrowest ways carry") {
  // By hand: Near → Plant carries 2 of the 3 t that reach Near, Mine → Far 2.5 of the 4 t that Far could send on: the
  // cut of those two is 4.5 t, and fills them both.
  Network network = diamond();
  const std::vector<double> limits{3, 2.5, 2, 4};
  for (const EdgeId edge : network.edges.ids()) network.edges[edge].capacity = {limits[index_of(edge)]};
  const auto frozen = freeze(network);
  const auto kilograms = [&](EdgeId edge) {
    return static_cast<std::int64_t>(1000 * get(boost::edge_capacity, frozen, edge));
  };
  ResidualGraph graph(frozen);
  Residuals left;
  CHECK(boost::push_relabel_max_flow(
            graph, NodeId{0}, NodeId{3},
            boost::capacity_map(forward_map(kilograms)).residual_capacity_map(map_over(left, graph))) == 4500);
  // Left on each edge, and the flow that its reverse could undo.
  CHECK(left == Residuals{1000, 2000, 0, 2500, 0, 2000, 1500, 2500});
}

TEST_CASE("the maximum flow of the view is that of a copy") {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Copy = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<boost::edge_capacity_t, std::int64_t,
                      boost::property<boost::edge_residual_capacity_t, std::int64_t,
                                      boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(random_network(random));
    const auto kilograms = [&](EdgeId edge) { return static_cast<std::int64_t>(1000 * network.flow(edge).value); };

    Copy copy(num_vertices(network));
    for (const EdgeId edge : network.edges()) {
      const auto from = index_of(network.from(edge)), to = index_of(network.to(edge));
      const auto way = add_edge(from, to, copy).first, back = add_edge(to, from, copy).first;
      put(boost::edge_capacity, copy, way, kilograms(edge));
      put(boost::edge_reverse, copy, way, back);
      put(boost::edge_reverse, copy, back, way);
    }
    const NodeId first = network.rows().node_at.front(), last = network.rows().node_at.back();
    const ResidualGraph graph(network);
    Residuals left;
    CHECK(boost::push_relabel_max_flow(graph, first, last, forward_map(kilograms), map_over(left, graph),
                                       get(boost::edge_reverse, graph), get(boost::vertex_index, graph)) ==
          boost::edmonds_karp_max_flow(copy, index_of(first), index_of(last)));
  }
}

TEST_CASE("Graphviz draws names and flows") {
  const auto network = freeze(diamond());
  std::ostringstream drawn;
  boost::write_graphviz(drawn, network, boost::make_label_writer(name_map(network)),
                        boost::make_label_writer(lead_time_map(network)));
  CHECK(drawn.str() ==
        "digraph G {\n"
        "0[label=Mine];\n"
        "1[label=Near];\n"
        "2[label=Far];\n"
        "3[label=Plant];\n"
        "0->1 [label=1];\n"
        "0->2 [label=3];\n"
        "1->3 [label=1];\n"
        "2->3 [label=1];\n"
        "}\n");
}
