// SPDX-License-Identifier: Apache-2.0
/// @file  The shortest time from each place to a served node, by what can ever pass.
#include <algorithm>
#include <functional>
#include <queue>
#include <utility>
#include <vector>

#include "survive/verify_facts.hpp"

namespace ytterby::proof {

double CaseFacts::least_lead(EdgeId edge) const {
  double least = infinity;
  for (std::size_t piece = 0; piece < (lead_varies(edge) ? pieces() : 1); ++piece)
    least = std::min({least, lead(edge, piece).begin, lead(edge, piece).end});
  return least;
}

/// Whether anything at all can ever pass.
bool CaseFacts::ever_carries(EdgeId edge) const {
  const auto ever = [&](auto&& value_in) {
    for (std::size_t piece = 0; piece < pieces(); ++piece)
      if (const Line line = value_in(piece); line.begin > 0 || line.end > 0) return true;
    return false;
  };
  const auto own = [&](std::size_t piece) {
    return value(Table::edges, Lever::capacity, index_of(edge), network_.capacity(edge).value, piece);
  };
  if (!ever(own) || !ever([&](std::size_t piece) { return share(edge, piece); })) return false;
  const LaneId lane = network_.lane(edge);
  if (lane == no_lane) return true;
  for (std::size_t piece = 0; piece < pieces(); ++piece)
    if (!controls(lane, piece)) return true;
  return ever([&](std::size_t piece) {
           return value(Table::lanes, Lever::approval, index_of(lane), network_.lane(lane).approval, piece);
         }) &&
         ever([&](std::size_t piece) { return licences(network_.lane(lane).office, piece); });
}

void CaseFacts::find_ways() {
  way_ = PerNode<double>(network_.nodes().size(), infinity);
  edge_way_ = PerEdge<double>(network_.edges().size(), infinity);
  for (const EdgeId edge : network_.edges())
    if (ever_carries(edge)) edge_way_[edge] = least_lead(edge);
  using Stop = std::pair<double, NodeId>;
  std::priority_queue<Stop, std::vector<Stop>, std::greater<>> queue;
  for (const NodeId node : network_.nodes())
    if (served_[node]) queue.emplace(way_[node] = 0, node);
  while (!queue.empty()) {
    const auto [way, node] = queue.top();
    queue.pop();
    if (way > way_[node]) continue;
    for (const InputId input : network_.inputs(node))
      for (const EdgeId edge : network_.in_edges(input)) {
        const NodeId from = network_.from(edge);
        const double longer = way + edge_way_[edge];
        if (longer < way_[from]) queue.emplace(way_[from] = longer, from);
      }
  }
  office_way_ = PerOffice<double>(network_.offices().size(), infinity);
  for (const EdgeId edge : network_.edges()) {
    edge_way_[edge] += way_[network_.to(edge)];
    if (network_.lane(edge) == no_lane) continue;
    double& way = office_way_[network_.lane(network_.lane(edge)).office];
    way = std::min(way, edge_way_[edge]);
  }
}

}  // namespace ytterby::proof
