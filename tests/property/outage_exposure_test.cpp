// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of random networks, with cycles, against plain passes in long double, and their laws.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/random_network.hpp"
#include "support/renumbered.hpp"
#include "ytterby/exposure/outage.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Passes over the tables of the network until nothing moves.
std::vector<long double> slow_losses(const Network& network, const std::vector<bool>& stopped) {
  const std::size_t n = network.nodes.size();
  std::vector<long double> output(n, 0), lost(n, 0);
  for (std::size_t j = 0; j < n; ++j) {
    output[j] = network.nodes[id_at<NodeId>(j)].demand.value;
    lost[j] = stopped[j] ? 1 : 0;
  }
  for (const Edge& edge : network.edges) output[index_of(edge.from)] += edge.flow.value;
  for (bool moves = true; moves;) {
    moves = false;
    for (const Input& input : network.inputs) {
      const std::size_t j = index_of(input.node);
      const long double need = input.t_per_t * output[j];
      long double inflow = 0, missed = 0;
      for (const Edge& edge : network.edges) {
        if (edge.to != input.node || network.nodes[edge.from].product != input.product) continue;
        inflow += edge.flow.value;
        missed += edge.flow.value * lost[index_of(edge.from)];
      }
      const long double whole = std::max(need, inflow);
      if (whole <= 0) continue;
      const long double now = input.essential * missed / whole;
      if (now <= lost[j] * (1 + 1e-19L)) continue;
      lost[j] = now;
      moves = true;
    }
  }
  return lost;
}

/// Some of the nodes, at least one.
Selection some_nodes(Random& random, const Network& network, std::vector<bool>& stopped) {
  Selection selection;
  stopped.assign(network.nodes.size(), false);
  const std::size_t one = random.below(stopped.size());
  for (std::size_t i = 0; i < stopped.size(); ++i) stopped[i] = i == one || random.chance(0.15);
  for (std::size_t i = 0; i < stopped.size(); ++i)
    if (stopped[i]) selection.nodes.node.push_back(network.nodes[id_at<NodeId>(i)].name);
  return selection;
}

std::vector<NodeId> all_nodes(const Network& network) {
  std::vector<NodeId> nodes;
  for (const NodeId node : network.nodes.ids()) nodes.push_back(node);
  return nodes;
}

}  // namespace

TEST_CASE("losses at once are those of passes in long double within the bound") {
  for (std::uint64_t seed = 0; seed < seeds(300); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random, {.unused = seed % 3 == 0});
    std::vector<bool> stopped;
    const Selection selection = some_nodes(random, network, stopped);
    const Outage outage = outage_of(freeze(network), all_nodes(network), selection);
    const auto expected = slow_losses(network, stopped);
    CHECK(outage.error_bound < 1e-12);
    // Inflows are needs to 1e-12 and less, which the bound does not know of.
    for (std::size_t j = 0; j < expected.size(); ++j)
      CHECK(std::abs(outage.targets[j].lost - static_cast<double>(expected[j])) <= outage.error_bound + 1e-12);
  }
}

TEST_CASE("losses over time rise to those at once, which more stops never lower") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random, {.most_nodes = 30});
    const auto frozen = freeze(network);
    const auto nodes = all_nodes(network);
    std::vector<bool> stopped;
    const Selection few = some_nodes(random, network, stopped);
    const Outage at_once = outage_of(frozen, nodes, few);
    const OutageOverTime over = outage_over_time(frozen, nodes, few, 10'000_mo);
    for (std::size_t j = 0; j < nodes.size(); ++j) {
      const auto& steps = over.targets[j].steps;
      CHECK(std::adjacent_find(steps.begin(), steps.end(), [](const LossStep& before, const LossStep& after) {
              return after.lost <= before.lost || after.from <= before.from;
            }) == steps.end());
      const double last = lost_after(over.targets[j], over.until);
      CHECK(last <= at_once.targets[j].lost + 1e-12);
      // A stock that hardly anything is taken of outlasts any time: then little is missing.
      CHECK(last >= at_once.targets[j].lost - 1e-2);
    }
    Selection more = few;
    more.nodes.node.push_back(network.nodes[NodeId{0}].name);
    const Outage with_more = outage_of(frozen, nodes, more);
    for (std::size_t j = 0; j < nodes.size(); ++j) CHECK(with_more.targets[j].lost >= at_once.targets[j].lost - 1e-13);
  }
}

TEST_CASE("renumbering changes no loss") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random);
    std::vector<bool> stopped;
    const Selection selection = some_nodes(random, network, stopped);
    const auto other = renumbered(random, network);
    const auto nodes = all_nodes(network);
    std::vector<NodeId> moved;
    moved.reserve(nodes.size());
    for (const NodeId node : nodes) moved.push_back(other.node[node]);
    const auto one = outage_of(freeze(network), nodes, selection);
    const auto two = outage_of(freeze(other.network), moved, selection);
    for (std::size_t j = 0; j < nodes.size(); ++j) CHECK(std::abs(one.targets[j].lost - two.targets[j].lost) <= 1e-12);
  }
}
