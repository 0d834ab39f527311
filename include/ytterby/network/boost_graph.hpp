// SPDX-License-Identifier: Apache-2.0
/// @file  FrozenNetwork as a Boost graph: any Boost algorithm runs on it without a copy.
///
/// Models VertexListGraph, EdgeListGraph, BidirectionalGraph with degree(), and AdjacencyGraph. Vertices are NodeId,
/// edges are EdgeId; property maps by name or tag are in property_maps.hpp, which comes with this header, and the view
/// that maximum flow algorithms want in residual_graph.hpp. Iterators and maps point into the network and must not
/// outlive it.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/iterator/iterator_facade.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/property_maps.hpp"

namespace ytterby {

namespace detail {

/// Walks what `At` returns for 0, 1, 2, …
template <class At>
class NumberedIterator : public boost::iterator_facade<NumberedIterator<At>, decltype(At{}(0)),
                                                       boost::random_access_traversal_tag, decltype(At{}(0))> {
 public:
  NumberedIterator() = default;
  NumberedIterator(At value_at, std::size_t at) : value_at_(value_at), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] auto dereference() const { return value_at_(at_); }
  [[nodiscard]] bool equal(const NumberedIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t by) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + by); }
  [[nodiscard]] std::ptrdiff_t distance_to(const NumberedIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }
  At value_at_ = {};
  std::size_t at_ = 0;
};

template <class At>
using NumberedRange = std::pair<NumberedIterator<At>, NumberedIterator<At>>;

template <class At>
[[nodiscard]] NumberedRange<At> numbered(At value_at, std::size_t first, std::size_t last) {
  return {{value_at, first}, {value_at, last}};
}

template <RowId Id>
struct IdAt {
  Id operator()(std::size_t at) const { return id_at<Id>(at); }
};

/// The edge of an arc: of the arc numbered so in `arcs`, or of the arcs themselves.
struct EdgeAt {
  const Rows* rows = nullptr;
  const std::uint32_t* arcs = nullptr;
  EdgeId operator()(std::size_t at) const { return rows->edge_at[arcs != nullptr ? arcs[at] : at]; }
};

/// The customer at the end of an edge.
struct CustomerAt {
  const FrozenNetwork* network = nullptr;
  EdgeAt edge = {};
  NodeId operator()(std::size_t at) const { return network->to(edge(at)); }
};

/// Where the edges out of a node begin and end in `out_arc`, or those into it among the arcs.
struct ArcBounds {
  std::size_t first = 0, last = 0;
  [[nodiscard]] std::size_t count() const { return last - first; }
};
/// Null where arcs are numbered by supplier.
inline const std::uint32_t* out_arcs(const Rows& rows) { return rows.out_arc.empty() ? nullptr : rows.out_arc.data(); }
inline ArcBounds out_bounds(NodeId node, const Rows& rows) {
  const auto at = rows.position_of[node];
  return {rows.out_begin[at], rows.out_begin[at + 1]};
}
inline ArcBounds in_bounds(NodeId node, const Rows& rows) {
  const auto at = rows.position_of[node];
  return {rows.in_begin[rows.slot_begin[at]], rows.in_begin[rows.slot_begin[at + 1]]};
}

struct FrozenTraversal : boost::vertex_list_graph_tag,
                         boost::edge_list_graph_tag,
                         boost::bidirectional_graph_tag,
                         boost::adjacency_graph_tag {};

}  // namespace detail

// Boost finds these by argument-dependent lookup.
inline auto vertices(const FrozenNetwork& g) { return detail::numbered(detail::IdAt<NodeId>{}, 0, g.nodes().size()); }
inline std::size_t num_vertices(const FrozenNetwork& g) { return g.nodes().size(); }
inline auto edges(const FrozenNetwork& g) { return detail::numbered(detail::IdAt<EdgeId>{}, 0, g.edges().size()); }
inline std::size_t num_edges(const FrozenNetwork& g) { return g.edges().size(); }
inline NodeId source(EdgeId edge, const FrozenNetwork& g) { return g.from(edge); }
inline NodeId target(EdgeId edge, const FrozenNetwork& g) { return g.to(edge); }
inline auto out_edges(NodeId node, const FrozenNetwork& g) {
  const auto [first, last] = detail::out_bounds(node, g.rows());
  return detail::numbered(detail::EdgeAt{&g.rows(), detail::out_arcs(g.rows())}, first, last);
}
inline auto in_edges(NodeId node, const FrozenNetwork& g) {
  const auto [first, last] = detail::in_bounds(node, g.rows());
  return detail::numbered(detail::EdgeAt{&g.rows()}, first, last);
}
/// Customers, once for each edge to them.
inline auto adjacent_vertices(NodeId node, const FrozenNetwork& g) {
  const auto [first, last] = detail::out_bounds(node, g.rows());
  return detail::numbered(detail::CustomerAt{&g, {&g.rows(), detail::out_arcs(g.rows())}}, first, last);
}
inline std::size_t out_degree(NodeId node, const FrozenNetwork& g) {
  return detail::out_bounds(node, g.rows()).count();
}
inline std::size_t in_degree(NodeId node, const FrozenNetwork& g) { return detail::in_bounds(node, g.rows()).count(); }
inline std::size_t degree(NodeId node, const FrozenNetwork& g) { return out_degree(node, g) + in_degree(node, g); }

}  // namespace ytterby

namespace boost {

template <>
struct graph_traits<ytterby::FrozenNetwork> {
  using vertex_descriptor = ytterby::NodeId;
  using edge_descriptor = ytterby::EdgeId;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = ytterby::detail::FrozenTraversal;
  using vertex_iterator = ytterby::detail::NumberedIterator<ytterby::detail::IdAt<ytterby::NodeId>>;
  using edge_iterator = ytterby::detail::NumberedIterator<ytterby::detail::IdAt<ytterby::EdgeId>>;
  using out_edge_iterator = ytterby::detail::NumberedIterator<ytterby::detail::EdgeAt>;
  using in_edge_iterator = out_edge_iterator;
  using adjacency_iterator = ytterby::detail::NumberedIterator<ytterby::detail::CustomerAt>;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  static ytterby::NodeId null_vertex() { return ytterby::NodeId{0xffff'ffffU}; }
};
// Some algorithms, such as brandes_betweenness_centrality, deduce a constant graph as a type of its own.
template <>
struct graph_traits<const ytterby::FrozenNetwork> : graph_traits<ytterby::FrozenNetwork> {};

}  // namespace boost
