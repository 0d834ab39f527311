// SPDX-License-Identifier: Apache-2.0
/// @file  Which raw products are one material.
#pragma once

#include <string>
#include <vector>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby::program {

/// Raw products of a network, those together that are one material: a raw product that others make of nothing but
/// another raw product, as refined metal from a stockpile and from ore. In the order of nodes.csv.
[[nodiscard]] std::vector<std::vector<std::string>> materials_of(const FrozenNetwork& network);

/// "Sm_feed,Sm" as those two.
[[nodiscard]] std::vector<std::string> material_of(const std::string& text);

}  // namespace ytterby::program
