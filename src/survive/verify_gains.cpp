// SPDX-License-Identifier: Apache-2.0
/// @file  What a tonne made, shipped or granted gains at the prices of a moment.
#include <algorithm>
#include <vector>

#include "survive/verify_segments.hpp"

namespace ytterby::proof {

std::size_t Valuation::cell_at(double time) const {
  const auto after = std::upper_bound(prices_.until.begin(), prices_.until.end() - 1, Months{time});
  return static_cast<std::size_t>(after - prices_.until.begin());
}

double Valuation::output(NodeId node, double at, double time) const {
  return at < time - facts_.way(node) ? prices_.output[cell_at(at)][node] : 0;
}

double Valuation::input(InputId input, double at, double time) const {
  return at < time - facts_.way(network_.node(input)) ? prices_.input[cell_at(at)][input] : 0;
}

double Valuation::share(EdgeId edge, double at, double time) const {
  return !prices_.share.empty() && at < time - facts_.way(edge) ? prices_.share[cell_at(at)][edge] : 0;
}

double Valuation::own_share(NodeId node, double at, double time) const {
  return !prices_.own_share.empty() && facts_.is_served(node) && at < time ? prices_.own_share[cell_at(at)][node] : 0;
}

/// Of a tonne; nothing while the office has no limit.
double Valuation::licence(LaneId lane, std::size_t piece, std::size_t cell) const {
  if (lane == no_lane || prices_.licence.empty()) return 0;
  const OfficeId office = network_.lane(lane).office;
  return facts_.licences(office, piece).is_unlimited() ? 0 : prices_.licence[cell][office];
}

/// What a tonne of finished product brings, with the rights to shares that come with it.
Line Valuation::finished(NodeId node, const Segment& segment, double time) const {
  const double at = segment.middle(), own = output(node, at, time);
  Line sum{own, own};
  const auto take = [&](double price, Line part) {
    if (price == 0) return;
    part = facts_.part_of(part, segment.piece, segment.from, segment.to);
    sum = {sum.begin + price * part.begin, sum.end + price * part.end};
  };
  if (!prices_.share.empty())
    for (const EdgeId edge : facts_.out_edges(node)) take(share(edge, at, time), facts_.share(edge, segment.piece));
  take(own_share(node, at, time), facts_.own_share(node, segment.piece));
  return sum;
}

double Valuation::finished_at(NodeId node, double at, double time) const {
  return finished(node, {at, at, facts_.piece_at(at), cell_at(at)}, time).begin;
}

Valuation::Offer Valuation::offer(NodeId node, const Segment& segment, double time, double part) const {
  const auto now = [&](Line line) { return facts_.part_of(line, segment.piece, segment.from, segment.to).at(part); };
  Offer offer{.capacity = now(facts_.capacity(node, segment.piece)), .gain = finished(node, segment, time).at(part)};
  for (const InputId id : network_.inputs(node)) {
    const double price = input(id, segment.middle(), time);
    if (price == 0) continue;
    const double cost = price * now(facts_.t_per_t(id, segment.piece));
    const double essential = now(facts_.essential(id, segment.piece));
    if (essential >= 1) {
      offer.gain -= cost;
    } else if (essential > 0) {
      const double wanted = now(facts_.wanted(node, segment.piece));
      if (wanted < infinity) offer.kinks.push_back({(1 - essential) * wanted, cost / essential});
    }
  }
  std::sort(offer.kinks.begin(), offer.kinks.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return offer;
}

/// What a tonne gains by being shipped.
Line Valuation::edge_gain(EdgeId edge, const Segment& segment, double time, bool with_lane) const {
  const double at = segment.middle();
  const double arrival =
      at + mean(facts_.part_of(facts_.lead(edge, segment.piece), segment.piece, segment.from, segment.to));
  const double gain =
      input(network_.input(edge), arrival, time) - output(network_.from(edge), at, time) - share(edge, at, time);
  const LaneId lane = network_.lane(edge);
  if (lane == no_lane || !with_lane) return {gain, gain};
  const double volume = prices_.volume.empty() ? 0 : prices_.volume[lane];
  const double price = licence(lane, segment.piece, segment.cell);
  if (price == 0) return {gain - volume, gain - volume};
  const Line size = facts_.part_of(facts_.t_per_licence(lane, segment.piece), segment.piece, segment.from, segment.to);
  return {gain - volume - price / size.begin, gain - volume - price / size.end};
}

void Valuation::cut_at_changes(std::vector<double>& cuts, double time) const {
  cuts.assign({0.0, time});
  for (const double begin : facts_.begins()) cuts.push_back(begin);
  for (std::size_t cell = 0; cell + 1 < prices_.until.size(); ++cell) cuts.push_back(prices_.until[cell].count());
}

void Valuation::cut_for(NodeId node, std::vector<double>& cuts, double time) const {
  cuts.push_back(time - facts_.way(node));
  if (prices_.share.empty()) return;
  for (const EdgeId edge : facts_.out_edges(node))
    if (prices_.share.front()[edge] > 0) cuts.push_back(time - facts_.way(edge));
}

/// Where prices change at the supplier, and when what is shipped meets a change at the customer.
void Valuation::cut_for(EdgeId edge, std::vector<double>& cuts, double time) const {
  cuts.push_back(time - facts_.way(network_.from(edge)));
  cuts.push_back(time - facts_.way(edge));
  const auto meet = [&](double change) {
    for (std::size_t piece = 0; piece < (facts_.lead_varies(edge) ? facts_.pieces() : 1); ++piece) {
      const Line lead = facts_.lead(edge, piece);
      if (lead.begin == lead.end) {
        cuts.push_back(change - lead.begin);
        continue;
      }
      const double length = facts_.end(piece) - facts_.begin(piece), arrivals = length + lead.end - lead.begin;
      if (arrivals == 0) continue;
      const double part = (change - facts_.begin(piece) - lead.begin) / arrivals;
      if (part > 0 && part < 1) cuts.push_back(facts_.begin(piece) + part * length);
    }
  };
  meet(time - facts_.way(network_.to(edge)));
  for (std::size_t cell = 0; cell + 1 < prices_.until.size(); ++cell) meet(prices_.until[cell].count());
}

}  // namespace ytterby::proof
