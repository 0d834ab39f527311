// SPDX-License-Identifier: Apache-2.0
/// @file  Laying out a network in flow order.
#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "network/flow_order.hpp"
#include "network/frozen_data.hpp"
#include "network/lead_classes.hpp"
#include "network/sketch.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/validate.hpp"

namespace ytterby {

namespace {

using Data = FrozenNetwork::Data;

/// Each distinct text once.
class Interner {
 public:
  explicit Interner(std::vector<std::string>& texts) : texts_(texts) {}

  std::uint32_t operator()(const std::string& text) {
    const auto [at, added] = known_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (added) texts_.push_back(text);
    return at->second;
  }

 private:
  std::vector<std::string>& texts_;
  std::unordered_map<std::string, std::uint32_t> known_;
};

void take_names(const Network& network, Data& data) {
  std::size_t letters = 0;
  for (const Node& node : network.nodes) letters += node.name.size();
  data.names.reserve(letters);
  data.name_begin.reserve(network.nodes.size());
  for (const Node& node : network.nodes) {
    data.name_begin.push_back(static_cast<std::uint32_t>(data.names.size()));
    data.names += node.name;
  }
  data.by_name.assign(network.nodes.ids().begin(), network.nodes.ids().end());
  std::sort(data.by_name.begin(), data.by_name.end(), [&](NodeId a, NodeId b) { return data.name(a) < data.name(b); });
}

void take_nodes(const Network& network, Data& data) {
  Interner intern(data.labels);
  const auto ranked = [](const Node& node) {
    return node.output_value.value != 0 || node.priority != 0 || node.minimum_share != 0;
  };
  const bool any_ranked = std::any_of(network.nodes.begin(), network.nodes.end(), ranked);
  data.node_labels.reserve(network.nodes.size());
  data.node_numbers.reserve(network.nodes.size());
  for (const Node& node : network.nodes) {
    const auto site = node.site.empty() || node.site == node.name ? Data::own_name : intern(node.site);
    data.node_labels.push_back({site, intern(node.product), intern(node.stage), intern(node.country)});
    data.node_numbers.push_back(
        {.capacity = node.capacity, .demand = node.demand, .output = node.demand, .stock = node.stock});
    if (any_ranked) data.node_ranks.push_back({node.output_value, node.priority, node.minimum_share});
  }
  for (const Edge& edge : network.edges) data.node_numbers[edge.from].output += edge.flow;
  data.input_numbers.reserve(network.inputs.size());
  for (const Input& input : network.inputs)
    data.input_numbers.push_back({input.node, intern(input.product), input.t_per_t, input.essential, input.stock});
}

void take_tables(const Network& network, Data& data) {
  take_names(network, data);
  take_nodes(network, data);
  data.lanes = network.lanes;
  data.offices = network.offices;
  data.special_days = network.special_days;
}

/// Turns counts into the places where rows begin; the last entry is the total.
void accumulate_begins(std::vector<std::uint32_t>& begin) {
  std::exclusive_scan(begin.begin(), begin.end(), begin.begin(), std::uint32_t{0});
}

void place_inputs(const Data& data, Rows& rows) {
  const auto nodes = rows.node_at.size();
  rows.slot_begin.assign(nodes + 1, 0);
  for (const auto& input : data.input_numbers) ++rows.slot_begin[rows.position_of[input.node]];
  accumulate_begins(rows.slot_begin);
  rows.input_at.resize(data.input_numbers.size());
  rows.slot_of = PerInput<std::uint32_t>(data.input_numbers.size());
  rows.node_of.resize(data.input_numbers.size());
  auto next = rows.slot_begin;
  for (const InputId input : data.input_numbers.ids()) {
    const auto slot = next[rows.position_of[data.input_numbers[input].node]]++;
    rows.input_at[slot] = input;
    rows.slot_of[input] = slot;
    rows.node_of[slot] = data.input_numbers[input].node;
  }
}

/// The slot of its customer that an edge feeds.
std::uint32_t slot_fed(const Edge& edge, const Data& data, const Rows& rows) {
  const auto product = data.node_labels[edge.from].product;
  auto slot = rows.slot_begin[rows.position_of[edge.to]];
  while (data.input_numbers[rows.input_at[slot]].product != product) ++slot;
  return slot;
}

/// Sorts edges by slot, then supplier, by two stable counting passes.
void place_edges(const Network& network, const Data& data, Rows& rows) {
  const auto nodes = rows.node_at.size(), slots = rows.input_at.size(), count = network.edges.size();
  rows.in_begin.assign(slots + 1, 0);
  rows.out_begin.assign(nodes + 1, 0);
  PerEdge<std::uint32_t> fed(count);
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    fed[id] = slot_fed(edge, data, rows);
    ++rows.in_begin[fed[id]];
    ++rows.out_begin[rows.position_of[edge.from]];
  }
  accumulate_begins(rows.in_begin);
  accumulate_begins(rows.out_begin);
  std::vector<EdgeId> by_supplier(count);
  auto next = rows.out_begin;
  for (const EdgeId id : network.edges.ids()) by_supplier[next[rows.position_of[network.edges[id].from]]++] = id;
  rows.arc_of = PerEdge<std::uint32_t>(count);
  rows.edge_at.resize(count);
  next = rows.in_begin;
  for (const EdgeId id : by_supplier) {
    const auto arc = next[fed[id]]++;
    rows.arc_of[id] = arc;
    rows.edge_at[arc] = id;
  }
  rows.from.resize(count);
  rows.slot.resize(count);
  rows.out_arc.resize(count);
  next = rows.out_begin;
  for (std::uint32_t arc = 0; arc < count; ++arc) {
    const EdgeId id = rows.edge_at[arc];
    rows.from[arc] = rows.position_of[network.edges[id].from];
    rows.slot[arc] = fed[id];
    rows.out_arc[next[rows.from[arc]]++] = arc;
  }
}

void take_edge_numbers(const Network& network, LeadClasses& leads, Rows& rows) {
  const auto count = network.edges.size();
  rows.lead = leads.ascending();
  const auto any = [&](auto&& holds) { return std::any_of(network.edges.begin(), network.edges.end(), holds); };
  const bool limited = any([](const Edge& edge) { return !is_unlimited(edge.capacity); });
  const bool licensed = any([](const Edge& edge) { return edge.lane != no_lane; });
  rows.flow.resize(count);
  rows.lead_class.resize(count);
  rows.edge_capacity.resize(limited ? count : 0);
  rows.lane.resize(licensed ? count : 0);
  for (std::uint32_t arc = 0; arc < count; ++arc) {
    const Edge& edge = network.edges[rows.edge_at[arc]];
    rows.flow[arc] = edge.flow.value;
    rows.lead_class[arc] = leads.class_of(edge.lead_time);
    if (limited) rows.edge_capacity[arc] = edge.capacity.value;
    if (licensed) rows.lane[arc] = edge.lane;
  }
}

Rows lay_out(const Network& network, const Data& data, std::vector<NodeId> order, LeadClasses& leads) {
  Rows rows;
  rows.node_at = std::move(order);
  rows.position_of = PerNode<std::uint32_t>(rows.node_at.size());
  for (std::uint32_t at = 0; at < rows.node_at.size(); ++at) rows.position_of[rows.node_at[at]] = at;
  place_inputs(data, rows);
  place_edges(network, data, rows);
  take_edge_numbers(network, leads, rows);
  return rows;
}

struct Order {
  std::vector<NodeId> nodes;
  PerEdge<bool> closing;
};

Order order_of(const Network& network, LeadClasses& leads) {
  const Sketch sketch(network, leads);
  const auto closing = closing_edges(sketch.network());
  Order order{flow_order(sketch.network(), closing), PerEdge<bool>(network.edges.size())};
  for (const EdgeId edge : closing.ids()) order.closing[sketch.in_table(edge)] = closing[edge];
  return order;
}

}  // namespace

FrozenNetwork freeze(const Network& network) {
  if (auto issues = validate(network); !issues.empty()) throw InvalidNetwork("network", std::move(issues));
  LeadClasses leads(network);
  auto order = order_of(network, leads);
  auto data = detail::Shared<Data>::make();
  take_tables(network, *data);
  data->rows = lay_out(network, *data, std::move(order.nodes), leads);
  data->rows.closes_cycle.resize(network.edges.size());
  for (const EdgeId edge : network.edges.ids()) data->rows.closes_cycle[data->rows.arc_of[edge]] = order.closing[edge];
  return FrozenNetwork(data);
}

}  // namespace ytterby
