// SPDX-License-Identifier: Apache-2.0
/// @file  Single points of failure: what every way of supply to a target comes by.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// A *way of supply* of a node is a finite tree: the node, and for each input that it can't do without a supplier with
/// a way of supply of its own. Inputs that are essential in part can be done without, and so can those that nothing
/// flows into at the baseline; edges count that have a flow. A loop that nothing feeds is no way of supply.
struct SinglePoints {
  NodeId target{};
  bool supplied = true;            ///< whether it has a way of supply at all; if not, there are no single points
  std::vector<NodeId> nodes = {};  ///< on every one of them, the target itself among them; in the order of nodes.csv

  friend bool operator==(const SinglePoints&, const SinglePoints&) = default;
};

/// Which nodes each target can't do without.
///
/// What a node can't do without is itself and, for each input, what all of its suppliers can't do without: an
/// intersection over suppliers, in a union over inputs. With one input a node these are the dominators of a graph; of
/// the solutions it is the largest, since a loop is no way of supply. Nodes are visited in flow order until nothing
/// changes: once where there are no cycles, and a round more for each cycle within a cycle.
///
/// @return  One for each of `targets`.
///
/// A round takes time O(L·size of the sets), of which most hold a handful. Lowry and Medlock, Object code optimization,
/// Communications of the ACM 12 (1969), 13; Cooper, Harvey and Kennedy, A simple, fast dominance algorithm, 2001.
[[nodiscard]] YTTERBY_EXPORT std::vector<SinglePoints> single_points_of_failure(const FrozenNetwork& network,
                                                                                std::span<const NodeId> targets);

/// The targets that have a way of supply, and none without these nodes and lanes; in the order given. Time O(N + L).
[[nodiscard]] YTTERBY_EXPORT std::vector<NodeId> cut_off(const FrozenNetwork& network, std::span<const NodeId> targets,
                                                         std::span<const NodeId> without,
                                                         std::span<const LaneId> without_lanes = {});

}  // namespace ytterby
