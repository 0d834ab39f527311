// SPDX-License-Identifier: Apache-2.0
/// @file  The economic systemic risk index: the share of all output that a failure takes with it, down and up the
/// chain.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

struct RiskOptions {
  /// Customers of a supplier that fails turn to the rest of its market; only the share of it in that is lost. Without,
  /// nobody is replaced.
  bool replaceable = true;
  bool downstream = true;  ///< customers lack inputs
  bool upstream = true;    ///< suppliers lack orders
  /// What a loss of each node counts, 0 or more and some above 0; else its output in tonnes.
  std::optional<PerNode<double>> weights = {};
  Control control = {};
};

struct SystemicRisk {
  double index = 0;                 ///< share of all weights, of the larger loss of each node
  PerNode<double> downstream = {};  ///< share of its output that a node loses for lack of inputs, 1 − h^d
  PerNode<double> upstream = {};    ///< for lack of orders, 1 − h^u
  double error_bound = 0;           ///< of every loss and of the index, rounding included
};

/// What some shock does to all.
///
/// A market is all nodes of one product. With s output and d downstream losses, of supplier i there is lost
/// σ_i·d_i, σ_i = min(1, s_i / Σ over its market of s·(1 − d)): what it sold in what the market still sells. Then
///
///     d_j = max(shock_j, max over essential inputs of Σ w_e·σ·d_from, Σ over other inputs of ε·Σ w_e·σ·d_from)
///     u_i = max(shock_i, Σ over customers of flow/output_i · u_customer)
///
/// with w_e as for outage_of, the least solution, found to the end: passes over σ, between which each is solved by
/// kernel::Cascade. Inputs with ε = 1 are essential. Losses of those with 0 < ε < 1 add up, each by its ε; in the paper
/// that is the input's share in the costs. Final demand goes on to order.
///
/// The bound is proved: passes come from below, rounded down; and losses under larger σ, which those losses themselves
/// do not exceed, are above. It is 1 where none are found.
///
/// Diem, Borsos, Reisch, Kertész and Thurner, Scientific Reports 12 (2022) 7719, doi:10.1038/s41598-022-11522-z, where
/// passes end at changes of 0.01.
///
/// @param shock  [node] share of output lost at first, 0 to 1.
/// @throws InvalidOptions  on sizes or values out of range, threads below 1, or a node whose inputs that are essential
/// in
///                         part have more than 1 of ε together.
[[nodiscard]] YTTERBY_EXPORT SystemicRisk systemic_risk_of(const FrozenNetwork& network, const PerNode<double>& shock,
                                                           const RiskOptions& options = {});

/// The same for the failure of a set of nodes.
[[nodiscard]] YTTERBY_EXPORT SystemicRisk systemic_risk_of(const FrozenNetwork& network, std::span<const NodeId> failed,
                                                           const RiskOptions& options = {});

struct NodeRisk {
  NodeId node{};
  double index = 0;
  double error_bound = 0;

  friend bool operator==(const NodeRisk&, const NodeRisk&) = default;
};

/// The index of every node, should it fail alone, in the order of nodes.csv.
///
/// On `control.threads` threads, which change no bit. Time for each node by those alone that it can reach.
[[nodiscard]] YTTERBY_EXPORT std::vector<NodeRisk> systemic_risk_of_each(const FrozenNetwork& network,
                                                                         const RiskOptions& options = {});

}  // namespace ytterby
