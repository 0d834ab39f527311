// SPDX-License-Identifier: Apache-2.0
/// @file  What a FrozenNetwork knows of its nodes and edges, as readable Boost property maps.
///
/// Quantities are plain numbers in the unit of their type, infinite where unlimited. Some have a tag besides, so that
/// algorithms find them unasked: `vertex_index`, `vertex_name`, `edge_index`, `edge_weight` (the lead time) and
/// `edge_capacity`.
#pragma once

#include <boost/graph/properties.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

namespace detail {

template <class Unit>
double plain(Quantity<Unit> quantity) {
  return quantity.value;
}
inline double plain(Months months) { return months.count(); }
inline std::string_view plain(std::string_view text) { return text; }

template <class Value>
using Plain = decltype(plain(Value{}));

/// Reads one member of the network.
template <class Key, class Value, Value (FrozenNetwork::*Read)(Key) const>
class ReadMap : public boost::put_get_helper<Plain<Value>, ReadMap<Key, Value, Read>> {
 public:
  using key_type = Key;
  using value_type = Plain<Value>;
  using reference = value_type;
  using category = boost::readable_property_map_tag;
  explicit ReadMap(const FrozenNetwork& network) : network_(&network) {}
  [[nodiscard]] value_type operator[](Key key) const { return plain((network_->*Read)(key)); }

 private:
  const FrozenNetwork* network_;
};

using NameMap = ReadMap<NodeId, std::string_view, &FrozenNetwork::name>;
using CapacityMap = ReadMap<EdgeId, Flow, &FrozenNetwork::capacity>;
using LeadTimeMap = ReadMap<EdgeId, Months, &FrozenNetwork::lead_time>;

template <RowId Id>
struct IndexMap : boost::put_get_helper<std::size_t, IndexMap<Id>> {
  using key_type = Id;
  using value_type = std::size_t;
  using reference = std::size_t;
  using category = boost::readable_property_map_tag;
  IndexMap() = default;
  explicit IndexMap(const FrozenNetwork& /*network*/) {}
  [[nodiscard]] std::size_t operator[](Id id) const { return index_of(id); }
};

/// The map that answers to a tag; no member for tags that none answers to.
template <class Tag>
struct Tagged {};
template <>
struct Tagged<boost::vertex_index_t> {
  using Map = IndexMap<NodeId>;
};
template <>
struct Tagged<boost::vertex_name_t> {
  using Map = NameMap;
};
template <>
struct Tagged<boost::edge_index_t> {
  using Map = IndexMap<EdgeId>;
};
template <>
struct Tagged<boost::edge_weight_t> {
  using Map = LeadTimeMap;
};
template <>
struct Tagged<boost::edge_capacity_t> {
  using Map = CapacityMap;
};

template <class Tag>
using TaggedMap = typename Tagged<Tag>::Map;

}  // namespace detail

template <class Tag>
[[nodiscard]] detail::TaggedMap<Tag> get(Tag, const FrozenNetwork& g) {
  return detail::TaggedMap<Tag>{g};
}
template <class Tag>
[[nodiscard]] auto get(Tag, const FrozenNetwork& g, typename detail::TaggedMap<Tag>::key_type key) {
  return detail::TaggedMap<Tag>{g}[key];
}

inline auto name_map(const FrozenNetwork& g) { return detail::NameMap{g}; }
inline auto site_map(const FrozenNetwork& g) {
  return detail::ReadMap<NodeId, std::string_view, &FrozenNetwork::site>{g};
}
inline auto product_map(const FrozenNetwork& g) {
  return detail::ReadMap<NodeId, std::string_view, &FrozenNetwork::product>{g};
}
inline auto stage_map(const FrozenNetwork& g) {
  return detail::ReadMap<NodeId, std::string_view, &FrozenNetwork::stage>{g};
}
inline auto country_map(const FrozenNetwork& g) {
  return detail::ReadMap<NodeId, std::string_view, &FrozenNetwork::country>{g};
}
/// t of finished product.
inline auto stock_map(const FrozenNetwork& g) { return detail::ReadMap<NodeId, Mass, &FrozenNetwork::stock>{g}; }
/// t/month of final use.
inline auto demand_map(const FrozenNetwork& g) { return detail::ReadMap<NodeId, Flow, &FrozenNetwork::demand>{g}; }
/// t/month that a node can make.
inline auto node_capacity_map(const FrozenNetwork& g) {
  return detail::ReadMap<NodeId, Flow, &FrozenNetwork::capacity>{g};
}
/// t/month, baseline.
inline auto output_map(const FrozenNetwork& g) { return detail::ReadMap<NodeId, Flow, &FrozenNetwork::output>{g}; }
/// t/month, baseline.
inline auto flow_map(const FrozenNetwork& g) { return detail::ReadMap<EdgeId, Flow, &FrozenNetwork::flow>{g}; }
/// t/month that an edge can carry.
inline auto capacity_map(const FrozenNetwork& g) { return detail::CapacityMap{g}; }
/// Months.
inline auto lead_time_map(const FrozenNetwork& g) { return detail::LeadTimeMap{g}; }

}  // namespace ytterby

namespace boost {

template <class Tag>
struct property_map<ytterby::FrozenNetwork, Tag> {
  using type = ytterby::detail::TaggedMap<Tag>;
  using const_type = type;
};
template <class Tag>
struct property_map<const ytterby::FrozenNetwork, Tag> : property_map<ytterby::FrozenNetwork, Tag> {};

}  // namespace boost
