// SPDX-License-Identifier: Apache-2.0
/// @file  Every product at every stage, and who makes it there.
#pragma once

#include <string_view>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::detail {

struct Stage {
  std::string_view stage = {};
  std::string_view product = {};
  std::vector<NodeId> makers = {};  ///< with an output, in the order of nodes.csv
  Flow output = {};
};

/// As they first occur in nodes.csv; none where nothing is made. Time O(N log N).
[[nodiscard]] std::vector<Stage> stages_of(const FrozenNetwork& network);

}  // namespace ytterby::detail
