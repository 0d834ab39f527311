// SPDX-License-Identifier: Apache-2.0
/// @file  Nodes, inputs and edges, and helper nodes for licences and for what a node can do without.
#include "survive/fill_bill.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include "survive/facts.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/schedule.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby {

namespace {

constexpr double no_limit = std::numeric_limits<double>::infinity();

/// The last moment at which the event changes something.
Months last_change(const Event& event, const EventTime& time) {
  const Months in = time.begin + event.ramp_in;
  return time.end == Months::max() ? in : std::max(in, time.end + event.ramp_out);
}

void require_lasting(const Scenario& scenario) {
  const auto times = schedule_of(scenario);
  for (std::size_t i = 0; i < scenario.events.size(); ++i) {
    const Event& event = scenario.events[i];
    if (!times[i].happens || (event.set.empty() && event.scale.empty())) continue;
    const Months last = last_change(event, times[i]);
    if (last > Months{0})
      throw InvalidScenario(
          fmt::format("{}: found a change {:g} months after the start, expected none: outages are compared "
                      "in a lasting state, survive() follows dated events",
                      subject_of(scenario, i), last.count()));
  }
}

/// The value of one row in the lasting state.
double lasting_value(const Timeline& timeline, Table table, Lever lever, std::size_t row, double value) {
  for (const LeverGroup& group : timeline.groups) {
    if (group.table != table || group.lever != lever) continue;
    if (std::find(group.rows.begin(), group.rows.end(), row) == group.rows.end()) continue;
    const Effect effect = mean_effect(group, Months{0}, Months{1});
    value = effect.scale * value + effect.add;
  }
  return value;
}

class Filler {
 public:
  Filler(const FrozenNetwork& network, const Scenario& scenario, Months step)
      : network_(network), timeline_(resolve(network, scenario)) {
    require_lasting(scenario);
    facts_ = best::facts_of(network, scenario, {.rivals = Rivals::ignored, .step = step});
    cell_ = facts_.cells.back();  // those before it are the first reviews
  }

  FilledBill run(const std::vector<NodeId>& targets) {
    filled_.notes = facts_.notes;
    add_nodes(targets);
    for (const InputId input : network_.inputs()) add_input(input);
    for (const EdgeId edge : network_.edges()) add_edge(edge);
    filled_.idle = node(0, 0);
    filled_.dollars.resize(filled_.bill.nodes(), 0);
    take_notes(targets.size());
    return std::move(filled_);
  }

 private:
  static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t node(double capacity, double stock) {
    BillOfMaterials& bill = filled_.bill;
    bill.capacity.push_back(capacity);
    bill.stock.push_back(stock);
    bill.demand.push_back(0);
    bill.price.push_back(0);
    return static_cast<std::uint32_t>(bill.nodes() - 1);
  }

  std::uint32_t input(std::uint32_t node, double per_output, double stock = 0) {
    filled_.bill.input_node.push_back(node);
    filled_.bill.per_output.push_back(per_output);
    filled_.bill.input_stock.push_back(stock);
    return static_cast<std::uint32_t>(filled_.bill.inputs() - 1);
  }

  void edge(std::uint32_t from, std::uint32_t input, double capacity = no_limit) {
    filled_.bill.edge_from.push_back(from);
    filled_.bill.edge_input.push_back(input);
    filled_.bill.edge_capacity.push_back(capacity);
  }

  void add_nodes(const std::vector<NodeId>& targets) {
    for (const NodeId id : network_.nodes()) node(cell_.capacity[id], facts_.stock[id]);
    filled_.dollars.resize(network_.nodes().size(), 0);
    for (const NodeId target : targets) {
      const std::size_t n = index_of(target);
      filled_.bill.demand[n] = cell_.demand[target];
      filled_.bill.price[n] = 1;
      filled_.dollars[n] =
          lasting_value(timeline_, Table::nodes, Lever::output_value, n, network_.output_value(target).value);
      if (filled_.dollars[n] == 0) ++filled_.unvalued;
    }
  }

  /// output ≤ free + ε·received/r is received + r/ε·free ≥ r/ε·output: as if somebody supplied the rest.
  void add_input(InputId id) {
    const double essential = cell_.essential[id], free = cell_.free_output[id];
    if (essential < 1 && std::isinf(free)) {
      rows_.push_back(absent);
      return;
    }
    const double per_output = cell_.t_per_t[id] / essential;
    const auto row = input(static_cast<std::uint32_t>(index_of(network_.node(id))), per_output, facts_.input_stock[id]);
    if (essential < 1) edge(node(per_output * free, 0), row);
    rows_.push_back(row);
  }

  void add_edge(EdgeId id) {
    const std::uint32_t row = rows_[index_of(network_.input(id))];
    if (row == absent) return;
    filled_.bill.input_stock[row] += facts_.under_way[id] * facts_.first_lead[id] + facts_.arrived[id];
    const auto from = static_cast<std::uint32_t>(index_of(network_.from(id)));
    const double capacity = cell_.edge_capacity[id];
    if (capacity == 0) return;
    const LaneId lane = network_.lane(id);
    const bool licensed = lane != no_lane && std::isfinite(cell_.licences[network_.lane(lane).office]);
    const bool measured = lane != no_lane && std::isfinite(lasting_volume(lane));
    if (!licensed && !measured) return edge(from, row, capacity);
    const auto shipment = node(capacity, 0);
    edge(from, input(shipment, 1));
    if (licensed) edge(office_of(lane), input(shipment, 1 / cell_.t_per_licence[lane]));
    if (measured) edge(volume_of(lane), input(shipment, 1));
    edge(shipment, row);
  }

  std::uint32_t office_of(LaneId lane) {
    const OfficeId office = network_.lane(lane).office;
    const auto [at, is_new] = offices_.try_emplace(office, 0);
    if (is_new) at->second = node(cell_.licences[office], 0);
    return at->second;
  }

  std::uint32_t volume_of(LaneId lane) {
    const auto [at, is_new] = volumes_.try_emplace(lane, 0);
    if (is_new) at->second = node(0, lasting_volume(lane));
    return at->second;
  }

  /// That which is in force in the end.
  double lasting_volume(LaneId lane) const {
    double tonnes = best::no_limit;
    for (const best::VolumeLimit& limit : facts_.volumes)
      if (limit.lane == lane && std::isinf(limit.spans.back().second)) tonnes = std::min(tonnes, limit.tonnes);
    return tonnes;
  }

  void take_notes(std::size_t targets) {
    if (filled_.unvalued > 0)
      filled_.notes.push_back(
          fmt::format("targets without an output value, whose unserved demand counts no dollars: {} "
                      "of {}",
                      filled_.unvalued, targets));
    const auto edges = network_.edges();
    const auto late = std::count_if(edges.begin(), edges.end(),
                                    [&](EdgeId id) { return cell_.lead[id] > 0 || facts_.first_lead[id] > 0; });
    if (late > 0)
      filled_.notes.push_back(
          fmt::format("edges with lead times, which count as none, and goods under way as stock, so that times to "
                      "survive are upper bounds and losses lower bounds: {}",
                      late));
    const auto lanes = network_.lanes();
    const auto reviewed = std::count_if(lanes.begin(), lanes.end(), [&](LaneId lane) {
      return lasting_value(timeline_, Table::lanes, Lever::review, index_of(lane), network_.lane(lane).review.count()) >
             0;
    });
    if (reviewed > 0)
      filled_.notes.push_back(
          fmt::format("lanes with review times, which count as none, so that times to survive are upper bounds and "
                      "losses lower bounds: {}",
                      reviewed));
  }

  const FrozenNetwork& network_;
  Timeline timeline_;
  best::Facts facts_ = {};
  best::Cell cell_ = {};
  FilledBill filled_ = {};
  std::vector<std::uint32_t> rows_ = {};  // [input of the network] that of the bill, or absent
  std::map<OfficeId, std::uint32_t> offices_ = {};
  std::map<LaneId, std::uint32_t> volumes_ = {};
};

}  // namespace

FilledBill fill_bill(const FrozenNetwork& network, const Scenario& scenario, const std::vector<NodeId>& targets,
                     Months step) {
  return Filler(network, scenario, step).run(targets);
}

}  // namespace ytterby
