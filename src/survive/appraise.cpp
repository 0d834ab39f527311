// SPDX-License-Identifier: Apache-2.0
/// @file  Integrals of prices over time.
#include "survive/appraise.hpp"

#include <cmath>

namespace ytterby::best {

std::size_t PricesInTime::cell_at(double time) const {
  std::size_t cell = 0;
  while (cell + 1 < prices_.until.size() && prices_.until[cell].count() <= time) ++cell;
  return cell;
}

double PricesInTime::output(NodeId node, double time) const {
  return time < end_ - reach_.node[node] ? prices_.output[cell_at(time)][node] : 0;
}

double PricesInTime::input(InputId input, double time) const {
  return time < end_ - reach_.node[facts_.network->node(input)] ? prices_.input[cell_at(time)][input] : 0;
}

double PricesInTime::share(EdgeId edge, double time) const {
  if (prices_.share.empty() || !(time < end_ - reach_.edge[edge])) return 0;
  return prices_.share[cell_at(time)][edge];
}

double PricesInTime::own_share(NodeId node, double time) const {
  return prices_.own_share.empty() || time >= end_ ? 0 : prices_.own_share[cell_at(time)][node];
}

double PricesInTime::licence(OfficeId office, double time) const {
  return prices_.licence.empty() || !(time < end_ - reach_.office[office]) ? 0 : prices_.licence[cell_at(time)][office];
}

namespace {

const Cell& cell_at(const Facts& facts, double time) {
  std::size_t cell = 0;
  while (facts.cells[cell].to <= time) ++cell;
  return facts.cells[cell];
}

}  // namespace

double PricesInTime::with_rights(NodeId node, double time) const {
  double price = output(node, time);
  if (prices_.share.empty() && prices_.own_share.empty()) return price;
  const Cell& cell = best::cell_at(facts_, time);
  const double own = own_share(node, time);
  if (own > 0) price += own * std::min(cell.own_share[node], 1.0);
  if (prices_.share.empty()) return price;
  const Rows& rows = facts_.network->rows();
  const auto position = rows.position_of[node];
  for (auto at = rows.out_begin[position]; at < rows.out_begin[position + 1]; ++at) {
    const EdgeId edge = rows.edge_at[rows.out_arc.empty() ? at : rows.out_arc[at]];
    if (const double right = share(edge, time); right > 0) price += right * std::min(cell.share[edge], 1.0);
  }
  return price;
}

double PricesInTime::gain_on(EdgeId edge, double time, double lead) const {
  const FrozenNetwork& network = *facts_.network;
  const double there = input(network.input(edge), time + lead);
  return there > 0 ? there - output(network.from(edge), time) - share(edge, time) : 0;
}

namespace {

/// Moments at which something steps, between 0 and an end.
class Steps {
 public:
  explicit Steps(double end) : end_(end) { moments_.push_back(0); }
  void add(double moment) {
    if (moment > 0 && moment < end_) moments_.push_back(moment);
  }
  /// Calls `visit(from, to)` for each span without a step in it.
  template <class Visit>
  void each_span(Visit&& visit) {
    if (!(end_ > 0)) return;
    std::sort(moments_.begin(), moments_.end());
    moments_.push_back(end_);
    for (std::size_t i = 0; i + 1 < moments_.size(); ++i)
      if (moments_[i] < moments_[i + 1]) visit(moments_[i], moments_[i + 1]);
  }

 private:
  double end_;
  std::vector<double> moments_ = {};
};

class Appraisal {
 public:
  Appraisal(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end,
            Appraiser& appraiser)
      : facts_(facts),
        network_(*facts.network),
        reach_(reach),
        aim_(aim),
        prices_(prices),
        in_time_(facts, reach, prices, end),
        end_(end),
        appraiser_(appraiser) {}

  void run() {
    take_stocks();
    take_under_way();
    take_capacities();
    take_edges();
    take_licences();
    take_demand();
  }

 private:
  void add_cells(Steps& steps, double shift = 0) const {
    for (const Cell& cell : facts_.cells) steps.add(cell.from - shift);
    for (const Months until : prices_.until) steps.add(until.count() - shift);
  }

  void take_stocks() {
    for (const NodeId node : reach_.nodes)
      if (facts_.stock[node] > 0) appraiser_.finished_stock(node, facts_.stock[node], in_time_.with_rights(node, 0));
    for (const InputId input : reach_.inputs)
      if (facts_.input_stock[input] > 0)
        appraiser_.input_stock(input, facts_.input_stock[input], in_time_.input(input, 0));
    for (const StockChange& change : facts_.changes) {
      if (!(change.add > 0)) continue;
      const double time = facts_.cells[change.cell].from;
      if (time >= end_) continue;
      if (change.of_input) {
        appraiser_.later_stock(change.add, in_time_.input(InputId{change.row}, time));
      } else {
        appraiser_.later_stock(change.add, in_time_.with_rights(NodeId{change.row}, time));
      }
    }
  }

  /// Goods under way count whether or not their edge can carry more.
  void take_under_way() {
    for (const InputId input : reach_.inputs)
      for (const EdgeId edge : network_.in_edges(input)) {
        double value = facts_.arrived[edge] * in_time_.input(input, 0);
        if (facts_.under_way[edge] > 0 && facts_.first_lead[edge] > 0) {
          Steps steps(std::min(facts_.first_lead[edge], end_ - reach_.node[network_.to(edge)]));
          add_cells(steps);
          steps.each_span([&](double from, double to) {
            value += facts_.under_way[edge] * (to - from) * in_time_.input(input, from);
          });
        }
        if (value > 0) appraiser_.under_way(edge, value);
      }
  }

  /// @param limit  t/month.
  struct Total {
    double per_unit = 0, value = 0, unlimited = 0, passes = 0;
    void add(double margin, double span, double limit) {
      if (!(margin > 0)) return;
      per_unit += margin * span;
      if (std::isinf(limit)) {
        unlimited = std::max(unlimited, margin);
      } else {
        value += margin * span * limit;
        passes += span * limit;
      }
    }
  };

  void take_capacities() {
    const bool has_rights = !prices_.share.empty() || !prices_.own_share.empty();
    for (const NodeId node : reach_.nodes) {
      if (!has_rights && !(prices_.output.front()[node] > 0)) continue;
      Steps steps(end_ - reach_.node[node]);
      add_cells(steps);
      if (!prices_.share.empty()) add_share_ends(node, steps);
      Total total;
      steps.each_span([&](double from, double to) { add_making(node, from, to, total); });
      if (total.unlimited > 0) appraiser_.unlimited(total.unlimited);
      if (total.per_unit > 0 || total.value > 0) appraiser_.capacity(node, total.per_unit, total.value, total.passes);
    }
  }

  void add_share_ends(NodeId node, Steps& steps) const {
    const Rows& rows = network_.rows();
    const auto position = rows.position_of[node];
    for (auto at = rows.out_begin[position]; at < rows.out_begin[position + 1]; ++at)
      steps.add(end_ - reach_.edge[rows.edge_at[rows.out_arc.empty() ? at : rows.out_arc[at]]]);
  }

  /// The most that a node can earn by making, its partly essential inputs left out where they cost more than they give.
  void add_making(NodeId node, double from, double to, Total& total) const {
    const Cell& cell = cell_at(facts_, from);
    double margin = in_time_.with_rights(node, from);
    if (!(margin > 0)) return;
    const double capacity = cell.over(&Cell::capacity, &Cell::Slopes::capacity, node, from, to);
    partly_.clear();
    bool by_capacity = true;  // what needs none of an input is a part of it
    for (const InputId input : network_.inputs(node)) {
      const double cost = in_time_.input(input, from) * cell.t_per_t[input];
      if (cell.essential[input] >= 1) {
        margin -= cost;
        continue;
      }
      const double free = cell.over(&Cell::free_output, &Cell::Slopes::free_output, input, from, to);
      if (!std::isfinite(free) || !(cost > 0)) continue;
      partly_.push_back({free, cost / cell.essential[input]});
      by_capacity = free >= (1 - cell.essential[input]) * capacity * (1 - 1e-12);
    }
    if (partly_.empty()) return total.add(margin, to - from, capacity);
    // The first tonnes need none of some inputs, later ones more and more: earn until it costs more than it gives.
    std::sort(partly_.begin(), partly_.end());
    double made = 0, value = 0;
    for (const auto& [free, cost] : partly_) {
      const double next = std::min(free, capacity);
      if (margin > 0 && next > made) value += margin * (next - made);
      made = std::max(made, next);
      if (free < capacity) margin -= cost;
    }
    if (std::isinf(capacity)) {
      total.unlimited = std::max(total.unlimited, margin);
    } else if (margin > 0) {
      value += margin * (capacity - made);
      total.passes += capacity * (to - from);
    }
    total.value += value * (to - from);
    if (std::isinf(capacity)) return;
    total.per_unit += (to - from) * (by_capacity && capacity > 0 ? value / capacity : std::max(0.0, margin));
  }

  void take_edges() {
    for (const EdgeId edge : reach_.edges) {
      if (!in_time_.may_gain_on(edge)) continue;
      Steps steps(end_ - reach_.edge[edge]);
      add_cells(steps);
      for (const Cell& cell : facts_.cells) add_cells(steps, cell.lead[edge]);
      const LaneId lane = network_.lane(edge);
      Total total;
      steps.each_span([&](double from, double to) {
        const Cell& cell = cell_at(facts_, from);
        double margin = in_time_.gain_on(edge, from + (to - from) / 2, cell.lead[edge]);  // ends are rounded
        if (lane != no_lane) margin -= price_of_licence(lane, cell, from) + in_time_.volume(lane);
        total.add(margin, to - from, cell.over(&Cell::edge_capacity, &Cell::Slopes::edge_capacity, edge, from, to));
      });
      if (total.unlimited > 0) appraiser_.unlimited(total.unlimited);
      if (total.per_unit > 0) appraiser_.edge(edge, total.per_unit, total.value);
    }
  }

  [[nodiscard]] double price_of_licence(LaneId lane, const Cell& cell, double time) const {
    const OfficeId office = network_.lane(lane).office;
    if (std::isinf(cell.licences[office])) return 0;
    return in_time_.licence(office, time) / cell.t_per_licence[lane];
  }

  void take_licences() {
    for (const LaneId lane : network_.lanes())
      if (const double price = in_time_.volume(lane); price > 0)
        appraiser_.volume(lane, price, price * facts_.volume[lane]);
    if (prices_.licence.empty()) return;
    for (const OfficeId office : network_.offices()) {
      Steps steps(end_ - reach_.office[office]);
      add_cells(steps);
      Total total;
      steps.each_span([&](double from, double to) {
        const double licences = cell_at(facts_, from).over(&Cell::licences, &Cell::Slopes::licences, office, from, to);
        if (std::isfinite(licences)) total.add(in_time_.licence(office, from), to - from, licences);
      });
      if (total.per_unit > 0) appraiser_.licences(office, total.per_unit, total.value);
    }
  }

  void take_demand() {
    for (std::size_t i = 0; i < aim_.served.size(); ++i) {
      const NodeId node = aim_.served[i];
      Steps steps(std::min(end_, aim_.until[i]));
      add_cells(steps);
      Total total;
      steps.each_span([&](double from, double to) {
        total.add(in_time_.output(node, from) + in_time_.own_share(node, from), to - from,
                  cell_at(facts_, from).over(&Cell::demand, &Cell::Slopes::demand, node, from, to));
      });
      if (total.per_unit > 0) appraiser_.demand(node, total.per_unit, total.value);
    }
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  const Aim& aim_;
  const Prices& prices_;
  PricesInTime in_time_;
  double end_;
  Appraiser& appraiser_;
  mutable std::vector<std::array<double, 2>> partly_ = {};
};

class Sum : public Appraiser {
 public:
  void finished_stock(NodeId, double tonnes, double price) override { worth.stock += tonnes * price; }
  void input_stock(InputId, double tonnes, double price) override { worth.stock += tonnes * price; }
  void later_stock(double tonnes, double price) override { worth.stock += tonnes * price; }
  void under_way(EdgeId, double value) override { worth.stock += value; }
  void capacity(NodeId, double, double value, double) override { worth.inflow += value; }
  void edge(EdgeId, double, double value) override { worth.inflow += value; }
  void licences(OfficeId, double, double value) override { worth.inflow += value; }
  void volume(LaneId, double, double value) override { worth.inflow += value; }
  void demand(NodeId, double, double value) override { worth.demand += value; }
  void unlimited(double margin) override { worth.unlimited = std::max(worth.unlimited, margin); }

  Worth worth = {};
};

}  // namespace

void appraise(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end,
              Appraiser& appraiser) {
  Appraisal(facts, reach, aim, prices, end, appraiser).run();
}

Worth worth_of(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end) {
  Sum sum;
  appraise(facts, reach, aim, prices, end, sum);
  return sum.worth;
}

}  // namespace ytterby::best
