// SPDX-License-Identifier: Apache-2.0
/// @file  From ids to the rows of a pass.
#include "ytterby/simulate/step_report.hpp"

#include "simulate/lane_outcome.hpp"
#include "ytterby/kernel/step_view.hpp"

namespace ytterby {

std::size_t StepReport::step() const { return view_.steps_done() - 1; }
Months StepReport::month() const { return static_cast<double>(view_.steps_done()) * length_; }

Mass StepReport::demand(NodeId node) const { return {view_.demand(network_.rows().position_of[node])}; }
Mass StepReport::served(NodeId node) const { return {view_.served(network_.rows().position_of[node])}; }
Mass StepReport::production(NodeId node) const { return {view_.made(network_.rows().position_of[node])}; }
Mass StepReport::stock(NodeId node) const { return {view_.finished(network_.rows().position_of[node])}; }
Mass StepReport::stock(InputId input) const { return {view_.stock(network_.rows().slot_of[input])}; }
Mass StepReport::arrivals(InputId input) const { return {view_.arrived(network_.rows().slot_of[input])}; }
Mass StepReport::waiting(LaneId lane) const { return {view_.lane(index_of(lane)).waiting}; }
LaneOutcome StepReport::lane(LaneId lane) const { return lane_outcome(view_, lane, length_); }

}  // namespace ytterby
