// SPDX-License-Identifier: Apache-2.0
/// @file  Table by table, under the events of the span; lanes that grant nothing are closed.
#include "survive/make_cell.hpp"

#include <algorithm>
#include <cmath>

#include "survive/lane_control.hpp"
#include "ytterby/network/boost_graph.hpp"

namespace ytterby::best {

Cell CellMaker::cell(double from, double to, double span_from, double span_to, bool is_sure) const {
  const ValuesInSpan values(given_.timeline, span_from, span_to);
  Cell cell{.from = from, .to = to};
  cell.capacity = values.of(Table::nodes, Lever::capacity,
                            values_of(network_.nodes(), [&](NodeId node) { return network_.capacity(node).value; }));
  cell.demand = values.of(Table::nodes, Lever::demand,
                          values_of(network_.nodes(), [&](NodeId node) { return network_.demand(node).value; }));
  cell.t_per_t = values.of(Table::inputs, Lever::t_per_t,
                           values_of(network_.inputs(), [&](InputId input) { return network_.t_per_t(input); }));
  cell.essential = values.of(Table::inputs, Lever::essential,
                             values_of(network_.inputs(), [&](InputId input) { return network_.essential(input); }));
  cell.edge_capacity =
      values.of(Table::edges, Lever::capacity,
                values_of(network_.edges(), [&](EdgeId edge) { return network_.capacity(edge).value; }));
  cell.lead = values.of(Table::edges, Lever::lead_time,
                        values_of(network_.edges(), [&](EdgeId edge) { return network_.lead_time(edge).count(); }));
  cell.licences = values.of(
      Table::offices, Lever::licences_per_month,
      values_of(network_.offices(), [&](OfficeId office) { return network_.office(office).licences_per_month.value; }));
  cell.t_per_licence =
      values.of(Table::lanes, Lever::t_per_licence,
                values_of(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).t_per_licence.value; }));
  take_free_output(cell);
  take_shares(cell, values);
  const auto controlled =
      is_sure ? most_controlled(given_, from, to)
              : values.of(Table::lanes, Lever::controlled,
                          values_of(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).controlled; }));
  for (const LaneId lane : network_.lanes()) {
    if (!(controlled[lane] < 1)) continue;
    double& tonnes = cell.t_per_licence[lane];
    const bool counts = is_sure && controlled[lane] > 0 && std::isfinite(cell.licences[network_.lane(lane).office]);
    tonnes = counts ? tonnes / controlled[lane] : no_limit;
  }
  close_lanes(cell, values, controlled, is_sure);
  return cell;
}

void CellMaker::take_free_output(Cell& cell) const {
  cell.free_output = PerInput<double>(network_.inputs().size());
  const double tau = given_.scenario.policy.tau.count();
  for (const InputId input : network_.inputs()) {
    const double essential = cell.essential[input];
    if (essential >= 1) continue;
    const NodeId node = network_.node(input);
    double wanted = cell.capacity[node];
    if (out_degree(node, network_) == 0)
      wanted = std::min(wanted, cell.demand[node] + network_.stock(node).value / tau);
    cell.free_output[input] = essential > 0 ? (1 - essential) * wanted : no_limit;
  }
}

void CellMaker::take_shares(Cell& cell, const ValuesInSpan& values) const {
  cell.share = PerEdge<double>(network_.edges().size(), no_limit);
  cell.own_share = PerNode<double>(network_.nodes().size(), no_limit);
  if (given_.options.rivals != Rivals::share) return;
  const auto flow = values.of(Table::edges, Lever::flow,
                              values_of(network_.edges(), [&](EdgeId edge) { return network_.flow(edge).value; }));
  PerNode<double> shipped(network_.nodes().size());
  for (const EdgeId edge : network_.edges()) shipped[network_.from(edge)] += flow[edge];
  const auto limit = [&](double part, double all) { return all > 0 ? given_.options.flex * part / all : no_limit; };
  for (const EdgeId edge : network_.edges()) {
    const NodeId node = network_.from(edge);
    cell.share[edge] = limit(flow[edge], shipped[node] + network_.demand(node).value);
  }
  for (const NodeId node : network_.nodes())
    if (shipped[node] > 0)
      cell.own_share[node] = limit(network_.demand(node).value, shipped[node] + network_.demand(node).value);
}

void CellMaker::close_lanes(Cell& cell, const ValuesInSpan& values, const PerLane<double>& controlled,
                            bool is_sure) const {
  if (network_.lanes().size() == 0) return;
  cell.own_capacity = cell.edge_capacity;
  const auto approval =
      values.of(Table::lanes, Lever::approval,
                values_of(network_.lanes(), [&](LaneId lane) { return network_.lane(lane).approval; }));
  for (const EdgeId edge : network_.edges()) {
    const LaneId lane = network_.lane(edge);
    if (lane == no_lane || controlled[lane] == 0 || (controlled[lane] < 1 && !is_sure)) continue;
    double& capacity = cell.edge_capacity[edge];
    const double usual = network_.flow(edge).value, free = (1 - controlled[lane]) * std::min(capacity, usual);
    const bool unsized = std::isinf(cell.t_per_licence[lane]);  // no licences are no tonnes, whatever a batch is
    const double licences = cell.licences[network_.lane(lane).office];
    bool is_closed = !(approval[lane] > 0) || (unsized && std::isfinite(licences)) || (free > 0 && licences == 0);
    for (const LanePause& pause : pauses_) {
      if (pause.lane != lane || !(pause.from < cell.to) || !(cell.from < pause.to)) continue;
      if (pause.of_old_filings) capacity = std::min(capacity, usual);
      is_closed = is_closed || !pause.of_old_filings;
    }
    if (!is_closed) continue;
    capacity = std::min(capacity, free);
    if (controlled[lane] < 1) cell.t_per_licence[lane] = no_limit;  // what still passes needs none
  }
}

}  // namespace ytterby::best
