// SPDX-License-Identifier: Apache-2.0
/// @file  Who supplies each input, and what of it nobody does.
#pragma once

#include <vector>

#include "ytterby/exposure/expose.hpp"

namespace ytterby {

/// Differences between flows and needs that are rounding of the data, relative.
inline constexpr double rounding_gap = 1e-12;

struct SupplierShares {
  std::vector<double> of_arc = {};   ///< [arc] w, in what the input needs; where more flows, in what flows
  std::vector<double> missing = {};  ///< [slot] 1 − Σ w
};

/// Time O(N + L).
[[nodiscard]] SupplierShares supplier_shares(const FrozenNetwork& network);

/// Most that sums over the flows and inputs of a node, and quotients of these, are off by, relative.
[[nodiscard]] double rounding_at_node(const FrozenNetwork& network);

/// Inputs of the nodes marked whose flows miss their need by more than Balance::tolerance. Time O(N + L).
///
/// @param upstream  [position]
[[nodiscard]] std::vector<InputGap> input_gaps(const FrozenNetwork& network, const std::vector<bool>& upstream);

}  // namespace ytterby
