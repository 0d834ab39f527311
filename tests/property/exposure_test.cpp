// SPDX-License-Identifier: Apache-2.0
/// @file  Exposures of random networks, with loops in which much goes round and flows that do not add up.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "oracle/dense_exposure.hpp"
#include "support/random_network.hpp"
#include "support/renumbered.hpp"
#include "ytterby/exposure/expose.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Some flows many times as large, some gone: large loops, needs that are not met, and more than is needed.
void unsettle(Random& random, Network& network) {
  for (Edge& edge : network.edges)
    if (random.chance(0.3)) edge.flow = edge.flow * random.pick(std::vector{0.0, 0.5, 3.0, 30.0});
}

Network unsettled(Random& random, bool cycles = true) {
  Network network = random_network(random, {.cycles = cycles});
  if (random.chance(0.7)) unsettle(random, network);
  return network;
}

std::vector<std::string> raw_products(const Network& network) {
  PerNode<bool> raw(network.nodes.size(), true);
  for (const Input& input : network.inputs) raw[input.node] = false;
  std::vector<std::string> products;
  for (const NodeId node : network.nodes.ids())
    if (raw[node] && std::count(products.begin(), products.end(), network.nodes[node].product) == 0)
      products.push_back(network.nodes[node].product);
  return products;
}

/// Each product at twice the dearest bill of materials, from the first layer to the last.
ByName<UnitValue> prices_of(const Network& network) {
  ByName<UnitValue> prices;
  for (const Node& node : network.nodes) prices[node.product] = {1};
  for (std::size_t layer = 0; layer < network.nodes.size(); ++layer) {
    for (const NodeId node : network.nodes.ids()) {
      double bill = 0;
      for (const Input& input : network.inputs)
        if (input.node == node) bill += input.t_per_t * prices[input.product].value;
      UnitValue& price = prices[network.nodes[node].product];
      price.value = std::max(price.value, 2 * bill);
    }
  }
  return prices;
}

std::vector<ExposeOptions> measures(Random& random, const Network& network, bool with_value) {
  const auto raw = raw_products(network);
  std::vector<ExposeOptions> all{{}, {.measure = Measure::chain, .chain = {random.pick(raw)}}};
  if (raw.size() > 1) all.push_back({.measure = Measure::chain, .chain = raw});
  if (with_value) all.push_back({.measure = Measure::value, .prices = prices_of(network)});
  return all;
}

std::vector<NodeId> all_nodes(const FrozenNetwork& network) {
  std::vector<NodeId> nodes;
  for (const NodeId node : network.nodes()) nodes.push_back(node);
  return nodes;
}

Selection some_nodes(Random& random, const FrozenNetwork& network) {
  Selection set;
  for (const NodeId node : network.nodes())
    if (set.nodes.node.empty() || random.chance(0.2)) set.nodes.node.emplace_back(network.name(node));
  return set;
}

PerNode<bool> marks(const FrozenNetwork& network, const Selection& set) {
  PerNode<bool> marked(network.nodes().size(), false);
  for (const auto& name : set.nodes.node) marked[network.find(name).value()] = true;
  return marked;
}

double number(const std::optional<double>& value) { return value.value_or(-1); }

/// The largest difference to the oracle, of all targets.
double difference(const FrozenNetwork& network, const Exposures& found, const std::vector<DenseExposure>& expected) {
  double largest = 0;
  const auto compare = [&](bool defined, const std::optional<double>& value, long double exact) {
    CHECK(value.has_value() == defined);
    if (defined && value) largest = std::max(largest, static_cast<double>(std::abs(exact - *value)));
  };
  for (const NodeId node : network.nodes()) {
    const std::size_t i = index_of(node);
    const Exposure& exposure = found.exposures[i];
    compare(expected[i].defined, exposure.face_value, expected[i].face_value);
    compare(expected[i].defined, exposure.look_through, expected[i].look_through);
    compare(expected[i].defined, exposure.pass_through, expected[i].pass_through);
    compare(expected[i].defined, found.supply.targets[i].unattributed, expected[i].unattributed);
    if (expected[i].defined)
      CHECK(number(found.supply.targets[i].tiers) ==
            doctest::Approx(static_cast<double>(expected[i].tiers)).epsilon(1e-10));
  }
  return largest;
}

}  // namespace

TEST_CASE("exposures are those of dense elimination in 80 bits") {
  std::uint64_t looped = 0, closed = 0;
  for (std::uint64_t seed = 0; seed < seeds(300); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const bool cycles = seed % 3 != 0;
    const Network rows = unsettled(random, cycles);
    const auto network = freeze(rows);
    const auto edges = network.edges();
    looped += std::any_of(edges.begin(), edges.end(), [&](EdgeId edge) { return network.closes_cycle(edge); }) ? 1 : 0;
    for (const ExposeOptions& options : measures(random, rows, !cycles)) {
      const std::vector<Selection> sets{some_nodes(random, network)};
      const auto targets = all_nodes(network);
      const auto found = expose(network, targets, sets, options);
      closed += found.supply.notes.empty() ? 0 : 1;
      if (!found.supply.notes.empty()) continue;  // loops that nothing feeds or leaves: a singular matrix
      const auto expected = dense_exposure(network, marks(network, sets.front()), options);
      CHECK(found.supply.residual < 1e-12);
      CHECK(difference(network, found, expected) <= found.supply.error_bound);
      CHECK(found.supply.error_bound < 1e-9);
    }
  }
  CHECK(looped > seeds(50));
  CHECK(closed < seeds(50));
}

TEST_CASE("origins and what is unattributed add up, and no share exceeds what passed") {
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network rows = unsettled(random);
    const auto network = freeze(rows);
    const auto targets = all_nodes(network);
    for (const ExposeOptions& options : measures(random, rows, false)) {
      const auto origins = origins_of(network, targets, random.pick(std::vector{Label::site, Label::country}), options);
      for (const TargetOrigins& target : origins.targets) {
        double direct = target.unattributed_directly, through = target.unattributed;
        for (const double share : target.face_value) direct += share;
        for (const double share : target.look_through) through += share;
        CHECK(std::abs(direct - (target.defined ? 1 : 0)) < 1e-13);
        CHECK(std::abs(through - (target.defined ? 1 : 0)) < 1e-12);
      }
      const std::vector<Selection> sets{some_nodes(random, network)};
      for (const Exposure& exposure : expose(network, targets, sets, options).exposures) {
        CHECK(number(exposure.pass_through) >=
              std::max(number(exposure.face_value), number(exposure.look_through)) - 1e-13);
        CHECK(number(exposure.pass_through) <= 1 + 1e-13);
      }
    }
  }
}

TEST_CASE("exposure to all edges into a set's customers is the set's pass-through") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(unsettled(random));
    Selection nodes = some_nodes(random, network), edges;
    edges.from = nodes.nodes;
    const auto marked = marks(network, nodes);
    const auto out_of = [&](EdgeId edge) -> bool { return marked[network.from(edge)]; };
    const auto all = network.edges();
    if (std::none_of(all.begin(), all.end(), out_of)) continue;
    const std::vector<Selection> sets{nodes, edges};
    for (const NodeId target : network.nodes()) {
      const auto found = expose(network, std::vector{target}, sets).exposures;
      // A node of the set without inputs is itself where its output begins.
      const bool own = network.inputs(target).empty() && marked[target];
      CHECK(number(found[0].pass_through) ==
            doctest::Approx(number(found[1].pass_through) + (own ? 1 : 0)).epsilon(1e-12));
    }
  }
}

TEST_CASE("renumbering does not change exposures") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network rows = unsettled(random);
    const auto other_rows = renumbered(random, rows);
    const auto network = freeze(rows), other = freeze(other_rows.network);
    const auto targets = all_nodes(network);
    std::vector<NodeId> other_targets;
    for (const NodeId target : targets) other_targets.push_back(other_rows.node[target]);
    const std::vector<Selection> sets{some_nodes(random, network)};
    for (const ExposeOptions& options : measures(random, rows, false)) {
      const auto one = expose(network, targets, sets, options).exposures;
      const auto two = expose(other, other_targets, sets, options).exposures;
      REQUIRE(one.size() == two.size());
      for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(number(one[i].face_value) == doctest::Approx(number(two[i].face_value)).epsilon(1e-12));
        CHECK(number(one[i].look_through) == doctest::Approx(number(two[i].look_through)).epsilon(1e-12));
        CHECK(number(one[i].pass_through) == doctest::Approx(number(two[i].pass_through)).epsilon(1e-12));
      }
    }
  }
}
