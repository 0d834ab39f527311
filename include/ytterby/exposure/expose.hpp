// SPDX-License-Identifier: Apache-2.0
/// @file  Who really depends on whom: shares at face value, by origin and of all that passed, through all tiers.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ytterby/core/by_name.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// What shares are of: how much an input counts beside the other inputs of its node.
enum class Measure {
  mass,   ///< its tonnes; a node with inputs adds nothing of its own
  value,  ///< its price in that of the product; what is left is the node's own
  chain,  ///< what it holds of one material, followed from the raw products of `chain`; other inputs do not count
};

struct ExposeOptions {
  Measure measure = Measure::mass;
  ByName<UnitValue> prices = {};  ///< [product], for `value`: of all that targets draw on; above 0
  std::vector<std::string> chain =
      {};  ///< for `chain`: products of nodes without inputs, whose tonnes are the material
  Control control = {};
};

/// What a target depends on a set for, in shares of the target's output, 0 to 1.
struct Exposure {
  NodeId target{};
  std::size_t set = 0;  ///< its place among those asked for
  /// What the target itself and its direct suppliers give, if they are in the set. None: the target has nothing of the
  /// chain.
  std::optional<double> face_value = {};
  /// What has its origin in the set, through all tiers. None for a set of edges, where nothing has its origin, too.
  std::optional<double> look_through = {};
  /// look_through − face_value: below 0 where the set works up what others dig.
  std::optional<double> hidden = {};
  /// What the set touched at any tier before it came to the target, or is the target's own: no less than either of the
  /// first two.
  std::optional<double> pass_through = {};

  friend bool operator==(const Exposure&, const Exposure&) = default;
};

/// A target, whatever the set.
struct TargetSupply {
  NodeId node{};
  std::optional<double> unattributed = {};  ///< share of no known origin; none: nothing of the chain
  std::optional<double> tiers = {};         ///< shipments between origin and target, the mean over the target's output

  friend bool operator==(const TargetSupply&, const TargetSupply&) = default;
};

/// An input whose baseline flows do not add up to its need. What is missing is from stock, or from nobody known, and
/// counts as unattributed; of what is too much every supplier's part shrinks alike.
struct InputGap {
  InputId input{};
  Flow need = {};
  Flow inflow = {};

  friend bool operator==(const InputGap&, const InputGap&) = default;
};

/// What is the same for all sets, and how exact the shares are.
struct SupplyReport {
  std::vector<TargetSupply> targets = {};  ///< in the order asked for
  std::vector<InputGap> gaps = {};         ///< of all inputs that targets draw on, in the order of inputs.csv
  double residual = 0;                     ///< the largest of any equation solved, absolute; of contents, relative
  double error_bound = 0;                  ///< no share is further from the exact one
  std::vector<std::string> notes = {};     ///< loops without an origin

  friend bool operator==(const SupplyReport&, const SupplyReport&) = default;
};

struct Exposures {
  std::vector<Exposure> exposures = {};  ///< [target · sets + set]
  SupplyReport supply = {};

  friend bool operator==(const Exposures&, const Exposures&) = default;
};

/// Shares of each target that come directly, by origin, or by any way, from each set, at the baseline flows.
///
/// A tonne made by a node is followed upstream: its inputs by their weight in `measure`, each input's suppliers by
/// their flows. Sets of nodes are solved for side by side, so are their complements; nothing is factorised.
///
/// @param targets  Any nodes, in any order.
/// @param sets     Nodes, or edges: those selected, with a licence lane, of an office's lanes, or into inputs.
/// @return         For every target and set; shares of origin over a partition of the nodes, and what is unattributed,
///                 add up to 1. What goes round a closed loop that nothing feeds is unattributed, and noted.
/// @throws InvalidScenario  "sets[0]: …" on a label that does not occur or a selection of several kinds; "chain: …".
/// @throws InvalidOptions   on a target that is not there, threads below 1, a price that is missing or not above 0, a
///                          node whose inputs are worth more than its product, a chain of products that are not raw.
/// @throws Cancelled        at the next right-hand sides.
///
/// N nodes, L edges, k sets: time O((N + L) log N + k·(N + L)·sweeps), few where little goes round; a set of edges has
/// a matrix of its own. Shares of origin are Leontief's; with face value and hidden exposure: Baldwin, Freeman and
/// Theodorakopoulos, Brookings Papers on Economic Activity 54 (2023), 79. Formulas: docs/exposure.md.
[[nodiscard]] YTTERBY_EXPORT Exposures expose(const FrozenNetwork& network, std::span<const NodeId> targets,
                                              std::span<const Selection> sets, const ExposeOptions& options = {});

/// By which label a partition groups nodes.
enum class Label { node, site, product, stage, country };

/// Where a target's output is from, by group.
struct TargetOrigins {
  NodeId node{};
  bool defined = true;                    ///< false: nothing of the chain, and all shares are 0
  std::vector<double> face_value = {};    ///< [group]
  std::vector<double> look_through = {};  ///< [group]
  double unattributed_directly = 0;       ///< 1 less all of face_value
  double unattributed = 0;                ///< 1 less all of look_through

  friend bool operator==(const TargetOrigins&, const TargetOrigins&) = default;
};

struct Origins {
  std::vector<std::string> groups = {};  ///< labels of all nodes, empty ones too, as they first occur in nodes.csv
  std::vector<TargetOrigins> targets = {};
  SupplyReport supply = {};

  friend bool operator==(const Origins&, const Origins&) = default;
};

/// The partition of each target's output by the label of where it is from. One solve a group; otherwise as `expose`.
[[nodiscard]] YTTERBY_EXPORT Origins origins_of(const FrozenNetwork& network, std::span<const NodeId> targets,
                                                Label by = Label::country, const ExposeOptions& options = {});

}  // namespace ytterby
