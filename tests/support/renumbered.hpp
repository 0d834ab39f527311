// SPDX-License-Identifier: Apache-2.0
/// @file  A network with its rows in another order.
#pragma once

#include "support/random.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby::test {

struct Renumbered {
  Network network = {};
  PerNode<NodeId> node = {};  ///< [old] new
  PerEdge<EdgeId> edge = {};  ///< [old] new
};

/// Nodes, inputs, edges, lanes and offices, each in a random order.
[[nodiscard]] Renumbered renumbered(Random& random, const Network& network);

}  // namespace ytterby::test
