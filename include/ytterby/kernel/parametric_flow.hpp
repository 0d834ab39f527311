// SPDX-License-Identifier: Apache-2.0
/// @file  How far a parameter may go until demand can no longer be met, and the critical cut that says why.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/kernel/max_flow.hpp"

namespace ytterby::kernel {

/// For which values of the parameter all demand can be met.
enum class Met {
  always,  ///< for all in question: λ = 0 will do, or T = the end of the interval
  up_to,   ///< a bound, which `parameter` is
  never,   ///< for none: no λ will do, or not even T = the start of the interval
};

/// A set of nodes X whose demand is just covered by what can come in.
template <std::floating_point Number>
struct CriticalCut {
  Met met = Met::always;
  Number parameter = 0;  ///< λ, infinite where met never; or T
  int steps = 0;         ///< maximum flows computed

  /// [node] 1 in X; all 0 where met always. The largest contains every critical set. The smallest is the one found
  /// last, which after `resolve_ties` contains no other that holds stock.
  std::vector<char> largest = {}, smallest = {};
  bool is_smallest_in_all = false;  ///< after `resolve_ties`: each critical set contains it; else some lie apart
};

/// base + slope·T for each arc or node.
template <std::floating_point Number>
struct Affine {
  std::span<const Number> base = {}, slope = {};

  [[nodiscard]] Number at(std::size_t i, Number parameter) const {
    return slope[i] > 0 ? base[i] + slope[i] * parameter : base[i];
  }
};

namespace detail {

/// A sum that loses no digits to the order of its terms.
/// Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, ZAMM 54 (1974) 39.
template <std::floating_point Number>
class ExactSum {
 public:
  void add(Number term) {
    const Number next = sum_ + term;
    lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] Number value() const { return sum_ + lost_; }

 private:
  Number sum_ = 0, lost_ = 0;
};

}  // namespace detail

/// Newton steps from minimum cut to minimum cut, for capacities that depend on one parameter.
///
/// A cut is a set X of nodes; it is short at a parameter if its demand exceeds what can come in: its own sources, and
/// the arcs from outside. Each step takes a minimum cut, the one that is short by most, and goes to the parameter at
/// which that very cut is covered, a ratio of sums over the cut alone. Between parameters what a cut lacks is a
/// straight line, so no feasible parameter is jumped over; each step finds a cut of lesser slope, so they are few, and
/// in `least_rate` one more than there are nodes at most.
///
/// Stops when the cut found is short by no more than rounding: 64 units in the last place of its *own* demand. The
/// tolerance stands here and not in the flow, so that rounding costs no further step, and a small target beside large
/// ones still counts. The parameter returned is the ratio of compensated sums, whatever the flow rounded.
///
/// Not for two threads at once. Time: that of `steps` maximum flows; `least_rate` goes on from flow to flow, so that
/// all of them cost little more than one.
/// Gallo, Grigoriadis and Tarjan, A fast parametric maximum flow algorithm and applications, SIAM J. Comput. 18 (1989)
/// 30.
template <std::floating_point Number>
class ParametricFlow {
 public:
  /// Copies the arcs.
  /// @throws InvalidOptions  as MaxFlow does.
  explicit ParametricFlow(const FlowArcs<Number>& arcs)
      : tail_(arcs.tail.begin(), arcs.tail.end()),
        head_(arcs.head.begin(), arcs.head.end()),
        capacity_(arcs.capacity.begin(), arcs.capacity.end()),
        flow_(arcs) {}

  /// The smallest λ of 0 or more at which all demand can be met, where node i is fed by fixed[i] + λ·stock[i].
  ///
  /// Time to survive T is 1/λ: in a month, one T-th of a stock that must last T months may be used. λ = 0 lasts for
  /// ever; where even unlimited stock would not help, some demand cannot be met at all.
  ///
  /// @param fixed, stock, demand  One a node, 0 or more; fixed may be unlimited_flow.
  /// @throws InvalidOptions  on a number below 0 or not a number, or an unlimited stock or demand.
  [[nodiscard]] CriticalCut<Number> least_rate(std::span<const Number> fixed, std::span<const Number> stock,
                                               std::span<const Number> demand, const FlowControl& control = {});

  /// Makes `smallest` a smallest critical set that holds stock, after the `least_rate` that returned `cut`; does
  /// nothing unless it was met up to a bound. Time O(arcs + nodes).
  void resolve_ties(CriticalCut<Number>& cut) const;

  /// The largest T in [from, to] up to which all demand can be met, where capacities, sources and demand are
  /// base + slope·T.
  ///
  /// The caller promises that demand is met at `from`; where it is not, that may go unseen. All numbers are to be 0 or
  /// more from `from` to `to` and not to fall, so bases may be negative. The slack of a cut is then concave in T: met
  /// at both ends is met in between. Each step starts from zero, since capacities fall on the way down. Cuts that tie
  /// may differ in slope; `largest` and `smallest` are those that tie with the last step's.
  ///
  /// @param capacity        One an arc, in place of the capacities of the arcs.
  /// @param source, demand  One a node.
  /// @throws InvalidOptions  on an empty interval, a slope below 0, a value below 0 at `from`, an unlimited demand.
  [[nodiscard]] CriticalCut<Number> last_time(const Affine<Number>& capacity, const Affine<Number>& source,
                                              const Affine<Number>& demand, Number from, Number to,
                                              const FlowControl& control = {});

  /// After `least_rate`, where met up to λ: the smallest critical set that contains a node of the largest one. With it
  /// the derivatives of λ, one-sided where cuts tie: less stock s at the node raises λ by λ/(stock in this set); more
  /// lowers it by λ/(stock in the largest set) if each critical set contains the node, else not at all.
  /// Empty if the node is in no critical set. Time O(arcs).
  [[nodiscard]] std::vector<char> smallest_with(std::size_t node) const;

  /// The flow at the parameter returned; `settle` it before it is read as a plan.
  [[nodiscard]] MaxFlow<Number>& flow() { return flow_; }
  [[nodiscard]] const MaxFlow<Number>& flow() const { return flow_; }

 private:
  static constexpr Number rounding = 64 * std::numeric_limits<Number>::epsilon();
  static constexpr Number tie = 4096 * std::numeric_limits<Number>::epsilon();  // of a capacity: no room at all
  static constexpr Number agreement = 64 * tie;                                 // of a demand: just covered

  /// Over a set X of nodes: `missing` is its demand less what comes in, without stock.
  struct Sums {
    Number demand = 0, missing = 0, stock = 0;
  };
  /// What comes into X less its demand is base + slope·T, and `slack` at the T in question.
  struct Line {
    Number demand = 0, slack = 0, base = 0, slope = 0;
  };

  [[nodiscard]] Sums sums(const std::vector<char>& side) const;
  [[nodiscard]] Line line(const std::vector<char>& side, const Affine<Number>& capacity, const Affine<Number>& source,
                          const Affine<Number>& demand, Number at) const;
  /// Rounding aside.
  [[nodiscard]] bool is_open(const typename MaxFlow<Number>::Move& move) const {
    return move.room > tie * std::min(move.capacity, all_demand_);
  }
  /// Whether what comes in covers the demand of a set and no more, rounding aside.
  [[nodiscard]] bool is_critical(const std::vector<char>& side, Number parameter) const;
  void grow_largest(CriticalCut<Number>& cut, const std::vector<char>& tied) const;

  static void require(std::span<const Number> numbers, std::size_t count, const char* what, bool may_be_unlimited);
  static void require(const Affine<Number>& numbers, std::size_t count, const char* what, Number from);

  std::vector<std::uint32_t> tail_, head_;
  std::vector<Number> capacity_;
  MaxFlow<Number> flow_;
  std::vector<Number> fixed_ = {}, stock_ = {}, demand_ = {};  // [node] of the last least_rate
  std::vector<char> largest_ = {};                             // its largest critical set
  Number all_demand_ = 0;
};

template <std::floating_point Number>
void ParametricFlow<Number>::require(std::span<const Number> numbers, std::size_t count, const char* what,
                                     bool may_be_unlimited) {
  if (numbers.size() != count)
    throw InvalidOptions(std::string(what) + ": found " + std::to_string(numbers.size()) + " numbers, expected " +
                         std::to_string(count));
  for (std::size_t i = 0; i < count; ++i)
    if (!(numbers[i] >= 0) || (!may_be_unlimited && numbers[i] == unlimited_flow<Number>))
      throw InvalidOptions(std::string(what) + ' ' + std::to_string(i) + ": found " + std::to_string(numbers[i]) +
                           ", expected 0 or more" + (may_be_unlimited ? "" : ", not unlimited"));
}

template <std::floating_point Number>
void ParametricFlow<Number>::require(const Affine<Number>& numbers, std::size_t count, const char* what, Number from) {
  if (numbers.base.size() != count || numbers.slope.size() != count)
    throw InvalidOptions(std::string(what) + ": found " + std::to_string(numbers.base.size()) + " bases and " +
                         std::to_string(numbers.slope.size()) + " slopes, expected " + std::to_string(count));
  for (std::size_t i = 0; i < count; ++i) {
    const Number slope = numbers.slope[i], first = numbers.at(i, from);
    if (!(slope >= 0 && slope < unlimited_flow<Number>))
      throw InvalidOptions(std::string(what) + ' ' + std::to_string(i) + ", slope: found " + std::to_string(slope) +
                           ", expected 0 or more, not unlimited");
    if (!(first >= -rounding * std::abs(numbers.base[i])))
      throw InvalidOptions(std::string(what) + ' ' + std::to_string(i) + " at the start: found " +
                           std::to_string(first) + ", expected 0 or more");
  }
}

template <std::floating_point Number>
typename ParametricFlow<Number>::Sums ParametricFlow<Number>::sums(const std::vector<char>& side) const {
  detail::ExactSum<Number> demand, missing, stock;
  for (std::size_t i = 0; i < side.size(); ++i) {
    if (!side[i]) continue;
    demand.add(demand_[i]);
    missing.add(demand_[i]);
    missing.add(-fixed_[i]);
    stock.add(stock_[i]);
  }
  for (std::size_t a = 0; a < tail_.size(); ++a)
    if (side[head_[a]] && !side[tail_[a]]) missing.add(-capacity_[a]);
  return {demand.value(), missing.value(), stock.value()};
}

template <std::floating_point Number>
CriticalCut<Number> ParametricFlow<Number>::least_rate(std::span<const Number> fixed, std::span<const Number> stock,
                                                       std::span<const Number> demand, const FlowControl& control) {
  const std::size_t nodes = flow_.node_count();
  require(fixed, nodes, "fixed", true);
  require(stock, nodes, "stock", false);
  require(demand, nodes, "demand", false);
  fixed_.assign(fixed.begin(), fixed.end());
  stock_.assign(stock.begin(), stock.end());
  demand_.assign(demand.begin(), demand.end());
  detail::ExactSum<Number> all_demand;
  for (std::size_t i = 0; i < nodes; ++i) {
    all_demand.add(demand[i]);
    flow_.set_source(i, fixed[i]);
    flow_.set_sink(i, demand[i]);
  }
  all_demand_ = all_demand.value();
  for (std::size_t a = 0; a < capacity_.size(); ++a) flow_.set_capacity(a, capacity_[a]);
  flow_.start_from_zero();

  CriticalCut<Number> cut{.largest = std::vector<char>(nodes, 0), .smallest = std::vector<char>(nodes, 0)};
  std::vector<char> side, tied;
  while (true) {
    flow_.maximise(control);
    ++cut.steps;
    // Of cuts that tie here, the smallest holds the least stock and takes the longest step.
    flow_.smallest_sink_side(side);
    const Sums of = sums(side);
    if (!(of.missing - cut.parameter * of.stock > rounding * of.demand)) break;
    const Number next = of.missing / of.stock;
    if (!(next > cut.parameter)) break;
    flow_.largest_sink_side(tied);
    cut.met = Met::up_to;
    cut.parameter = next;
    cut.largest = side;
    if (!(next < std::numeric_limits<Number>::infinity())) {
      cut.met = Met::never;
      cut.smallest = side;
      if (!(sums(tied).stock > 0)) cut.largest = tied;
      break;
    }
    for (std::size_t i = 0; i < nodes; ++i) flow_.set_source(i, fixed[i] + next * stock[i]);
  }
  largest_.clear();
  if (cut.met == Met::up_to) {
    grow_largest(cut, tied);
    largest_ = cut.largest;
    cut.smallest = std::move(side);
  }
  return cut;
}

/// The last cut that was short by most holds all the stock that any critical set holds: below λ, a set lacks the more
/// the more stock it holds. What else may belong to critical sets tied with it then, and is out of reach of all surplus
/// now.
template <std::floating_point Number>
void ParametricFlow<Number>::grow_largest(CriticalCut<Number>& cut, const std::vector<char>& tied) const {
  const std::size_t nodes = flow_.node_count();
  std::vector<char> grown = tied;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < nodes; ++i) {
    if (cut.largest[i]) continue;
    const bool has_surplus = flow_.excess(i) > tie * all_demand_;
    const bool has_more_to_send = fixed_[i] + cut.parameter * stock_[i] > flow_.source_flow(i);
    if (grown[i] && !has_surplus && !has_more_to_send) continue;
    grown[i] = 0;
    found.push_back(i);
  }
  while (!found.empty()) {
    const std::size_t node = found.back();
    found.pop_back();
    for (std::size_t at = flow_.first_move(node); at < flow_.first_move(node + 1); ++at) {
      const auto move = flow_.move_out(at);
      if (!grown[move.other] || cut.largest[move.other] || !is_open(move)) continue;
      grown[move.other] = 0;
      found.push_back(move.other);
    }
  }
  if (is_critical(grown, cut.parameter)) cut.largest = std::move(grown);
}

template <std::floating_point Number>
bool ParametricFlow<Number>::is_critical(const std::vector<char>& side, Number parameter) const {
  const Sums of = sums(side);
  return of.stock > 0 && std::abs(of.missing - parameter * of.stock) <= agreement * of.demand;
}

/// A set inside the largest is critical if nothing more can be moved into it. So the smallest that contain a given node
/// are found by searching against the flow, and a smallest of all is a strong component that holds stock, with what
/// lies before it, where nothing before it does. Tarjan's algorithm ends components after those before them.
/// Picard and Queyranne, On the structure of all minimum cuts in a network and applications, Math. Programming Study 13
/// (1980) 8; Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972) 146.
template <std::floating_point Number>
void ParametricFlow<Number>::resolve_ties(CriticalCut<Number>& cut) const {
  if (cut.met != Met::up_to || largest_.empty()) return;
  const std::size_t nodes = flow_.node_count();
  constexpr auto unseen = std::numeric_limits<std::uint32_t>::max();
  struct Call {
    std::size_t node, next_move;
  };
  std::vector<std::uint32_t> number(nodes, unseen), lowest(nodes, 0);
  std::vector<char> is_pending(nodes, 0), holds_stock(nodes, 0);  // holds_stock: in its component or before it
  std::vector<std::size_t> component;                             // nodes of components not ended yet
  std::vector<Call> calls;
  std::uint32_t count = 0;
  std::size_t smallest_ones = 0, inside = 0;

  const auto open = [&](std::size_t node) {
    number[node] = lowest[node] = count++;
    is_pending[node] = 1;
    component.push_back(node);
    calls.push_back({node, flow_.first_move(node)});
  };
  const auto end_component = [&](std::size_t root) {
    const auto begin = std::find(component.rbegin(), component.rend(), root).base() - 1;
    bool has_stock = false, has_before = false;
    for (auto at = begin; at != component.end(); ++at) {
      has_stock = has_stock || stock_[*at] > 0;
      for (std::size_t e = flow_.first_move(*at); e < flow_.first_move(*at + 1) && !has_before; ++e) {
        const auto move = flow_.move_in(e);
        has_before = !is_pending[move.other] && holds_stock[move.other] && is_open(move);
      }
    }
    for (auto at = begin; at != component.end(); ++at) {
      is_pending[*at] = 0;
      holds_stock[*at] = has_stock || has_before;
    }
    if (has_stock && !has_before && smallest_ones++ == 0) inside = root;
    component.erase(begin, component.end());
  };

  for (std::size_t start = 0; start < nodes; ++start) {
    if (!cut.largest[start] || number[start] != unseen) continue;
    open(start);
    while (!calls.empty()) {
      const std::size_t node = calls.back().node;
      if (calls.back().next_move < flow_.first_move(node + 1)) {
        const auto move = flow_.move_in(calls.back().next_move++);
        if (!cut.largest[move.other] || !is_open(move)) continue;
        if (number[move.other] == unseen) {
          open(move.other);
        } else if (is_pending[move.other]) {
          lowest[node] = std::min(lowest[node], number[move.other]);
        }
        continue;
      }
      calls.pop_back();
      if (!calls.empty()) lowest[calls.back().node] = std::min(lowest[calls.back().node], lowest[node]);
      if (lowest[node] == number[node]) end_component(node);
    }
  }
  if (smallest_ones > 0) cut.smallest = smallest_with(inside);
  cut.is_smallest_in_all = smallest_ones == 1;
  // Where rounding hid what is open or closed, the largest is all that is certain.
  if (!is_critical(cut.smallest, cut.parameter)) {
    cut.smallest = cut.largest;
    cut.is_smallest_in_all = false;
  }
}

template <std::floating_point Number>
std::vector<char> ParametricFlow<Number>::smallest_with(std::size_t node) const {
  if (largest_.empty() || !largest_[node]) return {};
  std::vector<char> side(flow_.node_count(), 0);
  side[node] = 1;
  std::vector<std::size_t> found{node};
  while (!found.empty()) {
    const std::size_t at = found.back();
    found.pop_back();
    for (std::size_t e = flow_.first_move(at); e < flow_.first_move(at + 1); ++e) {
      const auto move = flow_.move_in(e);
      if (side[move.other] || !largest_[move.other] || !is_open(move)) continue;
      side[move.other] = 1;
      found.push_back(move.other);
    }
  }
  return side;
}

template <std::floating_point Number>
typename ParametricFlow<Number>::Line ParametricFlow<Number>::line(const std::vector<char>& side,
                                                                   const Affine<Number>& capacity,
                                                                   const Affine<Number>& source,
                                                                   const Affine<Number>& demand, Number at) const {
  detail::ExactSum<Number> needed, slack, base, slope;
  for (std::size_t i = 0; i < side.size(); ++i) {
    if (!side[i]) continue;
    needed.add(demand.at(i, at));
    slack.add(source.at(i, at));
    slack.add(-demand.at(i, at));
    base.add(source.base[i]);
    base.add(-demand.base[i]);
    slope.add(source.slope[i]);
    slope.add(-demand.slope[i]);
  }
  for (std::size_t a = 0; a < tail_.size(); ++a) {
    if (!side[head_[a]] || side[tail_[a]]) continue;
    slack.add(capacity.at(a, at));
    base.add(capacity.base[a]);
    slope.add(capacity.slope[a]);
  }
  return {needed.value(), slack.value(), base.value(), slope.value()};
}

template <std::floating_point Number>
CriticalCut<Number> ParametricFlow<Number>::last_time(const Affine<Number>& capacity, const Affine<Number>& source,
                                                      const Affine<Number>& demand, Number from, Number to,
                                                      const FlowControl& control) {
  if (!(from <= to && from > -unlimited_flow<Number> && to < unlimited_flow<Number>))
    throw InvalidOptions("interval: found " + std::to_string(from) + " to " + std::to_string(to) +
                         ", expected an end not before the start");
  const std::size_t nodes = flow_.node_count();
  require(capacity, tail_.size(), "capacity", from);
  require(source, nodes, "source", from);
  require(demand, nodes, "demand", from);
  largest_.clear();

  CriticalCut<Number> cut{
      .parameter = to, .largest = std::vector<char>(nodes, 0), .smallest = std::vector<char>(nodes, 0)};
  std::vector<char> side;
  while (true) {
    const Number now = cut.parameter;
    for (std::size_t a = 0; a < tail_.size(); ++a)
      flow_.set_capacity(a, std::max(Number{0}, capacity.at(a, now)));  // below 0 by rounding at most
    for (std::size_t i = 0; i < nodes; ++i) {
      flow_.set_source(i, std::max(Number{0}, source.at(i, now)));
      flow_.set_sink(i, std::max(Number{0}, demand.at(i, now)));
    }
    flow_.start_from_zero();
    flow_.maximise(control);
    ++cut.steps;
    flow_.smallest_sink_side(side);
    const Line of = line(side, capacity, source, demand, now);
    if (!(of.slack < -rounding * of.demand)) return cut;
    const Line start = line(side, capacity, source, demand, from);
    const bool is_short_at_start = start.slack < -rounding * start.demand;
    const Number next = is_short_at_start ? from : std::clamp(of.base / -of.slope, from, to);
    if (!is_short_at_start && !(next < now)) return cut;
    cut.met = is_short_at_start ? Met::never : Met::up_to;
    cut.parameter = next;
    cut.smallest = side;
    flow_.largest_sink_side(cut.largest);
    if (is_short_at_start) return cut;
    const Line largest = line(cut.largest, capacity, source, demand, next);
    if (!(std::abs(largest.slack) <= agreement * largest.demand)) cut.largest = side;
  }
}

}  // namespace ytterby::kernel
