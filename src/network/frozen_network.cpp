// SPDX-License-Identifier: Apache-2.0
/// @file  Reading a frozen network.
#include "ytterby/network/frozen_network.hpp"

#include <algorithm>

#include "network/frozen_data.hpp"

namespace ytterby {

FrozenNetwork::FrozenNetwork(detail::Shared<const Data> data) : data_(std::move(data)) {}

IdRange<NodeId> FrozenNetwork::nodes() const { return rows().position_of.ids(); }
IdRange<InputId> FrozenNetwork::inputs() const { return data_->input_numbers.ids(); }
IdRange<EdgeId> FrozenNetwork::edges() const { return rows().arc_of.ids(); }
IdRange<LaneId> FrozenNetwork::lanes() const { return data_->lanes.ids(); }
IdRange<OfficeId> FrozenNetwork::offices() const { return data_->offices.ids(); }

std::string_view FrozenNetwork::name(NodeId node) const { return data_->name(node); }
std::string_view FrozenNetwork::site(NodeId node) const {
  const auto label = data_->node_labels[node].site;
  return label == Data::own_name ? name(node) : data_->labels[label];
}
std::string_view FrozenNetwork::product(NodeId node) const { return data_->labels[data_->node_labels[node].product]; }
std::string_view FrozenNetwork::stage(NodeId node) const { return data_->labels[data_->node_labels[node].stage]; }
std::string_view FrozenNetwork::country(NodeId node) const { return data_->labels[data_->node_labels[node].country]; }
Flow FrozenNetwork::capacity(NodeId node) const { return data_->node_numbers[node].capacity; }
Mass FrozenNetwork::stock(NodeId node) const { return data_->node_numbers[node].stock; }
Flow FrozenNetwork::demand(NodeId node) const { return data_->node_numbers[node].demand; }
UnitValue FrozenNetwork::output_value(NodeId node) const {
  return data_->node_ranks.empty() ? UnitValue{} : data_->node_ranks[node].output_value;
}
double FrozenNetwork::priority(NodeId node) const {
  return data_->node_ranks.empty() ? 0 : data_->node_ranks[node].priority;
}
double FrozenNetwork::minimum_share(NodeId node) const {
  return data_->node_ranks.empty() ? 0 : data_->node_ranks[node].minimum_share;
}
Flow FrozenNetwork::output(NodeId node) const { return data_->node_numbers[node].output; }

std::optional<NodeId> FrozenNetwork::find(std::string_view name) const {
  const auto& sorted = data_->by_name;
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), name,
                                   [&](NodeId node, std::string_view wanted) { return this->name(node) < wanted; });
  if (at == sorted.end() || this->name(*at) != name) return std::nullopt;
  return *at;
}

std::span<const InputId> FrozenNetwork::inputs(NodeId node) const {
  const auto at = rows().position_of[node];
  const auto first = rows().slot_begin[at], last = rows().slot_begin[at + 1];
  return std::span{rows().input_at}.subspan(first, last - first);
}
NodeId FrozenNetwork::node(InputId input) const { return data_->input_numbers[input].node; }
std::string_view FrozenNetwork::product(InputId input) const {
  return data_->labels[data_->input_numbers[input].product];
}
double FrozenNetwork::t_per_t(InputId input) const { return data_->input_numbers[input].t_per_t; }
Mass FrozenNetwork::stock(InputId input) const { return data_->input_numbers[input].stock; }
double FrozenNetwork::essential(InputId input) const { return data_->input_numbers[input].essential; }
Flow FrozenNetwork::need(InputId input) const { return output(node(input)) * t_per_t(input); }

std::span<const EdgeId> FrozenNetwork::in_edges(InputId input) const {
  const auto slot = rows().slot_of[input];
  const auto first = rows().in_begin[slot], last = rows().in_begin[slot + 1];
  return std::span{rows().edge_at}.subspan(first, last - first);
}
NodeId FrozenNetwork::from(EdgeId edge) const { return rows().node_at[rows().from[rows().arc_of[edge]]]; }
NodeId FrozenNetwork::to(EdgeId edge) const { return rows().node_of[rows().slot[rows().arc_of[edge]]]; }
InputId FrozenNetwork::input(EdgeId edge) const { return rows().input_at[rows().slot[rows().arc_of[edge]]]; }
Flow FrozenNetwork::flow(EdgeId edge) const { return {rows().flow[rows().arc_of[edge]]}; }
Flow FrozenNetwork::capacity(EdgeId edge) const {
  if (rows().edge_capacity.empty()) return unlimited<Flow>;
  return {rows().edge_capacity[rows().arc_of[edge]]};
}
Months FrozenNetwork::lead_time(EdgeId edge) const {
  return Months{rows().lead[rows().lead_class[rows().arc_of[edge]]]};
}
LaneId FrozenNetwork::lane(EdgeId edge) const {
  return rows().lane.empty() ? no_lane : rows().lane[rows().arc_of[edge]];
}
bool FrozenNetwork::closes_cycle(EdgeId edge) const { return rows().closes_cycle[rows().arc_of[edge]]; }

const Lane& FrozenNetwork::lane(LaneId lane) const { return data_->lanes[lane]; }
const Office& FrozenNetwork::office(OfficeId office) const { return data_->offices[office]; }
std::span<const SpecialDay> FrozenNetwork::special_days() const {
  return {data_->special_days.begin(), data_->special_days.end()};
}
const Rows& FrozenNetwork::rows() const { return data_->rows; }

}  // namespace ytterby
