// SPDX-License-Identifier: Apache-2.0
/// @file  Does the baseline hold itself up?
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

namespace {

/// The largest relative gap between what reaches an input of the node and what its output eats.
double input_residual(const FrozenNetwork& network, NodeId node) {
  double worst = 0;
  for (const InputId input : network.inputs(node)) {
    const double need = network.need(input).value;
    double inflow = 0;
    for (const EdgeId edge : network.in_edges(input)) inflow += network.flow(edge).value;
    const double scale = std::max(need, inflow);
    if (scale > 0) worst = std::max(worst, std::abs(inflow - need) / scale);
  }
  return worst;
}

}  // namespace

Balance balance_of(const FrozenNetwork& network) {
  Balance balance;
  std::vector<std::pair<double, NodeId>> residuals;
  for (const NodeId node : network.nodes()) {
    double residual = input_residual(network, node);
    const double excess = (network.output(node) - network.capacity(node)).value;
    if (excess > Balance::tolerance * network.output(node).value) {
      if (network.stock(node).value > 0) {
        balance.living_on_stock.push_back(node);
      } else {
        residual = std::max(residual, excess / network.output(node).value);
      }
    }
    if (residual > balance.largest_residual) {
      balance.largest_residual = residual;
      balance.node = node;
    }
    if (residual > Balance::tolerance) residuals.emplace_back(-residual, node);
  }
  std::sort(residuals.begin(), residuals.end());
  for (const auto& [residual, node] : residuals) balance.unbalanced.push_back(node);
  return balance;
}

}  // namespace ytterby
