// SPDX-License-Identifier: Apache-2.0
/// @file  What all supply and all demand are worth until a time to be reached: integrals of prices over the case.
#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "survive/verify_segments.hpp"

namespace ytterby::proof {

void Valuation::value_stocks(Worth& worth, double time) const {
  const auto stroke_worth = [&](const CaseFacts::Stroke& stroke, auto&& price_at) {
    if (stroke.at >= time) return;
    if (!stroke.scales) worth.stock += stroke.value * price_at(stroke.at);
    if (stroke.scales && stroke.value > 1 && price_at(stroke.at) > 0 && worth.fault.empty())
      worth.fault = fmt::format(
          "prices: found a stock scaled by {:g} after {:g} months, expected 1 at most: it has no "
          "bound",
          stroke.value, stroke.at);
  };
  for (const NodeId node : network_.nodes()) {
    if (const double stock = facts_.stock(node); stock > 0) worth.stock += stock * finished_at(node, 0, time);
    for (const auto& stroke : facts_.strokes(node))
      stroke_worth(stroke, [&](double at) { return finished_at(node, at, time); });
  }
  for (const InputId id : network_.inputs()) {
    if (const double stock = facts_.stock(id); stock > 0) worth.stock += stock * input(id, 0, time);
    for (const auto& stroke : facts_.strokes(id)) stroke_worth(stroke, [&](double at) { return input(id, at, time); });
  }
}

void Valuation::value_under_way(Worth& worth, double time) const {
  for (const EdgeId edge : network_.edges()) {
    const double flow = network_.flow(edge).value;
    if (flow == 0 || prices_.input.front()[network_.input(edge)] == 0) continue;
    const double last = std::min(network_.lead_time(edge).count(), time - facts_.way(network_.to(edge)));
    double now = 0;
    for (std::size_t cell = 0; cell < prices_.until.size() && now < last; ++cell) {
      const double then = cell + 1 < prices_.until.size() ? std::min(last, prices_.until[cell].count()) : last;
      if (then > now) worth.stock += flow * (then - now) * prices_.input[cell][network_.input(edge)];
      now = std::max(now, then);
    }
  }
}

void Valuation::value_making(Worth& worth, double time) const {
  std::vector<double> cuts;
  const double served = largest_served();
  for (const NodeId node : network_.nodes()) {
    if (facts_.way(node) >= time) continue;
    const double rounding = price_tolerance * std::max(served, largest_of(node));
    cut_at_changes(cuts, time);
    cut_for(node, cuts, time);
    for_each_segment(cuts, time, [&](const Segment& segment) {
      const Offer begin = offer(node, segment, time, 0);
      const Offer end = facts_.ramps(segment.piece) ? offer(node, segment, time, 1) : begin;
      const double first = begin.best(begin.capacity, rounding), last = end.best(end.capacity, rounding);
      if (first == infinity || last == infinity) {
        if (worth.fault.empty())
          worth.fault = fmt::format("prices: '{}' makes without limit, and gains {:g} a tonne after {:g} months",
                                    network_.name(node), std::max(begin.gain, end.gain), segment.from);
        return;
      }
      if (begin.capacity == infinity || (begin.capacity == end.capacity && begin.gain == end.gain && first == last)) {
        worth.inflow += segment.length() * (first + last) / 2;
      } else if (begin.kinks.empty()) {
        worth.inflow += integral({begin.capacity, end.capacity}, {begin.gain, end.gain}, segment.length());
      } else {
        const Offer middle = offer(node, segment, time, 0.5);
        worth.inflow += segment.length() / 6 * (first + 4 * middle.best(middle.capacity, rounding) + last);
      }
    });
  }
}

void Valuation::value_shipping(Worth& worth, double time) const {
  std::vector<double> cuts;
  const double served = largest_served();
  for (const EdgeId edge : network_.edges()) {
    // What is never dearer at the customer than at the supplier gains nothing.
    const double most_there = prices_.input.front()[network_.input(edge)];
    if (facts_.way(edge) >= time || most_there <= prices_.output.back()[network_.from(edge)]) continue;
    cut_at_changes(cuts, time);
    cut_for(edge, cuts, time);
    for_each_segment(cuts, time, [&](const Segment& segment) {
      const Line gain = edge_gain(edge, segment, time, true);
      const double most = std::max(gain.begin, gain.end);
      if (most <= 0) return;
      const Line limit = facts_.part_of(facts_.carries(edge, segment.piece), segment.piece, segment.from, segment.to);
      if (!limit.is_unlimited()) {
        worth.inflow += integral(limit, gain, segment.length());
      } else if (most > price_tolerance * std::max(served, most_there) && worth.fault.empty()) {
        worth.fault =
            fmt::format("prices: '{}' → '{}' carries without limit, and gains {:g} a tonne after {:g} months",
                        network_.name(network_.from(edge)), network_.name(network_.to(edge)), most, segment.from);
      }
    });
  }
}

void Valuation::value_licences(Worth& worth, double time) const {
  std::vector<double> cuts;
  if (!prices_.licence.empty())
    for (const OfficeId office : network_.offices()) {
      const double last = time - facts_.way(office);
      if (prices_.licence.front()[office] == 0 || !(last > 0)) continue;
      cut_at_changes(cuts, last);
      for_each_segment(cuts, last, [&](const Segment& segment) {
        const Line granted = facts_.licences(office, segment.piece);
        if (granted.is_unlimited()) return;
        worth.inflow += segment.length() * prices_.licence[segment.cell][office] *
                        mean(facts_.part_of(granted, segment.piece, segment.from, segment.to));
      });
    }
  if (!prices_.volume.empty())
    for (const LaneId lane : network_.lanes())
      if (prices_.volume[lane] > 0) worth.inflow += prices_.volume[lane] * facts_.volume(lane);
}

void Valuation::value_demand(Worth& worth, double time) const {
  for (const NodeId node : network_.nodes())
    if (facts_.is_served(node)) {
      std::vector<double> cuts;
      cut_at_changes(cuts, time);
      for_each_segment(cuts, time, [&](const Segment& segment) {
        const double price = output(node, segment.middle(), time) + own_share(node, segment.middle(), time);
        const Line demand = facts_.demand(node, segment.piece);
        worth.demand +=
            segment.length() * price * mean(facts_.part_of(demand, segment.piece, segment.from, segment.to));
      });
    }
}

Worth Valuation::at(double time) const {
  Worth worth;
  value_stocks(worth, time);
  value_under_way(worth, time);
  value_making(worth, time);
  value_shipping(worth, time);
  value_licences(worth, time);
  value_demand(worth, time);
  return worth;
}

}  // namespace ytterby::proof
