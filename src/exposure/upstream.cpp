// SPDX-License-Identifier: Apache-2.0
/// @file  Against the flow from the targets.
#include "exposure/upstream.hpp"

#include <cstddef>
#include <cstdint>

#include "exposure/arcs_into.hpp"

namespace ytterby {

std::vector<bool> upstream_of(const FrozenNetwork& network, std::span<const NodeId> targets) {
  const Rows& rows = network.rows();
  std::vector<bool> reached(rows.node_at.size(), false);
  std::vector<std::uint32_t> open;
  const auto reach = [&](std::uint32_t at) {
    if (reached[at]) return;
    reached[at] = true;
    open.push_back(at);
  };
  for (const NodeId target : targets) reach(rows.position_of[target]);
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    const auto [first, last] = arcs_into(rows, at);
    for (std::size_t arc = first; arc < last; ++arc)
      if (rows.flow[arc] > 0) reach(rows.from[arc]);
  }
  return reached;
}

}  // namespace ytterby
