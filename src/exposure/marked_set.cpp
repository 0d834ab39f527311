// SPDX-License-Identifier: Apache-2.0
/// @file  From labels to marks.
#include "exposure/marked_set.hpp"

#include <cstddef>

#include "ytterby/scenario/select.hpp"

namespace ytterby {

MarkedSet marked_set(const FrozenNetwork& network, const Selection& selection, std::string_view subject) {
  const Rows& rows = network.rows();
  const Selected selected = select(network, selection, subject);
  MarkedSet set{.of_edges = selected.nodes.empty(),
                .node = std::vector<bool>(rows.node_at.size(), false),
                .arc = std::vector<bool>(rows.from.size(), false)};
  for (const NodeId node : selected.nodes) set.node[rows.position_of[node]] = true;
  if (!set.of_edges) return set;
  for (const EdgeId edge : selected.edges) set.arc[rows.arc_of[edge]] = true;
  for (const InputId input : selected.inputs)
    for (const EdgeId edge : network.in_edges(input)) set.arc[rows.arc_of[edge]] = true;
  PerLane<bool> lanes(network.lanes().size());
  for (const LaneId lane : selected.lanes) lanes[lane] = true;
  for (const OfficeId office : selected.offices)
    for (const LaneId lane : network.lanes()) lanes[lane] = lanes[lane] || network.lane(lane).office == office;
  for (std::size_t arc = 0; arc < rows.lane.size(); ++arc)
    if (rows.lane[arc] != no_lane && lanes[rows.lane[arc]]) set.arc[arc] = true;
  return set;
}

std::vector<std::size_t> sets_of_nodes(const std::vector<MarkedSet>& sets) {
  std::vector<std::size_t> of_nodes;
  of_nodes.reserve(sets.size());
  for (std::size_t s = 0; s < sets.size(); ++s)
    if (!sets[s].of_edges) of_nodes.push_back(s);
  return of_nodes;
}

}  // namespace ytterby
