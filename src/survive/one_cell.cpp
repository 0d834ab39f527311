// SPDX-License-Identifier: Apache-2.0
/// @file  Means and least values over cells.
#include "survive/one_cell.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace ytterby::best {

namespace {

constexpr double almost_all = 1 - 1e-12;

/// Of which no input is short, whatever changes.
Cell open_cell(const FrozenNetwork& network) {
  Cell cell;
  cell.capacity = PerNode<double>(network.nodes().size());
  cell.demand = cell.capacity;
  cell.own_share = PerNode<double>(network.nodes().size(), no_limit);
  cell.edge_capacity = PerEdge<double>(network.edges().size());
  cell.lead = cell.edge_capacity;
  cell.share = PerEdge<double>(network.edges().size(), no_limit);
  cell.t_per_t = PerInput<double>(network.inputs().size());
  cell.essential = PerInput<double>(network.inputs().size(), 1);
  cell.free_output = cell.t_per_t;
  cell.licences = PerOffice<double>(network.offices().size());
  cell.t_per_licence = PerLane<double>(network.lanes().size(), 1);
  return cell;
}

Facts without_time(const Facts& facts) {
  Facts one;
  one.network = facts.network;
  one.stock = facts.stock;
  one.input_stock = facts.input_stock;
  one.under_way = PerEdge<double>(facts.under_way.size());
  one.first_lead = one.under_way;
  one.arrived = one.under_way;
  one.volume = facts.volume;
  return one;
}

bool may_bind(const Cell& cell, InputId input) {
  return cell.t_per_t[input] > 0 && (cell.essential[input] >= 1 || std::isfinite(cell.free_output[input]));
}

class Means {
 public:
  Means(const Facts& facts, const Reach& reach, const Aim& aim, double end)
      : facts_(facts), network_(*facts.network), reach_(reach), aim_(aim), end_(end), mean_(open_cell(network_)) {}

  Facts run() {
    Facts one = without_time(facts_);
    for (const NodeId node : reach_.nodes) take_node(node);
    for (const InputId input : reach_.inputs) take_input(input);
    for (const EdgeId edge : reach_.edges) take_edge(edge);
    for (std::size_t i = 0; i < aim_.served.size(); ++i)
      mean_.demand[aim_.served[i]] =
          mean(&Cell::demand, &Cell::Slopes::demand, aim_.served[i], std::min(end_, aim_.until[i]));
    for (const OfficeId office : network_.offices())
      mean_.licences[office] = mean(&Cell::licences, &Cell::Slopes::licences, office, end_ - reach_.office[office]);
    for (const LaneId lane : network_.lanes()) mean_.t_per_licence[lane] = most(&Cell::t_per_licence, lane, end_);
    one.cells.push_back(std::move(mean_));
    take_stocks(one);
    return one;
  }

 private:
  [[nodiscard]] double last(NodeId node) const { return end_ - reach_.node[node]; }

  /// Of what there is from the start to `last`, over all the time to the end.
  template <class Values, class Slope, class Id>
  [[nodiscard]] double mean(Values Cell::*values, Slope Cell::Slopes::*slope, Id id, double last) const {
    double sum = 0;
    for (const Cell& cell : facts_.cells) {
      const double to = std::min(cell.to, last);
      if (!(to > cell.from)) break;
      sum += cell.over(values, slope, id, cell.from, to) * ((to - cell.from) / end_);
    }
    return std::max(0.0, sum);
  }

  template <class Values, class Id>
  [[nodiscard]] double most(Values Cell::*values, Id id, double last) const {
    double most = 0;
    for (const Cell& cell : facts_.cells)
      if (cell.from == 0 || cell.from < last) most = std::max(most, (cell.*values)[id]);
    return most;
  }

  void take_node(NodeId node) {
    mean_.capacity[node] = mean(&Cell::capacity, &Cell::Slopes::capacity, node, last(node));
    mean_.own_share[node] = most(&Cell::own_share, node, last(node));
  }

  /// What a tonne made needs at least, beyond what may be made without.
  void take_input(InputId input) {
    const double end = last(network_.node(input));
    double least = no_limit;
    for (const Cell& cell : facts_.cells) {
      if (cell.from > 0 && !(cell.from < end)) break;
      least = std::min(least, may_bind(cell, input) ? cell.t_per_t[input] / std::min(1.0, cell.essential[input]) : 0);
    }
    mean_.essential[input] = std::min(1.0, most(&Cell::essential, input, end));
    mean_.t_per_t[input] = least * mean_.essential[input];
    mean_.free_output[input] = mean(&Cell::free_output, &Cell::Slopes::free_output, input, end);
    if (mean_.free_output[input] > 0 && mean_.essential[input] >= 1) {  // for a time some could be made without
      mean_.essential[input] = almost_all;
      mean_.t_per_t[input] = least * almost_all;
    }
  }

  void take_edge(EdgeId edge) {
    double sum = 0;
    for (const Cell& cell : facts_.cells) {
      const double to = std::min(cell.to, last(network_.to(edge)) - cell.lead[edge]);
      if (to > cell.from)
        sum += cell.over(&Cell::edge_capacity, &Cell::Slopes::edge_capacity, edge, cell.from, to) *
               ((to - cell.from) / end_);
    }
    mean_.edge_capacity[edge] = std::max(0.0, sum);
    mean_.share[edge] = most(&Cell::share, edge, end_ - reach_.edge[edge]);
  }

  void take_stocks(Facts& one) const {
    for (const StockChange& change : facts_.changes) {
      const double time = facts_.cells[change.cell].from;
      const NodeId node = change.of_input ? network_.node(InputId{change.row}) : NodeId{change.row};
      if (!(time < last(node))) continue;
      (change.of_input ? one.input_stock[InputId{change.row}] : one.stock[NodeId{change.row}]) += change.add;
    }
    for (const NodeId node : reach_.nodes) {
      if (!(last(node) > 0)) one.stock[node] = 0;
      for (const InputId input : network_.inputs(node)) {
        double& stock = one.input_stock[input];
        for (const EdgeId edge : network_.in_edges(input)) {
          stock += facts_.arrived[edge];
          if (const double time = std::min(facts_.first_lead[edge], last(node)); time > 0)
            stock += facts_.under_way[edge] * time;
        }
        if (!(last(node) > 0)) stock = 0;
      }
    }
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  const Aim& aim_;
  double end_;
  Cell mean_;
};

class Least {
 public:
  Least(const Facts& facts, const Reach& reach, const Aim& aim, double end, double reserve)
      : facts_(facts),
        network_(*facts.network),
        reach_(reach),
        aim_(aim),
        end_(end),
        reserve_(reserve),
        least_(open_cell(network_)),
        changes_(network_.inputs().size(), false) {}

  Facts run() {
    Facts one = without_time(facts_);
    for (const StockChange& change : facts_.changes) {
      if (!(facts_.cells[change.cell].from < end_)) continue;
      if (change.of_input) changes_[InputId{change.row}] = true;
      (change.of_input ? one.input_stock[InputId{change.row}] : one.stock[NodeId{change.row}]) = 0;
    }
    for (const NodeId node : reach_.nodes) {
      least_.capacity[node] = least(&Cell::capacity, node);
      least_.own_share[node] = least(&Cell::own_share, node);
    }
    for (const InputId input : reach_.inputs) take_input(input, one);
    for (std::size_t i = 0; i < aim_.served.size(); ++i) least_.demand[aim_.served[i]] = most(&Cell::demand, i);
    for (const OfficeId office : network_.offices()) least_.licences[office] = least(&Cell::licences, office);
    for (const LaneId lane : network_.lanes()) least_.t_per_licence[lane] = least(&Cell::t_per_licence, lane);
    for (const LaneId lane : network_.lanes()) one.volume[lane] = sure_volume(facts_, lane, end_);
    if (std::isinf(end_)) close_volumes(one);
    one.cells.push_back(std::move(least_));
    return one;
  }

 private:
  template <class Visit>
  void each_cell(Visit&& visit) const {
    for (const Cell& cell : facts_.cautious.empty() ? facts_.cells : facts_.cautious) {
      if (cell.from > 0 && !(cell.from < end_)) return;
      visit(cell);
    }
  }

  template <class Values, class Id>
  [[nodiscard]] double least(Values Cell::*values, Id id) const {
    double least = no_limit;
    each_cell([&](const Cell& cell) { least = std::min(least, (cell.*values)[id]); });
    return std::max(0.0, least);
  }

  [[nodiscard]] double most(PerNode<double> Cell::*values, std::size_t served) const {
    double most = 0;
    each_cell([&](const Cell& cell) {
      if (cell.from < aim_.until[served]) most = std::max(most, (cell.*values)[aim_.served[served]]);
    });
    return most;
  }

  void take_input(InputId input, Facts& one) {
    double need = 0, free = no_limit, essential = 0;
    each_cell([&](const Cell& cell) {
      if (!may_bind(cell, input)) return;
      need = std::max(need, cell.t_per_t[input] / std::min(1.0, cell.essential[input]));
      free = std::min(free, cell.essential[input] >= 1 ? 0 : cell.free_output[input]);
      essential = std::max(essential, std::min(1.0, cell.essential[input]));
    });
    least_.essential[input] = free > 0 ? std::min(essential, almost_all) : 1;
    least_.free_output[input] = free;
    least_.t_per_t[input] = need * least_.essential[input];

    double& stock = one.input_stock[input];
    for (const EdgeId edge : network_.in_edges(input)) stock += changes_[input] ? 0 : facts_.arrived[edge];
    std::vector<double> lead;
    double slow = 0;
    for (const EdgeId edge : network_.in_edges(input)) {
      lead.push_back(longest(edge));
      if (lead.back() > 0 && reach_.edge[edge] < no_limit) ++slow;
    }
    const double each = changes_[input] || slow == 0 ? 0 : reserve_ * stock / slow;
    if (slow > 0) stock -= each * slow;
    if (!changes_[input])
      for (const EdgeId edge : network_.in_edges(input))
        if (reach_.edge[edge] == no_limit && facts_.first_lead[edge] <= end_)
          stock += facts_.under_way[edge] * facts_.first_lead[edge];
    std::size_t i = 0;
    for (const EdgeId edge : network_.in_edges(input)) take_edge(edge, lead[i++], each, changes_[input]);
    stock = std::max(0.0, stock);
  }

  [[nodiscard]] double longest(EdgeId edge) const {
    double longest = 0;
    each_cell([&](const Cell& cell) { longest = std::max(longest, cell.lead[edge]); });
    return longest;
  }

  /// At a rate x nothing of it arrives before its lead time, so that there must be x·lead from elsewhere by then, and
  /// evenly so; what is put by for it is `each`.
  void take_edge(EdgeId edge, double lead, double each, bool is_cleared) {
    double capacity = least(&Cell::edge_capacity, edge);
    least_.share[edge] = least(&Cell::share, edge);
    if (lead > 0) {
      const double first = facts_.first_lead[edge], flow = facts_.under_way[edge];
      const bool is_even = first >= lead * almost_all;
      const double there = is_even ? flow * lead : is_cleared ? 0 : flow * first;
      capacity = std::min(capacity, (there + each) / lead * almost_all);
    }
    least_.edge_capacity[edge] = capacity;
  }

  void close_volumes(Facts& one) {
    for (const EdgeId edge : reach_.edges) {
      const LaneId lane = network_.lane(edge);
      if (lane != no_lane && std::isfinite(one.volume[lane])) least_.edge_capacity[edge] = 0;
    }
    for (const LaneId lane : network_.lanes()) one.volume[lane] = no_limit;
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  const Aim& aim_;
  double end_, reserve_;
  Cell least_;
  PerInput<bool> changes_;
};

}  // namespace

Facts means_until(const Facts& facts, const Reach& reach, const Aim& aim, double end) {
  return Means(facts, reach, aim, end).run();
}

Facts least_until(const Facts& facts, const Reach& reach, const Aim& aim, double end, double reserve) {
  return Least(facts, reach, aim, end, reserve).run();
}

}  // namespace ytterby::best
