// SPDX-License-Identifier: Apache-2.0
/// @file  How long before the end goods must leave a place to be of use.
#pragma once

#include <vector>

#include "survive/facts.hpp"

namespace ytterby::best {

/// Whose demand is met, and until when.
struct Aim {
  std::vector<NodeId> served = {};
  std::vector<double> until = {};  ///< for each; `no_limit`: to the end
};

/// All that any of them serves.
[[nodiscard]] Aim together(const std::vector<Aim>& aims);

/// Shortest lead times to a node that is served, over edges that can carry something; `no_limit`: none leads there.
struct Reach {
  PerNode<double> node = {};         ///< from its output
  PerEdge<double> edge = {};         ///< its lead time and the rest
  PerOffice<double> office = {};     ///< the shortest of what it licenses: later licences are of no use
  std::vector<NodeId> nodes = {};    ///< those that reach, in flow order
  std::vector<InputId> inputs = {};  ///< theirs
  std::vector<EdgeId> edges = {};    ///< those that reach and can carry
};

/// Dijkstra's algorithm against the edges. Time O(L + N log N).
[[nodiscard]] Reach reach_of(const Facts& facts, const Aim& aim);

}  // namespace ytterby::best
