// SPDX-License-Identifier: Apache-2.0
/// @file  Common units, vertices and arcs.
#include "survive/cut_graph.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

namespace ytterby::best {

namespace {

constexpr double same_worth = 1e-12;  // relative

class Units {
 public:
  Units(const Facts& facts, const Reach& reach)
      : network_(*facts.network), rows_(network_.rows()), cell_(facts.cells.front()), reach_(reach) {}

  CommonUnits run(const Aim& aim) {
    units_.of_node = PerNode<double>(network_.nodes().size(), 0);
    units_.needed = PerNode<InputId>(network_.nodes().size(), CommonUnits::no_input);
    for (const InputId input : reach_.inputs)
      if (!find_needed(input)) return std::move(units_);
    for (const NodeId node : aim.served) {
      if (units_.of_node[node] > 0) continue;
      give(node, 1);
      while (!found_.empty()) {
        const NodeId next = found_.back();
        found_.pop_back();
        if (!spread(next)) return std::move(units_);
      }
    }
    return std::move(units_);
  }

 private:
  /// What an input limits, if anything.
  bool find_needed(InputId input) {
    const NodeId node = network_.node(input);
    if (cell_.essential[input] < 1) {
      if (std::isinf(cell_.free_output[input])) return true;
      units_.why = fmt::format("'{}' needs '{}' in part, with essential {:g}", network_.name(node),
                               network_.product(input), cell_.essential[input]);
      return false;
    }
    if (units_.needed[node] != CommonUnits::no_input) {
      units_.why = fmt::format("'{}' needs both '{}' and '{}'", network_.name(node),
                               network_.product(units_.needed[node]), network_.product(input));
      return false;
    }
    if (!(cell_.t_per_t[input] > 0)) {
      units_.why = fmt::format("'{}' needs {:g} t of '{}' a tonne", network_.name(node), cell_.t_per_t[input],
                               network_.product(input));
      return false;
    }
    units_.needed[node] = input;
    return true;
  }

  void give(NodeId node, double worth) {
    units_.of_node[node] = worth;
    found_.push_back(node);
  }

  bool agree(NodeId node, double worth) {
    const double before = units_.of_node[node];
    if (before == 0) give(node, worth);
    if (before == 0 || std::abs(before - worth) <= same_worth * worth) return true;
    units_.why = fmt::format("a tonne of '{}' makes {:g} times as much on one way to a target as on another",
                             network_.name(node), std::max(before, worth) / std::min(before, worth));
    return false;
  }

  /// To suppliers and customers.
  bool spread(NodeId node) {
    const double worth = units_.of_node[node];
    if (const InputId input = units_.needed[node]; input != CommonUnits::no_input) {
      const auto slot = rows_.slot_of[input];
      const double supplied = worth / cell_.t_per_t[input];
      for (auto arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc)
        if (reach_.edge[rows_.edge_at[arc]] < no_limit && !agree(rows_.node_at[rows_.from[arc]], supplied))
          return false;
    }
    const auto position = rows_.position_of[node];
    for (auto at = rows_.out_begin[position]; at < rows_.out_begin[position + 1]; ++at) {
      const auto arc = rows_.out_arc.empty() ? at : rows_.out_arc[at];
      const auto slot = rows_.slot[arc];
      const InputId input = rows_.input_at[slot];
      const NodeId to = rows_.node_of[slot];
      if (units_.needed[to] != input || !(reach_.edge[rows_.edge_at[arc]] < no_limit)) continue;
      if (!agree(to, worth * cell_.t_per_t[input])) return false;
    }
    return true;
  }

  const FrozenNetwork& network_;
  const Rows& rows_;
  const Cell& cell_;
  const Reach& reach_;
  CommonUnits units_ = {};
  std::vector<NodeId> found_ = {};
};

class Graph {
 public:
  Graph(const Facts& facts, const Reach& reach, const CommonUnits& units)
      : facts_(facts), network_(*facts.network), cell_(facts.cells.front()), reach_(reach), units_(units) {}

  CutGraph run(const Aim& aim) {
    find_leads();
    place();
    add_edges();
    for (const NodeId node : reach_.nodes)
      if (graph_.out[node] != CutGraph::none) add_node(node);
    for (std::size_t i = 0; i < aim.served.size(); ++i) {
      const double demand = cell_.demand[aim.served[i]] * units_.of_node[aim.served[i]];
      if (demand > 0) graph_.needs.push_back({graph_.out[aim.served[i]], demand, aim.until[i]});
      if (std::isfinite(aim.until[i])) see(aim.until[i]);
    }
    return std::move(graph_);
  }

 private:
  void see(double moment) { graph_.last_change = std::max(graph_.last_change, moment); }

  void find_leads() {
    const auto takes_time = [&](EdgeId edge) {
      return (reach_.edge[edge] > 0 && reach_.edge[edge] < no_limit) ||
             (facts_.under_way[edge] > 0 && facts_.first_lead[edge] > 0);
    };
    for (const InputId input : reach_.inputs)
      for (const EdgeId edge : network_.in_edges(input)) graph_.has_leads = graph_.has_leads || takes_time(edge);
  }

  void place() {
    graph_.in = graph_.out = PerNode<CutGraph::Vertex>(network_.nodes().size(), CutGraph::none);
    CutGraph::Vertex next = 0;
    for (const NodeId node : reach_.nodes) {
      if (!(units_.of_node[node] > 0)) continue;
      const bool is_two =
          units_.needed[node] != CommonUnits::no_input && (graph_.has_leads || std::isfinite(cell_.capacity[node]));
      graph_.in[node] = next;
      graph_.out[node] = is_two ? ++next : next;
      ++next;
    }
    graph_.vertices = next;
  }

  void add_arc(CutGraph::Vertex tail, CutGraph::Vertex head, double rate, double from) {
    graph_.tail.push_back(tail);
    graph_.head.push_back(head);
    graph_.rate.push_back(rate);
    graph_.from.push_back(from);
  }

  void add_edges() {
    const Rows& rows = network_.rows();
    for (const InputId input : reach_.inputs) {
      const auto slot = rows.slot_of[input];
      const NodeId to = rows.node_of[slot];
      if (graph_.in[to] == CutGraph::none || units_.needed[to] != input) continue;
      for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
        if (reach_.edge[rows.edge_at[arc]] < no_limit)
          add_edge(rows.edge_at[arc], rows.node_at[rows.from[arc]], to, rows.lane.empty() ? no_lane : rows.lane[arc]);
    }
  }

  void add_edge(EdgeId edge, NodeId from, NodeId to, LaneId lane) {
    double capacity = cell_.edge_capacity[edge];
    if (lane != no_lane)
      if (const double licences = cell_.licences[network_.lane(lane).office]; std::isfinite(licences))
        capacity = std::min(capacity, licences * cell_.t_per_licence[lane]);
    graph_.edge_of.push_back(edge);
    add_arc(graph_.out[from], graph_.in[to], capacity * units_.of_node[from], reach_.edge[edge]);
    see(reach_.edge[edge]);
  }

  void add_node(NodeId node) {
    const double worth = units_.of_node[node], way = reach_.node[node];
    const InputId input = units_.needed[node];
    const auto add = [&](CutGraph::Vertex vertex, double months, double rate, double amount) {
      if (rate > 0 || amount > 0) graph_.supplies.push_back({vertex, way, way + months, rate, amount});
    };
    add(graph_.out[node], 0, 0, facts_.stock[node] * worth);
    if (input == CommonUnits::no_input) return add(graph_.out[node], no_limit, cell_.capacity[node] * worth, 0);
    if (!graph_.is_one(node)) {
      graph_.node_of.push_back(node);
      add_arc(graph_.in[node], graph_.out[node], cell_.capacity[node] * worth, way);
    }
    const double unit = worth / cell_.t_per_t[input];
    double there = facts_.input_stock[input];
    for (const EdgeId edge : network_.in_edges(input)) {
      there += facts_.arrived[edge];
      const double flow = facts_.under_way[edge] * unit, lead = facts_.first_lead[edge];
      if (!(flow > 0 && lead > 0)) continue;
      add(graph_.in[node], lead, flow, 0);
      see(way + lead);
    }
    add(graph_.in[node], 0, 0, there * unit);
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Cell& cell_;
  const Reach& reach_;
  const CommonUnits& units_;
  CutGraph graph_ = {};
};

}  // namespace

CommonUnits common_units(const Facts& facts, const Reach& reach, const Aim& aim) {
  return Units(facts, reach).run(aim);
}

CutGraph cut_graph(const Facts& facts, const Reach& reach, const Aim& aim, const CommonUnits& units) {
  return Graph(facts, reach, units).run(aim);
}

Prices prices_of_cut(const Facts& facts, const Reach& reach, const Aim& aim, const CommonUnits& units,
                     const CutGraph& graph, const std::vector<char>& side, double end) {
  const FrozenNetwork& network = *facts.network;
  const Cell& cell = facts.cells.front();
  const auto has_price = [&](CutGraph::Vertex vertex) { return vertex != CutGraph::none && side[vertex] != 0; };
  double highest = 0;
  for (const NodeId node : aim.served)
    if (has_price(graph.out[node])) highest = std::max(highest, units.of_node[node]);
  Prices prices{.until = {Months{end}}};
  auto& output = prices.output.emplace_back(network.nodes().size());
  auto& input = prices.input.emplace_back(network.inputs().size());
  // Suppliers and what they supply are to be worth the same to the bit.
  for (const NodeId node : reach.nodes) {
    const InputId needed = units.needed[node];
    if (has_price(graph.out[node])) output[node] = units.of_node[node] / highest;
    if (needed != CommonUnits::no_input && has_price(graph.in[node]))
      input[needed] = units.of_node[node] / cell.t_per_t[needed] / highest;
  }
  for (const EdgeId edge : graph.edge_of) {
    const LaneId lane = network.lane(edge);
    if (lane == no_lane || !has_price(graph.in[network.to(edge)]) || has_price(graph.out[network.from(edge)])) continue;
    const OfficeId office = network.lane(lane).office;
    const double licences = cell.licences[office];
    if (!std::isfinite(licences) || !(licences * cell.t_per_licence[lane] < cell.edge_capacity[edge])) continue;
    if (prices.licence.empty()) prices.licence.emplace_back(network.offices().size());
    prices.licence.front()[office] = units.of_node[network.from(edge)] / highest * cell.t_per_licence[lane];
  }
  return prices;
}

}  // namespace ytterby::best
