// SPDX-License-Identifier: Apache-2.0
/// @file  Exposures by elimination of a dense matrix in 80 bits.
#include "oracle/dense_exposure.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "oracle/elimination.hpp"

namespace ytterby::test {

namespace {

using Real = long double;
using Matrix = std::vector<std::vector<Real>>;

Matrix zeros(std::size_t n, std::size_t columns) { return Matrix(n, std::vector<Real>(columns)); }

std::vector<Real> solve(const Matrix& a, const std::vector<Real>& b) {
  Matrix system = zeros(a.size(), a.size() + 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < a.size(); ++j) system[i][j] = (i == j ? 1 : 0) - a[i][j];
    system[i][a.size()] = b[i];
  }
  return eliminate(std::move(system));
}

Real inflow_of(const FrozenNetwork& network, InputId input) {
  Real inflow = 0;
  for (const EdgeId edge : network.in_edges(input)) inflow += network.flow(edge).value;
  return inflow;
}

/// The part of an input that each tonne per month of flow into it is.
Real per_flow(const FrozenNetwork& network, InputId input) {
  const Real whole = std::max<Real>(inflow_of(network, input), network.need(input).value);
  return whole > 0 ? 1 / whole : 0;
}

bool is_raw(const FrozenNetwork& network, NodeId node, const std::vector<std::string>& chain) {
  return network.inputs(node).empty() && std::count(chain.begin(), chain.end(), network.product(node)) > 0;
}

std::vector<Real> contents(const FrozenNetwork& network, const std::vector<std::string>& chain) {
  Matrix a = zeros(network.nodes().size(), network.nodes().size());
  std::vector<Real> b(a.size());
  for (const NodeId node : network.nodes()) {
    b[index_of(node)] = is_raw(network, node, chain) ? 1 : 0;
    for (const InputId input : network.inputs(node))
      for (const EdgeId edge : network.in_edges(input))
        a[index_of(node)][index_of(network.from(edge))] +=
            network.t_per_t(input) * network.flow(edge).value * per_flow(network, input);
  }
  return solve(a, b);
}

/// Shares of a node's output by supplier; what is left is its own or of nobody known.
struct Dense {
  Matrix a;
  std::vector<Real> own, unattributed;
};

Dense by_weight(const FrozenNetwork& network, const ExposeOptions& options) {
  const std::size_t n = network.nodes().size();
  Dense dense{zeros(n, n), std::vector<Real>(n), std::vector<Real>(n)};
  const auto price = [&](std::string_view product) -> Real { return options.prices.find(product)->second.value; };
  for (const NodeId node : network.nodes()) {
    const std::size_t i = index_of(node);
    const bool by_mass = options.measure == Measure::mass;
    Real all = 0;
    for (const InputId input : network.inputs(node)) all += network.t_per_t(input);
    dense.own[i] = 1;
    for (const InputId input : network.inputs(node)) {
      const Real weight = by_mass
                              ? network.t_per_t(input) / all
                              : network.t_per_t(input) * price(network.product(input)) / price(network.product(node));
      dense.own[i] -= weight;
      dense.unattributed[i] += weight * (1 - inflow_of(network, input) * per_flow(network, input));
      for (const EdgeId edge : network.in_edges(input))
        dense.a[i][index_of(network.from(edge))] += weight * network.flow(edge).value * per_flow(network, input);
    }
    if (by_mass && !network.inputs(node).empty()) dense.own[i] = 0;
  }
  return dense;
}

/// Column by column: tonnes of material through each edge over the tonnes in the node's output.
Dense by_content(const FrozenNetwork& network, const std::vector<Real>& content,
                 const std::vector<std::string>& chain) {
  const std::size_t n = network.nodes().size();
  Dense dense{zeros(n, n), std::vector<Real>(n), std::vector<Real>(n)};
  for (const NodeId node : network.nodes()) {
    const std::size_t i = index_of(node);
    if (is_raw(network, node, chain)) dense.own[i] = 1;
    Real whole = 0;
    for (const InputId input : network.inputs(node)) {
      Real came = 0;
      for (const EdgeId edge : network.in_edges(input)) {
        const Real tonnes = network.t_per_t(input) * network.flow(edge).value * per_flow(network, input);
        dense.a[i][index_of(network.from(edge))] += tonnes * content[index_of(network.from(edge))];
        came += tonnes * content[index_of(network.from(edge))];
      }
      const Real arrived = inflow_of(network, input) * per_flow(network, input);
      whole += came > 0 ? came / arrived : 0;
      dense.unattributed[i] += came > 0 ? came / arrived - came : 0;
    }
    if (!(whole > 0)) continue;
    for (Real& share : dense.a[i]) share /= whole;
    dense.unattributed[i] /= whole;
  }
  return dense;
}

}  // namespace

std::vector<DenseExposure> dense_exposure(const FrozenNetwork& network, const PerNode<bool>& set,
                                          const ExposeOptions& options) {
  const std::size_t n = network.nodes().size();
  const bool chain = options.measure == Measure::chain;
  const auto content = chain ? contents(network, options.chain) : std::vector<Real>(n, 1);
  const Dense dense = chain ? by_content(network, content, options.chain) : by_weight(network, options);
  std::vector<Real> own_in_set(n), direct(n);
  Matrix outside = dense.a;  // without the columns of the set
  for (std::size_t i = 0; i < n; ++i) {
    own_in_set[i] = set[id_at<NodeId>(i)] ? dense.own[i] : 0;
    direct[i] = own_in_set[i];
    for (std::size_t j = 0; j < n; ++j) {
      if (!set[id_at<NodeId>(j)]) continue;
      direct[i] += dense.a[i][j];
      outside[i][j] = 0;
    }
  }
  const auto origin = solve(dense.a, own_in_set), passed = solve(outside, direct),
             unattributed = solve(dense.a, dense.unattributed), nodes = solve(dense.a, std::vector<Real>(n, 1));
  std::vector<DenseExposure> exposures(n);
  for (std::size_t i = 0; i < n; ++i)
    exposures[i] = {.defined = content[i] > 0,
                    .face_value = direct[i],
                    .look_through = origin[i],
                    .pass_through = passed[i],
                    .unattributed = unattributed[i],
                    .tiers = nodes[i] - 1};
  return exposures;
}

}  // namespace ytterby::test
