// SPDX-License-Identifier: Apache-2.0
/// @file  What of each target's output a set touched at any tier.
#pragma once

#include <vector>

#include "exposure/marked_set.hpp"
#include "exposure/supply_system.hpp"

namespace ytterby {

/// Sets pass_through of the exposures that are defined.
///
/// @param exposures  [target · sets + set]
/// @return           The largest residual.
[[nodiscard]] double solve_pass_through(const Rows& rows, const SupplySystem& system,
                                        const std::vector<MarkedSet>& sets, const Control& control,
                                        std::vector<Exposure>& exposures);

}  // namespace ytterby
