// SPDX-License-Identifier: Apache-2.0
/// @file  A network's inputs as terms of losses, and what stops as floors and bases.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/kernel/loss_groups.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// What stops.
struct Stop {
  PerNode<bool> nodes;
  PerEdge<bool> edges;
};

/// @throws InvalidScenario  where nothing is selected, or inputs or offices; `subject` heads the message.
[[nodiscard]] Stop stop_of(const FrozenNetwork& network, const Selection& stopped, std::string_view subject);

/// @throws InvalidOptions  naming the first that the network does not have.
void require_targets(const FrozenNetwork& network, std::span<const NodeId> targets);

/// Shares of need by arc, in the order of Rows: flow/need, or flow over all flow where that is more than the need, or
/// as much but for rounding.
struct InputShares {
  std::vector<double> of_arc = {};
  std::vector<double> unattributed = {};  ///< [slot] 1 − Σ shares; exactly 0 where all is attributed
};

[[nodiscard]] InputShares input_shares(const FrozenNetwork& network);

/// Terms by slot and nodes by position, as in Rows: lost = essential · Σ share · lost_from. Closed edges count in the
/// base of their term and have no arc.
struct NetworkTerms {
  kernel::LossTerms<double> terms = {};
  std::vector<double> base = {};  ///< [slot]
};

[[nodiscard]] NetworkTerms loss_terms(const FrozenNetwork& network, const InputShares& shares,
                                      const PerEdge<bool>& closed);

}  // namespace ytterby
