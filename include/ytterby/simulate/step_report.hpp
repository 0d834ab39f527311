// SPDX-License-Identifier: Apache-2.0
/// @file  What an observer sees of a run after each of its steps.
#pragma once

#include <cstddef>

#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

namespace kernel {
class StepView;
}
struct LaneOutcome;

/// One step of one scenario: all nodes, inputs and lanes, read where the run keeps them, so good only while the
/// observer is called. Tonnes; flows are those of the step, stocks those at its end. Each question O(1) but for those
/// about lanes, O(log steps + edges of the lane).
class YTTERBY_EXPORT StepReport {
 public:
  [[nodiscard]] std::size_t scenario() const { return scenario_; }  ///< its place among those run; 0 if alone
  [[nodiscard]] std::size_t step() const;                           ///< from 0
  [[nodiscard]] Months month() const;                               ///< end of the step

  [[nodiscard]] Mass demand(NodeId node) const;
  [[nodiscard]] Mass served(NodeId node) const;  ///< of the demand
  [[nodiscard]] Mass production(NodeId node) const;
  [[nodiscard]] Mass stock(NodeId node) const;  ///< finished goods
  [[nodiscard]] Mass stock(InputId input) const;
  [[nodiscard]] Mass arrivals(InputId input) const;
  [[nodiscard]] Mass waiting(LaneId lane) const;      ///< filed and not decided
  [[nodiscard]] LaneOutcome lane(LaneId lane) const;  ///< its account since the start

  StepReport(const FrozenNetwork& network, const kernel::StepView& view, Months length, std::size_t scenario)
      : network_(network), view_(view), length_(length), scenario_(scenario) {}

 private:
  const FrozenNetwork& network_;
  const kernel::StepView& view_;
  Months length_;
  std::size_t scenario_;
};

}  // namespace ytterby
