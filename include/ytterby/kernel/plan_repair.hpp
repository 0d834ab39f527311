// SPDX-License-Identifier: Apache-2.0
/// @file  Makes plans of almost feasible ones, and finds the least rate that a plan does with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

/// The least rate at which scenario `s` of a plan, any numbers, satisfies every row of SupplyRows, each recomputed in
/// plain arithmetic: 1 / rate is a time that can be survived. Infinite if no rate does. Rows may fail by 1e-12 of
/// themselves, which rounding accounts for. O(N + L).
template <class Real, int Width>
[[nodiscard]] double least_rate(const SupplyRows& rows, const SupplyCase<Real, Width>& supply,
                                const Plan<Real, Width>& plan, std::size_t s) {
  constexpr double never = std::numeric_limits<double>::infinity(), rounding = 1e-12;
  double rate = 0;
  const auto draw = [&](double wanted, double supplied, double stock) {
    if (wanted <= supplied * (1 + rounding)) return;
    rate = std::max(rate, stock > 0 ? (wanted - supplied) / stock : never);
  };
  std::vector<double> out(rows.nodes()), licences(rows.offices);
  for (std::size_t i = 0; i < rows.nodes(); ++i) {
    out[i] = static_cast<double>(supply.demand.at(i, s));
    const auto made = static_cast<double>(plan.made.at(i, s));
    if (!(made >= 0 && made <= static_cast<double>(supply.capacity.at(i, s)) && made < never)) return never;
  }
  for (std::size_t e = 0; e < rows.arcs(); ++e) {
    const auto flow = static_cast<double>(plan.flow.at(e, s));
    if (!(flow >= 0 && flow < never)) return never;
    if (supply.is_capped() && flow > static_cast<double>(supply.arc_capacity.at(e, s))) return never;
    const std::size_t from = rows.from[e];
    out[from] += flow;
    if (rows.share_of(e) == 0 && flow > 0) return never;
    if (rows.share_of(e) > 0 && rows.share_of(e) < SupplyRows::free)
      draw(flow / rows.share[e], static_cast<double>(plan.made.at(from, s)),
           static_cast<double>(supply.finished.at(from, s)));
    if (rows.office_of(e) != SupplyRows::none) licences[rows.office[e]] += flow / rows.t_per_licence[e];
  }
  for (std::size_t o = 0; o < rows.offices; ++o)
    if (licences[o] > static_cast<double>(supply.grants.at(o, s)) * (1 + rounding)) return never;
  for (std::size_t i = 0; i < rows.nodes(); ++i) {
    const auto made = static_cast<double>(plan.made.at(i, s));
    draw(out[i], made, static_cast<double>(supply.finished.at(i, s)));
    for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a) {
      double in = 0;
      for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e)
        in += static_cast<double>(plan.flow.at(e, s));
      draw(rows.t_per_t[a] * made, in, static_cast<double>(supply.stock.at(a, s)));
    }
  }
  return rate;
}

/// Turns any plan, even garbage, into one that keeps to what is there at a given rate, and says how much of the demand
/// it serves.
///
/// Against the flow each node asks its suppliers for what it needs, in the proportions of the plan, and those asked for
/// more than they have are asked for less in the next round; then, along the flow, each ships no more than it has. Time
/// O(N + L) a round.
template <class Real, int Width>
class PlanRepair {
  using P = Pack<Real, Width>;

 public:
  /// Both outlive this.
  PlanRepair(const SupplyRows& rows, const SupplyCase<Real, Width>& supply)
      : rows_(rows),
        supply_(supply),
        wanted_(rows.nodes()),
        least_(rows.is_shared_out() ? rows.nodes() : 0),
        ratio_(rows.nodes()),
        available_(rows.nodes()),
        licences_(rows.offices) {
    for (std::size_t i = 0; i < rows.nodes(); ++i)
      for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a)
        for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e)
          if (rows.from[e] >= i) closing_.push_back(e);
  }

  /// @param rate    1/month, 0 or more, of each scenario.
  /// @param rounds  Against the flow, 1 or more.
  /// @return        The least share of its demand that a target gets, 1 or more if all is served.
  [[nodiscard]] P operator()(Plan<Real, Width>& plan, const P& rate, int rounds) {
    for (std::size_t e = 0; e < rows_.arcs(); ++e) {
      const P flow = plan.flow[e];
      if (rows_.share_of(e) == 0)
        plan.flow[e].setZero();
      else
        plan.flow[e] = (flow > Real{0} && flow < std::numeric_limits<Real>::max()).select(flow, Real{0});
    }
    for (int round = 0; round < rounds; ++round) {
      if (round > 0)
        for (std::size_t e = 0; e < rows_.arcs(); ++e) plan.flow[e] *= ratio_[rows_.from[e]];
      licence(plan);
      ask(plan, rate);
    }
    licence(plan);
    constexpr int most_passes = 20;
    P served = ship(plan, rate);
    bool settled = close_cycles(plan);
    for (int pass = 1; !settled && pass < most_passes; ++pass) {
      served = ship(plan, rate);
      settled = close_cycles(plan);
    }
    if (settled) return served;
    for (const std::size_t arc : closing_) plan.flow[arc].setZero();  // then one pass is exact
    return ship(plan, rate);
  }

 private:
  static constexpr Real spare = Real(1e-7);  ///< of demand asked for beyond it, so that rounding leaves it served

  [[nodiscard]] P asked(std::size_t at) const { return supply_.demand[at] * (Real{1} + spare); }

  /// Cuts flows to arc capacities and grants.
  void licence(Plan<Real, Width>& plan) {
    if (supply_.is_capped())
      for (std::size_t e = 0; e < rows_.arcs(); ++e) plan.flow[e] = plan.flow[e].min(supply_.arc_capacity[e]);
    if (!rows_.is_licensed()) return;
    licences_.assign(rows_.offices);
    for (std::size_t e = 0; e < rows_.arcs(); ++e)
      if (const auto office = rows_.office[e]; office != SupplyRows::none)
        licences_[office] += plan.flow[e] / static_cast<Real>(rows_.t_per_licence[e]);
    for (std::size_t o = 0; o < rows_.offices; ++o) {
      const P used = licences_[o], granted = supply_.grants[o];
      licences_[o] = (used > granted).select(granted / used, Real{1});
    }
    for (std::size_t e = 0; e < rows_.arcs(); ++e)
      if (const auto office = rows_.office[e]; office != SupplyRows::none) plan.flow[e] *= licences_[office];
  }

  void want(const Plan<Real, Width>& plan, std::size_t arc) {
    const std::uint32_t from = rows_.from[arc];
    wanted_[from] += plan.flow[arc];
    if (rows_.share_of(arc) > 0 && rows_.share_of(arc) < SupplyRows::free)
      least_[from] = least_[from].max(plan.flow[arc] / static_cast<Real>(rows_.share[arc]));
  }

  /// Against the flow: what is needed of each node, what it makes of that, and what it asks for.
  void ask(Plan<Real, Width>& plan, const P& rate) {
    for (std::size_t i = 0; i < rows_.nodes(); ++i) wanted_[i] = asked(i);
    least_.assign(least_.rows());
    for (const std::size_t arc : closing_) want(plan, arc);
    for (std::size_t i = rows_.nodes(); i-- > 0;) {
      const P stock = rate * supply_.finished[i], most = supply_.capacity[i] + stock;
      P wanted = wanted_[i];
      if (rows_.is_shared_out()) wanted = wanted.max(least_[i]);
      ratio_[i] = (wanted > most).select(most / wanted, Real{1});
      const P made = (wanted - stock).max(Real{0}).min(supply_.capacity[i]);
      plan.made[i] = made;
      for (std::size_t a = rows_.slot_begin[i]; a < rows_.slot_begin[i + 1]; ++a) {
        const P need = (static_cast<Real>(rows_.t_per_t[a]) * made - rate * supply_.stock[a]).max(Real{0});
        P planned = P::Zero();
        Real usual = 0;
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
          planned += plan.flow[e];
          usual += static_cast<Real>(rows_.flow[e]);
        }
        // Where nothing is planned the usual proportions serve.
        const P factor = (planned > Real{0}).select(need / planned, Real{0});
        const P instead = (planned > Real{0}).select(Real{0}, usual > 0 ? P(need / usual) : P::Zero());
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
          P flow = factor * plan.flow[e] + instead * static_cast<Real>(rows_.flow[e]);
          if (supply_.is_capped()) flow = flow.min(supply_.arc_capacity[e]);
          if (rows_.share_of(e) == 0) flow.setZero();
          plan.flow[e] = flow;
          if (rows_.from[e] < i) want(plan, e);
        }
      }
    }
  }

  /// What its supplier can ship on an arc.
  [[nodiscard]] P shipped(const Plan<Real, Width>& plan, std::size_t arc) const {
    const std::uint32_t from = rows_.from[arc];
    P flow = ratio_[from] * plan.flow[arc];
    if (rows_.is_shared_out() && rows_.share[arc] < SupplyRows::free)
      flow = flow.min(static_cast<Real>(rows_.share[arc]) * available_[from]);
    return flow;
  }

  /// Along the flow: what arrives, what is made of it, what is served. Arcs that close cycles count as planned.
  [[nodiscard]] P ship(Plan<Real, Width>& plan, const P& rate) {
    wanted_.assign(rows_.nodes());
    for (std::size_t e = 0; e < rows_.arcs(); ++e) wanted_[rows_.from[e]] += plan.flow[e];
    P served = P::Constant(std::numeric_limits<Real>::infinity());
    for (std::size_t i = 0; i < rows_.nodes(); ++i) {
      P made = plan.made[i];
      for (std::size_t a = rows_.slot_begin[i]; a < rows_.slot_begin[i + 1]; ++a) {
        P in = rate * supply_.stock[a];
        for (std::size_t e = rows_.in_begin[a]; e < rows_.in_begin[a + 1]; ++e) {
          if (rows_.from[e] < i) plan.flow[e] = shipped(plan, e);
          in += plan.flow[e];
        }
        made = made.min(in / static_cast<Real>(rows_.t_per_t[a]));
      }
      plan.made[i] = made;
      const P available = made + rate * supply_.finished[i], demand = supply_.demand[i];
      available_[i] = available;
      const P first = asked(i).min(available), left = available - first, wanted = wanted_[i];
      served = (demand > Real{0}).select(served.min(first / demand), served);
      ratio_[i] = (wanted > left * (Real{1} + rounding)).select(left / wanted, Real{1});
    }
    return served;
  }

  /// Ships what closes cycles; true if its customers get what they counted on.
  [[nodiscard]] bool close_cycles(Plan<Real, Width>& plan) const {
    bool settled = true;
    for (const std::size_t arc : closing_) {
      const P flow = shipped(plan, arc);
      settled = settled && (flow >= plan.flow[arc] * (Real{1} - rounding)).all();
      plan.flow[arc] = flow;
    }
    return settled;
  }

  static constexpr Real rounding = 64 * std::numeric_limits<Real>::epsilon();

  const SupplyRows& rows_;
  const SupplyCase<Real, Width>& supply_;
  std::vector<std::size_t> closing_;  ///< arcs that close a cycle
  PackArray<Real, Width> wanted_;     ///< [position] t/month
  PackArray<Real, Width> least_;      ///< [position] output that the shares of its customers call for
  PackArray<Real, Width> ratio_;      ///< [position] of what is wanted that can be had
  PackArray<Real, Width> available_;  ///< [position] t/month
  PackArray<Real, Width> licences_;   ///< [office]
};

}  // namespace ytterby::kernel
