// SPDX-License-Identifier: Apache-2.0
/// @file  What prices prove: no plan does with a lower rate, so nobody lasts longer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

/// Turns any prices, even garbage, into a lower bound on the rate λ of SupplyRows, by weak duality.
///
/// Prices are lowered, in flow order, until no unlimited arc or output would earn anything; what limited ones earn is
/// paid. Time O(N + L) a round; one round unless arcs close cycles, a bounded number then.
template <class Real, int Width>
class PriceBound {
  using P = Pack<Real, Width>;
  using Mask = Eigen::Array<bool, Width, 1>;

 public:
  /// Both outlive this.
  PriceBound(const SupplyRows& rows, const SupplyCase<Real, Width>& supply)
      : rows_(rows), supply_(supply), shares_(rows.nodes()), keep_(rows.nodes(), 1), closes_(rows.slots(), false) {
    for (std::size_t i = 0; i < rows.nodes(); ++i)
      for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a)
        for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e)
          if (rows.from[e] >= i) closes_[a] = any_closes_ = true;
  }

  /// 1/month, below what rounding could have added; infinite if the demand cannot be met at all, minus infinity if the
  /// prices prove nothing. `prices` are left as the bound has them.
  [[nodiscard]] P operator()(Prices<Real, Width>& prices) {
    clean(prices);
    constexpr int most_rounds = 20;
    bool changed = lower(prices);
    for (int round = 1; changed && any_closes_ && round < most_rounds; ++round) changed = lower(prices);
    if (changed && any_closes_) {
      for (std::size_t a = 0; a < rows_.slots(); ++a)
        if (closes_[a]) prices.input[a].setZero();
      static_cast<void>(lower(prices));  // what is 0 cannot fall, so one pass along the flow reaches all others
    }
    if (rows_.is_shared_out())
      for (std::size_t e = 0; e < rows_.arcs(); ++e) prices.share[e] *= keep_[rows_.from[e]];
    return weigh(prices);
  }

 private:
  static constexpr Real unlimited = std::numeric_limits<Real>::infinity();

  static void clean(PackArray<Real, Width>& prices) {
    for (std::size_t row = 0; row < prices.rows(); ++row) {
      const P price = prices[row];
      prices[row] = (price > Real{0} && price < unlimited).select(price, Real{0});
    }
  }

  void clean(Prices<Real, Width>& prices) {
    clean(prices.output);
    clean(prices.input);
    clean(prices.share);
    clean(prices.office);
    keep_.assign(rows_.nodes(), 1);
    shares_.assign(rows_.nodes());
    if (!rows_.is_shared_out()) return;
    for (std::size_t e = 0; e < rows_.arcs(); ++e) {
      if (rows_.share[e] < SupplyRows::free)
        shares_[rows_.from[e]] += static_cast<Real>(rows_.share[e]) * prices.share[e];
      else
        prices.share[e].setZero();
    }
  }

  /// What a tonne on an arc costs at its supplier and its office.
  [[nodiscard]] P cost(const Prices<Real, Width>& prices, std::size_t arc) const {
    const std::uint32_t from = rows_.from[arc];
    P cost = prices.output[from];
    if (rows_.is_shared_out()) cost += keep_[from] * prices.share[arc];
    if (const std::uint32_t office = rows_.office_of(arc); office != SupplyRows::none)
      cost += prices.office[office] / static_cast<Real>(rows_.t_per_licence[arc]);
    return cost;
  }

  /// One pass along the flow; true if an arc that closes a cycle may now pay less than its slot asks.
  [[nodiscard]] bool lower(Prices<Real, Width>& prices) {
    bool changed = false;
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      P made = P::Zero();
      for (std::size_t a = rows_.slot_begin[i]; a < rows_.slot_begin[i + 1]; ++a) {
        P least = prices.input[a];
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
          const P at_most = cost(prices, e).min(least);
          least = supply_.is_capped() ? P((supply_.arc_capacity[e] < unlimited).select(least, at_most)) : at_most;
        }
        prices.input[a] = least;
        made += static_cast<Real>(rows_.t_per_t[a]) * least;
      }
      const Mask open = supply_.capacity[i] == unlimited;
      if (!open.any()) continue;
      // π ≤ Σ t_per_t·σ − Σ share·η: shares give way first, then the price of the output.
      const P paid = keep_[i] * shares_[i];
      const P keep = (open && paid > made).select(made / shares_[i], keep_[i]).min(keep_[i]);
      const P left = (made - keep * shares_[i]).max(Real{0});
      const P output = open.select(prices.output[i].min(left), prices.output[i]);
      changed = changed || (keep != keep_[i]).any() || (output != prices.output[i]).any();
      keep_[i] = keep;
      prices.output[i] = output;
    }
    return changed;
  }

  /// Demand served at these prices less what limited rows earn, for a unit of stock.
  [[nodiscard]] P weigh(const Prices<Real, Width>& prices) const {
    P gain = P::Zero(), loss = P::Zero(), stock = P::Zero();
    const auto pay = [&loss](const P& amount, const P& earned) {
      loss += (earned > Real{0}).select(amount * earned, Real{0});
    };
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      const P shares = keep_[i] * shares_[i];
      P earned = prices.output[i] + shares;
      gain += supply_.demand[i] * prices.output[i];
      stock += supply_.finished[i] * earned;
      for (std::size_t a = rows_.slot_begin[i]; a < rows_.slot_begin[i + 1]; ++a) {
        const P input = prices.input[a];
        earned -= static_cast<Real>(rows_.t_per_t[a]) * input;
        stock += supply_.stock[a] * input;
        if (supply_.is_capped())
          for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) pay_arc(prices, e, input, pay);
      }
      const P capacity = supply_.capacity[i];
      pay((capacity < unlimited).select(capacity, Real{0}), earned);  // where unlimited nothing is earned, to rounding
    }
    for (std::size_t o = 0; o < rows_.offices; ++o) loss += supply_.grants[o] * prices.office[o];
    const auto terms = static_cast<Real>(2 * rows_.nodes() + rows_.slots() + rows_.arcs() + rows_.offices + 8);
    const Real rounding = terms * std::numeric_limits<Real>::epsilon();
    const P proven = gain - loss - rounding * (gain + loss);
    const P rate = (proven > Real{0}).select(proven / (stock * (Real{1} + rounding)), -unlimited);
    return rate.isNaN().select(-unlimited, rate);
  }

  template <class Pay>
  void pay_arc(const Prices<Real, Width>& prices, std::size_t arc, const P& input, const Pay& pay) const {
    const std::uint32_t from = rows_.from[arc];
    P cost = prices.output[from];
    if (rows_.is_shared_out()) cost += prices.share[arc];
    if (const std::uint32_t office = rows_.office_of(arc); office != SupplyRows::none)
      cost += prices.office[office] / static_cast<Real>(rows_.t_per_licence[arc]);
    const P capacity = supply_.arc_capacity[arc];
    pay((capacity < unlimited).select(capacity, Real{0}), input - cost);
  }

  const SupplyRows& rows_;
  const SupplyCase<Real, Width>& supply_;
  PackArray<Real, Width> shares_;  ///< [position] Σ share·η over its arcs
  PackArray<Real, Width> keep_;    ///< [position] the part of these η that remains
  std::vector<bool> closes_;       ///< [slot] has an arc that closes a cycle
  bool any_closes_ = false;
};

}  // namespace ytterby::kernel
