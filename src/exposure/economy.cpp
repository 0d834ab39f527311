// SPDX-License-Identifier: Apache-2.0
#include "exposure/economy.hpp"

#include <fmt/core.h>

#include "ytterby/core/error.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby::detail {

PerNode<char> within(const FrozenNetwork& network, const std::vector<std::string>& countries, const char* where) {
  if (countries.empty())
    throw InvalidOptions(fmt::format("{}: found no country, expected those of the economy", where));
  PerNode<char> inside(network.nodes().size(), 0);
  for (const NodeId node : select_nodes(network, {.country = countries}, where)) inside[node] = 1;
  return inside;
}

Shipments shipments_of(const FrozenNetwork& network, const PerNode<char>& inside) {
  Shipments found{.home = PerNode<double>(network.nodes().size()), .abroad = PerNode<double>(network.nodes().size())};
  for (const EdgeId edge : network.edges()) {
    auto& side = inside[network.to(edge)] != 0 ? found.home : found.abroad;
    side[network.from(edge)] += network.flow(edge).value;
  }
  return found;
}

Trade trade_of(const FrozenNetwork& network, const std::vector<NodeId>& makers, const PerNode<char>& inside,
               const Shipments& shipments) {
  Trade trade;
  for (const NodeId maker : makers) {
    if (inside[maker] != 0) {
      trade.production += network.output(maker);
      trade.exports.value += shipments.abroad[maker];
    } else {
      trade.imports.value += shipments.home[maker];
    }
  }
  return trade;
}

}  // namespace ytterby::detail
