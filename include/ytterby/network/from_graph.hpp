// SPDX-License-Identifier: Apache-2.0
/// @file  Any Boost graph as a network.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/derive_inputs.hpp"
#include "ytterby/network/graph_concepts.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby {

namespace detail {

/// How one quantity of a vertex or edge is read; not given by default.
template <class Graph, class Item, class Value>
class Reading {
 public:
  Reading() = default;
  template <class Source>
  requires(!std::same_as<Source, Reading>)
      Reading(Source source) {  // NOLINT(google-explicit-constructor): filled in by name, from whatever there is
    static_assert(
        !std::same_as<ReadFrom<Source, Graph, Item>, Nothing>,
        "from_graph: a quantity is read from a pointer to a member of what the graph bundles with its "
        "vertices or edges, a function of them or of that bundle, a Boost property map, or one value for all");
    static_assert(ReadableBy<Source, Graph, Item, Value> || std::same_as<ReadFrom<Source, Graph, Item>, Nothing>,
                  "from_graph: what is read is neither a plain number nor of the unit asked for (or no text for text)");
    if constexpr (ReadableBy<Source, Graph, Item, Value>) {
      read_ = [source = std::move(source)](const Graph& graph, const Item& item) {
        return value_from<Value>(read(source, graph, item));
      };
    }
  }

  void to(Value& value, const Graph& graph, const Item& item) const {
    if (read_) value = read_(graph, item);
  }

 private:
  std::function<Value(const Graph&, const Item&)> read_;
};

/// The same for an input, told by its vertex and product.
template <class Graph, class Value>
class InputReading {
  using Vertex = VertexOf<Graph>;

 public:
  InputReading() = default;
  template <class Source>
  requires(!std::same_as<Source, InputReading>)
      InputReading(Source source) {  // NOLINT(google-explicit-constructor): filled in by name, from whatever there is
    if constexpr (std::invocable<const Source&, const Vertex&, std::string_view>) {
      using Read = std::remove_cvref_t<std::invoke_result_t<const Source&, const Vertex&, std::string_view>>;
      static_assert(Gives<Read, Value>, "from_graph: what is read is neither a plain number nor of the unit asked for");
      read_ = [source = std::move(source)](const Graph&, const Vertex& vertex, std::string_view product) {
        return value_from<Value>(std::invoke(source, vertex, product));
      };
    } else {
      read_ = [read = Reading<Graph, Vertex, Value>(std::move(source))](const Graph& graph, const Vertex& vertex,
                                                                        std::string_view) {
        Value value{};
        read.to(value, graph, vertex);
        return value;
      };
    }
  }

  void to(Value& value, const Graph& graph, const Vertex& vertex, std::string_view product) const {
    if (read_) value = read_(graph, vertex, product);
  }

 private:
  std::function<Value(const Graph&, const Vertex&, std::string_view)> read_;
};

/// Says what a graph lacks, before anything else fails on it.
template <class Graph>
struct Checked {
  static_assert(ListsVertices<Graph>, "from_graph: the graph does not list its vertices, vertices(graph) is missing");
  static_assert(ListsEdges<Graph>, "from_graph: the graph does not list its edges, edges(graph) is missing");
  static_assert(!ListsVertices<Graph> || !ListsEdges<Graph> || KnowsEnds<Graph>,
                "from_graph: the graph does not say whom an edge connects, source(edge, graph) or target(edge, graph) "
                "is missing");
  static_assert(!ListsVertices<Graph> || OrdersVertices<Graph>,
                "from_graph: the graph's vertices cannot be looked up, they do not compare with <");
  static_assert(!KnowsEnds<Graph> || IsDirected<Graph>,
                "from_graph: the graph is undirected, so it does not say who supplies whom");
};

}  // namespace detail

/// Where columns of nodes come from. What is not given keeps the default of `Node`; quantities and their units are
/// those of `Node` too.
template <class Graph>
struct NodeMaps {
  static_assert(sizeof(detail::Checked<Graph>) != 0);

  template <class Value>
  using Reading = detail::Reading<Graph, VertexOf<Graph>, Value>;

  Reading<std::string> name = {};  ///< else the vertex's number, counting from 0
  Reading<std::string> site = {};
  Reading<std::string> product = {};  ///< needed: what it makes
  Reading<std::string> stage = {};
  Reading<std::string> country = {};
  Reading<Flow> capacity = {};
  Reading<Mass> stock = {};
  Reading<Flow> demand = {};
  Reading<UnitValue> output_value = {};
  Reading<double> priority = {};
  Reading<double> minimum_share = {};
};

/// Where columns of edges come from; the rest as for nodes. Lanes and offices are added to the network afterwards.
template <class Graph>
struct EdgeMaps {
  static_assert(sizeof(detail::Checked<Graph>) != 0);

  template <class Value>
  using Reading = detail::Reading<Graph, EdgeOf<Graph>, Value>;

  Reading<Flow> flow = {};
  Reading<Flow> capacity = {};
  Reading<Months> lead_time = {};
  Reading<LaneId> lane = {};
};

/// Where columns of inputs come from: also a function of vertex and product (a std::string_view). What is read from the
/// vertex alone holds for each of its inputs.
template <class Graph>
struct InputMaps {
  static_assert(sizeof(detail::Checked<Graph>) != 0);

  detail::InputReading<Graph, double> t_per_t = {};  ///< else such that the baseline balances, see derive_inputs
  detail::InputReading<Graph, Mass> stock = {};
  detail::InputReading<Graph, double> essential = {};
};

/// The vertex of each node. Time O(N).
template <NetworkGraph Graph>
[[nodiscard]] PerNode<VertexOf<Graph>> vertices_of(const Graph& graph) {
  const auto [first, last] = vertices(graph);
  return PerNode<VertexOf<Graph>>(std::vector<VertexOf<Graph>>(first, last));
}

/// The edge of each EdgeId. Time O(L).
template <NetworkGraph Graph>
[[nodiscard]] PerEdge<EdgeOf<Graph>> edges_of(const Graph& graph) {
  const auto [first, last] = edges(graph);
  return PerEdge<EdgeOf<Graph>>(std::vector<EdgeOf<Graph>>(first, last));
}

/// The node of each vertex. Set-up O(N log N), a look-up O(log N); O(1) where vertices are 0, 1, 2, …
template <NetworkGraph Graph>
class NodeIds {
  using Vertex = VertexOf<Graph>;

 public:
  explicit NodeIds(const Graph& graph) {
    const auto vertices = vertices_of(graph);
    count_ = vertices.size();
    if constexpr (counts) {
      const auto ids = vertices.ids();
      if (std::ranges::all_of(ids, [&](NodeId id) { return static_cast<std::size_t>(vertices[id]) == index_of(id); }))
        return;
    }
    nodes_.reserve(count_);
    for (const NodeId id : vertices.ids()) nodes_.emplace_back(vertices[id], id);
    std::sort(nodes_.begin(), nodes_.end(), [](const auto& a, const auto& b) { return less(a.first, b.first); });
  }

  /// A vertex that the graph does not list is the node of no row, which `freeze` refuses.
  [[nodiscard]] NodeId operator[](const Vertex& vertex) const {
    constexpr NodeId none{0xffff'ffffU};
    if constexpr (counts) {
      if (nodes_.empty()) return static_cast<std::size_t>(vertex) < count_ ? static_cast<NodeId>(vertex) : none;
    }
    const auto at = std::lower_bound(nodes_.begin(), nodes_.end(), vertex,
                                     [](const auto& known, const Vertex& wanted) { return less(known.first, wanted); });
    return at != nodes_.end() && !less(vertex, at->first) ? at->second : none;
  }

 private:
  static constexpr bool counts = std::is_integral_v<Vertex> || std::is_enum_v<Vertex>;
  static bool less(const Vertex& a, const Vertex& b) { return std::less<>{}(a, b); }

  std::size_t count_ = 0;
  std::vector<std::pair<Vertex, NodeId>> nodes_;  // sorted; empty if vertices count
};

/// Reads a graph into a network: nodes in the order of `vertices(graph)`, edges in that of `edges(graph)`, and one
/// input for each customer and product that its suppliers make.
///
///     from_graph(firms, {.product = &Firm::product, .demand = &Firm::demand}, {.flow = &Trade::tonnes_a_month})
///
/// Each quantity is read from a pointer to a member of what the graph bundles, a function of the vertex or edge or of
/// that bundle, a Boost property map, or one value for all; a plain number is in the unit of the quantity.
///
/// @param graph  A NetworkGraph, N vertices and L edges; each edge runs from supplier to customer.
/// Parallel edges must differ in lane, or be merged before: `freeze` refuses the same edge twice.
///
/// @return       Not yet checked: `freeze` says what is wrong with it. NodeIds, vertices_of and edges_of tell which
///               vertex and edge is which row.
///
/// Time O((N + L) log (N + L)), memory O(N + L).
template <class Graph>
[[nodiscard]] Network from_graph(const Graph& graph, const NodeMaps<Graph>& node_maps,
                                 const EdgeMaps<Graph>& edge_maps = {}, const InputMaps<Graph>& input_maps = {}) {
  Network network;
  if constexpr (NetworkGraph<Graph>) {  // else NodeMaps has said so
    const auto vertex_of = vertices_of(graph);
    for (const auto& vertex : vertex_of) {
      Node node{.name = std::to_string(network.nodes.size())};
      node_maps.name.to(node.name, graph, vertex);
      node_maps.site.to(node.site, graph, vertex);
      node_maps.product.to(node.product, graph, vertex);
      node_maps.stage.to(node.stage, graph, vertex);
      node_maps.country.to(node.country, graph, vertex);
      node_maps.capacity.to(node.capacity, graph, vertex);
      node_maps.stock.to(node.stock, graph, vertex);
      node_maps.demand.to(node.demand, graph, vertex);
      node_maps.output_value.to(node.output_value, graph, vertex);
      node_maps.priority.to(node.priority, graph, vertex);
      node_maps.minimum_share.to(node.minimum_share, graph, vertex);
      network.add(std::move(node));
    }

    const NodeIds<Graph> node_of(graph);
    for (auto [at, last] = edges(graph); at != last; ++at) {
      const EdgeOf<Graph> read = *at;
      Edge edge{.from = node_of[source(read, graph)], .to = node_of[target(read, graph)]};
      edge_maps.flow.to(edge.flow, graph, read);
      edge_maps.capacity.to(edge.capacity, graph, read);
      edge_maps.lead_time.to(edge.lead_time, graph, read);
      edge_maps.lane.to(edge.lane, graph, read);
      network.add(edge);
    }

    network.inputs = derive_inputs(network);
    for (Input& input : network.inputs) {
      const auto& vertex = vertex_of[input.node];
      input_maps.t_per_t.to(input.t_per_t, graph, vertex, input.product);
      input_maps.stock.to(input.stock, graph, vertex, input.product);
      input_maps.essential.to(input.essential, graph, vertex, input.product);
    }
  }
  return network;
}

}  // namespace ytterby
