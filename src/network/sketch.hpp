// SPDX-License-Identifier: Apache-2.0
/// @file  Who supplies whom, and after what time: all that the flow order depends on.
#pragma once

#include <vector>

#include "network/lead_classes.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// A frozen network to walk from suppliers to customers, before there is an order to lay it out in.
///
/// Nodes are those of the tables; each has one input, which all its edges feed. Edges are numbered by supplier, so that
/// whoever walks them reads memory in order. Edges into a node are not to be had, nor labels and amounts.
class Sketch {
 public:
  Sketch(const Network& network, LeadClasses& leads);

  [[nodiscard]] const FrozenNetwork& network() const { return network_; }

  /// The row in edges.csv.
  [[nodiscard]] EdgeId in_table(EdgeId edge) const { return in_table_[edge]; }

 private:
  PerEdge<EdgeId> in_table_;
  FrozenNetwork network_;
};

}  // namespace ytterby
