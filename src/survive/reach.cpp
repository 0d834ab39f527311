// SPDX-License-Identifier: Apache-2.0
/// @file  Shortest lead times to the targets.
#include "survive/reach.hpp"

#include <algorithm>
#include <queue>
#include <utility>

#include "ytterby/network/rows.hpp"

namespace ytterby::best {

namespace {

double least_lead(const Facts& facts, EdgeId edge) {
  double least = no_limit;
  for (const Cell& cell : facts.cells) least = std::min(least, cell.lead[edge]);
  return least;
}

}  // namespace

Aim together(const std::vector<Aim>& aims) {
  Aim all;
  for (const Aim& aim : aims) {
    all.served.insert(all.served.end(), aim.served.begin(), aim.served.end());
    all.until.insert(all.until.end(), aim.until.begin(), aim.until.end());
  }
  return all;
}

Reach reach_of(const Facts& facts, const Aim& aim) {
  const FrozenNetwork& network = *facts.network;
  Reach reach{.node = PerNode<double>(network.nodes().size(), no_limit),
              .edge = PerEdge<double>(network.edges().size(), no_limit),
              .office = PerOffice<double>(network.offices().size(), no_limit)};
  using Entry = std::pair<double, NodeId>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue;
  const auto offer = [&](NodeId node, double time) {
    if (!(time < reach.node[node])) return;
    reach.node[node] = time;
    queue.push({time, node});
  };
  for (const NodeId node : aim.served) offer(node, 0);
  while (!queue.empty()) {
    const auto [time, node] = queue.top();
    queue.pop();
    if (time > reach.node[node]) continue;
    for (const InputId input : network.inputs(node))
      for (const EdgeId edge : network.in_edges(input)) {
        if (!can_carry(facts, edge)) continue;
        reach.edge[edge] = time + least_lead(facts, edge);
        offer(network.from(edge), reach.edge[edge]);
      }
  }
  for (const NodeId node : network.rows().node_at) {
    if (reach.node[node] == no_limit) continue;
    reach.nodes.push_back(node);
    for (const InputId input : network.inputs(node)) {
      reach.inputs.push_back(input);
      for (const EdgeId edge : network.in_edges(input))
        if (reach.edge[edge] < no_limit) reach.edges.push_back(edge);
    }
  }
  for (const EdgeId edge : reach.edges)
    if (const LaneId lane = network.lane(edge); lane != no_lane) {
      double& least = reach.office[network.lane(lane).office];
      least = std::min(least, reach.edge[edge]);
    }
  return reach;
}

}  // namespace ytterby::best
