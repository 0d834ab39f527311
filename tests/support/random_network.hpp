// SPDX-License-Identifier: Apache-2.0
/// @file  Random networks whose baseline balances.
#pragma once

#include <cstddef>

#include "support/random.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby::test {

enum class Licences {
  none,
  free,      ///< lanes without review under unlimited offices
  reviewed,  ///< reviews and limited offices, which the baseline passes without loss
  ruled,     ///< and corrections, expiry, control of a part alone, no restocking
};

/// What a network may have.
struct NetworkKind {
  std::size_t least_nodes = 5, most_nodes = 60;
  bool cycles = true;  ///< recyclers that make an early product late in the chain, and self supply
  bool leads = true;   ///< none, fractions of a week, whole weeks, months
  bool edge_capacities = true;
  bool spare = false;  ///< room to spare at every node and edge with a capacity
  Licences licences = Licences::none;
  bool ranks = false;   ///< priorities and minimum shares, many of them equal
  bool unused = false;  ///< some inputs that nothing flows into: the baseline does not balance
};

/// Layers of nodes, each with one to three inputs from earlier layers, each input from one to four suppliers. Flows are
/// drawn, and t_per_t follows from them, so that what a node receives is what its baseline output eats; capacities
/// leave room for the baseline, some of them none to spare. Nodes of the last layer have demand, others may.
[[nodiscard]] Network random_network(Random& random, const NetworkKind& kind = {});

}  // namespace ytterby::test
