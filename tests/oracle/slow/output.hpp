// SPDX-License-Identifier: Apache-2.0
/// @file  What a node makes of what it has, and who gets it.
#pragma once

#include "oracle/slow/chain.hpp"
#include "oracle/slow/state.hpp"
#include "oracle/slow_simulation.hpp"

namespace ytterby::test::slow {

/// Receives, makes and serves what the node faces, as far as it goes.
SlowStep make_and_serve(const Chain& chain, State& state, NodeId node, Number now);

}  // namespace ytterby::test::slow
