// SPDX-License-Identifier: Apache-2.0
/// @file  Looking up nodes of an editable network.
#include "ytterby/network/network.hpp"

#include <algorithm>

namespace ytterby {

std::optional<NodeId> find_node(const Network& network, std::string_view name) {
  const auto at = std::ranges::find(network.nodes, name, &Node::name);
  if (at == network.nodes.end()) return std::nullopt;
  return id_at<NodeId>(static_cast<std::size_t>(at - network.nodes.begin()));
}

}  // namespace ytterby
