// SPDX-License-Identifier: Apache-2.0
/// @file  How much of one material is in a tonne of each node's product.
#pragma once

#include <string>
#include <vector>

#include "exposure/supplier_shares.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

struct ChainContent {
  std::vector<double> of = {};  ///< [position] t of the raw products in a tonne made, as far as it can be followed
  std::vector<bool> raw = {};   ///< [position] makes one of them, from nothing
  double residual = 0;          ///< relative to the content
  std::vector<std::string> notes = {};
};

/// Solves cⱼ = [j is raw] + Σ t_per_t·w·c over the suppliers. What is missing of an input adds nothing, so that no node
/// ships more of the material than it takes in, and a solution exists; a loop that all material stays in has none to
/// count, and is noted.
///
/// @param upstream  [position]
/// @throws InvalidScenario  "chain: …" on a product that no node makes.
/// @throws InvalidOptions   on none; on one that no node makes without inputs.
[[nodiscard]] ChainContent chain_content(const FrozenNetwork& network, const std::vector<bool>& upstream,
                                         const SupplierShares& suppliers, const std::vector<std::string>& chain);

}  // namespace ytterby
