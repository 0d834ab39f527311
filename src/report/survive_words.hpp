// SPDX-License-Identifier: Apache-2.0
/// @file  The parts of a best case by name.
#pragma once

#include <string>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::words {

/// "short", "at_once", "never", "no_end_found".
[[nodiscard]] const char* status_of(Lasting lasting);

/// Whether a plan lasts as long as nothing exceeds, but for rounding; for ever and at once always.
[[nodiscard]] bool proven(const TargetTime& target);

/// Why a target has the time it has, alone, or as the first in the order of running out.
[[nodiscard]] const char* reason_of(const TargetTime& target);

/// Why one that is not the first in that order has.
[[nodiscard]] const char* later_reason_of(const TargetTime& target);

/// To six digits, so that times that differ by rounding compare as equal.
[[nodiscard]] double rounded(Months time);

/// The order of running out, equal times in the order of nodes.csv.
[[nodiscard]] std::vector<TargetTime> in_order(std::vector<TargetTime> sequence);

/// What is crossed, but for lanes that nothing is shipped by.
[[nodiscard]] std::vector<Crossing> crossings_of(const Cut& cut, const FrozenNetwork& network);

/// "Mine → Refinery".
[[nodiscard]] std::string way(EdgeId edge, const FrozenNetwork& network);

/// A node by name, an edge as a way, a lane by name, the share of a node's own demand as the node.
[[nodiscard]] std::string where_of(const Crossing& crossing, const FrozenNetwork& network);

/// Likewise; the stock of an input as "ore at Refinery".
[[nodiscard]] std::string where_of(const Gain& gain, const FrozenNetwork& network);

}  // namespace ytterby::words
