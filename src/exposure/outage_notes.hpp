// SPDX-License-Identifier: Apache-2.0
/// @file  What an outage says of gaps in the data.
#pragma once

#include <string>
#include <vector>

#include "exposure/loss_terms.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// One note if some input needs more than its suppliers send: how many, and which one lacks most.
[[nodiscard]] std::vector<std::string> unattributed_notes(const FrozenNetwork& network, const InputShares& shares);

}  // namespace ytterby
