// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios side by side: which is worse, and for whom.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// A node that is a target of some of the scenarios.
struct ComparedTarget {
  NodeId node{};
  std::vector<std::optional<std::size_t>> place = {};  ///< [scenario] in its outcome's targets; none: no target there

  friend bool operator==(const ComparedTarget&, const ComparedTarget&) = default;
};

struct YTTERBY_EXPORT Comparison {
  std::vector<Outcome> outcomes = {};        ///< [scenario], each as `simulate` gives it alone
  std::vector<ComparedTarget> targets = {};  ///< of any scenario, in the order of nodes.csv
  std::vector<std::string> notes = {};       ///< on the comparison; each outcome has its own

  /// What becomes of `targets[target]` in a scenario; null where it is no target.
  [[nodiscard]] const TargetOutcome* outcome(std::size_t target, std::size_t scenario) const;
  /// Months that `targets[target]` runs short later than in the first scenario; none unless it runs short in both.
  [[nodiscard]] std::optional<Months> difference(std::size_t target, std::size_t scenario) const;

  friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// Simulates each scenario, on `control.threads` threads, and lines up their targets.
///
/// @param scenarios  One or more; differences are to the first.
/// @throws  What `simulate_each` throws. A refused scenario is named by its place: "scenarios[3]: …".
///
/// Time and memory as `simulate_each`.
[[nodiscard]] YTTERBY_EXPORT Comparison compare(const FrozenNetwork& network, std::span<const Scenario> scenarios,
                                                const SimulateOptions& options = {});
[[nodiscard]] YTTERBY_EXPORT Comparison compare(const Prepared& prepared, std::span<const Scenario> scenarios);

}  // namespace ytterby
