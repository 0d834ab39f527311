// SPDX-License-Identifier: Apache-2.0
/// @file  What an outage says of gaps in the data.
#pragma once

#include <string>
#include <vector>

#include "exposure/supplier_shares.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// One note if some input needs more than its suppliers send: how many, and which one lacks most.
[[nodiscard]] std::vector<std::string> missing_notes(const FrozenNetwork& network, const SupplierShares& shares);

}  // namespace ytterby
