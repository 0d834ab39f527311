// SPDX-License-Identifier: Apache-2.0
/// @file  What a graph must offer to be read into a network, and what a quantity can be read from.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/property_map/property_map.hpp>

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

// As words, so that a compiler's "because … evaluated to false" can be read. Functions are found by argument-dependent
// lookup, as Boost finds them.

/// `vertices(graph)` is a pair of iterators.
template <class Graph>
concept ListsVertices = requires(const Graph& graph) {
  *vertices(graph).first;
  vertices(graph).first != vertices(graph).second;
};

/// `edges(graph)` is a pair of iterators.
template <class Graph>
concept ListsEdges = requires(const Graph& graph) {
  *edges(graph).first;
  edges(graph).first != edges(graph).second;
};

namespace detail {

struct Nothing {};

template <class Graph>
auto vertex_of(const Graph& graph) {
  if constexpr (ListsVertices<Graph>) {
    return std::decay_t<decltype(*vertices(graph).first)>(*vertices(graph).first);
  } else {
    return Nothing{};
  }
}
template <class Graph>
auto edge_of(const Graph& graph) {
  if constexpr (ListsEdges<Graph>) {
    return std::decay_t<decltype(*edges(graph).first)>(*edges(graph).first);
  } else {
    return Nothing{};
  }
}

}  // namespace detail

/// What `vertices(graph)` lists.
template <class Graph>
using VertexOf = decltype(detail::vertex_of(std::declval<const Graph&>()));

/// What `edges(graph)` lists.
template <class Graph>
using EdgeOf = decltype(detail::edge_of(std::declval<const Graph&>()));

/// `source(edge, graph)` and `target(edge, graph)` are vertices.
template <class Graph>
concept KnowsEnds = requires(const Graph& graph, EdgeOf<Graph> edge) {
  { source(edge, graph) } -> std::convertible_to<VertexOf<Graph>>;
  { target(edge, graph) } -> std::convertible_to<VertexOf<Graph>>;
};

/// Vertices compare with <, to be looked up.
template <class Graph>
concept OrdersVertices = requires(const VertexOf<Graph>& a, const VertexOf<Graph>& b) {
  { std::less<>{}(a, b) } -> std::convertible_to<bool>;
};

/// An edge has a supplier and a customer; an undirected one does not say which is which.
template <class Graph>
concept IsDirected = std::convertible_to<typename boost::graph_traits<Graph>::directed_category, boost::directed_tag>;

/// Boost's VertexListGraph and EdgeListGraph, directed: adjacency_list, compressed_sparse_row_graph, a type of one's
/// own with boost::graph_traits, a filtered or reversed view of any.
template <class Graph>
concept NetworkGraph =
    ListsVertices<Graph> && ListsEdges<Graph> && KnowsEnds<Graph> && OrdersVertices<Graph> && IsDirected<Graph>;

namespace detail {

namespace map {
using boost::get;
template <class Map, class Key>
requires(!std::is_pointer_v<Map>) auto get_from(const Map& map, const Key& key) -> decltype(get(map, key)) {
  return get(map, key);
}
template <class Value, std::integral Key>
requires std::is_object_v<Value> Value& get_from(Value* map, Key key) { return map[key]; }
}  // namespace map

template <class Graph, class Item>
concept Bundles = requires(const Graph& graph, const Item& item) {
  graph[item];
};
template <class Graph, class Item>
using BundleOf = decltype(std::declval<const Graph&>()[std::declval<const Item&>()]);

template <class Source, class Graph, class Item>
concept OfBundle = Bundles<Graph, Item> && std::invocable<const Source&, BundleOf<Graph, Item>>;

template <class Source, class Item>
concept MapOf = requires(const Source& source, const Item& item) {
  map::get_from(source, item);
};

template <class Type>
inline constexpr bool is_quantity = false;
template <class Unit>
inline constexpr bool is_quantity<Quantity<Unit>> = true;

template <class Source>
concept Constant = std::is_arithmetic_v<Source> || is_quantity<Source> || RowId<Source> ||
    std::convertible_to<const Source&, std::string_view> || std::convertible_to<const Source&, Months>;

/// What is read from a source for a vertex or edge; Nothing if it cannot be.
template <class Source, class Graph, class Item>
decltype(auto) read(const Source& source, const Graph& graph, const Item& item) {
  if constexpr (std::invocable<const Source&, const Item&>) {
    return std::invoke(source, item);
  } else if constexpr (OfBundle<Source, Graph, Item>) {
    return std::invoke(source, graph[item]);
  } else if constexpr (Constant<Source>) {
    return static_cast<const Source&>(source);
  } else if constexpr (MapOf<Source, Item>) {
    return map::get_from(source, item);
  } else {
    return Nothing{};
  }
}

template <class Source, class Graph, class Item>
using ReadFrom = std::remove_cvref_t<decltype(read(std::declval<const Source&>(), std::declval<const Graph&>(),
                                                   std::declval<const Item&>()))>;

template <class From, class Value>
concept Number = std::is_arithmetic_v<From> && !std::same_as<From, bool> && requires(double number) {
  Value{number};
};

template <class From, class Value>
concept Gives = std::convertible_to<From, Value> || Number<From, Value> ||
    (std::same_as<Value, std::string>&& std::convertible_to<From, std::string_view>);

template <class Value, class From>
[[nodiscard]] Value value_from(const From& from) {
  if constexpr (std::same_as<Value, std::string>) {
    return std::string{std::string_view{from}};
  } else if constexpr (std::convertible_to<From, Value>) {
    return from;
  } else {
    return Value{static_cast<double>(from)};
  }
}

}  // namespace detail

/// A source gives a `Value` for each vertex, or each edge, of a graph: a pointer to a member of what the graph bundles
/// with it, a function of it or of that bundle, a Boost property map, or one value for all. A plain number is taken in
/// the unit of the value.
template <class Source, class Graph, class Item, class Value>
concept ReadableBy = detail::Gives<detail::ReadFrom<Source, Graph, Item>, Value>;

}  // namespace ytterby
