// SPDX-License-Identifier: Apache-2.0
/// @file  Where the chain of a short target gave way.
#pragma once

#include "simulate/shortage_clock.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// Follows the shortage of the last step up the chain, as Limit says. O(length of the chain · suppliers).
[[nodiscard]] Limit first_limit(const FrozenNetwork& network, const PlainPass& pass, NodeId target);

}  // namespace ytterby
