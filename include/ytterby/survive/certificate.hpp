// SPDX-License-Identifier: Apache-2.0
/// @file  What proves a best case: a plan that lasts, and prices at which nothing lasts longer.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// A dated plan. Cell k lasts from the end of the one before to `until[k]`, the last to the end of the plan; within it
/// everything is made and shipped at a constant rate, from the beginning of the cell to its end, or to the moment after
/// which nothing can reach a target before the end of the plan, whichever comes first.
struct Plan {
  std::vector<Months> until = {};             ///< ascending; infinite at last if it lasts for ever
  std::vector<PerNode<double>> made = {};     ///< [cell][node] t/month
  std::vector<PerEdge<double>> shipped = {};  ///< [cell][edge] t/month

  [[nodiscard]] bool empty() const { return until.empty(); }
  friend bool operator==(const Plan&, const Plan&) = default;
};

/// What one more tonne would be worth, in any one unit. Cells as in a plan; a price holds until its goods can no longer
/// reach a target by the end of the last cell, and is 0 from then on. No price rises from one cell to the next.
struct Prices {
  std::vector<Months> until = {};            ///< ascending; the last is the time that cannot be exceeded
  std::vector<PerNode<double>> output = {};  ///< [cell][node] of finished product at the node
  std::vector<PerInput<double>> input = {};  ///< [cell][input] of an input at the node
  std::vector<PerEdge<double>> share = {};   ///< [cell][edge] of the right to its customer's share; empty: none has one
  std::vector<PerNode<double>> own_share = {};  ///< [cell][node] likewise of the node's own demand; empty: none
  std::vector<PerOffice<double>> licence = {};  ///< [cell][office] of one licence; empty: no office binds
  PerLane<double> volume = {};                  ///< [lane] of a tonne of its volume; empty: no volume binds

  [[nodiscard]] bool empty() const { return until.empty(); }
  friend bool operator==(const Prices&, const Prices&) = default;
};

/// Everything that `verify` needs beside the case.
struct Certificate {
  std::vector<NodeId> served =
      {};  ///< whose demand is met: the targets, and rivals that are served; in the order of nodes.csv
  Plan plan = {};
  Prices prices = {};

  friend bool operator==(const Certificate&, const Certificate&) = default;
};

}  // namespace ytterby
