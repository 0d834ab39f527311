// SPDX-License-Identifier: Apache-2.0
/// @file  Re-sourcing: orders move to suppliers that deliver.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "ytterby/kernel/pack.hpp"
#include "ytterby/kernel/pass_state.hpp"

namespace ytterby::kernel {

/// How much customers rely on each supplier: 0.001 and the share of orders that it served, smoothed over a month. Where
/// an order may fail to reach the supplier, on arcs with a capacity or a licence, on what came over the arc instead. In
/// scenarios that do not re-source it is 1 for ever.
///
/// An input whose usual flows are all 0 is ordered by its suppliers' capacities instead, where a scenario re-sources.
template <class Real, int Width>
class Trust {
  using P = Pack<Real, Width>;
  using State = PassState<Real, Width>;

 public:
  void restart(const State& state) {
    for (std::size_t s = 0; s < Width; ++s) moves_[static_cast<int>(s)] = state.moves_shares[s] ? 1 : 0;
    any_moves_ = (moves_ > 0).any();
    smoothing_ = static_cast<Real>(std::min(1.0, state.step / Months{1}));
    supplier_.assign(state.rows.node_at.size());
    special_.assign(state.specials.arc.size());
    weight_.assign(state.specials.arc.size());
    aim_.assign(any_moves_ ? state.rows.input_at.size() : 0);
    const P first = any_moves_ ? P(P::Ones() + moves_ * least) : P(P::Ones());
    for (std::size_t at = 0; at < supplier_.rows(); ++at) supplier_[at] = first;
    for (std::size_t row = 0; row < special_.rows(); ++row) special_[row] = first;
    for (std::size_t slot = 0; slot < aim_.rows(); ++slot)
      for (std::size_t s = 0; s < Width; ++s) aim_.at(slot, s) = state.target(slot, s);
  }

  [[nodiscard]] auto of(std::uint32_t from) const { return supplier_[from]; }
  /// What an order on a special arc is proportional to within its input.
  [[nodiscard]] auto special_weight(std::size_t row) const { return weight_[row]; }

  /// Before orders: this step's weights, and with them the inflow they add up to and the order-up-to levels.
  void weigh(State& state) {
    const auto& specials = state.specials;
    for (std::size_t row = 0; row < specials.arc.size(); ++row) weight_[row] = specials.flow[row] * special_[row];
    if (!any_moves_) return;
    std::size_t cursor = 0;
    for (std::size_t slot = 0; slot < state.slots.size(); ++slot) weigh_slot(state, slot, cursor);
  }

  /// After a step: what suppliers and arcs let through.
  void learn(const State& state) {
    if (!any_moves_) return;
    const P pace = moves_ * smoothing_;
    for (std::size_t at = 0; at < supplier_.rows(); ++at) {
      const P now = state.fill[at] + least;
      supplier_[at] += pace * (now - supplier_[at]);
    }
    const auto& specials = state.specials;
    for (std::size_t row = 0; row < special_.rows(); ++row) {
      const P wish = specials.wish[row], order = specials.order[row];
      const Real next_to_nothing = nothing * state.need(state.rows.slot[specials.arc[row]]);
      const P passed = (wish > order.max(next_to_nothing)).select(order / wish, Real{1});
      const P now = state.fill[state.rows.from[specials.arc[row]]] * passed + least;
      special_[row] += pace * (now - special_[row]);
    }
  }

 private:
  static constexpr Real least = static_cast<Real>(0.001);   // who delivers nothing is still asked for a little
  static constexpr Real nothing = static_cast<Real>(1e-9);  // of the usual need: else rounding would cost trust

  void weigh_slot(State& state, std::size_t slot, std::size_t& cursor) {
    const Rows& rows = state.rows;
    const auto& specials = state.specials;
    const std::size_t first_special = cursor;
    P flow = P::Zero(), inflow = P::Zero(), lead = P::Zero();
    for (std::size_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      if (cursor == specials.arc.size() || specials.arc[cursor] != arc) {
        const P weight = static_cast<Real>(rows.flow[arc]) * supplier_[rows.from[arc]];
        flow += static_cast<Real>(rows.flow[arc]);
        inflow += weight;
        lead += weight * static_cast<Real>(state.leads[state.lead_class(arc)].steps());
        continue;
      }
      flow += specials.flow[cursor];
      add_special(state, cursor++, inflow, lead);
    }
    if (((flow <= 0) && (moves_ > 0)).any()) {
      for (std::size_t s = 0; s < Width; ++s)
        if (state.moves_shares[s] && flow[static_cast<int>(s)] <= 0) weigh_by_capacity(state, first_special, cursor, s);
      inflow.setZero();  // where flows are 0, all arcs of the slot are special
      lead.setZero();
      for (std::size_t row = first_special; row < cursor; ++row) add_special(state, row, inflow, lead);
    }
    for (std::size_t s = 0; s < Width; ++s) {
      if (!state.moves_shares[s]) continue;
      const int k = static_cast<int>(s);
      auto& input = state.slots[slot];
      input.per_inflow[s] = inflow[k] > 0 ? 1 / inflow[k] : Real{0};
      const Real held = static_cast<Real>(state.network.stock(rows.input_at[slot]).value);
      const Real aim = held + state.need(slot) * lead[k] * input.per_inflow[s];
      input.due[s] += aim - aim_.at(slot, s);
      aim_.at(slot, s) = aim;
    }
  }

  void add_special(const State& state, std::size_t row, P& inflow, P& lead) const {
    inflow += weight_[row];
    for (std::size_t s = 0; s < Width; ++s)
      lead[static_cast<int>(s)] += weight_.at(row, s) * static_cast<Real>(state.specials.lead_at(row, s).steps());
  }

  /// If some supplier has no limit, in part of the step or all of it, those without one count alike and alone.
  void weigh_by_capacity(const State& state, std::size_t first, std::size_t last, std::size_t s) {
    const auto capacity = [&](std::size_t row) {
      const std::size_t from = state.rows.from[state.specials.arc[row]];
      const bool opens = state.open.rows() > 0 && state.open.at(from, s) > 0;
      return opens ? std::numeric_limits<Real>::infinity() : state.nodes[from].capacity[s];
    };
    bool unlimited = false;
    for (std::size_t row = first; row < last; ++row)
      unlimited = unlimited || capacity(row) == std::numeric_limits<Real>::infinity();
    for (std::size_t row = first; row < last; ++row) {
      const Real room = capacity(row);
      const Real usual = !unlimited ? room : room == std::numeric_limits<Real>::infinity() ? Real{1} : Real{0};
      weight_.at(row, s) = usual * special_.at(row, s);
    }
  }

  P moves_ = P::Zero();  // 1 where a scenario re-sources, else 0
  bool any_moves_ = false;
  Real smoothing_ = 1;
  PackArray<Real, Width> supplier_ = {};  // [position]
  PackArray<Real, Width> special_ = {};   // [special arc]
  PackArray<Real, Width> weight_ = {};    // [special arc], in this step
  PackArray<Real, Width> aim_ = {};       // [slot] order-up-to level
};

}  // namespace ytterby::kernel
