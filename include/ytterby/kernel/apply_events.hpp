// SPDX-License-Identifier: Apache-2.0
/// @file  What events do to the state of a pass.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "ytterby/kernel/pass_state.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::kernel {

namespace detail {

template <class Real>
[[nodiscard]] Real affine(const Effect& effect, double base) {
  return static_cast<Real>(effect.scale == 0 ? effect.add : effect.scale * base + effect.add);
}

/// A limit in a step: its finite part, and the share of the step without one.
template <class Real>
struct LimitInStep {
  Real finite, open;
};

template <class Real>
[[nodiscard]] LimitInStep<Real> limit_in_step(const Effect& effect, double base, Months step) {
  const Real length = static_cast<Real>(step.count());
  if (base < std::numeric_limits<double>::infinity()) return {affine<Real>(effect, base) * length, 0};
  if (effect.open >= 1) return {std::numeric_limits<Real>::infinity(), 0};
  return {static_cast<Real>(effect.closed_add) * length, static_cast<Real>(effect.open)};
}

template <class Real, int Width>
void apply_to_node(PassState<Real, Width>& state, std::size_t s, Lever lever, NodeId node, const Effect& effect) {
  const std::size_t at = state.rows.position_of[node];
  if (lever == Lever::demand)
    state.nodes[at].demand[s] =
        affine<Real>(effect, state.network.demand(node).value) * static_cast<Real>(state.step.count());
  if (lever == Lever::priority && state.priority.rows() > 0)
    state.priority.at(at, s) = affine<Real>(effect, state.network.priority(node));
  if (lever == Lever::minimum_share && state.minimum_share.rows() > 0)
    state.minimum_share.at(at, s) = affine<Real>(effect, state.network.minimum_share(node));
  if (lever != Lever::capacity) return;
  const auto [finite, open] = limit_in_step<Real>(effect, state.network.capacity(node).value, state.step);
  state.nodes[at].capacity[s] = finite;
  if (open > 0 && state.open.rows() == 0) state.open.assign(state.rows.node_at.size());
  if (state.open.rows() > 0) state.open.at(at, s) = open;
}

template <class Real, int Width>
void apply_to_input(PassState<Real, Width>& state, std::size_t s, Lever lever, InputId input, const Effect& effect) {
  const std::size_t slot = state.rows.slot_of[input];
  if (lever == Lever::t_per_t) state.slots[slot].t_per_t[s] = affine<Real>(effect, state.network.t_per_t(input));
  if (lever == Lever::essential) state.slots[slot].essential[s] = affine<Real>(effect, state.network.essential(input));
}

/// The usual inflow of an input whose flows an event moved; every arc into it is special.
template <class Real, int Width>
void set_inflow(PassState<Real, Width>& state, std::size_t slot, std::size_t s) {
  Real inflow = 0;
  for (auto arc = state.rows.in_begin[slot]; arc < state.rows.in_begin[slot + 1]; ++arc) inflow += state.flow(arc, s);
  state.slots[slot].per_inflow[s] = inflow > 0 ? 1 / inflow : Real{0};
}

template <class Real, int Width>
void apply_to_edge(PassState<Real, Width>& state, std::size_t s, Lever lever, EdgeId edge, const Effect& effect) {
  auto& specials = state.specials;
  const std::size_t arc = state.rows.arc_of[edge], row = specials.find(arc), slot = state.rows.slot[arc];
  if (lever == Lever::capacity) {
    const auto [finite, open] = limit_in_step<Real>(effect, state.network.capacity(edge).value, state.step);
    specials.capacity.at(row, s) = finite;
    specials.open.at(row, s) = open;
  }
  if (lever == Lever::capacity) return;
  const Real target = state.moves_shares[s] ? Real{0} : state.target(slot, s);
  if (lever == Lever::lead_time) {
    const double lead = affine<double>(effect, state.network.lead_time(edge).count()), step = state.step.count();
    specials.set_lead(row, s, LeadSteps::of(specials.at_least_a_step[row] ? std::max(lead, step) : lead, step));
  }
  if (lever == Lever::flow) {
    specials.flow.at(row, s) = affine<Real>(effect, state.network.flow(edge).value);
    if (!state.moves_shares[s]) set_inflow(state, slot, s);
  }
  if (state.moves_shares[s]) return;                           // shares and levels are weighed anew in each step
  state.slots[slot].due[s] += state.target(slot, s) - target;  // by what it moved: a change of nothing moves no bit
}

template <class Real, int Width>
void apply_to_lane(PassState<Real, Width>& state, std::size_t s, Lever lever, LaneId id, const Effect& effect) {
  auto& lane = state.lanes.lane_at(index_of(id), s);
  const Lane& base = state.network.lane(id);
  const Real step = static_cast<Real>(state.step.count());
  if (lever == Lever::t_per_licence) lane.t_per_licence = affine<Real>(effect, base.t_per_licence.value);
  if (lever == Lever::review) lane.review = affine<Real>(effect, base.review.count()) / step;
  if (lever == Lever::approval) lane.approval = affine<Real>(effect, base.approval);
  if (lever == Lever::refile) {
    lane.refile = affine<Real>(effect, base.refile.value_or(Months{}).count()) / step;
    lane.refile_reviews = base.refile ? Real{0} : static_cast<Real>(effect.scale);  // of the review there is by then
  }
  if (lever == Lever::priority) lane.priority = affine<Real>(effect, base.priority);
  if (lever == Lever::controlled) lane.controlled = affine<Real>(effect, base.controlled);
  if (lever == Lever::returned) lane.returned = affine<Real>(effect, base.returned);
  if (lever == Lever::correction) lane.correction = affine<Real>(effect, base.correction.count()) / step;
  if (lever == Lever::restocking) lane.restocking = affine<Real>(effect, base.restocking);
  if (lever == Lever::valid) lane.valid = affine<Real>(effect, base.valid.value_or(unlimited<Months>).count()) / step;
}

template <class Real, int Width>
void apply_to_office(PassState<Real, Width>& state, std::size_t s, OfficeId office, const Effect& effect) {
  const auto [finite, open] =
      limit_in_step<Real>(effect, state.network.office(office).licences_per_month.value, state.step);
  const bool limitless = finite == std::numeric_limits<Real>::infinity();
  state.lanes.office_at(index_of(office), s) = {finite, limitless ? Real{1} : open};
}

}  // namespace detail

/// Gives the rows of a group their values for the step to come, in one scenario.
template <class Real, int Width>
void apply(PassState<Real, Width>& state, std::size_t scenario, const LeverGroup& group, const Effect& effect) {
  for (const std::uint32_t row : group.rows) {
    switch (group.table) {
      case Table::nodes: detail::apply_to_node(state, scenario, group.lever, NodeId{row}, effect); break;
      case Table::inputs: detail::apply_to_input(state, scenario, group.lever, InputId{row}, effect); break;
      case Table::edges: detail::apply_to_edge(state, scenario, group.lever, EdgeId{row}, effect); break;
      case Table::lanes: detail::apply_to_lane(state, scenario, group.lever, LaneId{row}, effect); break;
      case Table::offices: detail::apply_to_office(state, scenario, OfficeId{row}, effect); break;
      case Table::special_days: break;
    }
  }
}

/// Sets or scales stocks, in one scenario; targets stay.
template <class Real, int Width>
void strike(PassState<Real, Width>& state, std::size_t scenario, const Impulse& impulse) {
  for (const std::uint32_t row : impulse.rows) {
    Real& stock = impulse.table == Table::nodes ? state.nodes[state.rows.position_of[NodeId{row}]].finished[scenario]
                                                : state.slots[state.rows.slot_of[InputId{row}]].stock[scenario];
    const Real before = stock, value = static_cast<Real>(impulse.value);
    stock = impulse.scales ? before * value : value;
    state.struck[static_cast<int>(scenario)] += stock - before;
  }
}

}  // namespace ytterby::kernel
