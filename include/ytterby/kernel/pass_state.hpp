// SPDX-License-Identifier: Apache-2.0
/// @file  What a pass works on: shares, stocks, goods under way, licence queues.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/kernel/arrivals.hpp"
#include "ytterby/kernel/lane_curves.hpp"
#include "ytterby/kernel/pack.hpp"
#include "ytterby/kernel/special_arcs.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::kernel {

/// What a pass reads and writes of a node as it goes by. t, or t in a step.
template <class Real, int Width>
struct NodeRow {
  Wide<Real, Width> demand, capacity, finished, finished_target;
  Wide<Real, Width> made;  ///< in the last step
};

/// Likewise of an input: with double and one scenario less than a cache line.
template <class Real, int Width>
struct SlotRow {
  Wide<Real, Width> stock;
  Wide<Real, Width> due;  ///< order-up-to level less the goods under way
  Wide<Real, Width> t_per_t, essential;
  Wide<Real, Width> per_inflow;  ///< 1/usual inflow, 0 where nothing flows; in months/t
  Wide<Real, Width> rate;        ///< what it orders, per usual inflow
  Wide<Real, Width> arrived;     ///< in the last step
};

/// The state of a batch of `Width` scenarios on one network. Tonnes are of the product named, flows tonnes in a step.
///
/// Plain arcs need nothing of their own here: the network's rows give their flow, supplier and lead time. Arcs with a
/// capacity, a licence or an event, and those that close a cycle, are special and in a list of their own.
template <class Real, int Width>
struct PassState {
  using P = Pack<Real, Width>;

  FrozenNetwork network;
  const Rows& rows = network.rows();
  Months step;
  P gain = P::Ones();                         ///< share of a stock gap closed in a step
  std::array<bool, Width> moves_shares = {};  ///< [scenario] whether its policy re-sources

  std::vector<LeadSteps> leads = {};               ///< [lead class]
  std::vector<std::uint32_t> own_lead_class = {};  ///< [arc], only if some arcs were lengthened
  std::size_t lengthened = 0;                      ///< arcs on cycles shorter than a step
  SpecialArcs<Real, Width> specials = {};

  LineVector<NodeRow<Real, Width>> nodes = {};  ///< [position]
  PackArray<Real, Width> faced = {};            ///< [position] demand and orders in the last step
  PackArray<Real, Width> fill = {};             ///< [position] the share of them that was served
  PackArray<Real, Width> open = {};             ///< [position] share of the step without limit; empty if all 0
  PackArray<Real, Width> priority = {}, minimum_share = {};  ///< [position]; empty if no policy asks for them
  std::vector<std::uint32_t> binding = {};                   ///< [position][scenario] slot that held it back

  LineVector<SlotRow<Real, Width>> slots = {};  ///< [slot]
  Arrivals<Real, Width> arrivals = {};
  LaneCurves<Real, Width> lanes = {};

  /// Totals since the start, for the mass balance.
  P initial = P::Zero(), struck = P::Zero(), all_made = P::Zero(), all_eaten = P::Zero(), all_served = P::Zero();

  [[nodiscard]] std::uint32_t lead_class(std::size_t arc) const {
    return own_lead_class.empty() ? rows.lead_class[arc] : own_lead_class[arc];
  }
  [[nodiscard]] LeadSteps lead(std::size_t arc, std::size_t scenario) const {
    const auto special = specials.find(arc);
    return special == specials.none ? leads[lead_class(arc)] : specials.lead_at(special, scenario);
  }
  /// Usual t/month, as events have moved it.
  [[nodiscard]] Real flow(std::size_t arc, std::size_t scenario) const {
    const auto special = specials.find(arc);
    return special == specials.none ? static_cast<Real>(rows.flow[arc]) : specials.flow.at(special, scenario);
  }

  /// Room of a node's own capacity for a wanted output.
  [[nodiscard]] P capacity_for(std::size_t position, const P& wanted) const {
    const auto capacity = nodes[position].capacity.pack();
    if (open.rows() == 0) return wanted.min(capacity);
    const P limitless = open[position];
    return limitless * wanted + ((Real{1} - limitless) * wanted).min(capacity);
  }

  /// Usual need of an input in a step.
  [[nodiscard]] Real need(std::size_t slot) const {
    return static_cast<Real>(network.need(rows.input_at[slot]).value * step.count());
  }

  /// Order-up-to level: the stock held at the start, and the usual need over the lead times of now.
  [[nodiscard]] Real target(std::size_t slot, std::size_t scenario) const {
    Real lead_steps = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
      lead_steps += flow(arc, scenario) * static_cast<Real>(lead(arc, scenario).steps());
    return static_cast<Real>(network.stock(rows.input_at[slot]).value) +
           need(slot) * lead_steps * slots[slot].per_inflow[scenario];
  }

  /// Everything in stock, finished or not.
  [[nodiscard]] P held() const {
    P sum = P::Zero();
    for (const auto& node : nodes) sum += node.finished.pack();
    for (const auto& slot : slots) sum += slot.stock.pack();
    return sum;
  }
};

}  // namespace ytterby::kernel
