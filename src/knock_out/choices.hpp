// SPDX-License-Identifier: Apache-2.0
/// @file  What can be knocked out, by name.
#pragma once

#include <string>
#include <vector>

#include "ytterby/knock_out/knock_out.hpp"

namespace ytterby {

struct Choice {
  std::string what = {};
  std::vector<NodeId> nodes = {};  ///< in the order of nodes.csv
  std::vector<LaneId> lanes = {};
  Event event = {};  ///< that takes them out
};

/// All of a kind, in the order in which the tables first name them.
[[nodiscard]] std::vector<Choice> choices_of(const FrozenNetwork& network, KnockOutBy by);

/// @throws InvalidOptions  on a name that nothing has.
[[nodiscard]] std::vector<Choice> choices_of(const FrozenNetwork& network, KnockOutBy by,
                                             const std::vector<std::string>& names);

}  // namespace ytterby
