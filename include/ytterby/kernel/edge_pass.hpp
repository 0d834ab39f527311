// SPDX-License-Identifier: Apache-2.0
/// @file  One step of stocks and flows: orders up the chain, goods down it.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>

#include "ytterby/kernel/apply_events.hpp"
#include "ytterby/kernel/levers.hpp"
#include "ytterby/kernel/pack.hpp"
#include "ytterby/kernel/pass_state.hpp"
#include "ytterby/kernel/rationing.hpp"
#include "ytterby/kernel/set_up.hpp"
#include "ytterby/kernel/step_view.hpp"

namespace ytterby::kernel {

/// The stocks and flows of a batch of `Width` scenarios on one network, step by step.
///
/// Two passes over the arcs into each input a step: against the flow order each customer adds its orders to what its
/// suppliers face, along it each input collects what its suppliers ship. Plain arcs are walked in runs between special
/// ones, whose list a cursor walks alongside.
///
/// Invariant: goods are made, moved and eaten but never lost; see `mass_balance_error`.
/// The equations are in docs/model.md. Time O(N + L) a step.
template <class Real, int Width, class Rule = Proportional>
class EdgePass {
 public:
  using P = Pack<Real, Width>;
  static constexpr std::uint32_t own_capacity = StepView::own_capacity;

  /// Lays out what no scenario changes; `restart` before the first step.
  EdgePass(const FrozenNetwork& network, Months step) : state_(lay_out<Real, Width>(network, step)) {}

  EdgePass(const FrozenNetwork& network, std::span<const Timeline> timelines, Months step, Months tau,
           std::size_t steps)
      : EdgePass(network, step) {
    restart(timelines, tau, steps);
  }

  /// Begins anew. Allocates nothing that it has room for, and no step that follows allocates anything.
  ///
  /// @param timelines  One a scenario; they outlive the steps. Fewer than `Width` leave the rest undisturbed.
  /// @param steps      How many will be taken at most.
  void restart(std::span<const Timeline> timelines, Months tau, std::size_t steps) {
    set_up(state_, timelines, tau, steps);
    levers_.restart(timelines);
    steps_ = 0;
  }

  /// Follows one step.
  void advance() {
    const Months from = static_cast<double>(steps_) * state_.step, to = static_cast<double>(steps_ + 1) * state_.step;
    levers_.update(from, to, [&](std::size_t s, const LeverGroup& group, const Effect& effect) {
      apply(state_, s, group, effect);
    });
    const Months now = from + 1e-9 * state_.step;  // an impulse at a step's start is not late by a rounding error
    const Months before = steps_ == 0 ? -Months::max() : now - state_.step;
    levers_.strike(before, now, [&](std::size_t s, const Impulse& impulse) { strike(state_, s, impulse); });
    state_.lanes.decide(steps_);
    if (on_step_begin_) on_step_begin_();
    orders_up();
    goods_down();
    state_.lanes.close(steps_);
    ++steps_;
  }

  /// Called in each step after events changed stocks and before anything moves.
  void on_step_begin(std::function<void()> call) { on_step_begin_ = std::move(call); }

  [[nodiscard]] std::size_t steps_done() const { return steps_; }
  [[nodiscard]] const LaneCurves<Real, Width>& lanes() const { return state_.lanes; }
  /// How many edges count as one step long, because they lie on a cycle shorter than a step.
  [[nodiscard]] std::size_t lengthened() const { return state_.lengthened; }

  // By position and scenario; tonnes in the last step.
  [[nodiscard]] Real demand(std::size_t position, std::size_t s) const { return state_.demand.at(position, s); }
  [[nodiscard]] Real faced(std::size_t position, std::size_t s) const { return state_.faced.at(position, s); }
  [[nodiscard]] Real fill(std::size_t position, std::size_t s) const { return state_.fill.at(position, s); }
  [[nodiscard]] Real made(std::size_t position, std::size_t s) const { return state_.made.at(position, s); }
  [[nodiscard]] Real finished(std::size_t position, std::size_t s) const { return state_.finished.at(position, s); }
  /// Room of the node's own capacity for a wanted output.
  [[nodiscard]] P capacity_for(std::size_t position, const P& wanted) const {
    return state_.capacity_for(position, wanted);
  }
  /// The slot that held a node back when it was last short, or own_capacity.
  [[nodiscard]] std::uint32_t binding(std::size_t position, std::size_t s) const {
    return state_.binding[position * Width + s];
  }

  // By slot and scenario.
  [[nodiscard]] Real stock(std::size_t slot, std::size_t s) const { return state_.stock.at(slot, s); }
  [[nodiscard]] Real arrived(std::size_t slot, std::size_t s) const { return state_.arrived.at(slot, s); }
  [[nodiscard]] Real transit(std::size_t slot, std::size_t s) const { return state_.arrivals.under_way(slot, s); }
  [[nodiscard]] Real t_per_t(std::size_t slot, std::size_t s) const { return state_.t_per_t.at(slot, s); }
  [[nodiscard]] Real essential(std::size_t slot, std::size_t s) const { return state_.essential.at(slot, s); }

  // By arc and scenario.
  [[nodiscard]] Real usual(std::size_t arc) const {
    return static_cast<Real>(state_.rows.flow[arc] * state_.step.count());
  }
  [[nodiscard]] LeadSteps lead(std::size_t arc, std::size_t s) const { return state_.lead(arc, s); }
  /// What the customer wanted of it; where it closes a cycle, a step before.
  [[nodiscard]] Real wanted(std::size_t arc, std::size_t s) const {
    const auto row = state_.specials.find(arc);
    if (row != state_.specials.none) return state_.specials.wish.at(row, s);
    return static_cast<Real>(state_.rows.flow[arc]) * state_.rate.at(state_.rows.slot[arc], s);
  }
  /// What the edge's capacity lets through of what is wanted of it.
  [[nodiscard]] Real carried(std::size_t arc, std::size_t s) const {
    const auto row = state_.specials.find(arc);
    if (row == state_.specials.none) return wanted(arc, s);
    const Real open = state_.specials.open.at(row, s), wish = wanted(arc, s);
    return open * wish + std::min((1 - open) * wish, state_.specials.capacity.at(row, s));
  }
  /// What reached the supplier.
  [[nodiscard]] Real ordered(std::size_t arc, std::size_t s) const {
    const auto row = state_.specials.find(arc);
    return row == state_.specials.none ? wanted(arc, s) : state_.specials.order.at(row, s);
  }
  [[nodiscard]] Real shipped(std::size_t arc, std::size_t s) const {
    return fill(state_.rows.from[arc], s) * ordered(arc, s);
  }

  /// What scenario `s` looks like after the last step; good until the next.
  [[nodiscard]] StepView view(std::size_t s) const requires std::is_same_v<Real, double> {
    const auto column = [s](const PackArray<Real, Width>& array) {
      return array.rows() > 0 ? array.row(0) + s : nullptr;
    };
    return StepView({.demand = column(state_.demand),
                     .faced = column(state_.faced),
                     .fill = column(state_.fill),
                     .made = column(state_.made),
                     .finished = column(state_.finished),
                     .capacity = column(state_.capacity),
                     .open = column(state_.open),
                     .stock = column(state_.stock),
                     .arrived = column(state_.arrived),
                     .t_per_t = column(state_.t_per_t),
                     .essential = column(state_.essential),
                     .binding = state_.binding.data() + s,
                     .stride = Width},
                    steps_, *this, s);
  }

  /// Tonnes created or lost by the calculation, relative to all that was there or was made.
  [[nodiscard]] Real mass_balance_error(std::size_t s) const {
    const int i = static_cast<int>(s);
    const Real in = state_.initial[i] + state_.struck[i] + state_.all_made[i];
    const Real out = state_.all_eaten[i] + state_.all_served[i] + state_.held()[i] + state_.arrivals.total()[i];
    const Real scale = std::max(in, out);
    return scale > 0 ? std::abs(in - out) / scale : Real{0};
  }

 private:
  /// Against the flow: what each node orders of each input, and so what its suppliers face. An arc that closes a cycle
  /// carries the order of the step before.
  void orders_up() {
    const Rows& rows = state_.rows;
    auto& specials = state_.specials;
    state_.faced = state_.demand;
    for (const std::uint32_t row : specials.closing)
      state_.faced[rows.from[specials.arc[row]]] += order_special(row, specials.pending[row]);
    std::size_t cursor = specials.arc.size();
    for (std::size_t at = rows.node_at.size(); at-- > 0;) {
      const P faced = state_.faced[at];
      for (std::size_t slot = rows.slot_begin[at + 1]; slot-- > rows.slot_begin[at];) {
        const P gap = state_.due[slot] - state_.stock[slot];
        const P order = (state_.t_per_t[slot] * faced + gap * state_.gain).max(Real{0});
        const P rate = order * state_.per_inflow[slot];
        state_.rate[slot] = rate;
        place_orders(slot, rate, cursor);
      }
    }
    for (const std::uint32_t row : specials.closing)
      specials.pending[row] = specials.flow[row] * state_.rate[rows.slot[specials.arc[row]]];
  }

  /// Adds the orders of one input to what its suppliers face, from its last arc to its first.
  void place_orders(std::size_t slot, const P& rate, std::size_t& cursor) {
    const Rows& rows = state_.rows;
    const auto& specials = state_.specials;
    const std::size_t first = rows.in_begin[slot];
    for (std::size_t arc = rows.in_begin[slot + 1]; arc > first;) {
      const std::size_t run = cursor > 0 ? std::max<std::size_t>(first, specials.arc[cursor - 1] + 1) : first;
      for (; arc > run; --arc) state_.faced[rows.from[arc - 1]] += static_cast<Real>(rows.flow[arc - 1]) * rate;
      if (arc == first) break;
      --arc;
      if (--cursor; !specials.closes[cursor])
        state_.faced[rows.from[arc]] += order_special(cursor, specials.flow[cursor] * rate);
    }
  }

  /// The order that a special arc brings its supplier: clipped to what the edge carries, and to what is licensed.
  P order_special(std::size_t row, const P& wish) {
    auto& specials = state_.specials;
    const P open = specials.open[row];
    const auto carry = [&](const P& wanted) -> P {
      return open * wanted + ((Real{1} - open) * wanted).min(specials.capacity[row]);
    };
    specials.wish[row] = wish;
    P order = carry(wish);
    if (specials.licence[row] != specials.none) {
      const P licensed = state_.lanes.file(specials.licence[row], steps_, order);
      order = (licensed != order).select(carry(licensed), licensed);
    }
    specials.order[row] = order;
    return order;
  }

  /// Along the flow: what arrives, what is made of it, what is served.
  void goods_down() {
    const Rows& rows = state_.rows;
    std::size_t cursor = 0;
    P all_made = P::Zero(), all_eaten = P::Zero(), all_served = P::Zero();
    for (std::size_t at = 0; at < rows.node_at.size(); ++at) {
      const P faced = state_.faced[at], finished = state_.finished[at];
      const P refill = (state_.finished_target[at] - finished) * state_.gain;
      const P wanted = state_.capacity_for(at, (faced + refill).max(Real{0}));
      P made = wanted;
      for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
        const P at_hand = state_.stock[slot] + receive(slot, cursor);
        state_.stock[slot] = at_hand;
        const P essential = state_.essential[slot];
        made = made.min((Real{1} - essential) * wanted + essential * (at_hand / state_.t_per_t[slot]));
      }
      const P available = finished + made;
      const P fill = Rule::template share_served<Real, Width>(available, faced);
      if ((fill < Real{1}).any()) note_binding(at, wanted, made);
      for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
        const P at_hand = state_.stock[slot];
        const P eaten = at_hand.min(state_.t_per_t[slot] * made);
        state_.stock[slot] = at_hand - eaten;
        all_eaten += eaten;
      }
      state_.made[at] = made;
      state_.fill[at] = fill;
      state_.finished[at] = (available - faced).max(Real{0});
      all_made += made;
      all_served += fill * state_.demand[at];
    }
    state_.all_made += all_made;
    state_.all_eaten += all_eaten;
    state_.all_served += all_served;
    ship_round_cycles();
  }

  /// Ships to one input and hands over what arrives at it.
  P receive(std::size_t slot, std::size_t& cursor) {
    const Rows& rows = state_.rows;
    const auto& specials = state_.specials;
    const auto& classes = state_.own_lead_class.empty() ? rows.lead_class : state_.own_lead_class;
    const P rate = state_.rate[slot];
    auto ring = state_.arrivals.ring(slot);
    P shipped = P::Zero();
    const std::size_t last = rows.in_begin[slot + 1];
    for (std::size_t arc = rows.in_begin[slot]; arc < last;) {
      const std::size_t run = cursor < specials.arc.size() ? std::min<std::size_t>(last, specials.arc[cursor]) : last;
      for (; arc < run; ++arc) {
        const P goods = static_cast<Real>(rows.flow[arc]) * rate * state_.fill[rows.from[arc]];
        ring.ship(state_.leads[classes[arc]], goods);
        shipped += goods;
      }
      if (arc == last) break;
      if (!specials.closes[cursor]) {
        const P goods = state_.fill[rows.from[arc]] * specials.order[cursor];
        for (std::size_t s = 0; s < Width; ++s) ring.ship(s, specials.lead_at(cursor, s), goods[static_cast<int>(s)]);
        shipped += goods;
      }
      ++arc;
      ++cursor;
    }
    P arrived = state_.arrivals.receive(slot);
    state_.arrived[slot] = arrived;
    state_.due[slot] -= shipped - arrived;
    return arrived;
  }

  /// Arcs that close a cycle ship last, when their supplier's output is known. Their customer has turned its ring to
  /// the next step by then, so a step is taken off their lead time, which is one at least.
  void ship_round_cycles() {
    const auto& specials = state_.specials;
    for (const std::uint32_t row : specials.closing) {
      const std::size_t arc = specials.arc[row], slot = state_.rows.slot[arc];
      const P goods = state_.fill[state_.rows.from[arc]] * specials.order[row];
      auto ring = state_.arrivals.ring(slot);
      for (std::size_t s = 0; s < Width; ++s) {
        LeadSteps lead = specials.lead_at(row, s);
        --lead.whole;
        ring.ship(s, lead, goods[static_cast<int>(s)]);
      }
      state_.due[slot] -= goods;
    }
  }

  /// Remembers what held a short node back: the input that allowed least, else its capacity.
  void note_binding(std::size_t at, const P& wanted, const P& made) {
    for (std::size_t s = 0; s < Width; ++s) {
      const int k = static_cast<int>(s);
      std::uint32_t binding = own_capacity;
      Real least = wanted[k];
      for (std::uint32_t slot = state_.rows.slot_begin[at];
           made[k] < wanted[k] && slot < state_.rows.slot_begin[at + 1]; ++slot) {
        const Real essential = state_.essential.at(slot, s);
        const Real allows =
            (1 - essential) * wanted[k] + essential * state_.stock.at(slot, s) / state_.t_per_t.at(slot, s);
        if (allows >= least) continue;
        least = allows;
        binding = slot;
      }
      state_.binding[at * Width + s] = binding;
    }
  }

  PassState<Real, Width> state_;
  Levers levers_ = {};
  std::size_t steps_ = 0;
  std::function<void()> on_step_begin_ = {};
};

}  // namespace ytterby::kernel
