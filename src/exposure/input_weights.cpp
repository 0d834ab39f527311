// SPDX-License-Identifier: Apache-2.0
/// @file  Bills of materials in tonnes and in dollars.
#include "exposure/input_weights.hpp"

#include <fmt/core.h>

#include <cmath>
#include <cstddef>
#include <string_view>

#include "core/quote.hpp"
#include "exposure/supplier_shares.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

double price_of(const ByName<UnitValue>& prices, std::string_view product, std::string_view node) {
  const auto at = prices.find(product);
  if (at == prices.end())
    throw InvalidOptions(
        fmt::format("prices: found none of {}, which node {} needs, expected one", quoted(product), quoted(node)));
  const double price = at->second.value;
  if (!(price > 0) || !std::isfinite(price))
    throw InvalidOptions(
        fmt::format("prices, {}: found {} USD/t, expected a finite number above 0", quoted(product), price));
  return price;
}

}  // namespace

std::vector<double> weights_by_mass(const FrozenNetwork& network) {
  const Rows& rows = network.rows();
  std::vector<double> weights(rows.input_at.size());
  for (std::size_t at = 0; at < rows.node_at.size(); ++at) {
    double all = 0;
    for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot)
      all += weights[slot] = network.t_per_t(rows.input_at[slot]);
    for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) weights[slot] /= all;
  }
  return weights;
}

std::vector<double> weights_by_value(const FrozenNetwork& network, const std::vector<bool>& upstream,
                                     const ByName<UnitValue>& prices) {
  const Rows& rows = network.rows();
  std::vector<double> weights(rows.input_at.size());
  for (std::size_t at = 0; at < rows.node_at.size(); ++at) {
    if (!upstream[at] || rows.slot_begin[at] == rows.slot_begin[at + 1]) continue;
    const NodeId node = rows.node_at[at];
    const auto name = network.name(node);
    const double product = price_of(prices, network.product(node), name);
    double all = 0;
    for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
      const InputId input = rows.input_at[slot];
      all += weights[slot] = network.t_per_t(input) * price_of(prices, network.product(input), name) / product;
    }
    if (all > 1 + rounding_gap)
      throw InvalidOptions(fmt::format(
          "prices, node {}: found inputs of {:.6g} USD in a tonne of {}, expected no more than its {:.6g} USD",
          quoted(name), all * product, quoted(network.product(node)), product));
  }
  return weights;
}

}  // namespace ytterby
