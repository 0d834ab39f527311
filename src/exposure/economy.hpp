// SPDX-License-Identifier: Apache-2.0
/// @file  Which nodes lie in a group of countries, and what they trade with the others.
#pragma once

#include <string>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/exposure/import_reliance.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::detail {

/// [node] whether it lies in one of the countries.
///
/// @throws InvalidScenario  naming a country that does not occur.
/// @throws InvalidOptions   without a country.
[[nodiscard]] PerNode<char> within(const FrozenNetwork& network, const std::vector<std::string>& countries,
                                   const char* where);

/// [node] What it ships to each side of the border.
struct Shipments {
  PerNode<double> home = {};    ///< t/month to nodes of the economy
  PerNode<double> abroad = {};  ///< t/month to others
};
[[nodiscard]] Shipments shipments_of(const FrozenNetwork& network, const PerNode<char>& inside);

/// Trade in what the makers make.
[[nodiscard]] Trade trade_of(const FrozenNetwork& network, const std::vector<NodeId>& makers,
                             const PerNode<char>& inside, const Shipments& shipments);

}  // namespace ytterby::detail
