// SPDX-License-Identifier: Apache-2.0
/// @file  Arcs that are more than a share: with a capacity, a licence, an event, or closing a cycle.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "ytterby/kernel/arrivals.hpp"
#include "ytterby/kernel/pack.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::kernel {

/// Sorted by arc; every member has one row a special arc.
template <class Real, int Width>
struct SpecialArcs {
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  std::vector<std::uint32_t> arc = {};
  std::vector<bool> closes = {};
  std::vector<bool> at_least_a_step = {};
  std::vector<std::size_t> licence = {};     ///< place among the licensed arcs, or none
  std::vector<std::uint32_t> closing = {};   ///< the rows that close a cycle
  PackArray<Real, Width> flow = {};          ///< t/month, as events move it
  PackArray<Real, Width> capacity = {};      ///< t in a step, of the part of it that has a limit
  PackArray<Real, Width> open = {};          ///< share of the step without limit
  PackArray<Real, Width> pending = {};       ///< wish of the step before, where it closes a cycle
  PackArray<Real, Width> pending_need = {};  ///< the part of it that was needed for what the customer faced
  PackArray<Real, Width> wish = {};          ///< what the customer wanted of it
  PackArray<Real, Width> order = {};         ///< what reached the supplier

  /// Begins anew with what is special in any of the scenarios; what was allocated before is used again.
  ///
  /// @param by_capacity  Whether some scenario orders by capacity where no flow is usual: such arcs are special then.
  void restart(const FrozenNetwork& network, std::span<const Timeline> timelines, Months step, bool by_capacity) {
    const Rows& rows = network.rows();
    marks_ = rows.closes_cycle;
    for (std::size_t a = 0; a < marks_.size(); ++a) {
      const bool limited =
          !rows.edge_capacity.empty() && rows.edge_capacity[a] < std::numeric_limits<double>::infinity();
      if (limited || (!rows.lane.empty() && rows.lane[a] != no_lane)) marks_[a] = true;
    }
    for (const Timeline& timeline : timelines)
      for (const LeverGroup& group : timeline.groups) mark(group, rows);
    if (by_capacity) mark_idle(rows);
    arc.clear();
    for (std::uint32_t a = 0; a < marks_.size(); ++a)
      if (marks_[a]) arc.push_back(a);
    take(network, rows, static_cast<Real>(step.count()));
  }

  /// The row of an arc, or none. O(log).
  [[nodiscard]] std::size_t find(std::size_t wanted) const {
    const auto at = std::lower_bound(arc.begin(), arc.end(), wanted);
    return at != arc.end() && *at == wanted ? static_cast<std::size_t>(at - arc.begin()) : none;
  }

  [[nodiscard]] LeadSteps lead_at(std::size_t row, std::size_t scenario) const {
    return leads_[row * Width + scenario];
  }
  void set_lead(std::size_t row, std::size_t scenario, LeadSteps lead) { leads_[row * Width + scenario] = lead; }

  /// Calls `reach(arc, steps)` so that no arc ever has a lead time of more whole steps than the most it was called
  /// with.
  template <class Reach>
  void reach_leads(std::span<const Timeline> timelines, const FrozenNetwork& network, Months step,
                   Reach&& reach) const {
    for (std::size_t row = 0; row < arc.size(); ++row) reach(arc[row], std::max(1U, lead_at(row, 0).whole));
    for (const Timeline& timeline : timelines) {
      for (const LeverGroup& group : timeline.groups) {
        if (group.table != Table::edges || group.lever != Lever::lead_time) continue;
        for (const std::uint32_t edge : group.rows) {
          const double most = upper_bound(group, network.lead_time(EdgeId{edge}).count());
          reach(network.rows().arc_of[EdgeId{edge}], LeadSteps::of(most, step.count()).whole + 1);
        }
      }
    }
  }

 private:
  /// An event on an edge makes it special; on its flow, every arc into the same slot, since their shares move together.
  void mark(const LeverGroup& group, const Rows& rows) {
    if (group.table != Table::edges) return;
    for (const std::uint32_t edge : group.rows) {
      const std::uint32_t a = rows.arc_of[EdgeId{edge}], slot = rows.slot[a];
      marks_[a] = true;
      if (group.lever != Lever::flow) continue;
      for (auto other = rows.in_begin[slot]; other < rows.in_begin[slot + 1]; ++other) marks_[other] = true;
    }
  }

  /// Every arc into an input that usually gets nothing.
  void mark_idle(const Rows& rows) {
    for (std::size_t slot = 0; slot < rows.input_at.size(); ++slot) {
      double inflow = 0;
      for (auto a = rows.in_begin[slot]; a < rows.in_begin[slot + 1]; ++a) inflow += rows.flow[a];
      if (inflow > 0) continue;
      for (auto a = rows.in_begin[slot]; a < rows.in_begin[slot + 1]; ++a) marks_[a] = true;
    }
  }

  void take(const FrozenNetwork& network, const Rows& rows, Real step) {
    const std::size_t count = arc.size();
    closes.resize(count);
    at_least_a_step.resize(count);
    licence.assign(count, none);
    leads_.resize(count * Width);
    closing.clear();
    for (auto* array : {&flow, &capacity, &open, &pending, &pending_need, &wish, &order}) array->assign(count);
    std::size_t licences = 0;
    for (std::uint32_t row = 0; row < count; ++row) {
      const EdgeId edge = rows.edge_at[arc[row]];
      closes[row] = rows.closes_cycle[arc[row]];
      if (closes[row]) closing.push_back(row);
      if (network.lane(edge) != no_lane) licence[row] = licences++;
      flow[row].setConstant(static_cast<Real>(network.flow(edge).value));
      capacity[row].setConstant(static_cast<Real>(network.capacity(edge).value) * step);
    }
  }

  std::vector<LeadSteps> leads_ = {};  // [row][scenario]
  std::vector<bool> marks_ = {};       // [arc] special
};

}  // namespace ytterby::kernel
