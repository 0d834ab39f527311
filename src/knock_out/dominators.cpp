// SPDX-License-Identifier: Apache-2.0
/// @file  Sets of what a node can't do without, to their largest fixed point.
#include "ytterby/knock_out/dominators.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace ytterby {

namespace {

bool counts(const FrozenNetwork& network, EdgeId edge) { return network.flow(edge).value > 0; }

/// Whether a node makes nothing without the input.
bool is_vital(const FrozenNetwork& network, InputId input) {
  const auto edges = network.in_edges(input);
  return network.essential(input) >= 1 &&
         std::any_of(edges.begin(), edges.end(), [&](EdgeId edge) { return counts(network, edge); });
}

/// Positions in ascending order, or everything: what is not known to have a way of supply.
struct Needed {
  bool all = true;
  std::vector<std::uint32_t> at = {};

  friend bool operator==(const Needed&, const Needed&) = default;
};

class Sets {
 public:
  explicit Sets(const FrozenNetwork& network) : network_(network), needed_(network.nodes().size()) {
    const Rows& rows = network.rows();
    vital_.reserve(rows.input_at.size());
    for (const InputId input : rows.input_at) vital_.push_back(is_vital(network, input));
    for (bool moved = true; moved;) {
      moved = false;
      for (std::uint32_t at = 0; at < needed_.size(); ++at) moved = visit(at) || moved;
    }
  }

  [[nodiscard]] const Needed& of(std::uint32_t position) const { return needed_[position]; }

 private:
  /// @return  Whether its set became smaller.
  bool visit(std::uint32_t at) {
    const Rows& rows = network_.rows();
    sum_ = {.all = false, .at = {at}};
    for (std::uint32_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
      if (!vital_[slot]) continue;
      meet_suppliers(slot);
      if (meet_.all) return false;  // all is what it was before
      scratch_.clear();
      std::set_union(sum_.at.begin(), sum_.at.end(), meet_.at.begin(), meet_.at.end(), std::back_inserter(scratch_));
      std::swap(sum_.at, scratch_);
    }
    if (sum_ == needed_[at]) return false;
    needed_[at] = sum_;
    return true;
  }

  void meet_suppliers(std::uint32_t slot) {
    const Rows& rows = network_.rows();
    meet_.all = true;
    meet_.at.clear();
    for (std::uint32_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      if (!counts(network_, rows.edge_at[arc])) continue;
      const Needed& supplier = needed_[rows.from[arc]];
      if (supplier.all) continue;
      if (meet_.all) {
        meet_ = supplier;
      } else {
        scratch_.clear();
        std::set_intersection(meet_.at.begin(), meet_.at.end(), supplier.at.begin(), supplier.at.end(),
                              std::back_inserter(scratch_));
        std::swap(meet_.at, scratch_);
      }
      if (!meet_.all && meet_.at.empty()) return;  // nothing is left to lose
    }
  }

  const FrozenNetwork& network_;
  std::vector<bool> vital_ = {};  // [slot]
  std::vector<Needed> needed_;    // [position]
  Needed sum_ = {}, meet_ = {};
  std::vector<std::uint32_t> scratch_ = {};
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
    const Needed& needed = sets.of(rows.position_of[target]);
    points.push_back({.target = target, .supplied = !needed.all});
    points.back().nodes.reserve(needed.at.size());
    for (const std::uint32_t at : needed.at) points.back().nodes.push_back(rows.node_at[at]);
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
