// SPDX-License-Identifier: Apache-2.0
/// @file  Goods on the way, and the stocks at both ends.
#pragma once

#include "oracle/slow/chain.hpp"
#include "oracle/slow/state.hpp"

namespace ytterby::test::slow {

/// Stocks as in the data, goods under way arriving evenly.
[[nodiscard]] State state_at_start(const Chain& chain);

/// What was served on an edge leaves.
void ship(const Chain& chain, State& state, EdgeId edge, Number now);

/// What arrives of an input in this step, taken off the way; all that is served on edges that close no cycle leaves
/// first. @return tonnes.
Number receive(const Chain& chain, State& state, InputId input, Number now);

}  // namespace ytterby::test::slow
