// SPDX-License-Identifier: Apache-2.0
/// @file  Boost graphs of every kind as networks.
#include "ytterby/network/from_graph.hpp"

#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/reverse_graph.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/random_network.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/boost_graph.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

struct Firm {
  std::string name = {}, product = {};
  double stock = 0;
  int demand = 0;
  Mass ore_in_store = {};
  [[nodiscard]] double twice_demand() const { return 2 * demand; }
};
struct Trade {
  double tonnes_a_month = 0;
  std::chrono::days days{};
};

template <class Edges, class Vertices>
using List = boost::adjacency_list<Edges, Vertices, boost::bidirectionalS, Firm, Trade>;
using Sparse = boost::compressed_sparse_row_graph<boost::directedS, Firm, Trade>;

const Firm mine{.name = "Mine", .product = "ore"}, plant{"Plant", "metal", 5, 10, 40_t};
const Trade shipping{20, std::chrono::days{30}};

/// Mine → Plant, the customer first among the vertices.
template <class Graph>
Graph two_firms() {
  Graph graph;
  const auto to = add_vertex(plant, graph), from = add_vertex(mine, graph);
  add_edge(from, to, shipping, graph);
  return graph;
}
template <>
Sparse two_firms() {
  const std::array<std::pair<int, int>, 1> ends{{{1, 0}}};
  const std::array<Trade, 1> trades{shipping};
  Sparse graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), trades.begin(), 2);
  graph[0] = plant;
  graph[1] = mine;
  return graph;
}

/// By hand: 20 t of ore for 10 t of metal; 30 days are 30/30.4375 months.
Network two_nodes() {
  Network network;
  const auto to = network.add(Node{.name = "Plant", .product = "metal", .stock = 5_t, .demand = 10_t_per_mo});
  const auto from = network.add(Node{.name = "Mine", .product = "ore"});
  network.add(Input{.node = to, .product = "ore", .t_per_t = 2, .stock = 40_t});
  network.add(Edge{.from = from, .to = to, .flow = 20_t_per_mo, .lead_time = Months{30 / 30.4375}});
  return network;
}

}  // namespace

/// A graph that somebody had before he met Boost.
namespace own {

enum class Place : unsigned { harbour = 7, quarry = 3 };
struct Road {
  Place from{}, to{};
  bool operator==(const Road&) const = default;
};
struct Map {
  std::vector<Place> places = {};
  std::vector<Road> roads = {};
};
auto vertices(const Map& map) { return std::pair{map.places.begin(), map.places.end()}; }
auto num_vertices(const Map& map) { return map.places.size(); }
auto edges(const Map& map) { return std::pair{map.roads.begin(), map.roads.end()}; }
auto num_edges(const Map& map) { return map.roads.size(); }
Place source(const Road& road, const Map&) { return road.from; }
Place target(const Road& road, const Map&) { return road.to; }

/// No way to list edges.
struct Places {
  std::vector<Place> places = {};
};
auto vertices(const Places& map) { return std::pair{map.places.begin(), map.places.end()}; }

}  // namespace own

template <>
struct boost::graph_traits<own::Map> {
  using vertex_descriptor = own::Place;
  using edge_descriptor = own::Road;
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  struct traversal_category : vertex_list_graph_tag, edge_list_graph_tag {};
};

namespace {

using Vec = List<boost::vecS, boost::vecS>;
using Undirected = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, Firm, Trade>;
static_assert(NetworkGraph<Vec> && NetworkGraph<List<boost::setS, boost::listS>> && NetworkGraph<Sparse>);
static_assert(NetworkGraph<FrozenNetwork> && NetworkGraph<boost::reverse_graph<Vec>> && NetworkGraph<own::Map>);
static_assert(!NetworkGraph<Undirected> && KnowsEnds<Undirected> && !IsDirected<Undirected>);
static_assert(!NetworkGraph<own::Places> && ListsVertices<own::Places> && !ListsEdges<own::Places>);
static_assert(!NetworkGraph<int> && !ListsVertices<int> && !NetworkGraph<std::vector<int>>);

template <class Source, class Value>
concept ReadsFirm = ReadableBy<Source, Vec, VertexOf<Vec>, Value>;
using Numbers = boost::iterator_property_map<const double*, boost::identity_property_map>;
static_assert(ReadsFirm<double Firm::*, Mass> && ReadsFirm<int Firm::*, Flow> && ReadsFirm<Mass Firm::*, Mass>);
static_assert(ReadsFirm<decltype(&Firm::twice_demand), Flow> && ReadsFirm<double (*)(const Firm&), Mass>);
static_assert(ReadsFirm<Numbers, Mass> && ReadsFirm<double*, Mass> && ReadsFirm<double, Mass>);
static_assert(ReadsFirm<const char*, std::string> && ReadsFirm<std::string Firm::*, std::string>);
static_assert(ReadsFirm<std::chrono::weeks, Months> && ReadsFirm<double (*)(std::size_t), Months>);
static_assert(!ReadsFirm<Mass Firm::*, Flow> && !ReadsFirm<Flow, Mass> && !ReadsFirm<std::string Firm::*, Mass>);
static_assert(!ReadsFirm<double Firm::*, std::string> && !ReadsFirm<double Trade::*, Mass>);
static_assert(!ReadsFirm<std::vector<double>, Mass> && !ReadsFirm<double (*)(std::string), Mass>);
static_assert(!ReadsFirm<double, LaneId> && ReadsFirm<LaneId, LaneId>);

}  // namespace

TEST_CASE_TEMPLATE("every kind of Boost graph is read alike", Graph, Vec, List<boost::vecS, boost::listS>,
                   List<boost::setS, boost::vecS>, List<boost::listS, boost::setS>,
                   List<boost::multisetS, boost::listS>, Sparse) {
  const auto graph = two_firms<Graph>();
  auto network = from_graph(
      graph, {.name = &Firm::name, .product = &Firm::product, .stock = &Firm::stock, .demand = &Firm::demand},
      {.flow = &Trade::tonnes_a_month, .lead_time = &Trade::days}, {.stock = &Firm::ore_in_store});
  if (graph[vertices_of(graph)[NodeId{0}]].name == "Mine") {
    // A set orders its vertices by address.
    std::swap(network.nodes[NodeId{0}], network.nodes[NodeId{1}]);
    std::swap(network.edges[EdgeId{0}].from, network.edges[EdgeId{0}].to);
    network.inputs[InputId{0}].node = NodeId{0};
  }
  CHECK(network == two_nodes());
}

TEST_CASE("ids lead back to vertices and edges, and vertices to ids") {
  const auto graph = two_firms<List<boost::vecS, boost::listS>>();
  const auto vertex_of = vertices_of(graph);
  const NodeIds ids(graph);
  CHECK(graph[vertex_of[NodeId{0}]].name == "Plant");
  CHECK(graph[vertex_of[NodeId{1}]].name == "Mine");
  for (const NodeId node : vertex_of.ids()) CHECK(ids[vertex_of[node]] == node);
  CHECK(source(edges_of(graph)[EdgeId{0}], graph) == vertex_of[NodeId{1}]);

  const NodeIds numbered(two_firms<Vec>());
  CHECK(numbered[1] == NodeId{1});
  CHECK(numbered[2] == NodeId{0xffff'ffffU});
}

TEST_CASE("a type of one's own is read through functions and constants") {
  using own::Place;
  const own::Map map{.places = {Place::harbour, Place::quarry}, .roads = {{Place::quarry, Place::harbour}}};
  const auto network =
      from_graph(map,
                 {.name = [](Place place) { return place == Place::quarry ? "Quarry" : "Harbour"; },
                  .product = "stone",
                  .country = std::string("SWE"),
                  .capacity = unlimited<Flow>,
                  .demand = [](Place place) { return place == Place::harbour ? 3_t_per_mo : Flow{}; }},
                 {.flow = 6, .capacity = [](const own::Road&) { return 9; }, .lead_time = 1_mo},
                 {.stock = [](Place, std::string_view product) { return double(product.size()); }, .essential = 0.5});
  Network expected;
  expected.add(Node{.name = "Harbour", .product = "stone", .country = "SWE", .demand = 3_t_per_mo});
  expected.add(Node{.name = "Quarry", .product = "stone", .country = "SWE"});
  expected.add(Input{.node = NodeId{0}, .product = "stone", .t_per_t = 2, .stock = 5_t, .essential = 0.5});
  expected.add(Edge{.from = NodeId{1}, .to = NodeId{0}, .flow = {6}, .capacity = {9}, .lead_time = 1_mo});
  CHECK(network == expected);
  CHECK(NodeIds(map)[Place::quarry] == NodeId{1});
  CHECK(edges_of(map)[EdgeId{0}] == map.roads[0]);
}

TEST_CASE("properties inside and outside of a graph are read through their maps") {
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS,
                                      boost::property<boost::vertex_name_t, std::string>,
                                      boost::property<boost::edge_weight_t, float>>;
  Graph graph;
  add_vertex(std::string("Mine"), graph);
  add_vertex(std::string("Plant"), graph);
  add_edge(0, 1, 2.5F, graph);
  const std::array<double, 2> demand{0, 4};
  const auto network =
      from_graph(graph,
                 {.name = get(boost::vertex_name, graph),
                  .product = get(boost::vertex_name, graph),
                  .stock = demand.data(),
                  .demand = boost::make_iterator_property_map(demand.begin(), get(boost::vertex_index, graph))},
                 {.flow = get(boost::edge_weight, graph)});
  CHECK(network.nodes[NodeId{1}].name == "Plant");
  CHECK(network.nodes[NodeId{1}].stock == 4_t);
  CHECK(network.nodes[NodeId{1}].demand == 4_t_per_mo);
  CHECK(network.edges[EdgeId{0}].flow == Flow{2.5});
  CHECK(network.inputs[InputId{0}] == Input{.node = NodeId{1}, .product = "Mine", .t_per_t = 0.625});
}

TEST_CASE("a frozen network read as a Boost graph is the network again") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network network = random_network(random, {.licences = Licences::free});
    const auto frozen = freeze(network);
    Network again = from_graph(frozen,
                               {.name = name_map(frozen),
                                .site = site_map(frozen),
                                .product = product_map(frozen),
                                .stage = stage_map(frozen),
                                .country = country_map(frozen),
                                .capacity = node_capacity_map(frozen),
                                .stock = stock_map(frozen),
                                .demand = demand_map(frozen),
                                .output_value = [&](NodeId node) { return frozen.output_value(node); },
                                .priority = [&](NodeId node) { return frozen.priority(node); },
                                .minimum_share = [&](NodeId node) { return frozen.minimum_share(node); }},
                               {.flow = flow_map(frozen),
                                .capacity = capacity_map(frozen),
                                .lead_time = lead_time_map(frozen),
                                .lane = [&](EdgeId edge) { return frozen.lane(edge); }});
    for (Node& node : network.nodes)
      if (node.site.empty()) node.site = node.name;  // as a frozen network says it
    CHECK(again.nodes == network.nodes);
    CHECK(again.edges == network.edges);
    CHECK(again.inputs.size() == network.inputs.size());
    again.lanes = network.lanes;
    again.offices = network.offices;
    CHECK(balance_of(freeze(again)).largest_residual < 1e-12);
  }
}

TEST_CASE("a part of a graph is a network of its own") {
  Vec graph = two_firms<Vec>();
  add_edge(add_vertex(Firm{.name = "Left out", .product = "ore"}, graph), 0, Trade{1, {}}, graph);
  const auto stays = [&](Vec::vertex_descriptor vertex) { return graph[vertex].name != "Left out"; };
  const boost::filtered_graph part(graph, boost::keep_all{}, std::function<bool(Vec::vertex_descriptor)>(stays));
  const auto network =
      from_graph(part, {.name = &Firm::name, .product = &Firm::product, .stock = &Firm::stock, .demand = &Firm::demand},
                 {.flow = &Trade::tonnes_a_month, .lead_time = &Trade::days}, {.stock = &Firm::ore_in_store});
  CHECK(network == two_nodes());
}

TEST_CASE("vertices without a name have their number, and faults are left to freeze") {
  const auto graph = two_firms<Vec>();
  const auto network = from_graph(graph, {.stock = -1});
  CHECK_THROWS_WITH_AS(static_cast<void>(freeze(network)),
                       "network has 5 issues\n"
                       "  node '0', product: found \"\", expected a product\n"
                       "  node '0', stock: found -1 t, expected 0 t or more\n"
                       "  node '1', product: found \"\", expected a product\n"
                       "  node '1', stock: found -1 t, expected 0 t or more\n"
                       "  input '' of '0', product: found \"\", expected a product",
                       InvalidNetwork);
}
