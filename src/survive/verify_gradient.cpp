// SPDX-License-Identifier: Apache-2.0
/// @file  What one more unit of something would be worth, and what a limit lets pass.
#include <algorithm>
#include <optional>
#include <vector>

#include "survive/verify_segments.hpp"

namespace ytterby::proof {

double Valuation::of_stock(NodeId node, double time) const { return finished_at(node, 0, time); }
double Valuation::of_stock(InputId id, double time) const { return input(id, 0, time); }

double Valuation::of_capacity(NodeId node, double time) const {
  std::vector<double> cuts;
  cut_at_changes(cuts, time);
  cut_for(node, cuts, time);
  double sum = 0;
  for_each_segment(cuts, time, [&](const Segment& segment) {
    const auto unit = [&](double part) {
      Offer one = offer(node, segment, time, part);
      if (one.capacity == infinity) return 0.0;
      const double wanted =
          facts_.part_of(facts_.wanted(node, segment.piece), segment.piece, segment.from, segment.to).at(part);
      if (one.kinks.empty() || wanted < one.capacity || one.capacity == 0) return one.last();
      return one.best(one.capacity, 0) / one.capacity;  // kinks move with it
    };
    sum += segment.length() / 6 * (unit(0) + 4 * unit(0.5) + unit(1));
  });
  return sum;
}

double Valuation::of_capacity(EdgeId edge, double time) const {
  std::vector<double> cuts;
  cut_at_changes(cuts, time);
  cut_for(edge, cuts, time);
  double sum = 0;
  for_each_segment(cuts, time, [&](const Segment& segment) {
    if (facts_.own_limit(edge, segment.piece) && !facts_.carries(edge, segment.piece).is_unlimited())
      sum += integral({1, 1}, edge_gain(edge, segment, time, true), segment.length());
  });
  return sum;
}

double Valuation::of_demand(NodeId node, double time) const {
  std::vector<double> cuts;
  cut_at_changes(cuts, time);
  double sum = 0;
  for_each_segment(cuts, time, [&](const Segment& segment) {
    sum -= segment.length() * (output(node, segment.middle(), time) + own_share(node, segment.middle(), time));
  });
  return sum;
}

Valuation::LaneWorth Valuation::of_lane(LaneId lane, double time) const {
  std::vector<double> cuts;
  cut_at_changes(cuts, time);
  for (const EdgeId edge : facts_.edges_of(lane)) cut_for(edge, cuts, time);
  const double last = time - facts_.way(network_.lane(lane).office);
  cuts.push_back(last);
  LaneWorth worth;
  for_each_segment(cuts, time, [&](const Segment& segment) {
    double most = 0;
    for (const EdgeId edge : facts_.edges_of(lane)) most = std::max(most, edge_gain(edge, segment, time, false).begin);
    worth.by_edges += segment.length() * most;
    if (!(segment.middle() < last)) return;
    const Line size =
        facts_.part_of(facts_.t_per_licence(lane, segment.piece), segment.piece, segment.from, segment.to);
    worth.by_licences += segment.length() * licence(lane, segment.piece, segment.cell) / mean(size);
  });
  if (!prices_.volume.empty()) worth.by_licences += time * prices_.volume[lane];
  return worth;
}

double Valuation::of_share(NodeId node, std::optional<EdgeId> edge, double time) const {
  return edge ? share(*edge, 0, time) : own_share(node, 0, time);
}

template <class Id, class Limit, class Earns>
Valuation::Passing Valuation::passing_at(Id id, double time, Limit&& limit_of, Earns&& earns) const {
  std::vector<double> cuts;
  cut_at_changes(cuts, time);
  cut_for(id, cuts, time);
  Passing passing;
  for_each_segment(cuts, time, [&](const Segment& segment) {
    const Line limit = facts_.part_of(limit_of(segment.piece), segment.piece, segment.from, segment.to);
    const double passes = segment.length() * mean(limit);
    passing.all += passes;
    if (earns(segment)) passing.worth += passes;
  });
  return passing;
}

Valuation::Passing Valuation::passing(NodeId node, double time) const {
  return passing_at(
      node, time, [&](std::size_t piece) { return facts_.capacity(node, piece); },
      [&](const Segment& segment) { return offer(node, segment, time, 0.5).last() > 0; });
}

Valuation::Passing Valuation::passing(EdgeId edge, double time) const {
  return passing_at(
      edge, time, [&](std::size_t piece) { return facts_.carries(edge, piece); },
      [&](const Segment& segment) { return edge_gain(edge, segment, time, true).at(0.5) > 0; });
}

}  // namespace ytterby::proof
