// SPDX-License-Identifier: Apache-2.0
/// @file  What is known of a bracket before any iteration.
#pragma once

#include <cstddef>

#include "ytterby/kernel/plan_repair.hpp"
#include "ytterby/kernel/price_bound.hpp"
#include "ytterby/kernel/rate_bracket.hpp"
#include "ytterby/kernel/share_plan.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

namespace detail {

template <class Real, int Width>
void take_scenario(std::size_t s, const Plan<Real, Width>& from, Plan<Real, Width>& into) {
  for (std::size_t e = 0; e < from.flow.rows(); ++e) into.flow.at(e, s) = from.flow.at(e, s);
  for (std::size_t i = 0; i < from.made.rows(); ++i) into.made.at(i, s) = from.made.at(i, s);
}

}  // namespace detail

/// A bracket to narrow from: the better of a plan in hand, any numbers, and the one of SharePlan, with its prices.
template <class Real, int Width>
[[nodiscard]] RateBracket<Real, Width> start_bracket(const SupplyRows& rows, const SupplyCase<Real, Width>& supply,
                                                     const Plan<Real, Width>& in_hand) {
  RateBracket<Real, Width> known(rows);
  known.plan = in_hand;
  Plan<Real, Width> found(rows);
  SharePlan<Real, Width> by_shares(rows, supply);
  for (std::size_t s = 0; s < Width; ++s) {
    known.high[s] = static_cast<Real>(least_rate(rows, supply, known.plan, s));
    if (known.high[s] == 0) continue;
    const auto rate = static_cast<Real>(by_shares(s, found, known.prices));
    if (!(rate < known.high[s])) continue;
    known.high[s] = rate;
    detail::take_scenario(s, found, known.plan);
  }
  return known;
}

}  // namespace ytterby::kernel
