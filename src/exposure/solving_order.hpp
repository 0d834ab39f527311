// SPDX-License-Identifier: Apache-2.0
/// @file  An order in which exposures can be solved for: suppliers first, what loops side by side.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ytterby/kernel/look_through.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// Nodes renumbered: a *row* is a node's place in this order.
struct SolvingOrder {
  std::vector<std::uint32_t> row_of = {};       ///< [position]
  std::vector<std::uint32_t> position_of = {};  ///< [row]
  std::vector<kernel::Loop> loops = {};         ///< rows that draw on each other, or one that draws on itself
};

/// Strong components of the arcs of weight above 0, in layers of their condensation; in flow order within each.
///
/// @param weight  [arc]
///
/// Time O(L + N log N).
[[nodiscard]] SolvingOrder solving_order(const FrozenNetwork& network, const std::vector<double>& weight);

/// The matrix with those weights, for the kernel. Weights may be 0 that were not when the order was made.
[[nodiscard]] kernel::DependenceRows<double> dependence_rows(const Rows& rows, const SolvingOrder& order,
                                                             const std::vector<double>& weight);

/// "'Scrap' → 'Melt'": the first nodes of a loop, by name, in flow order; "and 12 more" at the end.
[[nodiscard]] std::string names_of(const FrozenNetwork& network, const SolvingOrder& order, const kernel::Loop& loop);

}  // namespace ytterby
