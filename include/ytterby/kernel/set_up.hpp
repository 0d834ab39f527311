// SPDX-License-Identifier: Apache-2.0
/// @file  From a network and its timelines to the state before the first step.
#pragma once

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "ytterby/kernel/pass_state.hpp"
#include "ytterby/network/boost_graph.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::kernel {

namespace detail {

struct ShorterThanStep {
  const FrozenNetwork* network = nullptr;
  double step = 0;
  bool operator()(EdgeId edge) const { return network->lead_time(edge).count() < step; }
};

/// Lead times in steps. Arcs on a cycle of arcs shorter than a step count as one step: goods cannot run round within
/// it. Every such cycle has a closing arc, so without one there is nothing to look for.
template <class Real, int Width>
void take_leads(PassState<Real, Width>& state) {
  const Rows& rows = state.rows;
  const double step = state.step.count();
  for (const double lead : rows.lead) state.leads.push_back(LeadSteps::of(lead, step));
  const auto is_short = [&](std::size_t arc) { return rows.lead[rows.lead_class[arc]] < step; };
  bool candidates = false;
  for (std::size_t arc = 0; arc < rows.from.size(); ++arc)
    candidates = candidates || (rows.closes_cycle[arc] && is_short(arc));
  if (!candidates) return;
  const boost::filtered_graph<FrozenNetwork, ShorterThanStep> short_arcs(state.network, {&state.network, step});
  std::vector<std::uint32_t> component(state.network.nodes().size());
  boost::strong_components(
      short_arcs, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, state.network)));
  state.own_lead_class = rows.lead_class;
  const auto one_step = static_cast<std::uint32_t>(state.leads.size());
  state.leads.push_back({1, 0});
  for (std::size_t arc = 0; arc < rows.from.size(); ++arc) {
    const EdgeId edge = rows.edge_at[arc];
    if (!is_short(arc)) continue;
    if (component[index_of(state.network.from(edge))] != component[index_of(state.network.to(edge))]) continue;
    state.own_lead_class[arc] = one_step;
    ++state.lengthened;
  }
}

template <class Real, int Width>
void take_specials(PassState<Real, Width>& state, std::span<const Timeline> timelines) {
  const Rows& rows = state.rows;
  const bool by_capacity = std::count(state.moves_shares.begin(), state.moves_shares.end(), true) > 0;
  state.specials.restart(state.network, timelines, state.step, by_capacity);
  auto& specials = state.specials;
  const Real step = static_cast<Real>(state.step.count());
  for (std::size_t row = 0; row < specials.arc.size(); ++row) {
    const std::size_t arc = specials.arc[row];
    specials.pending[row].setConstant(static_cast<Real>(rows.flow[arc]) * step);
    specials.pending_need[row] = specials.pending[row];
    for (std::size_t s = 0; s < Width; ++s) specials.set_lead(row, s, state.leads[state.lead_class(arc)]);
    specials.at_least_a_step[row] = rows.closes_cycle[arc] || state.lead_class(arc) >= rows.lead.size();
  }
}

template <class Real, int Width>
void take_nodes(PassState<Real, Width>& state, std::span<const Timeline> timelines) {
  const std::size_t nodes = state.rows.node_at.size();
  state.nodes.assign(nodes, {});
  state.faced.assign(nodes);
  state.fill.assign(nodes, Real{1});
  state.binding.assign(nodes * Width, 0);
  const Real step = static_cast<Real>(state.step.count());
  for (std::size_t at = 0; at < nodes; ++at) {
    const NodeId node = state.rows.node_at[at];
    auto& row = state.nodes[at];
    row.demand.pack().setConstant(static_cast<Real>(state.network.demand(node).value) * step);
    row.capacity.pack().setConstant(static_cast<Real>(state.network.capacity(node).value) * step);
    row.finished.pack().setConstant(static_cast<Real>(state.network.stock(node).value));
    row.finished_target = row.finished;
  }
  state.open.assign(0);
  const bool may_open = std::any_of(timelines.begin(), timelines.end(), [](const Timeline& timeline) {
    return std::any_of(timeline.groups.begin(), timeline.groups.end(), [](const LeverGroup& group) {
      return group.table == Table::nodes && group.lever == Lever::capacity;
    });
  });
  if (may_open) state.open.reserve(nodes);  // an event must not allocate
  state.priority.assign(0);
  state.minimum_share.assign(0);
}

/// Rings long enough for every lead time that an event may bring.
template <class Real, int Width>
void take_arrivals(PassState<Real, Width>& state, std::span<const Timeline> timelines) {
  const Rows& rows = state.rows;
  state.arrivals.begin(rows.input_at.size());
  const auto reach = [&](std::size_t arc, std::uint32_t steps) { state.arrivals.reach(rows.slot[arc], steps); };
  for (std::size_t arc = 0; arc < rows.from.size(); ++arc) reach(arc, state.leads[state.lead_class(arc)].whole);
  state.specials.reach_leads(timelines, state.network, state.step, reach);
  state.arrivals.lay_out();
}

template <class Real, int Width>
void take_inputs(PassState<Real, Width>& state) {
  const Rows& rows = state.rows;
  const std::size_t slots = rows.input_at.size();
  state.slots.assign(slots, {});
  const Real step = static_cast<Real>(state.step.count());
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const InputId input = rows.input_at[slot];
    auto& row = state.slots[slot];
    row.stock.pack().setConstant(static_cast<Real>(state.network.stock(input).value));
    row.t_per_t.pack().setConstant(static_cast<Real>(state.network.t_per_t(input)));
    row.essential.pack().setConstant(static_cast<Real>(state.network.essential(input)));
    double inflow = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      const LeadSteps lead = state.leads[state.lead_class(arc)];
      inflow += rows.flow[arc];
      state.arrivals.fill(slot, lead, static_cast<Real>(rows.flow[arc]) * step);
    }
    if (inflow > 0) row.per_inflow.pack().setConstant(static_cast<Real>(1 / inflow));
    row.due.pack().setConstant(state.target(slot, 0) - state.arrivals.under_way(slot, 0));  // alike in all scenarios
  }
}

/// Whether an event of some scenario moves it.
[[nodiscard]] inline bool moves_lanes(std::span<const Timeline> timelines, Lever lever) {
  return std::any_of(timelines.begin(), timelines.end(), [&](const Timeline& timeline) {
    return std::any_of(timeline.groups.begin(), timeline.groups.end(),
                       [&](const LeverGroup& group) { return group.table == Table::lanes && group.lever == lever; });
  });
}

template <class Real, int Width>
void take_lanes(PassState<Real, Width>& state, std::span<const Timeline> timelines, std::size_t steps) {
  using Curves = LaneCurves<Real, Width>;
  const FrozenNetwork& network = state.network;
  const double step = state.step.count();
  std::vector<typename Curves::OfficeState> offices;
  for (const OfficeId id : network.offices()) {
    const auto licences = network.office(id).licences_per_month;
    if (is_unlimited(licences)) {
      offices.push_back({});
    } else {
      offices.push_back({.licences = static_cast<Real>(licences.value * step), .open = 0});
    }
  }
  typename Curves::Ages ages{.of_licences = moves_lanes(timelines, Lever::valid),
                             .of_corrections = moves_lanes(timelines, Lever::returned)};
  std::vector<typename Curves::LaneState> lanes;
  for (const LaneId id : network.lanes()) {
    const Lane& lane = network.lane(id);
    typename Curves::LaneState lane_state{.office = static_cast<std::uint32_t>(lane.office)};
    lane_state.t_per_licence = static_cast<Real>(lane.t_per_licence.value);
    lane_state.review = static_cast<Real>(lane.review.count() / step);
    lane_state.approval = static_cast<Real>(lane.approval);
    if (lane.refile) lane_state.refile = static_cast<Real>(lane.refile->count() / step);
    lane_state.refile_reviews = lane.refile ? Real{0} : Real{1};
    lane_state.priority = static_cast<Real>(lane.priority);
    lane_state.volume = static_cast<Real>(lane.volume.value);
    lane_state.controlled = static_cast<Real>(lane.controlled);
    lane_state.returned = static_cast<Real>(lane.returned);
    lane_state.correction = static_cast<Real>(lane.correction.count() / step);
    lane_state.restocking = static_cast<Real>(lane.restocking);
    if (lane.valid) lane_state.valid = static_cast<Real>(lane.valid->count() / step);
    ages.of_licences = ages.of_licences || lane.valid;
    ages.of_corrections = ages.of_corrections || lane.returned > 0;
    lane_state.queue_at_start =
        lane_state.review > 0 || offices[lane_state.office].open < 1 || !is_unlimited(lane.volume);
    lanes.push_back(lane_state);
  }
  state.lanes.begin(lanes, offices);
  for (std::size_t row = 0; row < state.specials.arc.size(); ++row) {
    if (state.specials.licence[row] == state.specials.none) continue;
    const std::size_t arc = state.specials.arc[row];
    state.lanes.add(static_cast<std::uint32_t>(state.rows.lane[arc]), static_cast<Real>(state.rows.flow[arc] * step));
  }
  state.lanes.start(steps, state.gain, ages);
}

}  // namespace detail

/// What no scenario changes: lead times in steps, cycles shorter than a step.
template <class Real, int Width>
[[nodiscard]] PassState<Real, Width> lay_out(const FrozenNetwork& network, Months step) {
  PassState<Real, Width> state{.network = network, .step = step};
  detail::take_leads(state);
  return state;
}

/// The state before the first step. Of what earlier scenarios left nothing remains but the memory, used again.
///
/// @param timelines  One a scenario; where there are fewer than `Width`, the rest are undisturbed.
/// @param policies   Likewise; the rest follow the default.
/// @param steps      How many will be taken at most.
template <class Real, int Width>
void set_up(PassState<Real, Width>& state, std::span<const Timeline> timelines, std::span<const Policy> policies,
            std::size_t steps) {
  for (std::size_t s = 0; s < Width; ++s) {
    const Policy policy = s < policies.size() ? policies[s] : Policy{};
    state.gain[static_cast<int>(s)] = static_cast<Real>(std::min(1.0, state.step / policy.tau));
    state.moves_shares[s] = policy.resourcing;
  }
  detail::take_specials(state, timelines);
  detail::take_nodes(state, timelines);
  detail::take_arrivals(state, timelines);
  detail::take_inputs(state);
  detail::take_lanes(state, timelines, steps);
  state.struck = state.all_made = state.all_eaten = state.all_served = Pack<Real, Width>::Zero();
  state.initial = state.held() + state.arrivals.total();
}

}  // namespace ytterby::kernel
