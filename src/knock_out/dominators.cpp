// SPDX-License-Identifier: Apache-2.0
/// @file  Sets of what a node can't do without, to their largest fixed point.
#include "ytterby/knock_out/dominators.hpp"

#include <algorithm>
#include <cstddef>

namespace ytterby {

namespace {

bool counts(const FrozenNetwork& network, EdgeId edge) { return network.flow(edge).value > 0; }

/// Whether a node makes nothing without the input.
bool is_vital(const FrozenNetwork& network, InputId input) {
  const auto edges = network.in_edges(input);
  return network.essential(input) >= 1 &&
         std::any_of(edges.begin(), edges.end(), [&](EdgeId edge) { return counts(network, edge); });
}

class Sets {
 public:
  explicit Sets(const FrozenNetwork& network)
      : rows_(network.rows()), needed_(network.nodes().size()), mark_(needed_.size(), 0), in_sum_(needed_.size(), 0) {
    vital_.reserve(rows_.input_at.size());
    for (const InputId input : rows_.input_at) vital_.push_back(is_vital(network, input) ? 1 : 0);
    for (bool moved = true; moved;) {
      moved = false;
      for (std::uint32_t at = 0; at < needed_.size(); ++at) moved = visit(at) || moved;
    }
  }

  /// Positions that a node can't do without; empty: it has no way of supply.
  [[nodiscard]] const std::vector<std::uint32_t>& of(std::uint32_t position) const { return needed_[position]; }

 private:
  /// Sets only ever lose members, but for the first time, so their size says whether they do.
  ///
  /// @return  Whether something changed.
  bool visit(std::uint32_t at) {
    ++visits_;
    sum_.assign(1, at);
    in_sum_[at] = visits_;
    for (std::uint32_t slot = rows_.slot_begin[at]; slot < rows_.slot_begin[at + 1]; ++slot)
      if (vital_[slot] != 0 && !add_what_all_need(slot)) return false;
    if (sum_.size() == needed_[at].size()) return false;
    needed_[at] = sum_;
    return true;
  }

  /// Whoever all suppliers need has been marked by each of them, one after the other. A supplier without a way of
  /// supply needs everybody.
  ///
  /// @return  Whether there is a supplier with one.
  bool add_what_all_need(std::uint32_t slot) {
    const std::vector<std::uint32_t>* last = nullptr;
    const std::uint64_t before = marks_;
    for (std::uint32_t arc = rows_.in_begin[slot]; arc < rows_.in_begin[slot + 1]; ++arc) {
      if (!(rows_.flow[arc] > 0) || needed_[rows_.from[arc]].empty()) continue;
      const auto& supplier = needed_[rows_.from[arc]];
      for (const std::uint32_t member : supplier)
        if (last == nullptr || mark_[member] == marks_) mark_[member] = marks_ + 1;
      ++marks_;
      last = &supplier;
    }
    if (marks_ == before) return false;
    for (const std::uint32_t member : *last) {
      if (mark_[member] != marks_ || in_sum_[member] == visits_) continue;
      in_sum_[member] = visits_;
      sum_.push_back(member);
    }
    ++marks_;  // so that no mark of this input is one of the next
    return true;
  }

  const Rows& rows_;
  std::vector<char> vital_ = {};                    // [slot]
  std::vector<std::vector<std::uint32_t>> needed_;  // [position]
  std::vector<std::uint64_t> mark_;                 // [position] of the last supplier that went on marking it
  std::vector<std::uint64_t> in_sum_;               // [position] the visit in which it was added
  std::uint64_t marks_ = 1, visits_ = 0;
  std::vector<std::uint32_t> sum_ = {};
};

/// Which nodes have a way of supply, from those that need none onwards.
class Supplied {
 public:
  Supplied(const FrozenNetwork& network, std::span<const NodeId> without, std::span<const LaneId> without_lanes)
      : network_(network), out_(network.nodes().size(), 0), missing_(network.nodes().size(), 0) {
    for (const NodeId node : without) out_[node] = 1;
    const Rows& rows = network.rows();
    std::vector<char> open(rows.input_at.size(), 0);  // [slot] vital and not yet supplied
    std::vector<std::uint32_t> ready;
    for (std::uint32_t slot = 0; slot < open.size(); ++slot) {
      if (!is_vital(network, rows.input_at[slot])) continue;
      open[slot] = 1;
      ++missing_[rows.node_of[slot]];
    }
    for (const NodeId node : network.nodes())
      if (missing_[node] == 0 && out_[node] == 0) ready.push_back(rows.position_of[node]);
    while (!ready.empty()) {
      const std::uint32_t at = ready.back();
      ready.pop_back();
      for (std::uint32_t out = rows.out_begin[at]; out < rows.out_begin[at + 1]; ++out) {
        const std::uint32_t arc = rows.out_arc.empty() ? out : rows.out_arc[out], slot = rows.slot[arc];
        const EdgeId edge = rows.edge_at[arc];
        if (open[slot] == 0 || !counts(network, edge)) continue;
        if (std::find(without_lanes.begin(), without_lanes.end(), network.lane(edge)) != without_lanes.end()) continue;
        open[slot] = 0;
        const NodeId customer = rows.node_of[slot];
        if (--missing_[customer] == 0 && out_[customer] == 0) ready.push_back(rows.position_of[customer]);
      }
    }
  }

  [[nodiscard]] bool operator()(NodeId node) const { return missing_[node] == 0 && out_[node] == 0; }

 private:
  const FrozenNetwork& network_;
  PerNode<char> out_;
  PerNode<std::uint32_t> missing_;  // vital inputs
};

}  // namespace

std::vector<SinglePoints> single_points_of_failure(const FrozenNetwork& network, std::span<const NodeId> targets) {
  const Sets sets(network);
  const Rows& rows = network.rows();
  std::vector<SinglePoints> points;
  points.reserve(targets.size());
  for (const NodeId target : targets) {
    const std::vector<std::uint32_t>& needed = sets.of(rows.position_of[target]);
    points.push_back({.target = target, .supplied = !needed.empty()});
    points.back().nodes.reserve(needed.size());
    for (const std::uint32_t at : needed) points.back().nodes.push_back(rows.node_at[at]);
    std::sort(points.back().nodes.begin(), points.back().nodes.end());
  }
  return points;
}

std::vector<NodeId> cut_off(const FrozenNetwork& network, std::span<const NodeId> targets,
                            std::span<const NodeId> without, std::span<const LaneId> without_lanes) {
  const Supplied before(network, {}, {}), after(network, without, without_lanes);
  std::vector<NodeId> cut;
  for (const NodeId target : targets)
    if (before(target) && !after(target)) cut.push_back(target);
  return cut;
}

}  // namespace ytterby
