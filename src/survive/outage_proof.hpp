// SPDX-License-Identifier: Apache-2.0
/// @file  What a plan achieves and what prices exclude while some nodes make nothing, from the arrays alone.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "survive/bill_of_materials.hpp"

namespace ytterby {

/// Nodes that make nothing from the start; what they have in stock may be used.
struct Outage {
  std::span<const std::uint32_t> nodes = {};  ///< ascending

  [[nodiscard]] bool stops(std::size_t node) const { return std::binary_search(nodes.begin(), nodes.end(), node); }
};

/// A plan over T months keeps, with λ = 1/T, at every node and every input
///
///     output + λ·stock ≥ shipments out + demand met,    shipments in + λ·input_stock ≥ per_output·output,
///
/// and the bounds on output and shipments. Stocks and rates are spread evenly: with constant rates and no delays
/// nothing is lost by it, because the mean of any plan over time is one.
///
/// None of the four shares code with a solver. All take time O(N + A + E), count what a plan has beyond a bound only up
/// to it, and take a shortfall below 1e-9 of the largest term in its row for rounding.

/// The least λ at which all demand is met: 0 if for ever, infinite if at no time.
[[nodiscard]] double burn_rate(const BillOfMaterials& bill, const BillIndex& index, const BillPlan& plan,
                               Outage outage);

/// No plan meets all demand at a λ below this; infinite: at none at all, below 0 or 0: the prices say nothing.
///
/// Add up all rows, each times its price. What demand costs, less the most that capacities can earn, is left to stocks:
/// λ ≥ (Σ price·demand − Σ capacity·margin⁺ − Σ edge_capacity·margin⁺) / Σ price·stock.
[[nodiscard]] double burn_rate_bound(const BillOfMaterials& bill, const BillIndex& index, const BillPrices& prices,
                                     Outage outage);

/// Dollars of demand not met in so many months; infinite if the plan ships what is not there.
[[nodiscard]] double dollars_lost(const BillOfMaterials& bill, const BillIndex& index, const BillPlan& plan,
                                  double months, Outage outage);

/// No plan loses fewer dollars; prices in dollars a tonne. By the same sum, in which demand may be bought off at its
/// price.
[[nodiscard]] double dollars_lost_bound(const BillOfMaterials& bill, const BillIndex& index, const BillPrices& prices,
                                        double months, Outage outage);

}  // namespace ytterby
