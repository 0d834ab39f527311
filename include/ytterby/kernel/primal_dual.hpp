// SPDX-License-Identifier: Apache-2.0
/// @file  Restarted Halpern iteration of the primal-dual hybrid gradient method, by passes over the edges.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "ytterby/kernel/primal_dual_steps.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::kernel {

/// Iterates towards an optimal plan and optimal prices of SupplyRows in `Width` scenarios side by side.
///
/// One iteration T takes a gradient step in the plan, then one in the prices against the extrapolated plan. Each
/// iterate is the mean of the reflection 2·T(z) − z and the anchor, from which it started, with weights (k + 1) : 1; a
/// restart moves the anchor to T(z) and balances the steps of plan and prices by how far either has gone. Nothing here
/// is rigorous: bounds come from PriceBound and PlanRepair.
///
/// Chambolle and Pock (J. Math. Imaging Vision 40, 2011); Applegate et al., Practical large-scale linear programming
/// using primal-dual hybrid gradient (NeurIPS 2021); Lu and Yang, Restarted Halpern PDHG for linear programming
/// (arXiv:2407.16144). Time O(N + L) an iteration: one pass over arcs, two over nodes.
template <class Real, int Width>
class PrimalDual {
  using P = Pack<Real, Width>;
  using Mask = Eigen::Array<bool, Width, 1>;

 public:
  /// Begins with the usual flows and prices of 0. All three outlive this.
  PrimalDual(const SupplyRows& rows, const SupplyCase<Real, Width>& supply, const PrimalDualSteps<Real, Width>& steps)
      : rows_(&rows),
        supply_(&supply),
        steps_(&steps),
        gates_(rows.nodes()),
        nodes_(rows.nodes()),
        slots_(rows.slots()),
        flow_(rows.arcs()),
        share_(rows.is_shared_out() ? rows.arcs() : 0),
        office_(rows.offices),
        licences_(rows.offices),
        weight_(steps.weight) {
    for (std::size_t e = 0; e < rows.arcs(); ++e) flow_.now[e].setConstant(static_cast<Real>(steps.usual[e]));
    for (std::size_t i = 0; i < rows.nodes(); ++i)
      nodes_[i].made.pack() = supply.capacity[i].min(static_cast<Real>(steps.usually_made[i]));
    rate_ = steps.usual_rate;
    anchor(Mask::Constant(true));
  }

  /// From these prices on, instead of 0.
  void start_from(const Prices<Real, Width>& prices) {
    for (std::size_t i = 0; i < nodes_.size(); ++i) gates_[i].price.pack() = prices.output[i];
    for (std::size_t a = 0; a < slots_.size(); ++a) slots_[a].price.pack() = prices.input[a];
    for (std::size_t e = 0; e < share_.now.rows(); ++e) share_.now[e] = prices.share[e];
    for (std::size_t o = 0; o < office_.now.rows(); ++o) office_.now[o] = prices.office[o];
    anchor(Mask::Constant(true));
  }

  /// From the latest plan on looks for any plan that does with this rate; prices begin again at 0.
  void fix_rate(const P& rate) {
    fixed_ = true;
    rate_ = rate;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      gates_[i].price.pack().setZero();
      nodes_[i].made.pack() = nodes_[i].made_next.pack();
    }
    for (auto& slot : slots_) slot.price.pack().setZero();
    for (std::size_t e = 0; e < rows_->arcs(); ++e) flow_.now[e] = flow_.next[e];
    share_.now.assign(share_.now.rows());
    office_.now.assign(office_.now.rows());
    weight_ = steps_->weight;
    anchor(Mask::Constant(true));
  }

  /// Keeps the rate between what is proven, 0 or more; the closer, the fewer iterations.
  void bound_rate(const P& least, const P& highest) {
    least_rate_ = least.max(Real{0});
    most_rate_ = highest;
  }

  void advance() {
    if (is_plain())
      iterate<false, true>();
    else
      iterate<false, false>();
  }

  /// Advances and keeps T(z) as the latest plan and prices; returns the norm of T(z) − z, in which a restart is due.
  P measure() { return is_plain() ? iterate<true, true>() : iterate<true, false>(); }

  /// Begins anew from the latest plan and prices where asked for.
  void restart(const Mask& where) {
    P plan = P::Zero(), price = P::Zero();
    const auto move = [&where](auto now, const P& next, const P& anchor, const auto& step, P& distance) {
      if (!((step > Real{0}).all())) return;
      distance += (next - anchor).square() / step;
      now = where.select(next, now);
    };
    const auto same = [](Real step) -> P { return P::Constant(step); };
    for (std::size_t e = 0; e < rows_->arcs(); ++e)
      move(flow_.now[e], flow_.next[e], flow_.anchor[e], same(steps_->flow[e]), plan);
    for (std::size_t e = 0; e < share_.now.rows(); ++e)
      move(share_.now[e], share_.next[e], share_.anchor[e], same(steps_->share[e]), price);
    for (std::size_t o = 0; o < office_.now.rows(); ++o)
      move(office_.now[o], office_.next[o], office_.anchor[o], same(steps_->office[o]), price);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      auto& node = nodes_[i];
      move(node.made.pack(), node.made_next.pack(), node.made_anchor.pack(), same(steps_->made[i]), plan);
      move(gates_[i].price.pack(), node.price_next.pack(), node.price_anchor.pack(), P(steps_->output[i]), price);
    }
    for (std::size_t a = 0; a < slots_.size(); ++a) {
      auto& slot = slots_[a];
      move(slot.price.pack(), slot.price_next.pack(), slot.price_anchor.pack(), P(steps_->input[a]), price);
    }
    if (!fixed_) {
      plan += (steps_->rate > Real{0}).select((rate_next_ - rate_anchor_).square() / steps_->rate, Real{0});
      rate_ = where.select(rate_next_, rate_);
    }
    // Half-way, in logarithms, from the old weight to the ratio of the distances gone.
    const P balanced = (weight_ * (price / plan).sqrt()).sqrt();
    weight_ =
        (where && plan > Real{0} && price > Real{0} && balanced > Real{0} && balanced < most).select(balanced, weight_);
    anchor(where);
  }

  /// Iterations since the last restart.
  [[nodiscard]] const P& since_restart() const { return count_; }

  void latest(Plan<Real, Width>& plan) const {
    for (std::size_t e = 0; e < rows_->arcs(); ++e) plan.flow[e] = flow_.next[e];
    for (std::size_t i = 0; i < nodes_.size(); ++i) plan.made[i] = nodes_[i].made_next.pack();
  }
  void latest(Prices<Real, Width>& prices) const {
    for (std::size_t i = 0; i < nodes_.size(); ++i) prices.output[i] = nodes_[i].price_next.pack();
    for (std::size_t a = 0; a < slots_.size(); ++a) prices.input[a] = slots_[a].price_next.pack();
    for (std::size_t e = 0; e < share_.now.rows(); ++e) prices.share[e] = share_.next[e];
    for (std::size_t o = 0; o < office_.now.rows(); ++o) prices.office[o] = office_.next[o];
  }

 private:
  static constexpr Real most = std::numeric_limits<Real>::max();

  /// What arcs read and add to, close together.
  struct Gate {
    Wide<Real, Width> price;  ///< π
    Wide<Real, Width> out;    ///< Σ of extrapolated flows
  };
  struct Node {
    Wide<Real, Width> made, made_anchor, made_next;  ///< y
    Wide<Real, Width> made_far;                      ///< extrapolated
    Wide<Real, Width> price_anchor, price_next;
    Wide<Real, Width> shares;  ///< Σ share·η
  };
  struct Slot {
    Wide<Real, Width> price, price_anchor, price_next;  ///< σ
    Wide<Real, Width> in;                               ///< Σ of extrapolated flows
  };
  struct Iterate {
    PackArray<Real, Width> now, anchor, next;
    explicit Iterate(std::size_t rows) : now(rows), anchor(rows), next(rows) {}
  };

  [[nodiscard]] bool is_plain() const {
    return !rows_->is_shared_out() && !rows_->is_licensed() && !supply_->is_capped();
  }

  void anchor(const Mask& where) {
    const auto keep = [&where](auto anchor, const auto& now) { anchor = where.select(now, anchor); };
    for (std::size_t e = 0; e < rows_->arcs(); ++e) keep(flow_.anchor[e], flow_.now[e]);
    for (std::size_t e = 0; e < share_.now.rows(); ++e) keep(share_.anchor[e], share_.now[e]);
    for (std::size_t o = 0; o < office_.now.rows(); ++o) keep(office_.anchor[o], office_.now[o]);
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      keep(nodes_[i].made_anchor.pack(), nodes_[i].made.pack());
      keep(nodes_[i].price_anchor.pack(), gates_[i].price.pack());
    }
    for (auto& slot : slots_) keep(slot.price_anchor.pack(), slot.price.pack());
    rate_anchor_ = where.select(rate_, rate_anchor_);
    count_ = where.select(Real{0}, count_);
    for (auto& node : nodes_) node.shares.pack().setZero();
    if (rows_->is_shared_out())
      for (std::size_t e = 0; e < rows_->arcs(); ++e)
        if (rows_->share[e] < SupplyRows::free)
          nodes_[rows_->from[e]].shares.pack() += static_cast<Real>(rows_->share[e]) * share_.now[e];
  }

  template <bool Measured, bool Plain>
  P iterate() {
    const P forward = (count_ + Real{1}) / (count_ + Real{2}), back = Real{1} / (count_ + Real{2});
    const P shorter = Real{1} / weight_;  // of plans
    P plan_moved = P::Zero(), price_moved = P::Zero();

    // What is made, and the rate, against the prices.
    P slope = P::Ones();
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      auto& node = nodes_[i];
      P worth = gates_[i].price.pack();
      if constexpr (!Plain) worth += node.shares.pack();
      slope -= supply_->finished[i] * worth;
      gates_[i].out.pack().setZero();
      for (std::size_t a = rows_->slot_begin[i]; a < rows_->slot_begin[i + 1]; ++a) {
        const P price = slots_[a].price.pack();
        slope -= supply_->stock[a] * price;
        worth -= static_cast<Real>(rows_->t_per_t[a]) * price;
      }
      const P made = node.made.pack();
      const P next = (made + steps_->made[i] * shorter * worth).max(Real{0}).min(supply_->capacity[i]);
      const P far = Real{2} * next - made;
      if constexpr (Measured) {
        plan_moved += (next - made).square() / steps_->made[i];
        node.made_next.pack() = next;
      }
      node.made_far.pack() = far;
      node.made.pack() = forward * far + back * node.made_anchor.pack();
    }
    P rate_far = rate_;
    if (!fixed_) {
      const P next = (rate_ - steps_->rate * shorter * slope).min(most_rate_).max(least_rate_);
      if constexpr (Measured)
        plan_moved += (steps_->rate > Real{0}).select((next - rate_).square() / steps_->rate, Real{0});
      rate_far = Real{2} * next - rate_;
      rate_ = forward * rate_far + back * rate_anchor_;
      rate_next_ = next;
    }

    move_flows<Measured, Plain>(forward, back, rate_far, plan_moved, price_moved);

    // Prices, against the extrapolated plan.
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      auto& node = nodes_[i];
      auto& gate = gates_[i];
      const P far = node.made_far.pack(), price = gate.price.pack();
      const P step = steps_->output[i];
      const P missing = supply_->demand[i] + gate.out.pack() - far - rate_far * supply_->finished[i];
      const P next = (price + step * weight_ * missing).max(Real{0});
      if constexpr (Measured) {
        price_moved += (next - price).square() / step;
        node.price_next.pack() = next;
      }
      gate.price.pack() = forward * (Real{2} * next - price) + back * node.price_anchor.pack();
      for (std::size_t a = rows_->slot_begin[i]; a < rows_->slot_begin[i + 1]; ++a) {
        auto& slot = slots_[a];
        const P input = slot.price.pack(), input_step = steps_->input[a];
        const P short_of = static_cast<Real>(rows_->t_per_t[a]) * far - slot.in.pack() - rate_far * supply_->stock[a];
        const P input_next = (input + input_step * weight_ * short_of).max(Real{0});
        if constexpr (Measured) {
          price_moved += (input_next - input).square() / input_step;
          slot.price_next.pack() = input_next;
        }
        slot.price.pack() = forward * (Real{2} * input_next - input) + back * slot.price_anchor.pack();
      }
    }
    if constexpr (!Plain)
      for (std::size_t o = 0; o < rows_->offices; ++o) {
        const P price = office_.now[o];
        const P next = (price + steps_->office[o] * weight_ * (licences_[o] - supply_->grants[o])).max(Real{0});
        if constexpr (Measured) {
          price_moved += (next - price).square() / steps_->office[o];
          office_.next[o] = next;
        }
        office_.now[o] = forward * (Real{2} * next - price) + back * office_.anchor[o];
      }
    count_ += Real{1};
    if constexpr (Measured) return (weight_ * plan_moved + price_moved / weight_).sqrt();
    return P::Zero();
  }

  /// Starts fetching what an arc some way ahead will read and add to, from places that no pattern foretells. Inlined by
  /// force: GCC drops calls of what seems to have no effect.
  [[gnu::always_inline]] void fetch_ahead(std::size_t arc) const {
    constexpr std::size_t ahead = 12;  // arcs
    if constexpr (sizeof(Gate) >= 64) {
      if (arc + ahead >= rows_->from.size()) return;
      const Gate& gate = gates_[rows_->from[arc + ahead]];
      __builtin_prefetch(&gate.price, 1);
      __builtin_prefetch(&gate.out, 1);
    }
  }

  /// What flows, against the prices; and the prices of shares, which stand on arcs too.
  template <bool Measured, bool Plain>
  void move_flows(const P& forward, const P& back, const P& rate_far, P& plan_moved, P& price_moved) {
    const P shorter = Real{1} / weight_;
    if constexpr (!Plain) licences_.assign(licences_.rows());
    for (std::size_t a = 0; a < slots_.size(); ++a) {
      auto& slot = slots_[a];
      const P price = slot.price.pack();
      P in = P::Zero();
      for (std::size_t e = rows_->in_begin[a]; e < rows_->in_begin[a + 1]; ++e) {
        fetch_ahead(e);
        const std::uint32_t from = rows_->from[e];
        auto& gate = gates_[from];
        P cost = gate.price.pack() - price;
        const std::uint32_t office = Plain ? SupplyRows::none : rows_->office_of(e);
        if constexpr (!Plain) {
          if (rows_->is_shared_out()) cost += share_.now[e];
          if (office != SupplyRows::none) cost += office_.now[office] / static_cast<Real>(rows_->t_per_licence[e]);
        }
        const P flow = flow_.now[e];
        P next = (flow - steps_->flow[e] * shorter * cost).max(Real{0});
        if constexpr (!Plain)
          if (supply_->is_capped()) next = next.min(supply_->arc_capacity[e]);
        const P far = Real{2} * next - flow;
        in += far;
        gate.out.pack() += far;
        if constexpr (Measured) {
          plan_moved += (next - flow).square() / steps_->flow[e];
          flow_.next[e] = next;
        }
        flow_.now[e] = forward * far + back * flow_.anchor[e];
        if constexpr (!Plain) {
          if (office != SupplyRows::none) licences_[office] += far / static_cast<Real>(rows_->t_per_licence[e]);
          if (rows_->is_shared_out() && rows_->share[e] < SupplyRows::free)
            move_share<Measured>(e, far, forward, back, rate_far, price_moved);
        }
      }
      slot.in.pack() = in;
    }
  }

  template <bool Measured>
  void move_share(std::size_t e, const P& flow_far, const P& forward, const P& back, const P& rate_far,
                  P& price_moved) {
    const std::uint32_t from = rows_->from[e];
    auto& node = nodes_[from];
    const Real part = static_cast<Real>(rows_->share[e]);
    const P price = share_.now[e];
    const P over = flow_far - part * (node.made_far.pack() + rate_far * supply_->finished[from]);
    const P next = (price + steps_->share[e] * weight_ * over).max(Real{0});
    if constexpr (Measured) {
      price_moved += (next - price).square() / steps_->share[e];
      share_.next[e] = next;
    }
    const P now = forward * (Real{2} * next - price) + back * share_.anchor[e];
    node.shares.pack() += part * (now - price);
    share_.now[e] = now;
  }

  const SupplyRows* rows_;
  const SupplyCase<Real, Width>* supply_;
  const PrimalDualSteps<Real, Width>* steps_;
  LineVector<Gate> gates_;
  LineVector<Node> nodes_;
  LineVector<Slot> slots_;
  Iterate flow_, share_, office_;
  PackArray<Real, Width> licences_;  ///< [office] Σ of extrapolated flows
  P rate_ = P::Zero(), rate_anchor_ = P::Zero(), rate_next_ = P::Zero();
  P least_rate_ = P::Zero(), most_rate_ = P::Constant(std::numeric_limits<Real>::infinity());
  P weight_, count_ = P::Zero();
  bool fixed_ = false;
};

}  // namespace ytterby::kernel
