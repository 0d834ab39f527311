// SPDX-License-Identifier: Apache-2.0
/// @file  Cut and gains from the worth of things.
#include "survive/explain.hpp"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <utility>

#include "survive/appraise.hpp"
#include "survive/price_root.hpp"

namespace ytterby::best {

namespace {

constexpr double no_price = 1e-9;   // of the highest, which is 1
constexpr double a_moment = 1e-8;   // months
constexpr double no_use = 1e-5;     // of what demand is worth: a bound looked at more closely ends so much too late
constexpr double no_slope = 1e-7;   // of demand
constexpr double no_effect = 1e-9;  // of the largest

double span_of(double end) { return std::max(end, a_moment); }

double middle(double from, double to) { return from + (to - from) / 2; }

/// Calls visit(from, to, cell) for each part of [0, end] within which neither prices nor gains on these edges change.
/// They are to be read in its middle: its ends are rounded.
template <class Visit>
void each_part(const Facts& facts, const PricesInTime& prices, const Reach& reach, const std::vector<EdgeId>& edges,
               Visit&& visit) {
  const FrozenNetwork& network = *facts.network;
  std::vector<double> steps{0, prices.end()};
  const auto add = [&](double moment) {
    if (moment > 0 && moment < prices.end()) steps.push_back(moment);
  };
  for (const Cell& cell : facts.cells) add(cell.from);
  for (const Months until : prices.until()) add(until.count());
  for (const OfficeId office : network.offices()) add(prices.end() - reach.office[office]);
  for (const EdgeId edge : edges)
    for (const Cell& cell : facts.cells) {
      for (const Months until : prices.until()) add(until.count() - cell.lead[edge]);
      add(prices.end() - reach.node[network.to(edge)] - cell.lead[edge]);
      add(prices.end() - reach.node[network.from(edge)]);
      add(prices.end() - reach.edge[edge]);
    }
  std::sort(steps.begin(), steps.end());
  auto cell = facts.cells.begin();
  for (std::size_t i = 0; i + 1 < steps.size(); ++i) {
    if (!(steps[i] < steps[i + 1])) continue;
    while (cell->to <= steps[i]) ++cell;
    visit(steps[i], steps[i + 1], *cell);
  }
}

double price_of_licence(const Facts& facts, const PricesInTime& prices, LaneId lane, const Cell& cell, double time) {
  const OfficeId office = facts.network->lane(lane).office;
  return std::isinf(cell.licences[office]) ? 0 : prices.licence(office, time) / cell.t_per_licence[lane];
}

/// What one more t/month of an edge's own capacity is worth, where that is a limit.
double gain_of_edge(const Facts& facts, const PricesInTime& prices, const Reach& reach, EdgeId edge) {
  if (!prices.may_gain_on(edge)) return 0;
  const LaneId lane = facts.network->lane(edge);
  double total = 0;
  each_part(facts, prices, reach, {edge}, [&](double from, double to, const Cell& cell) {
    const double limit = cell.edge_capacity[edge];
    if (std::isinf(limit) || (!cell.own_capacity.empty() && cell.own_capacity[edge] != limit)) return;
    double gain = prices.gain_on(edge, middle(from, to), cell.lead[edge]);
    if (lane != no_lane) gain -= price_of_licence(facts, prices, lane, cell, middle(from, to)) + prices.volume(lane);
    total += std::max(0.0, gain) * (to - from);
  });
  return total;
}

/// What one more t/month of a lane is worth: the price of its licences; where there are none, so that they have no
/// price, what a tonne gains on its edges.
double gain_of_lane(const Facts& facts, const PricesInTime& prices, const Reach& reach, LaneId lane,
                    const std::vector<EdgeId>& edges) {
  const OfficeId office = facts.network->lane(lane).office;
  bool limited = false, closed = true;
  for (const Cell& cell : facts.cells) {
    if (!(cell.from < prices.end())) break;
    limited = limited || std::isfinite(cell.licences[office]);
    closed = closed && cell.licences[office] == 0;
  }
  double total = prices.volume(lane) * prices.end();
  if (!limited) return total;
  each_part(facts, prices, reach, closed ? edges : std::vector<EdgeId>{},
            [&](double from, double to, const Cell& cell) {
              double gain = closed ? 0 : price_of_licence(facts, prices, lane, cell, middle(from, to));
              if (closed)
                for (const EdgeId edge : edges)
                  gain = std::max(gain, prices.gain_on(edge, middle(from, to), cell.lead[edge]));
              total += gain * (to - from);
            });
  return total;
}

/// From which price on a tonne counts, the dearest demand being 1: one of which much passes counts at a low one.
class Floors {
 public:
  /// @param demand  What all demand is worth a month.
  Floors(const FrozenNetwork& network, double demand) : network_(network), demand_(demand) {}

  [[nodiscard]] double of(NodeId node) const { return where_passes(network_.output(node).value); }
  [[nodiscard]] double of(InputId input) const { return where_passes(network_.need(input).value); }
  [[nodiscard]] double of(EdgeId edge) const { return where_passes(network_.flow(edge).value); }
  /// @param passes  t/month.
  [[nodiscard]] double where_passes(double passes) const {
    return passes > 0 && std::isfinite(passes) ? no_price * std::min(1.0, demand_ / passes) : no_price;
  }

 private:
  const FrozenNetwork& network_;
  double demand_;
};

/// Whether a tonne would gain something at some time.
bool gains_on(const Facts& facts, const PricesInTime& prices, const Reach& reach, const Floors& floors, EdgeId edge) {
  bool gains = false;
  if (!prices.may_gain_on(edge)) return false;
  each_part(facts, prices, reach, {edge}, [&](double from, double to, const Cell& cell) {
    gains = gains || prices.gain_on(edge, middle(from, to), cell.lead[edge]) > floors.of(edge);
  });
  return gains;
}

/// Of the capacity of a node or an edge, or what may pass in a lane: over the whole time, 0 where it has no limit.
template <class Value>
double mean(const Facts& facts, double end, Value&& value) {
  double total = 0;
  for (const Cell& cell : facts.cells) {
    if (!(cell.from < end)) break;
    const double to = std::min(cell.to, end), found = value(cell, to);
    if (std::isfinite(found)) total += found * (to - cell.from);
  }
  return total / end;
}

/// t/month that its office's licences let pass, over the whole time.
double licensed(const Facts& facts, double end, LaneId lane) {
  return mean(facts, end, [&](const Cell& cell, double to) {
    const OfficeId office = facts.network->lane(lane).office;
    const double licences = cell.over(&Cell::licences, &Cell::Slopes::licences, office, cell.from, to);
    return licences == 0 ? 0 : licences * cell.t_per_licence[lane];
  });
}

/// Calls `visit(lane, gain)` and `visit(edge, gain)` for those that gain something, however little passes them now.
/// @param demand  What all demand is worth, beside which a lane's gain is to count.
template <class Visit>
void each_lane_and_edge(const Facts& facts, const Reach& reach, const PricesInTime& prices, double demand,
                        Visit&& visit) {
  const FrozenNetwork& network = *facts.network;
  const Floors floors(network, demand / prices.end());
  PerLane<std::vector<EdgeId>> of_lane(network.lanes().size());
  for (const InputId input : reach.inputs)
    for (const EdgeId edge : network.in_edges(input)) {
      if (const LaneId lane = network.lane(edge); lane != no_lane) of_lane[lane].push_back(edge);
      const double gain = gain_of_edge(facts, prices, reach, edge);
      if (gain > floors.of(edge) * prices.end()) visit(edge, gain);
    }
  for (const LaneId lane : network.lanes()) {
    // Its office's licences have a price whether or not this lane has a use for them.
    const double gain = of_lane[lane].empty() ? 0 : gain_of_lane(facts, prices, reach, lane, of_lane[lane]);
    double passes = licensed(facts, prices.end(), lane);
    for (const EdgeId edge : of_lane[lane]) passes = std::max(passes, network.flow(edge).value);
    if (passes > 0 && gain * passes <= no_use * demand) continue;
    if (gain > floors.where_passes(passes) * prices.end() &&
        std::any_of(of_lane[lane].begin(), of_lane[lane].end(),
                    [&](EdgeId edge) { return gains_on(facts, prices, reach, floors, edge); }))
      visit(lane, gain);
  }
}

template <class Id>
bool has_price(const std::vector<Indexed<Id, double>>& cells, Id id, double floor) {
  return std::any_of(cells.begin(), cells.end(), [&](const auto& price) { return price[id] > floor; });
}

class CutMaker : public Appraiser {
 public:
  CutMaker(const Facts& facts, const Floors& floors, double end) : facts_(facts), floors_(floors), end_(end) {}
  void capacity(NodeId node, double per_unit, double /*value*/, double passes) override {
    if (!(per_unit > floors_.of(node) * end_)) return;
    const double all = mean(facts_, end_, [&](const Cell& cell, double to) {
      return cell.over(&Cell::capacity, &Cell::Slopes::capacity, node, cell.from, to);
    });
    cut.crossing.push_back(
        {.kind = Crossing::Kind::capacity, .node = node, .limit = {passes > 0 ? passes / end_ : all}});
  }

  Cut cut = {};

 private:
  const Facts& facts_;
  const Floors& floors_;
  double end_;
};

class GainMaker : public Appraiser {
 public:
  GainMaker(const Facts& facts, const Floors& floors, double end, double slope)
      : facts_(facts), floors_(floors), end_(end), slope_(slope) {}

  void finished_stock(NodeId node, double tonnes, double price) override {
    if (price > floors_.of(node)) add({.quantity = Gain::Quantity::stock, .node = node}, price, tonnes);
  }
  void input_stock(InputId input, double tonnes, double price) override {
    if (price > floors_.of(input))
      add({.quantity = Gain::Quantity::stock, .node = facts_.network->node(input), .input = input}, price, tonnes);
  }
  void capacity(NodeId node, double per_unit, double /*value*/, double passes) override {
    if (per_unit > floors_.of(node) * end_)
      add({.quantity = Gain::Quantity::capacity, .node = node}, per_unit, passes / end_);
  }
  void demand(NodeId node, double per_unit, double value) override {
    add({.quantity = Gain::Quantity::demand, .node = node}, -per_unit, value / per_unit);
  }
  /// @param weight  How much of it there is.
  void add(Gain gain, double worth, double weight) {
    gain.months_per_unit = gain.months_per_unit_less = worth / slope_;
    gains_.emplace_back(std::abs(gain.months_per_unit * weight), gain);
  }

  std::vector<Gain> take() {
    std::stable_sort(gains_.begin(), gains_.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Gain> gains;
    // Of what there is none yet, what more of it would change is no part of what there is.
    for (auto& [effect, gain] : gains_)
      if (effect == 0 || effect >= no_effect * gains_.front().first) gains.push_back(gain);
    return gains;
  }

 private:
  const Facts& facts_;
  const Floors& floors_;
  double end_, slope_;
  std::vector<std::pair<double, Gain>> gains_ = {};
};

}  // namespace

Cut cut_of(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end) {
  const FrozenNetwork& network = *facts.network;
  const double span = span_of(end);
  const Worth worth = worth_of(facts, reach, aim, prices, span);
  const Floors floors(network, worth.demand / span);
  CutMaker maker(facts, floors, span);
  appraise(facts, reach, aim, prices, span, maker);
  Cut cut = std::move(maker.cut);
  for (const NodeId node : reach.nodes) {
    const auto& inputs = network.inputs(node);
    const double floor = floors.of(node);
    if (has_price(prices.output, node, floor) || has_price(prices.own_share, node, floor) ||
        std::any_of(inputs.begin(), inputs.end(),
                    [&](InputId input) { return has_price(prices.input, input, floors.of(input)); }))
      cut.nodes.push_back(node);
  }
  for (const EdgeId edge : reach.edges)
    if (has_price(prices.share, edge, floors.of(edge))) cut.nodes.push_back(network.from(edge));
  std::sort(cut.nodes.begin(), cut.nodes.end());
  cut.nodes.erase(std::unique(cut.nodes.begin(), cut.nodes.end()), cut.nodes.end());
  cut.stock = {worth.stock};
  cut.demand = {worth.demand / span};
  cut.inflow = {worth.inflow / span};
  const PricesInTime in_time(facts, reach, prices, span);
  each_lane_and_edge(facts, reach, in_time, worth.demand, [&]<class Id>(Id id, double) {
    if constexpr (std::is_same_v<Id, LaneId>) {
      cut.crossing.push_back({.kind = Crossing::Kind::lane, .lane = id, .limit = {licensed(facts, span, id)}});
    } else {
      const double limit = mean(facts, span, [&](const Cell& cell, double to) {
        return cell.over(&Cell::edge_capacity, &Cell::Slopes::edge_capacity, id, cell.from, to);
      });
      cut.crossing.push_back({.kind = Crossing::Kind::edge, .node = network.from(id), .edge = id, .limit = {limit}});
    }
  });
  if (!prices.share.empty())
    for (const EdgeId edge : reach.edges)
      if (in_time.share(edge, 0) > floors.of(edge)) {
        const NodeId node = network.from(edge);
        const double limit = mean(facts, span, [&](const Cell& cell, double) {
          const double share = std::min(1.0, cell.share[edge]);
          return share * std::min(cell.capacity[node], network.output(node).value);
        });
        cut.crossing.push_back({.kind = Crossing::Kind::share, .node = node, .edge = edge, .limit = {limit}});
      }
  return cut;
}

std::vector<Gain> gains_of(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end) {
  const FrozenNetwork& network = *facts.network;
  const double span = span_of(end), slope = slope_at(facts, reach, aim, prices, end, false);
  const double demand = worth_of(facts, reach, aim, prices, span).demand / span;
  if (!(slope > no_slope * demand)) return {};  // supply keeps up but for rounding
  const Floors floors(network, demand);
  GainMaker maker(facts, floors, span, slope);
  // Stock that is not there yet would be worth as much: a tonne of it everywhere.
  for (const NodeId node : reach.nodes)
    if (!(facts.stock[node] > 0) || end == 0)
      maker.finished_stock(node, 0, PricesInTime(facts, reach, prices, span).with_rights(node, 0));
  for (const InputId input : reach.inputs)
    if (!(facts.input_stock[input] > 0) || end == 0)
      maker.input_stock(input, 0, PricesInTime(facts, reach, prices, span).input(input, 0));
  if (end == 0) return maker.take();  // what counts by the month has had no time to
  appraise(facts, reach, aim, prices, span, maker);
  const PricesInTime in_time(facts, reach, prices, span);
  each_lane_and_edge(facts, reach, in_time, demand * span, [&]<class Id>(Id id, double worth) {
    if constexpr (std::is_same_v<Id, LaneId>) {
      double flow = 0;
      for (const InputId input : reach.inputs)
        for (const EdgeId edge : network.in_edges(input))
          if (network.lane(edge) == id) flow += network.flow(edge).value;
      maker.add({.quantity = Gain::Quantity::lane, .lane = id}, worth, flow);
    } else {
      maker.add({.quantity = Gain::Quantity::edge_capacity, .node = network.from(id), .edge = id}, worth,
                network.flow(id).value);
    }
  });
  return maker.take();
}

}  // namespace ytterby::best
