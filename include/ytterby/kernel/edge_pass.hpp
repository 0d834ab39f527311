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
#include "ytterby/kernel/set_up.hpp"
#include "ytterby/kernel/sharing.hpp"
#include "ytterby/kernel/step_view.hpp"
#include "ytterby/kernel/volume_counts.hpp"

namespace ytterby::kernel {

/// The stocks and flows of a batch of `Width` scenarios on one network, step by step.
///
/// Two passes over the arcs into each input a step: against the flow order each customer adds its orders to what its
/// suppliers face, along it each input collects what its suppliers ship. Plain arcs are walked in runs between special
/// ones, whose list a cursor walks alongside. `Sharing` is Proportional, or ByPolicy for every rule and re-sourcing.
///
/// Invariant: goods are made, moved and eaten but never lost; see `mass_balance_error`.
/// The equations are in docs/model.md. Time O(N + L) a step; nodes that share order by order take O(d log d) for d
/// customers in a step in which they are short.
template <class Real, int Width, template <class, int> class Sharing = Proportional>
class EdgePass {
 public:
  using P = Pack<Real, Width>;
  static constexpr std::uint32_t own_capacity = StepView::own_capacity;

  /// Lays out what no scenario changes; `restart` before the first step.
  EdgePass(const FrozenNetwork& network, Months step) : state_(lay_out<Real, Width>(network, step)) {}

  EdgePass(const FrozenNetwork& network, std::span<const Timeline> timelines, Months step,
           std::span<const Policy> policies, std::size_t steps)
      : EdgePass(network, step) {
    restart(timelines, policies, steps);
  }

  /// Begins anew. Allocates nothing that it has room for, and no step that follows allocates anything.
  ///
  /// @param timelines  One a scenario; they outlive the steps. Fewer than `Width` leave the rest undisturbed.
  /// @param policies   Likewise; of what `Sharing` does not do nothing may be asked.
  /// @param steps      How many will be taken at most.
  void restart(std::span<const Timeline> timelines, std::span<const Policy> policies, std::size_t steps) {
    set_up(state_, timelines, policies, steps);
    sharing_.restart(state_, policies);
    levers_.restart(timelines);
    volumes_.restart(state_, timelines);
    steps_ = 0;
  }

  /// Follows one step.
  void advance() {
    if (steps_ > 0) sharing_.learn(state_);  // no sooner: until now the orders of the step before can be asked for
    const Months from = static_cast<double>(steps_) * state_.step, to = static_cast<double>(steps_ + 1) * state_.step;
    levers_.update(from, to, [&](std::size_t s, const LeverGroup& group, const Effect& effect) {
      apply(state_, s, group, effect);
    });
    volumes_.begin_step(state_, from, to);
    const Months now = from + 1e-9 * state_.step;  // an impulse at a step's start is not late by a rounding error
    const Months before = steps_ == 0 ? -Months::max() : now - state_.step;
    levers_.strike(before, now, [&](std::size_t s, const Impulse& impulse) { strike(state_, s, impulse); });
    state_.lanes.decide(steps_);
    if (on_step_begin_) on_step_begin_();
    sharing_.begin_step(state_);
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
  [[nodiscard]] Real demand(std::size_t position, std::size_t s) const { return state_.nodes[position].demand[s]; }
  [[nodiscard]] Real faced(std::size_t position, std::size_t s) const { return state_.faced.at(position, s); }
  [[nodiscard]] Real fill(std::size_t position, std::size_t s) const { return state_.fill.at(position, s); }
  [[nodiscard]] Real made(std::size_t position, std::size_t s) const { return state_.nodes[position].made[s]; }
  [[nodiscard]] Real finished(std::size_t position, std::size_t s) const { return state_.nodes[position].finished[s]; }
  [[nodiscard]] Real finished_target(std::size_t position, std::size_t s) const {
    return state_.nodes[position].finished_target[s];
  }
  /// Room of the node's own capacity for a wanted output.
  [[nodiscard]] P capacity_for(std::size_t position, const P& wanted) const {
    return state_.capacity_for(position, wanted);
  }
  /// The slot that held a node back when it was last short, or own_capacity.
  [[nodiscard]] std::uint32_t binding(std::size_t position, std::size_t s) const {
    return state_.binding[position * Width + s];
  }

  // By slot and scenario.
  [[nodiscard]] Real stock(std::size_t slot, std::size_t s) const { return state_.slots[slot].stock[s]; }
  [[nodiscard]] Real arrived(std::size_t slot, std::size_t s) const { return state_.slots[slot].arrived[s]; }
  [[nodiscard]] Real transit(std::size_t slot, std::size_t s) const { return state_.arrivals.under_way(slot, s); }
  [[nodiscard]] Real t_per_t(std::size_t slot, std::size_t s) const { return state_.slots[slot].t_per_t[s]; }
  [[nodiscard]] Real essential(std::size_t slot, std::size_t s) const { return state_.slots[slot].essential[s]; }
  /// Order-up-to level less the goods under way.
  [[nodiscard]] Real due(std::size_t slot, std::size_t s) const { return state_.slots[slot].due[s]; }
  /// What it ordered in the last step, per usual inflow, whose inverse is `per_inflow`.
  [[nodiscard]] Real rate(std::size_t slot, std::size_t s) const { return state_.slots[slot].rate[s]; }
  [[nodiscard]] Real per_inflow(std::size_t slot, std::size_t s) const { return state_.slots[slot].per_inflow[s]; }

  // By arc and scenario.
  [[nodiscard]] Real usual(std::size_t arc) const {
    return static_cast<Real>(state_.rows.flow[arc] * state_.step.count());
  }
  [[nodiscard]] LeadSteps lead(std::size_t arc, std::size_t s) const { return state_.lead(arc, s); }
  /// What the customer wanted of it; where it closes a cycle, a step before.
  [[nodiscard]] Real wanted(std::size_t arc, std::size_t s) const {
    const auto row = state_.specials.find(arc);
    if (row != state_.specials.none) return state_.specials.wish.at(row, s);
    const P wish = plain_weight(arc) * state_.slots[state_.rows.slot[arc]].rate.pack();
    return wish[static_cast<int>(s)];
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
    const P fill = sharing_.order_fill(state_, arc, state_.rows.from[arc]);
    return fill[static_cast<int>(s)] * ordered(arc, s);
  }

  /// What scenario `s` looks like after the last step; good until the next.
  [[nodiscard]] StepView view(std::size_t s) const requires std::is_same_v<Real, double> {
    using Column = StepView::Column;
    const auto of_array = [s](const PackArray<Real, Width>& array) -> Column {
      return {array.rows() > 0 ? array.row(0) + s : nullptr, Width};
    };
    const auto of_rows = [s]<class Row>(const LineVector<Row>& rows, Wide<Real, Width> Row::*quantity) -> Column {
      return {rows.empty() ? nullptr : (rows.front().*quantity).of + s, sizeof(Row) / sizeof(Real)};
    };
    using Node = NodeRow<Real, Width>;
    using Slot = SlotRow<Real, Width>;
    return StepView({.demand = of_rows(state_.nodes, &Node::demand),
                     .faced = of_array(state_.faced),
                     .fill = of_array(state_.fill),
                     .demand_fill = of_array(sharing_.demand_fill(state_)),
                     .made = of_rows(state_.nodes, &Node::made),
                     .finished = of_rows(state_.nodes, &Node::finished),
                     .capacity = of_rows(state_.nodes, &Node::capacity),
                     .open = of_array(state_.open),
                     .stock = of_rows(state_.slots, &Slot::stock),
                     .arrived = of_rows(state_.slots, &Slot::arrived),
                     .t_per_t = of_rows(state_.slots, &Slot::t_per_t),
                     .essential = of_rows(state_.slots, &Slot::essential),
                     .binding = state_.binding.data() + s,
                     .width = Width},
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
    for (std::size_t at = 0; at < state_.nodes.size(); ++at) state_.faced[at] = state_.nodes[at].demand.pack();
    for (const std::uint32_t row : specials.closing)
      state_.faced[rows.from[specials.arc[row]]] +=
          order_special(row, specials.pending[row], specials.pending_need[row]);
    Cursor cursor{specials.arc, specials.arc.size()};
    for (std::size_t at = state_.nodes.size(); at-- > 0;) {
      const P faced = state_.faced[at];
      for (std::size_t slot = rows.slot_begin[at + 1]; slot-- > rows.slot_begin[at];) {
        auto& input = state_.slots[slot];
        const P gap = input.due.pack() - input.stock.pack();
        const P order = (input.t_per_t.pack() * faced + gap * state_.gain).max(Real{0});
        const P rate = order * input.per_inflow.pack();
        input.rate.pack() = rate;
        place_orders(slot, faced, rate, cursor);
      }
    }
    for (const std::uint32_t row : specials.closing) {
      const std::size_t slot = rows.slot[specials.arc[row]];
      specials.pending[row] = sharing_.special_weight(state_, row) * state_.slots[slot].rate.pack();
      specials.pending_need[row] = need_along(row, slot, state_.faced[rows.position_of[rows.node_of[slot]]]);
    }
  }

  /// The part of an order that the customer needs for the demand and the orders it faces.
  [[nodiscard]] P need_along(std::size_t row, std::size_t slot, const P& faced) const {
    const auto& input = state_.slots[slot];
    return sharing_.special_weight(state_, row) * (input.t_per_t.pack() * faced * input.per_inflow.pack());
  }

  /// Walks the special arcs alongside all arcs, up or down; where there are no more it stands beyond every arc.
  class Cursor {
   public:
    Cursor(const std::vector<std::uint32_t>& arcs, std::size_t row) : arcs_(arcs), row_(row) {}
    [[nodiscard]] std::size_t row() const { return row_; }
    /// The next special arc downward in the list, and the first arc after the next one upward.
    [[nodiscard]] std::uint32_t ahead() const { return row_ < arcs_.size() ? arcs_[row_] : none; }
    [[nodiscard]] std::uint32_t after_behind() const { return row_ > 0 ? arcs_[row_ - 1] + 1 : 0; }
    void forward() { ++row_; }
    void back() { --row_; }

   private:
    static constexpr std::uint32_t none = 0xffff'ffffU;
    const std::vector<std::uint32_t>& arcs_;
    std::size_t row_;
  };

  /// Adds the orders of one input to what its suppliers face, from its last arc to its first.
  void place_orders(std::size_t slot, const P& faced, const P& rate, Cursor& cursor) {
    const std::uint32_t first = state_.rows.in_begin[slot], last = state_.rows.in_begin[slot + 1];
    const std::uint32_t* const from = state_.rows.from.data();
    const double* const flow = state_.rows.flow.data();
    for (std::uint32_t arc = last; arc > first;) {
      const std::uint32_t run = std::max(first, cursor.after_behind());
      for (; arc > run; --arc) {
        if (is_wide && arc > ahead) __builtin_prefetch(state_.faced.row(from[arc - ahead]), 1);
        state_.faced[from[arc - 1]] += sharing_.weight(static_cast<Real>(flow[arc - 1]), from[arc - 1]) * rate;
      }
      if (arc == first) break;
      --arc;
      cursor.back();
      if (const std::size_t row = cursor.row(); !state_.specials.closes[row])
        state_.faced[from[arc]] +=
            order_special(row, sharing_.special_weight(state_, row) * rate, need_along(row, slot, faced));
    }
  }

  /// The order that a special arc brings its supplier: clipped to what the edge carries, and to what is licensed.
  P order_special(std::size_t row, const P& wish, const P& need) {
    auto& specials = state_.specials;
    const P open = specials.open[row];
    const auto carry = [&](const P& wanted) -> P {
      return open * wanted + ((Real{1} - open) * wanted).min(specials.capacity[row]);
    };
    specials.wish[row] = wish;
    P order = carry(wish);
    if (specials.licence[row] != specials.none) {
      const P licensed = state_.lanes.file(specials.licence[row], steps_, order, need);
      order = (licensed != order).select(carry(licensed), licensed);
    }
    specials.order[row] = order;
    return order;
  }

  /// Along the flow: what arrives, what is made of it, what is served.
  void goods_down() {
    const Rows& rows = state_.rows;
    Cursor cursor{state_.specials.arc, 0};
    P all_made = P::Zero(), all_eaten = P::Zero();
    for (std::size_t at = 0; at < state_.nodes.size(); ++at) {
      auto& node = state_.nodes[at];
      const std::size_t first = rows.slot_begin[at], last = rows.slot_begin[at + 1];
      const P faced = state_.faced[at], finished = node.finished.pack();
      const P refill = (node.finished_target.pack() - finished) * state_.gain;
      const P wanted = state_.capacity_for(at, (faced + refill).max(Real{0}));
      P made = wanted;
      for (std::size_t slot = first; slot < last; ++slot) {
        auto& input = state_.slots[slot];
        const P at_hand = input.stock.pack() + receive(slot, input, cursor);
        input.stock.pack() = at_hand;
        const P essential = input.essential.pack();
        made = made.min((Real{1} - essential) * wanted + essential * (at_hand / input.t_per_t.pack()));
      }
      const P available = finished + made;
      const P fill = (faced > available).select(available / faced, Real{1});
      if ((fill < Real{1}).any()) note_binding(at, wanted, made);
      for (std::size_t slot = first; slot < last; ++slot) {
        auto& input = state_.slots[slot];
        const P at_hand = input.stock.pack();
        const P eaten = at_hand.min(input.t_per_t.pack() * made);
        input.stock.pack() = at_hand - eaten;
        all_eaten += eaten;
      }
      node.made.pack() = made;
      node.finished.pack() = (available - faced).max(Real{0});
      state_.fill[at] = fill;
      sharing_.serve(state_, at, available);
      all_made += made;
    }
    const auto& demand_fill = sharing_.demand_fill(state_);
    for (std::size_t at = 0; at < state_.nodes.size(); ++at)
      state_.all_served += demand_fill[at] * state_.nodes[at].demand.pack();
    state_.all_made += all_made;
    state_.all_eaten += all_eaten;
    ship_round_cycles();
  }

  /// Ships to one input and hands over what arrives at it.
  P receive(std::size_t slot, SlotRow<Real, Width>& input, Cursor& cursor) {
    const Rows& rows = state_.rows;
    const auto& specials = state_.specials;
    const std::uint32_t* const classes =
        state_.own_lead_class.empty() ? rows.lead_class.data() : state_.own_lead_class.data();
    const std::uint32_t* const from = rows.from.data();
    const double* const flow = rows.flow.data();
    const LeadSteps* const leads = state_.leads.data();
    const P rate = input.rate.pack();
    auto ring = state_.arrivals.ring(slot);
    P shipped = P::Zero();
    const std::uint32_t last = rows.in_begin[slot + 1];
    for (std::uint32_t arc = rows.in_begin[slot]; arc < last;) {
      const std::uint32_t run = std::min(last, cursor.ahead());
      for (; arc < run; ++arc) {
        fetch_ahead(arc, classes);
        const P goods = sharing_.weight(static_cast<Real>(flow[arc]), from[arc]) * rate *
                        sharing_.order_fill(state_, arc, from[arc]);
        ring.ship(leads[classes[arc]], goods);
        shipped += goods;
      }
      if (arc == last) break;
      if (const std::size_t row = cursor.row(); !specials.closes[row]) {
        const P goods = ship_special(row);
        for (std::size_t s = 0; s < Width; ++s) ring.ship(s, specials.lead_at(row, s), goods[static_cast<int>(s)]);
        shipped += goods;
      }
      ++arc;
      cursor.forward();
    }
    P arrived = state_.arrivals.receive(slot);
    input.arrived.pack() = arrived;
    input.due.pack() -= shipped - arrived;
    return arrived;
  }

  /// What is served of the order on a special arc; it uses licences.
  P ship_special(std::size_t row) {
    const auto& specials = state_.specials;
    const std::uint32_t arc = specials.arc[row];
    P goods = sharing_.order_fill(state_, arc, state_.rows.from[arc]) * specials.order[row];
    if (specials.licence[row] != specials.none) state_.lanes.use(specials.licence[row], goods);
    return goods;
  }

  static constexpr bool is_wide = sizeof(Real) * Width >= 64;  // a row of scenarios fills cache lines
  static constexpr std::uint32_t ahead = 12;                   // arcs

  /// Starts fetching what an arc some way ahead will add up: whole lines, from places that no pattern foretells.
  /// Inlined by force: GCC drops calls of what seems to have no effect.
  [[gnu::always_inline]] void fetch_ahead(std::uint32_t arc, const std::uint32_t* classes) const {
    if constexpr (is_wide) {
      const std::size_t other = std::size_t{arc} + ahead;
      if (other >= state_.rows.from.size()) return;
      __builtin_prefetch(state_.fill.row(state_.rows.from[other]));
      __builtin_prefetch(state_.arrivals.place(state_.rows.slot[other], state_.leads[classes[other]]), 1);
    }
  }

  /// Arcs that close a cycle ship last, when their supplier's output is known. Their customer has turned its ring to
  /// the next step by then, so a step is taken off their lead time, which is one at least.
  void ship_round_cycles() {
    const auto& specials = state_.specials;
    for (const std::uint32_t row : specials.closing) {
      const std::size_t arc = specials.arc[row], slot = state_.rows.slot[arc];
      const P goods = ship_special(row);
      auto ring = state_.arrivals.ring(slot);
      for (std::size_t s = 0; s < Width; ++s) {
        LeadSteps lead = specials.lead_at(row, s);
        --lead.whole;
        ring.ship(s, lead, goods[static_cast<int>(s)]);
      }
      state_.slots[slot].due.pack() -= goods;
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
        const auto& input = state_.slots[slot];
        const Real essential = input.essential[s];
        const Real allows = (1 - essential) * wanted[k] + essential * input.stock[s] / input.t_per_t[s];
        if (allows >= least) continue;
        least = allows;
        binding = slot;
      }
      state_.binding[at * Width + s] = binding;
    }
  }

  [[nodiscard]] auto plain_weight(std::size_t arc) const {
    return sharing_.weight(static_cast<Real>(state_.rows.flow[arc]), state_.rows.from[arc]);
  }

  PassState<Real, Width> state_;
  Sharing<Real, Width> sharing_ = {};
  VolumeCounts<Real, Width> volumes_ = {};
  Levers levers_ = {};
  std::size_t steps_ = 0;
  std::function<void()> on_step_begin_ = {};
};

}  // namespace ytterby::kernel
