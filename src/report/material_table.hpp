// SPDX-License-Identifier: Apache-2.0
/// @file  The dependence of targets along each material as tables.
#pragma once

#include <cstddef>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/report/expose_results.hpp"

namespace ytterby {

/// Some materials side by side in each, of the targets `rows` those that hold any, by the first that they hold.
[[nodiscard]] std::vector<TextTable> material_tables(const Dependence& found, const FrozenNetwork& network,
                                                     const std::vector<std::size_t>& rows);

}  // namespace ytterby
