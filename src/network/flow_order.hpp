// SPDX-License-Identifier: Apache-2.0
/// @file  Which edges close a cycle, and the order in which goods flow.
#pragma once

#include <vector>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// Marks the edges with a way back from customer to supplier that has no lead time longer than their own.
///
/// Strong components of the network hold every cycle, and those without the longest lead time every cycle that another
/// lead time closes. Inside these, lead times are halved again and again: an edge
/// belongs to the half in which its ends become strongly connected, and what is connected is contracted for the longer
/// half, so that each edge is looked at once a level. Time O((N + L) log(distinct lead times)).
[[nodiscard]] PerEdge<bool> closing_edges(const FrozenNetwork& network);

/// Nodes ordered so that every edge but the closing ones runs forward: by the longest way from a source, then by their
/// edges in, since loops whose lengths come in runs are foretold by the processor, then by id. Time O(L + N log N).
[[nodiscard]] std::vector<NodeId> flow_order(const FrozenNetwork& network, const PerEdge<bool>& closing);

}  // namespace ytterby
