// SPDX-License-Identifier: Apache-2.0
/// @file  What there is at the start and what events set or scale later: stocks, goods under way.
#pragma once

#include "survive/facts.hpp"
#include "survive/values_in_span.hpp"

namespace ytterby::best {

/// Stocks, and their changes, once there are cells.
/// @throws InvalidScenario  on one scaled up later than at the start.
void take_stocks(const GivenCase& given, Facts& facts);
/// On a cycle shorter than a step there are goods for a step under way, as in the simulation.
void take_under_way(const GivenCase& given, Facts& facts);

}  // namespace ytterby::best
