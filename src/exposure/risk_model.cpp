// SPDX-License-Identifier: Apache-2.0
/// @file  Shares, markets and weights of systemic risk.
#include "exposure/risk_model.hpp"

#include <fmt/core.h>

#include <cmath>
#include <string_view>
#include <unordered_map>

#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

void require_weights(const FrozenNetwork& network, const RiskOptions& options) {
  if (options.control.threads < 1)
    throw InvalidOptions(fmt::format("threads: found {}, expected 1 or more", options.control.threads));
  if (!options.weights) return;
  if (options.weights->size() != network.nodes().size())
    throw InvalidOptions(fmt::format("weights: found {}, expected one for each of {} nodes", options.weights->size(),
                                     network.nodes().size()));
  for (const NodeId node : network.nodes())
    if (const double weight = (*options.weights)[node]; !(weight >= 0 && std::isfinite(weight)))
      throw InvalidOptions(
          fmt::format("weights, '{}': found {}, expected a finite number, 0 or more", network.name(node), weight));
}

/// Losses of these add up, and may not come to more than all.
void require_partial(const FrozenNetwork& network) {
  constexpr double rounding = 1e-12;
  for (const NodeId node : network.nodes()) {
    double sum = 0;
    for (const InputId input : network.inputs(node))
      if (network.essential(input) < 1) sum += network.essential(input);
    if (sum > 1 + rounding)
      throw InvalidOptions(
          fmt::format("systemic risk, node '{}': found {:g} as the sum of 'essential' over its inputs "
                      "that are essential in part, expected at most 1, since their losses add up",
                      network.name(node), sum));
  }
}

}  // namespace

RiskModel::RiskModel(const FrozenNetwork& of, const RiskOptions& by)
    : network(of), options(by), shares(supplier_shares(of)) {
  require_weights(network, options);
  require_partial(network);
  const Rows& rows = network.rows();
  const std::size_t nodes = rows.node_at.size();
  essential.reserve(rows.input_at.size());
  for (const InputId input : rows.input_at) essential.push_back(network.essential(input));
  output.reserve(nodes);
  ordered_rest.reserve(nodes);
  weight.reserve(nodes);
  market.reserve(nodes);
  double weights = 0;
  std::unordered_map<std::string_view, std::uint32_t> market_of;
  for (const NodeId node : rows.node_at) {
    const double made = network.output(node).value;
    output.push_back(made);
    ordered_rest.push_back(made > 0 ? network.demand(node).value / made : 1);
    weight.push_back(options.weights ? (*options.weights)[node] : made);
    weights += weight.back();
    const auto [at, is_new] =
        market_of.try_emplace(network.product(node), static_cast<std::uint32_t>(market_output.size()));
    if (is_new) {
      market_output.push_back(0);
      market_size.push_back(0);
    }
    market.push_back(at->second);
    market_output[at->second] += made;
    ++market_size[at->second];
  }
  if (!(weights > 0)) throw InvalidOptions("weights: found none above 0, expected some");
  for (double& one : weight) one /= weights;
  ordered.resize(rows.from.size());
  for (std::size_t arc = 0; arc < ordered.size(); ++arc)
    if (rows.flow[arc] > 0) ordered[arc] = rows.flow[arc] / output[rows.from[arc]];
}

}  // namespace ytterby
