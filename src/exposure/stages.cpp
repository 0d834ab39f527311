// SPDX-License-Identifier: Apache-2.0
#include "exposure/stages.hpp"

#include <cstddef>
#include <map>
#include <utility>

namespace ytterby::detail {

std::vector<Stage> stages_of(const FrozenNetwork& network) {
  std::vector<Stage> stages;
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> place;
  for (const NodeId node : network.nodes()) {
    if (!(network.output(node).value > 0)) continue;
    const auto [at, added] = place.try_emplace({network.stage(node), network.product(node)}, stages.size());
    if (added) stages.push_back({.stage = network.stage(node), .product = network.product(node)});
    stages[at->second].makers.push_back(node);
    stages[at->second].output += network.output(node);
  }
  return stages;
}

}  // namespace ytterby::detail
