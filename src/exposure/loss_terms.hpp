// SPDX-License-Identifier: Apache-2.0
/// @file  A network's inputs as terms of losses.
#pragma once

#include <span>
#include <vector>

#include "exposure/supplier_shares.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/kernel/loss_groups.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// @throws InvalidOptions  naming the first that the network does not have.
void require_targets(const FrozenNetwork& network, std::span<const NodeId> targets);

/// Terms by slot and nodes by position, as in Rows: lost = essential · Σ share · lost_from. Closed arcs count in the
/// base of their term and have no arc.
struct NetworkTerms {
  kernel::LossTerms<double> terms = {};
  std::vector<double> base = {};  ///< [slot]
};

[[nodiscard]] NetworkTerms loss_terms(const FrozenNetwork& network, const SupplierShares& shares,
                                      const std::vector<bool>& closed);

}  // namespace ytterby
