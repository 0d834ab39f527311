// SPDX-License-Identifier: Apache-2.0
/// @file  What can be asked of facts, and cells divided further.
#include "survive/facts.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace ytterby::best {

/// Rights to shares and licences are carried on: goods may go when there are none to come any more.
bool can_carry(const Facts& facts, EdgeId edge) {
  const auto ever = [&](auto&& holds) { return std::any_of(facts.cells.begin(), facts.cells.end(), holds); };
  const LaneId lane = facts.network->lane(edge);
  return ever([&](const Cell& cell) { return cell.edge_capacity[edge] > 0; }) &&
         ever([&](const Cell& cell) { return cell.share[edge] > 0; }) &&
         (lane == no_lane || ever([&](const Cell& cell) {
            return std::isinf(cell.t_per_licence[lane]) || cell.licences[facts.network->lane(lane).office] > 0;
          }));
}

double sure_volume(const Facts& facts, LaneId lane, double end) {
  double least = no_limit;
  for (const VolumeLimit& limit : facts.volumes)
    if (limit.lane == lane && (limit.spans.front().first == 0 || limit.spans.front().first < end))
      least = std::min(least, limit.tonnes);
  return least;
}

bool has_share(const Facts& facts, EdgeId edge) {
  return std::any_of(facts.cells.begin(), facts.cells.end(), [&](const Cell& cell) { return cell.share[edge] < 1; });
}

bool has_own_share(const Facts& facts, NodeId node) {
  return std::any_of(facts.cells.begin(), facts.cells.end(),
                     [&](const Cell& cell) { return cell.own_share[node] < 1; });
}

Facts divided(const Facts& facts, const std::vector<double>& moments) {
  Facts fine = facts;
  fine.cells.clear();
  fine.cautious.clear();
  std::vector<std::size_t> first(facts.cells.size());  // of the cells that one became
  for (std::size_t k = 0; k < facts.cells.size(); ++k) {
    first[k] = fine.cells.size();
    const auto add = [&](double from, double to) {
      const auto part = [&](Cell cell) {
        const double later = std::isinf(to) ? 0 : (from + to) / 2 - (cell.from + cell.to) / 2;
        const auto shift = [&](auto& values, const auto& slopes) {
          for (std::size_t i = 0; i < slopes.size(); ++i) {
            const auto at = static_cast<std::ptrdiff_t>(i);
            *(values.begin() + at) += later * *(slopes.begin() + at);
          }
        };
        shift(cell.capacity, cell.slopes.capacity);
        shift(cell.demand, cell.slopes.demand);
        shift(cell.edge_capacity, cell.slopes.edge_capacity);
        shift(cell.free_output, cell.slopes.free_output);
        shift(cell.licences, cell.slopes.licences);
        cell.from = from;
        cell.to = to;
        return cell;
      };
      fine.cells.push_back(part(facts.cells[k]));
      if (!facts.cautious.empty()) fine.cautious.push_back(part(facts.cautious[k]));
    };
    double from = facts.cells[k].from;
    for (const double moment : moments)
      if (is_after(moment, from) && is_after(facts.cells[k].to, moment)) add(std::exchange(from, moment), moment);
    add(from, facts.cells[k].to);
  }
  for (StockChange& change : fine.changes) change.cell = first[change.cell];
  return fine;
}

}  // namespace ytterby::best
