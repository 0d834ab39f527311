// SPDX-License-Identifier: Apache-2.0
/// @file  The index of one shock, and of every node.
#include "ytterby/exposure/systemic_risk.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <limits>

#include "core/on_threads.hpp"
#include "exposure/risk_model.hpp"
#include "exposure/spread.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

struct Both {
  Losses down = {}, up = {};
  double index = 0;

  /// Of losses, and of their mean, which is a sum of many.
  [[nodiscard]] double bound() const {
    const auto terms = static_cast<double>(down.of.size() + up.of.size());
    return std::max(down.bound, up.bound) + terms * std::numeric_limits<double>::epsilon();
  }
};

/// Weights of the larger loss, in the order of positions, so that no bit depends on what else was asked.
double weighed(const RiskModel& model, const Both& both) {
  double index = 0;
  std::size_t next = both.up.positions.size();  // those are in descending order
  const auto take_up = [&](std::uint32_t before) {
    for (; next > 0 && both.up.positions[next - 1] < before; --next)
      index += model.weight[both.up.positions[next - 1]] * both.up.of[next - 1];
  };
  for (std::size_t i = 0; i < both.down.positions.size(); ++i) {
    const auto position = both.down.positions[i];
    take_up(position);
    double loss = both.down.of[i];
    if (next > 0 && both.up.positions[next - 1] == position) loss = std::max(loss, both.up.of[--next]);
    index += model.weight[position] * loss;
  }
  take_up(static_cast<std::uint32_t>(model.weight.size()));
  return std::min(index, 1.0);
}

Both spread_of(const RiskModel& model, Spread& spread, std::span<const ShockAt> shocks) {
  Both both;
  if (model.options.downstream) both.down = spread.down(shocks);
  if (model.options.upstream) both.up = spread.up(shocks);
  both.index = weighed(model, both);
  return both;
}

PerNode<double> by_node(const FrozenNetwork& network, const Losses& losses) {
  PerNode<double> of(network.nodes().size());
  for (std::size_t i = 0; i < losses.positions.size(); ++i)
    of[network.rows().node_at[losses.positions[i]]] = losses.of[i];
  return of;
}

}  // namespace

SystemicRisk systemic_risk_of(const FrozenNetwork& network, const PerNode<double>& shock, const RiskOptions& options) {
  if (shock.size() != network.nodes().size())
    throw InvalidOptions(
        fmt::format("shock: found {}, expected one for each of {} nodes", shock.size(), network.nodes().size()));
  std::vector<ShockAt> shocks;
  for (const NodeId node : network.nodes()) {
    if (!(shock[node] >= 0 && shock[node] <= 1))
      throw InvalidOptions(
          fmt::format("shock, '{}': found {}, expected a share, 0 to 1", network.name(node), shock[node]));
    if (shock[node] > 0) shocks.emplace_back(network.rows().position_of[node], shock[node]);
  }
  const RiskModel model(network, options);
  Spread spread(model);
  const Both both = spread_of(model, spread, shocks);
  return {.index = both.index,
          .downstream = by_node(network, both.down),
          .upstream = by_node(network, both.up),
          .error_bound = both.bound()};
}

SystemicRisk systemic_risk_of(const FrozenNetwork& network, std::span<const NodeId> failed,
                              const RiskOptions& options) {
  PerNode<double> shock(network.nodes().size());
  for (const NodeId node : failed) {
    if (index_of(node) >= shock.size())
      throw InvalidOptions(fmt::format("failed: found node {}, expected one below {}", index_of(node), shock.size()));
    shock[node] = 1;
  }
  return systemic_risk_of(network, shock, options);
}

std::vector<NodeRisk> systemic_risk_of_each(const FrozenNetwork& network, const RiskOptions& options) {
  const RiskModel model(network, options);
  std::vector<NodeRisk> risks(network.nodes().size());
  on_threads(risks.size(), options.control, [&](auto&& each) {
    Spread spread(model);
    each([&](std::size_t i) {
      const auto node = id_at<NodeId>(i);
      const ShockAt shock{network.rows().position_of[node], 1.0};
      const Both both = spread_of(model, spread, std::span{&shock, 1});
      risks[i] = {node, both.index, both.bound()};
    });
  });
  return risks;
}

}  // namespace ytterby
