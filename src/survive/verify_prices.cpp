// SPDX-License-Identifier: Apache-2.0
/// @file  Integrals of prices over the case. Between two cuts of time every price is constant and every parameter
/// linear.
#include "survive/verify_prices.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ytterby::proof {

namespace {

/// What a price may exceed another by where there is no limit, relative to the larger of both and to that of a target:
/// rounding.
constexpr double price_tolerance = 1e-9;
/// Of the worth of all: less is rounding.
constexpr double worth_tolerance = 1e-13;
/// Of the time: cuts closer than that are one, moved by rounding.
constexpr double time_tolerance = 1e-12;
constexpr int doublings = 30;  // of a claimed time, in search of one that is proven

/// Of the positive part of `gain` times `limit` over a part of time; 0 where nothing is gained without limit.
double integral(Line limit, Line gain, double length) {
  const auto simpson = [&](double low, double high) {
    const double middle = (low + high) / 2;
    return (high - low) / 6 *
           (limit.at(low) * gain.at(low) + 4 * limit.at(middle) * gain.at(middle) + limit.at(high) * gain.at(high));
  };
  if (gain.begin <= 0 && gain.end <= 0) return 0;
  if (gain.begin >= 0 && gain.end >= 0) return length * simpson(0, 1);
  const double root = gain.begin / (gain.begin - gain.end);
  return length * (gain.begin > 0 ? simpson(0, root) : simpson(root, 1));
}

double mean(Line line) { return line.begin == line.end ? line.begin : (line.begin + line.end) / 2; }

}  // namespace

struct Valuation::Segment {
  double from = 0, to = 0;
  std::size_t piece = 0, cell = 0;

  [[nodiscard]] double middle() const { return from + (to - from) / 2; }
  [[nodiscard]] double length() const { return to - from; }
};

/// What a node gains by making: a tonne without its partly essential inputs, and what each of these takes off beyond a
/// level.
struct Valuation::Offer {
  double capacity = 0, gain = 0;
  struct Kink {
    double at = 0, less = 0;
  };
  std::vector<Kink> kinks = {};

  /// The best that up to `most` bring; of what is gained without limit only what is no rounding counts, as infinite.
  [[nodiscard]] double best(double most, double rounding) const {
    double sum = 0, from = 0, slope = gain;
    for (const Kink& kink : kinks) {
      if (slope <= 0 || kink.at >= most) break;
      sum += slope * (kink.at - from);
      from = kink.at;
      slope -= kink.less;
    }
    if (slope <= (most == infinity ? rounding : 0)) return sum;
    return sum + slope * (most - from);
  }
  /// What the last of it gains.
  [[nodiscard]] double last() const {
    double slope = gain;
    for (const Kink& kink : kinks)
      if (kink.at < capacity) slope -= kink.less;
    return std::max(0.0, slope);
  }
};

Valuation::Valuation(const Prices& prices, const CaseFacts& facts)
    : prices_(prices), facts_(facts), network_(facts.network()) {}

std::string Valuation::fault() const {
  const std::size_t cells = prices_.until.size();
  if (cells == 0) return "prices: found no cell, expected one at least";
  double before = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const double until = prices_.until[cell].count();
    const bool only = cells == 1 && until == 0;  // at once
    if (!std::isfinite(until) || !(until > before || only))
      return fmt::format("prices, cell {}: found an end after {:g} months, expected one after {:g}", cell + 1, until,
                         before);
    before = until;
  }
  std::string why;
  const auto check = [&](std::string_view what, const auto& table, std::size_t rows, bool may_be_empty) {
    if (!why.empty() || (may_be_empty && table.empty())) return;
    if (table.size() != cells) {
      why = fmt::format("prices, {}: found {} cells, expected {}", what, table.size(), cells);
      return;
    }
    for (std::size_t cell = 0; cell < cells; ++cell) {
      if (table[cell].size() != rows) {
        why =
            fmt::format("prices, {}, cell {}: found {} of them, expected {}", what, cell + 1, table[cell].size(), rows);
        return;
      }
      for (const auto id : table[cell].ids()) {
        const double price = table[cell][id];
        const double most = cell == 0 ? std::numeric_limits<double>::max() : table[cell - 1][id];
        if (price >= 0 && price <= most) continue;
        why = cell == 0 || !(price >= 0)
                  ? fmt::format("prices, {} {}, cell {}: found {:g}, expected 0 or more", what, index_of(id), cell + 1,
                                price)
                  : fmt::format("prices, {} {}, cell {}: found {:g} after {:g}, expected no rise", what, index_of(id),
                                cell + 1, price, most);
        return;
      }
    }
  };
  check("output", prices_.output, network_.nodes().size(), false);
  check("input", prices_.input, network_.inputs().size(), false);
  check("share", prices_.share, network_.edges().size(), true);
  check("own share", prices_.own_share, network_.nodes().size(), true);
  check("licence", prices_.licence, network_.offices().size(), true);
  if (!why.empty() || prices_.volume.empty()) return why;
  if (prices_.volume.size() != network_.lanes().size())
    return fmt::format("prices, volume: found {} of them, expected {}", prices_.volume.size(), network_.lanes().size());
  for (const LaneId lane : network_.lanes()) {
    const double price = prices_.volume[lane];
    if (!(price >= 0) || !std::isfinite(price))
      return fmt::format("prices, volume {}: found {:g}, expected 0 or more", index_of(lane), price);
    if (price > 0 && facts_.volume(lane) == infinity)
      return fmt::format("prices, volume {}: found {:g}, expected 0: lane '{}' has no limit", index_of(lane), price,
                         network_.lane(lane).name);
  }
  return {};
}

double Valuation::earliest() const {
  return prices_.until.size() < 2 ? 0 : prices_.until[prices_.until.size() - 2].count();
}

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

template <class What>
void Valuation::for_each_segment(std::vector<double>& cuts, double time, What&& what) const {
  std::erase_if(cuts, [&](double cut) { return !(cut >= 0 && cut <= time); });
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Segment segment{cuts[i], cuts[i + 1]};
    if (!(segment.length() > time_tolerance * time)) continue;
    segment.piece = facts_.piece_at(segment.middle());
    segment.cell = cell_at(segment.middle());
    what(segment);
  }
}

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
      if (prices_.licence.front()[office] == 0) continue;
      cut_at_changes(cuts, time);
      for_each_segment(cuts, time, [&](const Segment& segment) {
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

bool Worth::proves() const { return fault.empty() && excess() > worth_tolerance * (demand + stock + inflow); }

/// Between a time that is not proven and one that is, where the excess passes 0: by false position, halving the weight
/// of an end that stays (Illinois), and every fourth time by halves. What is tried lies a little above the zero, where
/// there is something to prove.
double Valuation::refine(double low, double high) const {
  constexpr double accuracy = 1e-10;
  double below = low > 0 ? std::min(at(low).excess(), 0.0) : 0, above = at(high).excess();
  const double slope = (above - below) / (high - low);
  for (int i = 1; i <= 60 && high - low > accuracy * high; ++i) {
    double next = low + (high - low) * (-below / (above - below)) + accuracy / 4 * high;
    if (i % 4 == 0 || !(next > low && next < high)) next = low + (high - low) / 2;
    if (const Worth worth = at(next); worth.proves()) {
      high = next;
      above = worth.excess();
      if (above <= accuracy * high * slope) break;
      below /= 2;
    } else {
      low = next;
      below = std::min(worth.excess(), 0.0);
      above /= 2;
    }
  }
  return high;
}

std::optional<double> Valuation::proven_near(double claimed) const {
  double low = earliest();
  double high = std::max(claimed + 1e-6 * std::max(claimed, 0.01), low * (1 + 1e-9));
  for (int i = 0; !at(high).proves(); ++i) {
    if (i == doublings) return std::nullopt;
    low = high;
    high *= 2;
  }
  if (const double near = claimed * (1 - 2e-6); near > low && !at(near).proves()) low = near;
  return refine(low, high);
}

double Valuation::largest_served() const {
  double largest = 0, with_right = 0;
  for (const NodeId node : network_.nodes()) {
    if (!facts_.is_served(node)) continue;
    const double own = prices_.own_share.empty() ? 0 : prices_.own_share.front()[node];
    largest = std::max(largest, prices_.output.front()[node]);
    with_right = std::max(with_right, own);
  }
  return largest > 0 ? largest : with_right;
}

double Valuation::largest_of(NodeId node) const {
  double largest = prices_.output.front()[node];
  for (const InputId id : network_.inputs(node)) largest = std::max(largest, prices_.input.front()[id]);
  if (!prices_.own_share.empty()) largest = std::max(largest, prices_.own_share.front()[node]);
  if (prices_.share.empty()) return largest;
  for (const EdgeId id : facts_.out_edges(node)) largest = std::max(largest, prices_.share.front()[id]);
  return largest;
}

double Valuation::largest_of(NodeId node, double time) const { return facts_.way(node) < time ? largest_of(node) : 0; }

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
  LaneWorth worth;
  for_each_segment(cuts, time, [&](const Segment& segment) {
    double most = 0;
    for (const EdgeId edge : facts_.edges_of(lane)) most = std::max(most, edge_gain(edge, segment, time, false).begin);
    worth.by_edges += segment.length() * most;
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
