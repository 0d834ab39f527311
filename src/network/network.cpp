// SPDX-License-Identifier: Apache-2.0
/// @file  Adding rows to an editable network, and looking up its nodes.
#include "ytterby/network/network.hpp"

#include <algorithm>
#include <utility>

namespace ytterby {

NodeId Network::add(Node node) { return nodes.push_back(std::move(node)); }
InputId Network::add(Input input) { return inputs.push_back(std::move(input)); }
EdgeId Network::add(const Edge& edge) { return edges.push_back(edge); }
LaneId Network::add(Lane lane) { return lanes.push_back(std::move(lane)); }
OfficeId Network::add(Office office) { return offices.push_back(std::move(office)); }
SpecialDayId Network::add(SpecialDay day) { return special_days.push_back(std::move(day)); }

std::optional<NodeId> find_node(const Network& network, std::string_view name) {
  const auto at = std::ranges::find(network.nodes, name, &Node::name);
  if (at == network.nodes.end()) return std::nullopt;
  return id_at<NodeId>(static_cast<std::size_t>(at - network.nodes.begin()));
}

}  // namespace ytterby
