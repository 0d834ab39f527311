// SPDX-License-Identifier: Apache-2.0
/// @file  When a target runs short, and how much of it.
#pragma once

#include "oracle/slow/chain.hpp"
#include "oracle/slow/state.hpp"
#include "oracle/slow_simulation.hpp"

namespace ytterby::test::slow {

/// Takes a step into a target's account.
///
/// @param before   Stocks as the step began.
/// @param after    As it ended.
/// @param horizon  Months.
void follow(const Chain& chain, const State& before, const State& after, const SlowStep& step, Number now,
            Number horizon, SlowTarget& target);

}  // namespace ytterby::test::slow
