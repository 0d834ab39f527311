// SPDX-License-Identifier: Apache-2.0
/// @file  A lane's account after a step.
#pragma once

#include "ytterby/core/units.hpp"
#include "ytterby/kernel/step_view.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// @param length  Of a step.
[[nodiscard]] LaneOutcome lane_outcome(const kernel::StepView& pass, LaneId lane, Months length);

}  // namespace ytterby
