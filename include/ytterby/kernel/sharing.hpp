// SPDX-License-Identifier: Apache-2.0
/// @file  Who orders how much of whom, and who gets how much of what is short: the policies of a pass.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ytterby/kernel/pack.hpp"
#include "ytterby/kernel/pass_state.hpp"
#include "ytterby/kernel/rationing.hpp"
#include "ytterby/kernel/trust.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::kernel {

/// Orders keep their shares, and all orders on a node are served in the same share: the quick case.
template <class Real, int Width>
class Proportional {
  using P = Pack<Real, Width>;
  using State = PassState<Real, Width>;

 public:
  void restart(State&, std::span<const Policy>) {}
  void learn(const State&) {}
  void begin_step(State&) {}

  /// What an order is proportional to within its input: t/month.
  [[nodiscard]] static Real weight(Real flow, std::uint32_t) { return flow; }
  [[nodiscard]] static auto special_weight(const State& state, std::size_t row) { return state.specials.flow[row]; }

  /// Called for each node once its output is known.
  void serve(const State&, std::size_t, const P&) {}
  /// Share served of an order, and [position] of the demand at the node itself.
  [[nodiscard]] static auto order_fill(const State& state, std::size_t, std::uint32_t from) { return state.fill[from]; }
  [[nodiscard]] static const PackArray<Real, Width>& demand_fill(const State& state) { return state.fill; }
};

/// Every policy, each scenario its own. Where a scenario's is the quick case, it gets the same bits.
template <class Real, int Width>
class ByPolicy {
  using P = Pack<Real, Width>;
  using State = PassState<Real, Width>;

 public:
  /// @param policies  One a scenario.
  void restart(State& state, std::span<const Policy> policies) {
    by_order_ = false;
    for (std::size_t s = 0; s < Width; ++s) {
      rule_[s] = s < policies.size() ? policies[s].rationing : Rationing::proportional;
      by_order_ = by_order_ || rule_[s] != Rationing::proportional;
    }
    trust_.restart(state);
    if (by_order_) take_ranks(state);
  }

  /// Called between steps.
  void learn(const State& state) { trust_.learn(state); }
  void begin_step(State& state) { trust_.weigh(state); }

  [[nodiscard]] P weight(Real flow, std::uint32_t from) const { return flow * trust_.of(from); }
  [[nodiscard]] auto special_weight(const State&, std::size_t row) const { return trust_.special_weight(row); }

  void serve(const State& state, std::size_t at, const P& available) {
    if (!by_order_) return;
    const P fill = state.fill[at];
    demand_fill_[at] = fill;
    is_split_[at] = false;
    for (std::size_t s = 0; s < Width; ++s) {
      if (rule_[s] == Rationing::proportional || !(fill[static_cast<int>(s)] < 1 - rounding)) continue;
      if (!is_split_[at]) fill_orders(state, at);
      is_split_[at] = true;
      share_out(state, at, s, available[static_cast<int>(s)]);
    }
  }
  [[nodiscard]] P order_fill(const State& state, std::size_t arc, std::uint32_t from) const {
    if (by_order_ && is_split_[from]) return order_fill_[arc];
    return state.fill[from];
  }
  [[nodiscard]] const PackArray<Real, Width>& demand_fill(const State& state) const {
    return by_order_ ? demand_fill_ : state.fill;
  }

 private:
  /// Missing by this share or less, goods are shared in proportion under every rule: put on one claim alone, rounding
  /// would grow round a cycle.
  static constexpr Real rounding = static_cast<Real>(1e-9);
  static constexpr std::uint32_t own_demand = 0xffff'ffffU;  // in place of an arc

  void take_ranks(State& state) {
    const Rows& rows = state.rows;
    const std::size_t nodes = rows.node_at.size();
    order_fill_.assign(rows.from.size());
    demand_fill_.assign(nodes, Real{1});
    is_split_.assign(nodes, false);
    state.priority.assign(nodes);
    state.minimum_share.assign(nodes);
    std::size_t most = 0;
    for (std::size_t at = 0; at < nodes; ++at) {
      const NodeId node = rows.node_at[at];
      state.priority[at].setConstant(static_cast<Real>(state.network.priority(node)));
      state.minimum_share[at].setConstant(static_cast<Real>(state.network.minimum_share(node)));
      most = std::max<std::size_t>(most, rows.out_begin[at + 1] - rows.out_begin[at]);
    }
    claims_.reserve(most + 1);
  }

  void fill_orders(const State& state, std::size_t at) {
    for (auto out = state.rows.out_begin[at]; out < state.rows.out_begin[at + 1]; ++out)
      order_fill_[state.rows.out_arc[out]] = state.fill[at];
  }

  void share_out(const State& state, std::size_t at, std::size_t s, Real available) {
    const Rows& rows = state.rows;
    claims_.clear();
    add_claim(state, s, state.nodes[at].demand[s], state.network.demand(rows.node_at[at]), at, own_demand);
    for (auto out = rows.out_begin[at]; out < rows.out_begin[at + 1]; ++out) {
      const std::uint32_t arc = rows.out_arc[out];
      const NodeId customer = rows.node_of[rows.slot[arc]];
      add_claim(state, s, ordered(state, arc, s), Flow{rows.flow[arc]}, rows.position_of[customer], arc);
    }
    kernel::share_out(rule_[s], available, std::span{claims_});
    for (const Claim<Real>& claim : claims_) {
      const Real fill = claim.tonnes > 0 ? claim.served / claim.tonnes : Real{1};
      (claim.arc == own_demand ? demand_fill_.at(at, s) : order_fill_.at(claim.arc, s)) = fill;
    }
  }

  void add_claim(const State& state, std::size_t s, Real tonnes, Flow usual, std::size_t claimant, std::uint32_t arc) {
    claims_.push_back({.tonnes = tonnes,
                       .usual = static_cast<Real>(usual.value),
                       .priority = state.priority.at(claimant, s),
                       .minimum_share = state.minimum_share.at(claimant, s),
                       .arc = arc});
  }

  [[nodiscard]] Real ordered(const State& state, std::size_t arc, std::size_t s) const {
    const std::size_t row = state.specials.find(arc);
    if (row != state.specials.none) return state.specials.order.at(row, s);
    const P order = weight(static_cast<Real>(state.rows.flow[arc]), state.rows.from[arc]) *
                    state.slots[state.rows.slot[arc]].rate.pack();
    return order[static_cast<int>(s)];
  }

  std::array<Rationing, Width> rule_ = {};
  bool by_order_ = false;  // some rule serves each order by itself
  Trust<Real, Width> trust_ = {};
  PackArray<Real, Width> order_fill_ = {};   // [arc], where its supplier is split
  PackArray<Real, Width> demand_fill_ = {};  // [position]
  std::vector<char> is_split_ = {};          // [position] its orders are served in shares of their own
  std::vector<Claim<Real>> claims_ = {};
};

}  // namespace ytterby::kernel
