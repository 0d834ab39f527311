// SPDX-License-Identifier: Apache-2.0
/// @file  Systemic risk of random networks, with cycles, against plain passes in long double.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "support/random_network.hpp"
#include "support/renumbered.hpp"
#include "ytterby/exposure/systemic_risk.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Inputs that are essential in part, up to three a node, made to add up to at most 1; some that balance exactly.
Network risk_network(Random& random) {
  Network network = random_network(random, {.most_nodes = 25, .leads = false});
  for (Input& input : network.inputs)
    if (input.essential < 1) input.essential /= 3;
  return network;
}

struct SlowRisk {
  std::vector<long double> down, up;
  long double index = 0;
};

/// Passes of the paper over the tables of the network until nothing moves.
SlowRisk slow_risk(const Network& network, const std::vector<double>& shock, bool replaceable) {
  const std::size_t n = network.nodes.size();
  const auto node_of = [&](std::size_t i) -> const Node& { return network.nodes[id_at<NodeId>(i)]; };
  std::vector<long double> output(n, 0);
  for (std::size_t i = 0; i < n; ++i) output[i] = node_of(i).demand.value;
  for (const Edge& edge : network.edges) output[index_of(edge.from)] += edge.flow.value;
  SlowRisk risk{std::vector<long double>(shock.begin(), shock.end()),
                std::vector<long double>(shock.begin(), shock.end())};
  for (bool moves = true; moves;) {
    moves = false;
    const auto raise = [&](long double& value, long double to) {
      moves = moves || to > value * (1 + 1e-18L) + 1e-22L;
      value = std::max(value, to);
    };
    std::map<std::string, long double> sold;
    for (std::size_t i = 0; i < n; ++i) sold[node_of(i).product] += output[i] * (1 - risk.down[i]);
    std::vector<long double> partly(n, 0), whole(n, 0);
    for (const Input& input : network.inputs) {
      const std::size_t j = index_of(input.node);
      long double inflow = 0, lost = 0;
      for (const Edge& edge : network.edges) {
        const std::size_t i = index_of(edge.from);
        if (edge.to != input.node || node_of(i).product != input.product) continue;
        const long double market = sold[input.product];
        const long double sigma = !replaceable || market <= output[i] ? 1 : output[i] / market;
        inflow += edge.flow.value;
        lost += edge.flow.value * sigma * risk.down[i];
      }
      const long double all = std::max<long double>(inflow, input.t_per_t * output[j]);
      if (all <= 0) continue;
      if (input.essential < 1) {
        partly[j] += input.essential * lost / all;
      } else {
        whole[j] = std::max(whole[j], lost / all);
      }
    }
    for (std::size_t j = 0; j < n; ++j) raise(risk.down[j], std::max(partly[j], whole[j]));
    std::vector<long double> orders(n, 0);
    for (const Edge& edge : network.edges)
      if (edge.flow.value > 0)
        orders[index_of(edge.from)] += edge.flow.value / output[index_of(edge.from)] * risk.up[index_of(edge.to)];
    for (std::size_t i = 0; i < n; ++i) raise(risk.up[i], orders[i]);
  }
  long double all = 0;
  for (std::size_t i = 0; i < n; ++i) {
    all += output[i];
    risk.index += output[i] * std::max(risk.down[i], risk.up[i]);
  }
  risk.index /= all;
  return risk;
}

}  // namespace

TEST_CASE("systemic risk is that of plain passes in long double") {
  int decisive = 0;
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = risk_network(random);
    const std::size_t n = network.nodes.size();
    std::vector<double> shock(n, 0);
    for (double& one : shock)
      if (random.chance(0.1)) one = random.between(0, 1);
    shock[random.below(n)] = 1;
    const bool replaceable = random.chance(0.7);
    const auto expected = slow_risk(network, shock, replaceable);
    const auto found = systemic_risk_of(freeze(network), PerNode<double>(shock), {.replaceable = replaceable});
    CHECK(found.error_bound < 1e-9);
    const double tolerance = found.error_bound + 1e-12;  // inflows are needs to 1e-12 and less
    for (std::size_t i = 0; i < n; ++i) {
      CHECK(std::abs(found.downstream[id_at<NodeId>(i)] - static_cast<double>(expected.down[i])) <= tolerance);
      CHECK(std::abs(found.upstream[id_at<NodeId>(i)] - static_cast<double>(expected.up[i])) <= tolerance);
    }
    CHECK(std::abs(found.index - static_cast<double>(expected.index)) <= tolerance);
    if (expected.index < 0.99L) ++decisive;
  }
  CHECK(decisive > static_cast<int>(seeds(100)));
}

TEST_CASE("the risk of each node is that of its failure alone, whatever its number") {
  for (std::uint64_t seed = 0; seed < seeds(20); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = risk_network(random);
    const auto other = renumbered(random, network);
    const auto frozen = freeze(network);
    const auto each = systemic_risk_of_each(frozen);
    const auto moved = systemic_risk_of_each(freeze(other.network));
    REQUIRE(each.size() == network.nodes.size());
    for (const NodeRisk& risk : each) {
      CHECK(risk.index == systemic_risk_of(frozen, std::vector{risk.node}).index);
      CHECK(std::abs(risk.index - moved[index_of(other.node[risk.node])].index) <= 1e-11);
    }
  }
}
