// SPDX-License-Identifier: Apache-2.0
/// @file  Who may be upstream of whom.
#pragma once

#include <span>
#include <vector>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// [position] Whether a node is among the targets, or delivers to one at the baseline, at any tier. Time O(N + L).
[[nodiscard]] std::vector<bool> upstream_of(const FrozenNetwork& network, std::span<const NodeId> targets);

}  // namespace ytterby
