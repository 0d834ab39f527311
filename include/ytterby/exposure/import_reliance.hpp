// SPDX-License-Identifier: Apache-2.0
/// @file  How much of what an economy uses of a product it imports.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// What an economy makes of a product and ships across its border.
struct Trade {
  Flow production = {};
  Flow imports = {};
  Flow exports = {};

  friend bool operator==(const Trade&, const Trade&) = default;
};

struct ImportReliance {
  Flow apparent_consumption = {};  ///< production + imports − exports; changes of stock are not in it
  /// (imports − exports)/apparent consumption. None where nothing is consumed: all that is made or imported is
  /// exported, or more, from stock.
  std::optional<double> net = {};
  /// The same from 0 to 1, as in print: a net exporter relies on no imports.
  std::optional<double> reliance = {};

  friend bool operator==(const ImportReliance&, const ImportReliance&) = default;
};

/// Net import reliance. A consumption below 1e-9 of what is made and traded is rounding, and counts as none.
///
/// @param trade  0 or more each.
/// @throws InvalidOptions  on a flow that is not.
/// As the U.S. Geological Survey's Mineral Commodity Summaries and, for the EU, Blengini et al. (2017), EUR 28654.
[[nodiscard]] YTTERBY_EXPORT ImportReliance import_reliance(const Trade& trade);

/// An economy's trade at the baseline: output of its nodes among `goods`, and what flows across its border from nodes
/// among `goods` anywhere.
///
/// @param goods      Makers of one product at one stage; a product that is worked up under its own name would count
///                   again at each stage.
/// @param countries  Of the economy; none of the nodes without a country belongs to it.
/// @throws InvalidScenario  naming a label that does not occur.
/// @throws InvalidOptions   without a country.
/// Time O(N + L).
[[nodiscard]] YTTERBY_EXPORT Trade trade_of(const FrozenNetwork& network, const NodeFilter& goods,
                                            const std::vector<std::string>& countries);

}  // namespace ytterby
