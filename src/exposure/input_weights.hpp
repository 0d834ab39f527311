// SPDX-License-Identifier: Apache-2.0
/// @file  How much an input counts beside the other inputs of its node, by mass and by value.
#pragma once

#include <vector>

#include "ytterby/core/by_name.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// [slot] The part of each input in all tonnes that its node takes in.
[[nodiscard]] std::vector<double> weights_by_mass(const FrozenNetwork& network);

/// [slot] The price of each input in that of a tonne made, for the nodes marked; elsewhere 0.
///
/// @param upstream  [position]
/// @throws InvalidOptions  on a price that is missing or not above 0; on inputs that are worth more than their product.
[[nodiscard]] std::vector<double> weights_by_value(const FrozenNetwork& network, const std::vector<bool>& upstream,
                                                   const ByName<UnitValue>& prices);

}  // namespace ytterby
