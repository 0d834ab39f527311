// SPDX-License-Identifier: Apache-2.0
/// @file  What one scenario of a pass looks like after a step, whatever the width of the pass.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "ytterby/kernel/lead_steps.hpp"

namespace ytterby::kernel {

/// What was to go over an edge in a step, and what did; tonnes.
struct ArcFlows {
  double wanted = 0;   ///< by the customer; where it closes a cycle, a step before
  double carried = 0;  ///< of it, what the edge's capacity lets through
  double ordered = 0;  ///< what reached the supplier
  double shipped = 0;
};

/// Tonnes of a lane since the start, with what was on file then; `wait` in tonnes times steps, `oldest` in steps.
struct LaneTotals {
  double filed = 0, granted = 0, used = 0, open = 0, expired = 0, refused = 0, returned = 0, waiting = 0;
  double wait = 0, oldest = 0;
};

/// Numbers of nodes and inputs are read where the pass keeps them; the rest, asked seldom, is asked of the pass. So
/// what reads a pass need not be a template. Good until the pass takes its next step or is moved.
class StepView {
 public:
  static constexpr std::uint32_t own_capacity = 0xffff'ffffU;  ///< what binds a node that no input holds back

  /// The numbers of one quantity: that of row r lies at `first[r · stride]`.
  struct Column {
    const double* first;
    std::size_t stride;
    [[nodiscard]] double operator[](std::size_t row) const { return first[row * stride]; }
  };
  struct Columns {
    Column demand, faced, fill, demand_fill, made, finished, capacity, open;  // [position]; open may be empty
    Column stock, arrived, t_per_t, essential;                                // [slot]
    const std::uint32_t* binding;                                             // [position · width]
    std::size_t width;
  };

  template <class Pass>
  StepView(const Columns& columns, std::size_t steps_done, const Pass& pass, std::size_t scenario)
      : columns_(columns),
        steps_done_(steps_done),
        pass_(&pass),
        scenario_(scenario),
        questions_(&questions_to<Pass>) {}

  [[nodiscard]] std::size_t steps_done() const { return steps_done_; }

  // By position; tonnes in the last step.
  [[nodiscard]] double demand(std::size_t at) const { return columns_.demand[at]; }
  /// Demand and orders.
  [[nodiscard]] double faced(std::size_t at) const { return columns_.faced[at]; }
  [[nodiscard]] double fill(std::size_t at) const { return columns_.fill[at]; }
  /// Of the demand.
  [[nodiscard]] double served(std::size_t at) const { return demand(at) * columns_.demand_fill[at]; }
  [[nodiscard]] double made(std::size_t at) const { return columns_.made[at]; }
  [[nodiscard]] double finished(std::size_t at) const { return columns_.finished[at]; }
  /// Room of the node's own capacity for a wanted output.
  [[nodiscard]] double capacity_for(std::size_t at, double wanted) const {
    const double capacity = columns_.capacity[at];
    if (columns_.open.first == nullptr) return std::min(wanted, capacity);
    const double limitless = columns_.open[at];
    return limitless * wanted + std::min((1 - limitless) * wanted, capacity);
  }
  /// The slot that held a node back when it was last short, or own_capacity.
  [[nodiscard]] std::uint32_t binding(std::size_t at) const { return columns_.binding[at * columns_.width]; }

  // By slot.
  [[nodiscard]] double stock(std::size_t slot) const { return columns_.stock[slot]; }
  [[nodiscard]] double arrived(std::size_t slot) const { return columns_.arrived[slot]; }
  [[nodiscard]] double t_per_t(std::size_t slot) const { return columns_.t_per_t[slot]; }
  [[nodiscard]] double essential(std::size_t slot) const { return columns_.essential[slot]; }
  [[nodiscard]] double transit(std::size_t slot) const { return questions_->transit(pass_, slot, scenario_); }

  // By arc.
  [[nodiscard]] double usual(std::size_t arc) const { return questions_->usual(pass_, arc); }
  [[nodiscard]] LeadSteps lead(std::size_t arc) const { return questions_->lead(pass_, arc, scenario_); }
  [[nodiscard]] ArcFlows flows(std::size_t arc) const { return questions_->flows(pass_, arc, scenario_); }
  [[nodiscard]] double shipped(std::size_t arc) const { return questions_->shipped(pass_, arc, scenario_); }

  [[nodiscard]] LaneTotals lane(std::size_t lane) const { return questions_->lane(pass_, lane, scenario_); }
  /// Tonnes created or lost by the calculation, relative to all that was there or was made.
  [[nodiscard]] double mass_balance_error() const { return questions_->mass_balance_error(pass_, scenario_); }

 private:
  struct Questions {
    double (*transit)(const void*, std::size_t, std::size_t);
    double (*usual)(const void*, std::size_t);
    LeadSteps (*lead)(const void*, std::size_t, std::size_t);
    ArcFlows (*flows)(const void*, std::size_t, std::size_t);
    double (*shipped)(const void*, std::size_t, std::size_t);
    LaneTotals (*lane)(const void*, std::size_t, std::size_t);
    double (*mass_balance_error)(const void*, std::size_t);
  };

  template <class Pass>
  static const Pass& as(const void* pass) {
    return *static_cast<const Pass*>(pass);
  }

  template <class Pass>
  static constexpr Questions questions_to{
      .transit = [](const void* pass, std::size_t slot, std::size_t s) { return as<Pass>(pass).transit(slot, s); },
      .usual = [](const void* pass, std::size_t arc) { return as<Pass>(pass).usual(arc); },
      .lead = [](const void* pass, std::size_t arc, std::size_t s) { return as<Pass>(pass).lead(arc, s); },
      .flows =
          [](const void* of, std::size_t arc, std::size_t s) {
            const auto& pass = as<Pass>(of);
            return ArcFlows{pass.wanted(arc, s), pass.carried(arc, s), pass.ordered(arc, s), pass.shipped(arc, s)};
          },
      .shipped = [](const void* pass, std::size_t arc, std::size_t s) { return as<Pass>(pass).shipped(arc, s); },
      .lane =
          [](const void* of, std::size_t lane, std::size_t s) {
            const auto& pass = as<Pass>(of);
            const auto& lanes = pass.lanes();
            const auto& state = lanes.lane_at(lane, s);
            const std::size_t steps = pass.steps_done();
            return LaneTotals{.filed = lanes.filed(lane, steps, s),
                              .granted = state.granted,
                              .used = state.used,
                              .open = lanes.open(lane, s),
                              .expired = state.expired,
                              .refused = state.refused,
                              .returned = state.returned_t,
                              .waiting = lanes.waiting(lane, steps, s),
                              .wait = state.wait,
                              .oldest = lanes.oldest(lane, steps, s)};
          },
      .mass_balance_error = [](const void* pass, std::size_t s) { return as<Pass>(pass).mass_balance_error(s); }};

  Columns columns_;
  std::size_t steps_done_;
  const void* pass_;
  std::size_t scenario_;
  const Questions* questions_;
};

}  // namespace ytterby::kernel
