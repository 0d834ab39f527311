// SPDX-License-Identifier: Apache-2.0
/// @file  What is known of a bracket before any iteration.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

#include "ytterby/core/control.hpp"
#include "ytterby/kernel/plan_repair.hpp"
#include "ytterby/kernel/price_bound.hpp"
#include "ytterby/kernel/product_cuts.hpp"
#include "ytterby/kernel/rate_bracket.hpp"
#include "ytterby/kernel/share_plan.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

struct StartOptions {
  double tolerance = 1e-3;   ///< relative; a bracket as narrow is good enough
  std::size_t products = 6;  ///< whose cuts are looked for in each scenario that is not as narrow, at most
  StopToken stop = {};       ///< polled now and then; throws Cancelled
};

/// A bracket to narrow from: the better of a plan in hand, any numbers, and that of SharePlan; the best prices of
/// SharePlan and of ProductCuts. Time of some passes, and of a parametric flow for each cut.
/// @throws Cancelled  when asked to stop.
template <class Real, int Width>
[[nodiscard]] RateBracket<Real, Width> start_bracket(const SupplyRows& rows, const SupplyCase<Real, Width>& supply,
                                                     const Plan<Real, Width>& in_hand,
                                                     const StartOptions& options = {}) {
  using P = Pack<Real, Width>;
  RateBracket<Real, Width> known(rows);
  known.plan = in_hand;
  Plan<Real, Width> plan(rows);
  SharePlan<Real, Width> by_shares(rows, supply);
  for (std::size_t s = 0; s < Width; ++s) {
    known.high[s] = static_cast<Real>(least_rate(rows, supply, known.plan, s));
    if (known.high[s] == 0) continue;
    const auto rate = static_cast<Real>(by_shares(s, plan, known.prices));
    if (!(rate < known.high[s])) continue;
    known.high[s] = rate;
    for (std::size_t e = 0; e < rows.arcs(); ++e) known.plan.flow.at(e, s) = plan.flow.at(e, s);
    for (std::size_t i = 0; i < rows.nodes(); ++i) known.plan.made.at(i, s) = plan.made.at(i, s);
  }
  PriceBound<Real, Width> bound(rows, supply);
  const P low = bound(known.prices);
  for (std::size_t s = 0; s < Width; ++s) known.low[s] = low[static_cast<int>(s)];

  if (options.products == 0) return known;
  const auto is_narrow = [&](std::size_t s) {
    return known.high[s] <= known.low[s] * static_cast<Real>(1 + options.tolerance) || known.high[s] == 0 ||
           known.low[s] > std::numeric_limits<Real>::max();
  };
  ProductCuts<Real, Width> cuts(rows, supply);
  for (std::size_t s = 0; s < Width; ++s)
    for (const std::uint32_t product : cuts.products(is_narrow(s) ? 0 : options.products)) {
      Prices<Real, Width> prices(rows);
      if (is_narrow(s) || !cuts(s, product, prices, options.stop)) continue;
      const P found = bound(prices);
      if (!(found[static_cast<int>(s)] > known.low[s])) continue;
      known.low[s] = found[static_cast<int>(s)];
      const auto keep = [s](PackArray<Real, Width>& old, const PackArray<Real, Width>& better) {
        for (std::size_t row = 0; row < old.rows(); ++row) old.at(row, s) = better.at(row, s);
      };
      keep(known.prices.output, prices.output);
      keep(known.prices.input, prices.input);
      keep(known.prices.share, prices.share);
      keep(known.prices.office, prices.office);
    }
  return known;
}

}  // namespace ytterby::kernel
