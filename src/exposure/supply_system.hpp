// SPDX-License-Identifier: Apache-2.0
/// @file  All that exposures of some targets are solved from.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "exposure/draws.hpp"
#include "exposure/solving_order.hpp"

namespace ytterby {

struct SupplySystem {
  std::vector<std::uint32_t> targets = {};  ///< positions
  std::vector<InputGap> gaps = {};
  Draws draws = {};
  SolvingOrder order = {};
  std::vector<kernel::Loop> closed = {};  ///< that nothing feeds from outside
  std::vector<double> share = {};  ///< [arc] as drawn, but nothing around closed loops, so that Σ Aᵏ is finite
  kernel::DependenceRows<double> matrix = {};
};

/// @throws  As `expose`, of targets and options.
[[nodiscard]] SupplySystem supply_system(const FrozenNetwork& network, std::span<const NodeId> targets,
                                         const ExposeOptions& options);

/// What is the same for all sets: solves for what is unattributed, and for tiers, by which errors are bounded.
///
/// @param residual  The largest of what was solved besides.
[[nodiscard]] SupplyReport report_on(const FrozenNetwork& network, const SupplySystem& system, double residual,
                                     const Control& control);

}  // namespace ytterby
