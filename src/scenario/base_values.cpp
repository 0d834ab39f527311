// SPDX-License-Identifier: Apache-2.0
/// @file  The rows that an event selects, and what they are before any event.
#include "scenario/base_values.hpp"

namespace ytterby {

Table table_selected(const Selected& selected) {
  if (!selected.edges.empty()) return Table::edges;
  if (!selected.inputs.empty()) return Table::inputs;
  if (!selected.lanes.empty()) return Table::lanes;
  return selected.offices.empty() ? Table::nodes : Table::offices;
}

std::vector<std::uint32_t> rows_selected(const Selected& selected) {
  std::vector<std::uint32_t> rows;
  const auto take = [&](const auto& ids) {
    for (const auto id : ids) rows.push_back(static_cast<std::uint32_t>(id));
  };
  take(selected.nodes);
  take(selected.inputs);
  take(selected.edges);
  take(selected.lanes);
  take(selected.offices);
  return rows;
}

double base_value(const FrozenNetwork& network, Table table, Lever lever, std::uint32_t row) {
  switch (table) {
    case Table::nodes: {
      const NodeId node{row};
      if (lever == Lever::capacity) return network.capacity(node).value;
      if (lever == Lever::demand) return network.demand(node).value;
      if (lever == Lever::output_value) return network.output_value(node).value;
      if (lever == Lever::priority) return network.priority(node);
      return network.minimum_share(node);
    }
    case Table::inputs:
      return lever == Lever::t_per_t ? network.t_per_t(InputId{row}) : network.essential(InputId{row});
    case Table::edges: {
      const EdgeId edge{row};
      if (lever == Lever::flow) return network.flow(edge).value;
      if (lever == Lever::capacity) return network.capacity(edge).value;
      return network.lead_time(edge).count();
    }
    case Table::lanes: {
      const Lane& lane = network.lane(LaneId{row});
      if (lever == Lever::t_per_licence) return lane.t_per_licence.value;
      if (lever == Lever::review) return lane.review.count();
      if (lever == Lever::approval) return lane.approval;
      if (lever == Lever::refile) return lane.refile.value_or(lane.review).count();
      if (lever == Lever::priority) return lane.priority;
      if (lever == Lever::valid) return lane.valid ? lane.valid->count() : unlimited<Flow>.value;
      if (lever == Lever::controlled) return lane.controlled;
      if (lever == Lever::returned) return lane.returned;
      if (lever == Lever::correction) return lane.correction.count();
      if (lever == Lever::restocking) return lane.restocking;
      return lane.volume.value;
    }
    case Table::offices: return network.office(OfficeId{row}).licences_per_month.value;
    case Table::special_days: break;
  }
  return 0;
}

}  // namespace ytterby
