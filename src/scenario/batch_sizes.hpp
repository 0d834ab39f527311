// SPDX-License-Identifier: Apache-2.0
/// @file  Whether licences have a size while their number is limited.
#pragma once

#include <string>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby {

/// A number of licences says how many tonnes only if a licence has a size while it holds.
///
/// @param subject  What messages begin with: "scenario 'Test'".
/// @throws InvalidScenario  where an event limits the number of an office's licences and those of a lane have no size.
void require_batch_sizes(const FrozenNetwork& network, const std::vector<LeverGroup>& groups,
                         const std::string& subject);

}  // namespace ytterby
