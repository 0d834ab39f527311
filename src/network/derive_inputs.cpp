// SPDX-License-Identifier: Apache-2.0
/// @file  Inputs from edges: grouped by customer and product, flows added up.
#include "ytterby/network/derive_inputs.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace ytterby {

namespace {

/// A product that reaches a node: by one edge, or, once merged, by all from the first on.
struct Supply {
  NodeId to{};
  std::uint32_t product = 0;
  EdgeId first{};
  Flow flow = {};
};

std::vector<Supply> supplies_of(const Network& network) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  PerNode<std::uint32_t> product(network.nodes.size());
  for (const NodeId node : network.nodes.ids())
    product[node] =
        numbers.try_emplace(network.nodes[node].product, static_cast<std::uint32_t>(numbers.size())).first->second;
  std::vector<Supply> supplies;
  supplies.reserve(network.edges.size());
  for (const EdgeId id : network.edges.ids()) {
    const Edge& edge = network.edges[id];
    if (std::max(index_of(edge.from), index_of(edge.to)) >= network.nodes.size()) continue;
    supplies.push_back({edge.to, product[edge.from], id, edge.flow});
  }
  return supplies;
}

void merge(std::vector<Supply>& supplies) {
  std::ranges::sort(supplies, {}, [](const Supply& it) { return std::tuple{it.to, it.product, it.first}; });
  std::size_t merged = 0;
  for (std::size_t at = 0; at < supplies.size(); ++at) {
    if (merged > 0 && supplies[merged - 1].to == supplies[at].to &&
        supplies[merged - 1].product == supplies[at].product)
      supplies[merged - 1].flow += supplies[at].flow;
    else
      supplies[merged++] = supplies[at];
  }
  supplies.resize(merged);
  std::ranges::sort(supplies, {}, [](const Supply& it) { return std::tuple{it.to, it.first}; });
}

}  // namespace

PerInput<Input> derive_inputs(const Network& network) {
  PerNode<Flow> output(network.nodes.size());
  for (const NodeId node : network.nodes.ids()) output[node] = network.nodes[node].demand;
  for (const Edge& edge : network.edges)
    if (index_of(edge.from) < output.size()) output[edge.from] += edge.flow;
  auto supplies = supplies_of(network);
  merge(supplies);
  PerInput<Input> inputs;
  inputs.reserve(supplies.size());
  for (const Supply& it : supplies) {
    const bool flows = it.flow.value > 0 && output[it.to].value > 0;
    inputs.push_back({.node = it.to,
                      .product = network.nodes[network.edges[it.first].from].product,
                      .t_per_t = flows ? it.flow / output[it.to] : 1});
  }
  return inputs;
}

}  // namespace ytterby
