// SPDX-License-Identifier: Apache-2.0
/// @file  FrozenNetwork as a Boost graph: any Boost algorithm runs on it without a copy.
///
/// Models VertexListGraph, EdgeListGraph and BidirectionalGraph with degree(); vertex_index, edge_index and property
/// maps for flow, capacity and lead time. Vertices are NodeId, edges are EdgeId.
#pragma once

#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstdint>
#include <utility>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

namespace detail {

/// Walks ids in counting order.
template <RowId Id>
class CountingIterator
    : public boost::iterator_facade<CountingIterator<Id>, Id, boost::random_access_traversal_tag, Id> {
 public:
  CountingIterator() = default;
  explicit CountingIterator(std::size_t at) : at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] Id dereference() const { return id_at<Id>(at_); }
  [[nodiscard]] bool equal(const CountingIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t by) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + by); }
  [[nodiscard]] std::ptrdiff_t distance_to(const CountingIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }
  std::size_t at_ = 0;
};

/// Walks a row of arc numbers as edges; `arcs` null: the arcs themselves, counting.
class ArcIterator : public boost::iterator_facade<ArcIterator, EdgeId, boost::random_access_traversal_tag, EdgeId> {
 public:
  ArcIterator() = default;
  ArcIterator(const Rows* rows, const std::uint32_t* arcs, std::size_t at) : rows_(rows), arcs_(arcs), at_(at) {}

 private:
  friend class boost::iterator_core_access;
  [[nodiscard]] EdgeId dereference() const { return rows_->edge_at[arcs_ != nullptr ? arcs_[at_] : at_]; }
  [[nodiscard]] bool equal(const ArcIterator& other) const { return at_ == other.at_; }
  void increment() { ++at_; }
  void decrement() { --at_; }
  void advance(std::ptrdiff_t by) { at_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at_) + by); }
  [[nodiscard]] std::ptrdiff_t distance_to(const ArcIterator& other) const {
    return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
  }
  const Rows* rows_ = nullptr;
  const std::uint32_t* arcs_ = nullptr;
  std::size_t at_ = 0;
};

struct BoostTraversal : boost::vertex_list_graph_tag, boost::edge_list_graph_tag, boost::bidirectional_graph_tag {};

/// Reads `Value FrozenNetwork::*(Key)` as a Boost property map; quantities as plain numbers.
template <class Key, class Read>
class ReadMap : public boost::put_get_helper<double, ReadMap<Key, Read>> {
 public:
  using key_type = Key;
  using value_type = double;
  using reference = double;
  using category = boost::readable_property_map_tag;
  explicit ReadMap(const FrozenNetwork& network) : network_(&network) {}
  [[nodiscard]] double operator[](Key key) const { return Read{}(*network_, key); }

 private:
  const FrozenNetwork* network_;
};

/// Id to dense index.
template <RowId Id>
struct IndexMap : boost::put_get_helper<std::size_t, IndexMap<Id>> {
  using key_type = Id;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;
  [[nodiscard]] std::size_t operator[](Id id) const { return index_of(id); }
};

struct ReadFlow {
  double operator()(const FrozenNetwork& network, EdgeId edge) const { return network.flow(edge).value; }
};
struct ReadCapacity {
  double operator()(const FrozenNetwork& network, EdgeId edge) const { return network.capacity(edge).value; }
};
struct ReadLeadTime {
  double operator()(const FrozenNetwork& network, EdgeId edge) const { return network.lead_time(edge).count(); }
};

}  // namespace detail

// Boost finds these by argument-dependent lookup.
inline auto vertices(const FrozenNetwork& g) {
  using It = detail::CountingIterator<NodeId>;
  return std::pair{It{0}, It{g.nodes().size()}};
}
inline std::size_t num_vertices(const FrozenNetwork& g) { return g.nodes().size(); }
inline auto edges(const FrozenNetwork& g) {
  using It = detail::CountingIterator<EdgeId>;
  return std::pair{It{0}, It{g.edges().size()}};
}
inline std::size_t num_edges(const FrozenNetwork& g) { return g.edges().size(); }
inline NodeId source(EdgeId edge, const FrozenNetwork& g) { return g.from(edge); }
inline NodeId target(EdgeId edge, const FrozenNetwork& g) { return g.to(edge); }
inline std::pair<detail::ArcIterator, detail::ArcIterator> out_edges(NodeId node, const FrozenNetwork& g) {
  const Rows& rows = g.rows();
  const auto at = rows.position_of[node];
  return {{&rows, rows.out_arc.data(), rows.out_begin[at]}, {&rows, rows.out_arc.data(), rows.out_begin[at + 1]}};
}
inline std::pair<detail::ArcIterator, detail::ArcIterator> in_edges(NodeId node, const FrozenNetwork& g) {
  const Rows& rows = g.rows();
  const auto at = rows.position_of[node];
  return {{&rows, nullptr, rows.in_begin[rows.slot_begin[at]]},
          {&rows, nullptr, rows.in_begin[rows.slot_begin[at + 1]]}};
}
inline std::size_t out_degree(NodeId node, const FrozenNetwork& g) {
  const Rows& rows = g.rows();
  const auto at = rows.position_of[node];
  return rows.out_begin[at + 1] - rows.out_begin[at];
}
inline std::size_t in_degree(NodeId node, const FrozenNetwork& g) {
  const Rows& rows = g.rows();
  const auto at = rows.position_of[node];
  return rows.in_begin[rows.slot_begin[at + 1]] - rows.in_begin[rows.slot_begin[at]];
}
inline std::size_t degree(NodeId node, const FrozenNetwork& g) { return out_degree(node, g) + in_degree(node, g); }

inline detail::IndexMap<NodeId> get(boost::vertex_index_t, const FrozenNetwork&) { return {}; }
inline std::size_t get(boost::vertex_index_t, const FrozenNetwork&, NodeId node) { return index_of(node); }
inline detail::IndexMap<EdgeId> get(boost::edge_index_t, const FrozenNetwork&) { return {}; }
inline std::size_t get(boost::edge_index_t, const FrozenNetwork&, EdgeId edge) { return index_of(edge); }
/// t/month.
inline auto flow_map(const FrozenNetwork& g) { return detail::ReadMap<EdgeId, detail::ReadFlow>{g}; }
/// t/month, infinite where unlimited.
inline auto capacity_map(const FrozenNetwork& g) { return detail::ReadMap<EdgeId, detail::ReadCapacity>{g}; }
/// Months.
inline auto lead_time_map(const FrozenNetwork& g) { return detail::ReadMap<EdgeId, detail::ReadLeadTime>{g}; }

}  // namespace ytterby

namespace boost {

template <>
struct graph_traits<ytterby::FrozenNetwork> {
  using vertex_descriptor = ytterby::NodeId;
  using edge_descriptor = ytterby::EdgeId;
  using directed_category = bidirectional_tag;
  using edge_parallel_category = allow_parallel_edge_tag;
  using traversal_category = ytterby::detail::BoostTraversal;
  using vertex_iterator = ytterby::detail::CountingIterator<ytterby::NodeId>;
  using edge_iterator = ytterby::detail::CountingIterator<ytterby::EdgeId>;
  using out_edge_iterator = ytterby::detail::ArcIterator;
  using in_edge_iterator = ytterby::detail::ArcIterator;
  using adjacency_iterator = void;
  using vertices_size_type = std::size_t;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  static ytterby::NodeId null_vertex() { return ytterby::NodeId{0xffff'ffffU}; }
};

template <>
struct property_map<ytterby::FrozenNetwork, vertex_index_t> {
  using type = ytterby::detail::IndexMap<ytterby::NodeId>;
  using const_type = type;
};
template <>
struct property_map<ytterby::FrozenNetwork, edge_index_t> {
  using type = ytterby::detail::IndexMap<ytterby::EdgeId>;
  using const_type = type;
};

}  // namespace boost
