// SPDX-License-Identifier: Apache-2.0
/// @file  A frozen network with the reverse of every edge: the graph that Boost's maximum flow algorithms run on.
///
/// Models VertexListGraph, EdgeListGraph and IncidenceGraph, and answers to the tags `vertex_index`, `edge_index` and
/// `edge_reverse`. Nothing is copied: an edge is an EdgeId and a direction.
#pragma once

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>

#include "ytterby/network/boost_graph.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// An edge, or its reverse from customer to supplier.
struct ResidualEdge {
  EdgeId edge{};
  bool is_reverse = false;

  friend bool operator==(const ResidualEdge&, const ResidualEdge&) = default;
};

/// A view of a network, which must outlive it.
class ResidualGraph {
 public:
  explicit ResidualGraph(const FrozenNetwork& network) : network_(&network) {}
  explicit ResidualGraph(const FrozenNetwork&&) = delete;
  [[nodiscard]] const FrozenNetwork& network() const { return *network_; }

 private:
  const FrozenNetwork* network_;
};

namespace detail {

struct ResidualEdgeAt {
  ResidualEdge operator()(std::size_t at) const { return {id_at<EdgeId>(at / 2), at % 2 != 0}; }
};

/// The edges out of a node, then the reverses of those into it.
struct ResidualOutEdgeAt {
  EdgeAt out = {}, in = {};
  std::size_t out_first = 0, out_count = 0, in_first = 0;
  ResidualEdge operator()(std::size_t at) const {
    if (at < out_count) return {out(out_first + at), false};
    return {in(in_first + at - out_count), true};
  }
};

struct ResidualIndexMap : boost::put_get_helper<std::size_t, ResidualIndexMap> {
  using key_type = ResidualEdge;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;
  [[nodiscard]] std::size_t operator[](ResidualEdge it) const {
    return 2 * index_of(it.edge) + static_cast<std::size_t>(it.is_reverse);
  }
};

struct ReverseMap : boost::put_get_helper<ResidualEdge, ReverseMap> {
  using key_type = ResidualEdge;
  using value_type = ResidualEdge;
  using reference = ResidualEdge;
  using category = boost::readable_property_map_tag;
  [[nodiscard]] ResidualEdge operator[](ResidualEdge it) const { return {it.edge, !it.is_reverse}; }
};

template <class Capacity>
class ForwardMap : public boost::put_get_helper<std::invoke_result_t<const Capacity&, EdgeId>, ForwardMap<Capacity>> {
 public:
  using key_type = ResidualEdge;
  using value_type = std::invoke_result_t<const Capacity&, EdgeId>;
  using reference = value_type;
  using category = boost::readable_property_map_tag;
  explicit ForwardMap(Capacity capacity) : capacity_(std::move(capacity)) {}
  [[nodiscard]] value_type operator[](ResidualEdge it) const {
    return it.is_reverse ? value_type{0} : capacity_(it.edge);
  }

 private:
  Capacity capacity_;
};

struct ResidualTraversal : boost::vertex_list_graph_tag, boost::edge_list_graph_tag, boost::incidence_graph_tag {};

}  // namespace detail

// Boost finds these by argument-dependent lookup.
inline auto vertices(const ResidualGraph& g) { return vertices(g.network()); }
inline std::size_t num_vertices(const ResidualGraph& g) { return num_vertices(g.network()); }
inline auto edges(const ResidualGraph& g) {
  return detail::numbered(detail::ResidualEdgeAt{}, 0, 2 * num_edges(g.network()));
}
inline std::size_t num_edges(const ResidualGraph& g) { return 2 * num_edges(g.network()); }
inline NodeId source(ResidualEdge it, const ResidualGraph& g) {
  return it.is_reverse ? g.network().to(it.edge) : g.network().from(it.edge);
}
inline NodeId target(ResidualEdge it, const ResidualGraph& g) {
  return it.is_reverse ? g.network().from(it.edge) : g.network().to(it.edge);
}
inline std::size_t out_degree(NodeId node, const ResidualGraph& g) { return degree(node, g.network()); }
inline auto out_edges(NodeId node, const ResidualGraph& g) {
  const Rows& rows = g.network().rows();
  const auto out = detail::out_bounds(node, rows), in = detail::in_bounds(node, rows);
  return detail::numbered(
      detail::ResidualOutEdgeAt{{&rows, detail::out_arcs(rows)}, {&rows}, out.first, out.count(), in.first}, 0,
      out.count() + in.count());
}

inline detail::IndexMap<NodeId> get(boost::vertex_index_t, const ResidualGraph&) { return {}; }
inline detail::ResidualIndexMap get(boost::edge_index_t, const ResidualGraph&) { return {}; }
inline detail::ReverseMap get(boost::edge_reverse_t, const ResidualGraph&) { return {}; }
inline std::size_t get(boost::vertex_index_t, const ResidualGraph&, NodeId node) { return index_of(node); }
inline std::size_t get(boost::edge_index_t tag, const ResidualGraph& g, ResidualEdge it) { return get(tag, g)[it]; }
inline ResidualEdge get(boost::edge_reverse_t tag, const ResidualGraph& g, ResidualEdge it) { return get(tag, g)[it]; }

/// What the network's edges can carry, as a property map of the residual graph: `capacity(edge)` forward, 0 in reverse.
/// Its type is the type of the flow. Boost's push_relabel_max_flow asserts sums that only whole numbers keep, so let
/// `capacity` return an integer, such as kilograms a month; it must be finite, and so must the sum at the source.
template <std::invocable<EdgeId> Capacity>
[[nodiscard]] auto forward_map(Capacity capacity) {
  return detail::ForwardMap<Capacity>{std::move(capacity)};
}

}  // namespace ytterby

namespace boost {

template <>
struct graph_traits<ytterby::ResidualGraph> {
  using vertex_descriptor = ytterby::NodeId;
  using edge_descriptor = ytterby::ResidualEdge;
  using directed_category = directed_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = ytterby::detail::ResidualTraversal;
  using vertex_iterator = graph_traits<ytterby::FrozenNetwork>::vertex_iterator;
  using edge_iterator = ytterby::detail::NumberedIterator<ytterby::detail::ResidualEdgeAt>;
  using out_edge_iterator = ytterby::detail::NumberedIterator<ytterby::detail::ResidualOutEdgeAt>;
  using in_edge_iterator = void;
  using adjacency_iterator = void;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  static ytterby::NodeId null_vertex() { return graph_traits<ytterby::FrozenNetwork>::null_vertex(); }
};
template <>
struct graph_traits<const ytterby::ResidualGraph> : graph_traits<ytterby::ResidualGraph> {};

template <>
struct property_map<ytterby::ResidualGraph, vertex_index_t> {
  using type = ytterby::detail::IndexMap<ytterby::NodeId>;
  using const_type = type;
};
template <>
struct property_map<ytterby::ResidualGraph, edge_index_t> {
  using type = ytterby::detail::ResidualIndexMap;
  using const_type = type;
};
template <>
struct property_map<ytterby::ResidualGraph, edge_reverse_t> {
  using type = ytterby::detail::ReverseMap;
  using const_type = type;
};
template <class Tag>
struct property_map<const ytterby::ResidualGraph, Tag> : property_map<ytterby::ResidualGraph, Tag> {};

}  // namespace boost
