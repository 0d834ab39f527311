// SPDX-License-Identifier: Apache-2.0
/// @file  Sorting edges by supplier.
#include "network/sketch.hpp"

#include <cstdint>
#include <numeric>
#include <type_traits>

#include "network/frozen_data.hpp"

namespace ytterby {

namespace {

/// 0, 1, 2, …
template <class Ids>
void count_up(Ids& ids) {
  std::uint32_t next = 0;
  for (auto& id : ids) id = static_cast<std::remove_reference_t<decltype(id)>>(next++);
}

detail::Shared<const FrozenNetwork::Data> sketch(const Network& network, LeadClasses& leads,
                                                 PerEdge<EdgeId>& in_table) {
  auto data = detail::Shared<FrozenNetwork::Data>::make();
  Rows& rows = data->rows;
  const auto nodes = network.nodes.size(), edges = network.edges.size();
  rows.position_of = PerNode<std::uint32_t>(nodes);
  rows.node_of.resize(nodes);
  rows.arc_of = PerEdge<std::uint32_t>(edges);
  rows.edge_at.resize(edges);
  count_up(rows.position_of);
  count_up(rows.node_of);
  count_up(rows.arc_of);
  count_up(rows.edge_at);
  rows.lead = leads.ascending();

  rows.out_begin.assign(nodes + 1, 0);
  for (const Edge& edge : network.edges) ++rows.out_begin[index_of(edge.from)];
  std::exclusive_scan(rows.out_begin.begin(), rows.out_begin.end(), rows.out_begin.begin(), std::uint32_t{0});
  rows.slot.resize(edges);
  rows.lead_class.resize(edges);
  auto next = rows.out_begin;
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    const auto arc = next[index_of(edge.from)]++;
    rows.slot[arc] = static_cast<std::uint32_t>(edge.to);
    rows.lead_class[arc] = leads.class_of(edge.lead_time);
    in_table[id_at<EdgeId>(arc)] = id;
  }
  return data;
}

}  // namespace

Sketch::Sketch(const Network& network, LeadClasses& leads)
    : in_table_(network.edges.size()), network_(sketch(network, leads, in_table_)) {}

}  // namespace ytterby
