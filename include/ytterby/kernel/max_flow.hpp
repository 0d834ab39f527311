// SPDX-License-Identifier: Apache-2.0
/// @file  Maximum flow from many sources to many sinks, and again after capacities have changed.
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
#include "ytterby/core/std_function.hpp"

namespace ytterby::kernel {

/// What a flow can be counted in: whole or floating-point numbers, with a sign.
template <class Number>
concept FlowNumber = std::floating_point<Number> || std::signed_integral<Number>;

/// A capacity without limit: infinity, or the largest whole number.
template <FlowNumber Number>
inline constexpr Number unlimited_flow = std::numeric_limits<Number>::has_infinity
                                             ? std::numeric_limits<Number>::infinity()
                                             : std::numeric_limits<Number>::max();

/// Arcs as arrays: arc a leads from tail[a] to head[a], both below `nodes`, and carries 0 to capacity[a].
/// Cycles, loops and parallel arcs are welcome. The arrays belong to the caller.
template <FlowNumber Number>
struct FlowArcs {
  std::size_t nodes = 0;
  std::span<const std::uint32_t> tail = {}, head = {};
  std::span<const Number> capacity = {};  ///< 0 or more, or unlimited_flow
};

/// How a long solve is watched.
struct FlowControl {
  std::function<bool()> stop = {};  ///< asked at each global relabelling; true throws Cancelled
  std::uint64_t most_pushes = 0;    ///< in one solve, above which Error is thrown; 0: more than any solve can need
};

/// Push–relabel, highest label first, that keeps its preflow between solves.
///
/// Every node may be fed by an implicit source and drained by an implicit sink, up to a capacity of its own. `maximise`
/// pushes all that the sources have toward the sink along arcs whose label falls by one; a label is a lower bound of
/// the arcs left to the sink. Labels are made exact by a backward search from the sink, at the start and each time
/// relabelling has cost about as much as a search; whatever lies above an empty level is set aside. What cannot reach
/// the sink stays where it is until `settle` carries it back to the sources.
///
/// Invariants: every arc carries 0 to its capacity; no node gives more than it gets (the surplus is its excess); a
/// label exceeds that of the head of an arc with room left by 1 at most. Stops when no node with excess can reach the
/// sink: the nodes that still can are then the sink side of a minimum cut.
///
/// Comparisons are exact: a push leaves either no excess or no room, to the bit, so nothing small is left to go round
/// in circles, and no capacity is too small to count. A source sends twice the sum of all sinks at most, which no cut
/// of least capacity can contain; rounding errors are those of amounts up to that. Flows are read from the room of the
/// reverse arcs, not as capacity less room, so unlimited arcs cost no digits. Whole numbers are exact as long as four
/// times that sum fits.
///
/// After increases the next solve goes on from the preflow. So it does after decreases if the flow fits in them, or if
/// the excess at the arc's head (at the node, for a source) covers what no longer does; else it starts from zero.
///
/// Time O(nodes²·√arcs) a solve, memory 44 bytes an arc and 84 a node for doubles. Neighbours with near numbers save
/// cache misses.
/// Goldberg and Tarjan, A new approach to the maximum-flow problem, J. ACM 35 (1988) 921; Cherkassky and Goldberg, On
/// implementing the push–relabel method for the maximum flow problem, Algorithmica 19 (1997) 390.
template <FlowNumber Number>
class MaxFlow {
 public:
  /// Copies the arcs into rows; sources and sinks are 0.
  /// @throws InvalidOptions  on arrays of unequal length, a node out of range, a capacity below 0 or not a number, or
  ///                         more than 2^31 − 2 of them.
  explicit MaxFlow(const FlowArcs<Number>& arcs);

  [[nodiscard]] std::size_t node_count() const { return nodes_.size(); }

  /// @throws InvalidOptions  on a capacity below 0 or not a number; set_sink on an unlimited one too.
  void set_source(std::size_t node, Number capacity);
  void set_sink(std::size_t node, Number capacity);
  void set_capacity(std::size_t arc, Number capacity);

  /// Forgets the preflow; capacities stay.
  void start_from_zero();

  /// Makes the flow into the sink as large as can be, @return it.
  /// @throws Cancelled       the preflow stays usable.
  /// @throws Error           on more pushes than allowed.
  /// @throws InvalidOptions  if the sum of all sinks is too large to count with.
  Number maximise(const FlowControl& control = {});

  /// Carries what could not reach the sink back to the sources: afterwards each node gives what it gets, up to
  /// rounding.
  void settle(const FlowControl& control = {});

  /// After `maximise`: what the sink gets.
  [[nodiscard]] Number value() const;

  /// Flows are a plan after `settle`; before it, a node may get more than it gives.
  [[nodiscard]] Number flow(std::size_t arc) const { return arcs_[arcs_[at_[arc]].reverse].room; }
  [[nodiscard]] Number source_flow(std::size_t node) const { return sent_[node]; }
  [[nodiscard]] Number sink_flow(std::size_t node) const { return got_[node]; }

  /// After `maximise`: [node] 1 on the sink side of the minimum cut with the smallest sink side, which is inside that
  /// of all others: the nodes from which the sink can still be reached.
  void smallest_sink_side(std::vector<char>& side) const;
  /// The same for the largest sink side: the nodes that no excess and no source with more to send can reach.
  void largest_sink_side(std::vector<char>& side) const;

  /// What can still be moved from a node to a neighbour, or to it from there: along an arc of that capacity, or by
  /// taking back what came along it.
  struct Move {
    std::size_t other = 0;
    Number room = 0, capacity = 0;
  };
  /// The arcs at a node, of either direction, are numbered from first_move(node) to before first_move(node + 1).
  [[nodiscard]] std::size_t first_move(std::size_t node) const { return first_[node]; }
  [[nodiscard]] Move move_out(std::size_t at) const {
    return {arcs_[at].head, arcs_[at].room, arcs_[at].room + arcs_[arcs_[at].reverse].room};
  }
  [[nodiscard]] Move move_in(std::size_t at) const {
    const Arc &out = arcs_[at], &in = arcs_[out.reverse];
    return {out.head, in.room, out.room + in.room};
  }
  /// What a node got and could not pass on; 0 after `settle`, up to rounding.
  [[nodiscard]] Number excess(std::size_t node) const { return nodes_[node].excess; }

  /// What all solves so far have cost.
  [[nodiscard]] std::uint64_t pushes() const { return pushes_; }

 private:
  using Index = std::uint32_t;
  static constexpr Index none = 0xffff'ffffU;
  struct Arc {
    Number room;  // left in this direction
    Index head, reverse;
  };
  struct Node {
    Number excess = 0;
    Index current = none;               // next arc to try
    Index next_active = none;           // of those with excess on its level
    Index after = none, before = none;  // of all on its level
  };

  [[nodiscard]] Index unreachable() const { return static_cast<Index>(nodes_.size()) + 1; }
  static void require(Number capacity, const char* what, std::size_t at);
  void feed_sources();
  void run(std::vector<Number>& target_room, Number* got, const FlowControl& control);
  void search(const std::vector<Number>& target_room);
  void discharge(Index node, std::vector<Number>& target_room, Number* got);
  void empty_level(Index level);

  /// Asks for the memory of a node that is served soon: these are read in no order that the processor could guess.
  void fetch(Index node) const {
    constexpr std::size_t line = 64 / sizeof(Arc), lines = 3;
    __builtin_prefetch(&nodes_[node]);
    for (std::size_t k = 0; k < lines; ++k)
      __builtin_prefetch(arcs_.data() + std::min(first_[node] + k * line, arcs_.size()));
  }

  void activate(Index node) {
    const Index level = label_[node];
    nodes_[node].next_active = active_[level];
    active_[level] = node;
    top_ = std::max(top_, level);
  }
  void enter_level(Index node, Index level) {
    const Index other = level_[level];
    nodes_[node].after = other;
    nodes_[node].before = none;
    if (other != none) nodes_[other].before = node;
    level_[level] = node;
  }
  void leave_level(Index node, Index level) {
    const Index left = nodes_[node].before, right = nodes_[node].after;
    (left == none ? level_[level] : nodes_[left].after) = right;
    if (right != none) nodes_[right].before = left;
  }

  std::vector<Arc> arcs_ = {};         // by row; an arc stands in the row of its tail, its reverse in that of its head
  std::vector<Index> first_ = {};      // [node] of its row
  std::vector<Index> at_ = {};         // [arc of the caller]
  std::vector<Number> capacity_ = {};  // [arc of the caller]
  std::vector<Node> nodes_ = {};
  std::vector<Number> source_ = {}, sent_ = {}, sink_ = {}, got_ = {}, sink_room_ = {};  // [node]
  std::vector<Index> label_ = {};                // [node] arcs to the target at least
  std::vector<Index> active_ = {}, level_ = {};  // [level] first node with excess; first node
  std::vector<Index> queue_ = {};
  Index top_ = 0;  // no node with excess above this level
  double work_ = 0;
  bool is_warm_ = true;    // excess is what flows leave behind
  bool is_exact_ = false;  // labels are distances to the sink, and nothing with excess can reach it
  std::uint64_t pushes_ = 0;
};

template <FlowNumber Number>
void MaxFlow<Number>::require(Number capacity, const char* what, std::size_t at) {
  if (!(capacity >= 0))
    throw InvalidOptions(std::string(what) + ' ' + std::to_string(at) + ", capacity: found " +
                         std::to_string(capacity) + ", expected 0 or more");
}

template <FlowNumber Number>
MaxFlow<Number>::MaxFlow(const FlowArcs<Number>& arcs) {
  const std::size_t nodes = arcs.nodes, count = arcs.tail.size();
  if (arcs.head.size() != count || arcs.capacity.size() != count)
    throw InvalidOptions("arcs: found " + std::to_string(count) + " tails, " + std::to_string(arcs.head.size()) +
                         " heads and " + std::to_string(arcs.capacity.size()) +
                         " capacities, expected as many of each");
  constexpr std::size_t most = (std::size_t{1} << 31U) - 2;
  if (count > most || nodes > most)
    throw InvalidOptions("arcs: found " + std::to_string(nodes) + " nodes and " + std::to_string(count) +
                         " arcs, expected " + std::to_string(most) + " at most");
  for (std::size_t a = 0; a < count; ++a) {
    require(arcs.capacity[a], "arc", a);
    for (const Index end : {arcs.tail[a], arcs.head[a]})
      if (end >= nodes)
        throw InvalidOptions("arc " + std::to_string(a) + ": found node " + std::to_string(end) +
                             ", expected one below " + std::to_string(nodes));
  }

  nodes_.resize(nodes);
  first_.assign(nodes + 1, 0);
  for (std::size_t a = 0; a < count; ++a) {
    ++first_[arcs.tail[a] + 1];
    ++first_[arcs.head[a] + 1];
  }
  for (std::size_t i = 0; i < nodes; ++i) first_[i + 1] += first_[i];
  std::vector<Index> free(first_.begin(), first_.end());
  arcs_.resize(2 * count);
  at_.resize(count);
  for (std::size_t a = 0; a < count; ++a) {
    const Index forward = free[arcs.tail[a]]++, back = free[arcs.head[a]]++;
    arcs_[forward] = {arcs.capacity[a], arcs.head[a], back};
    arcs_[back] = {Number{0}, arcs.tail[a], forward};
    at_[a] = forward;
  }
  capacity_.assign(arcs.capacity.begin(), arcs.capacity.end());
  for (auto* numbers : {&source_, &sent_, &sink_, &got_, &sink_room_}) numbers->assign(nodes, Number{0});
  for (auto* indices : {&label_, &queue_}) indices->assign(nodes, none);
  for (auto* levels : {&active_, &level_}) levels->assign(nodes + 2, none);
}

template <FlowNumber Number>
void MaxFlow<Number>::set_source(std::size_t node, Number capacity) {
  require(capacity, "source of node", node);
  source_[node] = capacity;
}

template <FlowNumber Number>
void MaxFlow<Number>::set_sink(std::size_t node, Number capacity) {
  require(capacity, "sink of node", node);
  if (!(capacity < unlimited_flow<Number>))
    throw InvalidOptions("sink of node " + std::to_string(node) + ", capacity: found an unlimited one, expected less");
  if (capacity == sink_[node]) return;
  is_exact_ = false;
  const Number surplus = std::max(Number{0}, got_[node] - capacity);
  nodes_[node].excess += surplus;
  got_[node] = std::min(got_[node], capacity);
  sink_[node] = capacity;
  sink_room_[node] = capacity - got_[node];
}

template <FlowNumber Number>
void MaxFlow<Number>::set_capacity(std::size_t arc, Number capacity) {
  require(capacity, "arc", arc);
  if (capacity == capacity_[arc]) return;
  is_exact_ = false;
  capacity_[arc] = capacity;
  Arc& forward = arcs_[at_[arc]];
  Arc& back = arcs_[forward.reverse];
  if (back.room <= capacity) {
    forward.room = capacity - back.room;
    return;
  }
  const Number surplus = back.room - capacity;
  forward.room = 0;
  back.room = capacity;
  nodes_[back.head].excess += surplus;
  if (nodes_[forward.head].excess >= surplus) {
    nodes_[forward.head].excess -= surplus;
  } else {
    is_warm_ = false;  // the head has passed on what it no longer gets
  }
}

template <FlowNumber Number>
void MaxFlow<Number>::start_from_zero() {
  for (std::size_t a = 0; a < at_.size(); ++a) {
    Arc& forward = arcs_[at_[a]];
    forward.room = capacity_[a];
    arcs_[forward.reverse].room = 0;
  }
  sent_.assign(sent_.size(), Number{0});
  for (Node& node : nodes_) node.excess = 0;
  got_.assign(got_.size(), Number{0});
  sink_room_ = sink_;
  is_warm_ = true;
  is_exact_ = false;
}

/// Lets each source send what it may; where one must take back more than is left, the preflow starts from zero.
template <FlowNumber Number>
void MaxFlow<Number>::feed_sources() {
  long double sum = 0;
  for (const Number sink : sink_) sum += static_cast<long double>(sink);
  constexpr Number largest = std::numeric_limits<Number>::max();
  if (!(sum <= static_cast<long double>(largest) / 4))
    throw InvalidOptions("sum of all sinks: found " + std::to_string(sum) + ", expected " +
                         std::to_string(static_cast<long double>(largest) / 4) + " at most");
  const auto most = static_cast<Number>(2 * sum);
  if (is_warm_)
    for (std::size_t i = 0; i < sent_.size() && is_warm_; ++i)
      is_warm_ = nodes_[i].excess >= sent_[i] - std::min(source_[i], most);
  if (!is_warm_) start_from_zero();
  top_ = 0;
  for (std::size_t i = 0; i < sent_.size(); ++i) {
    const Number now = std::min(source_[i], most);
    if (now == sent_[i]) continue;
    const bool was_active = nodes_[i].excess > 0;
    nodes_[i].excess += now - sent_[i];
    sent_[i] = now;
    if (is_exact_ && !was_active && nodes_[i].excess > 0 && label_[i] < unreachable()) activate(static_cast<Index>(i));
  }
}

template <FlowNumber Number>
Number MaxFlow<Number>::maximise(const FlowControl& control) {
  feed_sources();
  if (!is_exact_) search(sink_room_);
  is_exact_ = false;
  run(sink_room_, got_.data(), control);
  search(sink_room_);
  is_exact_ = true;
  return value();
}

template <FlowNumber Number>
void MaxFlow<Number>::settle(const FlowControl& control) {
  is_exact_ = false;
  search(sent_);  // what a source has sent is what it can take back
  run(sent_, nullptr, control);
}

template <FlowNumber Number>
Number MaxFlow<Number>::value() const {
  Number sum{0}, lost{0};  // Kahan's: sinks may differ by many decades
  for (std::size_t i = 0; i < sink_.size(); ++i) {
    const Number term = sink_flow(i) - lost, next = sum + term;
    lost = (next - sum) - term;
    sum = next;
  }
  return sum;
}

/// Makes labels the least number of arcs to a node with room to the target, and lists the nodes with excess.
template <FlowNumber Number>
void MaxFlow<Number>::search(const std::vector<Number>& target_room) {
  constexpr Index ahead = 4;  // nodes
  const Index nodes = static_cast<Index>(nodes_.size()), unseen = unreachable();
  std::fill(label_.begin(), label_.end(), unseen);
  std::fill(active_.begin(), active_.end(), none);
  std::fill(level_.begin(), level_.end(), none);
  top_ = 0;
  Index found = 0;
  for (Index i = 0; i < nodes; ++i) {
    if (!(target_room[i] > 0)) continue;
    label_[i] = 1;
    queue_[found++] = i;
  }
  for (Index k = 0; k < found; ++k) {
    const Index node = queue_[k], level = label_[node];
    if (k + ahead < found) fetch(queue_[k + ahead]);
    enter_level(node, level);
    nodes_[node].current = first_[node];
    if (nodes_[node].excess > 0) activate(node);
    for (Index a = first_[node]; a < first_[node + 1]; ++a) {
      const Index other = arcs_[a].head;
      if (label_[other] != unseen || !(arcs_[arcs_[a].reverse].room > 0)) continue;
      label_[other] = level + 1;
      queue_[found++] = other;
    }
  }
  work_ = 0;
}

template <FlowNumber Number>
void MaxFlow<Number>::run(std::vector<Number>& target_room, Number* got, const FlowControl& control) {
  constexpr double node_cost = 6;  // of a search, in arcs
  const auto nodes = static_cast<double>(nodes_.size()), arcs = static_cast<double>(arcs_.size());
  const double search_cost = node_cost * nodes + arcs;
  // Twice the theory's bound where that is near, else what no machine would live to see.
  const double bound = std::min(1000 + 8 * nodes * (nodes * std::sqrt(arcs) + arcs), 1e5 * (1000 + nodes + arcs));
  const std::uint64_t most = control.most_pushes > 0 ? control.most_pushes : static_cast<std::uint64_t>(bound);
  const std::uint64_t before = pushes_;
  if (control.stop && control.stop()) throw Cancelled{};
  while (true) {
    while (top_ > 0 && active_[top_] == none) --top_;
    if (top_ == 0) return;
    const Index node = active_[top_], next = nodes_[node].next_active;
    active_[top_] = next;
    if (next != none) fetch(next);
    discharge(node, target_room, got);
    if (pushes_ - before > most)
      throw Error("maximum flow: found more than " + std::to_string(most) + " pushes, expected an end before");
    if (work_ > search_cost) {
      search(target_room);
      if (control.stop && control.stop()) throw Cancelled{};
    }
  }
}

/// Pushes until the node has no excess, or cannot reach the target.
template <FlowNumber Number>
void MaxFlow<Number>::discharge(Index node, std::vector<Number>& target_room, Number* got) {
  constexpr double relabel_cost = 12;  // in arcs
  const Index begin = first_[node], end = first_[node + 1], beyond = unreachable();
  Number left = nodes_[node].excess;
  Index level = label_[node];
  while (true) {
    if (level == 1 && target_room[node] > 0) {
      const Number amount = std::min(target_room[node], left);
      target_room[node] -= amount;
      if (got != nullptr) got[node] = target_room[node] > 0 ? std::min(got[node] + amount, sink_[node]) : sink_[node];
      left -= amount;
      ++pushes_;
      if (!(left > 0)) break;
    }
    Index a = nodes_[node].current;
    for (; a < end; ++a) {
      Arc& arc = arcs_[a];
      if (!(arc.room > 0) || label_[arc.head] + 1 != level) continue;
      const Index other = arc.head;
      const Number amount = std::min(arc.room, left), had = nodes_[other].excess;
      arc.room -= amount;
      arcs_[arc.reverse].room += amount;
      left -= amount;
      nodes_[other].excess = had + amount;
      ++pushes_;
      if (!(had > 0)) {
        nodes_[other].next_active = active_[level - 1];
        active_[level - 1] = other;
      }
      if (!(left > 0)) break;
    }
    nodes_[node].current = a;
    if (!(left > 0)) break;

    work_ += relabel_cost + static_cast<double>(end - begin);
    leave_level(node, level);
    if (level_[level] == none) {
      empty_level(level);
      label_[node] = beyond;
      break;
    }
    Index least = target_room[node] > 0 ? 0 : beyond, best = begin;
    if (least > 0)
      for (Index b = begin; b < end; ++b) {
        if (!(arcs_[b].room > 0) || label_[arcs_[b].head] >= least) continue;
        least = label_[arcs_[b].head];
        best = b;
      }
    level = std::min(least + 1, beyond);
    label_[node] = level;
    nodes_[node].current = best;
    if (level == beyond) break;
    enter_level(node, level);
    top_ = std::max(top_, level);
  }
  nodes_[node].excess = left;
}

/// No node is left at that level: those above it cannot reach the target. None of them has excess, since the highest
/// are served first.
template <FlowNumber Number>
void MaxFlow<Number>::empty_level(Index level) {
  for (Index k = level + 1; k < level_.size() && level_[k] != none; ++k) {
    for (Index i = level_[k]; i != none; i = nodes_[i].after) label_[i] = unreachable();
    level_[k] = none;
  }
}

template <FlowNumber Number>
void MaxFlow<Number>::smallest_sink_side(std::vector<char>& side) const {
  side.assign(node_count(), 0);
  if (is_exact_) {
    for (std::size_t i = 0; i < side.size(); ++i) side[i] = label_[i] < unreachable();
    return;
  }
  std::vector<Index> found;
  for (Index i = 0; i < side.size(); ++i) {
    if (!(sink_room_[i] > 0)) continue;
    side[i] = 1;
    found.push_back(i);
  }
  for (std::size_t k = 0; k < found.size(); ++k)
    for (Index a = first_[found[k]]; a < first_[found[k] + 1]; ++a) {
      if (side[arcs_[a].head] || !(arcs_[arcs_[a].reverse].room > 0)) continue;
      side[arcs_[a].head] = 1;
      found.push_back(arcs_[a].head);
    }
}

template <FlowNumber Number>
void MaxFlow<Number>::largest_sink_side(std::vector<char>& side) const {
  side.assign(node_count(), 1);
  std::vector<Index> found;
  for (Index i = 0; i < side.size(); ++i) {
    if (!(nodes_[i].excess > 0) && !(sent_[i] < source_[i])) continue;
    side[i] = 0;
    found.push_back(i);
  }
  for (std::size_t k = 0; k < found.size(); ++k)
    for (Index a = first_[found[k]]; a < first_[found[k] + 1]; ++a) {
      if (!side[arcs_[a].head] || !(arcs_[a].room > 0)) continue;
      side[arcs_[a].head] = 0;
      found.push_back(arcs_[a].head);
    }
}

}  // namespace ytterby::kernel
