// SPDX-License-Identifier: Apache-2.0
/// @file  Losses over time of random networks against trajectories, node by node, in long double.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "support/random_network.hpp"
#include "ytterby/exposure/outage.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

constexpr long double forever = std::numeric_limits<long double>::infinity();
constexpr long double horizon = 12;

/// A loss from a time on, rising.
using Steps = std::vector<std::pair<long double, long double>>;

/// What is lost at a time of what was sent `lead` before.
long double value_at(const Steps& steps, long double time, long double lead = 0) {
  long double value = 0;
  for (const auto& [from, lost] : steps)
    if (from + lead <= time) value = lost;
  return value;
}

long double next_after(const Steps& steps, long double time, long double lead) {
  for (const auto& [from, lost] : steps)
    if (from + lead > time) return from + lead;
  return forever;
}

struct SlowInput {
  long double essential = 0, need = 0, stock = 0;
  std::vector<std::pair<std::size_t, long double>> suppliers = {};  ///< and their shares
  std::vector<long double> leads = {};
  std::vector<bool> closed = {};
};

struct SlowNode {
  bool stops = false;
  long double output = 0, stock = 0;
  std::vector<SlowInput> inputs = {};
};

/// What one node ships less, given what all others do.
Steps shipped_less(const SlowNode& node, const std::vector<Steps>& all) {
  Steps result;
  long double time = 0, made = node.stops ? 1 : 0, finished = node.stock;
  std::vector<long double> held;
  for (const SlowInput& input : node.inputs) held.push_back(input.stock);
  while (time <= horizon) {
    long double next = forever;
    std::vector<long double> arrives(node.inputs.size(), 0);
    for (std::size_t a = 0; a < node.inputs.size(); ++a) {
      const SlowInput& input = node.inputs[a];
      for (std::size_t e = 0; e < input.suppliers.size(); ++e) {
        const auto& [from, share] = input.suppliers[e];
        const Steps steps = input.closed[e] ? Steps{{0, 1}} : all[from];
        arrives[a] += share * value_at(steps, time, input.leads[e]);
        next = std::min(next, next_after(steps, time, input.leads[e]));
      }
      if (held[a] <= 0) made = std::max(made, input.essential * arrives[a]);
    }
    made = std::min<long double>(made, 1);
    if (finished <= 0 && made > value_at(result, time)) result.emplace_back(time, made);
    const auto rate = [&](std::size_t a) { return std::max<long double>(0, arrives[a] - made) * node.inputs[a].need; };
    for (std::size_t a = 0; a < held.size(); ++a)
      if (held[a] > 0 && rate(a) > 0) next = std::min(next, time + held[a] / rate(a));
    const long double drain = made * node.output;
    if (finished > 0 && drain > 0) next = std::min(next, time + finished / drain);
    const auto left = [&](long double stock, long double by) {
      const long double after = stock - by * (next - time);
      return after <= 1e-15L * stock || after <= 1e-15L ? 0 : after;
    };
    if (next > horizon) break;
    for (std::size_t a = 0; a < held.size(); ++a)
      if (held[a] > 0 && rate(a) > 0) held[a] = left(held[a], rate(a));
    if (finished > 0 && drain > 0) finished = left(finished, drain);
    time = next;
  }
  return result;
}

std::vector<SlowNode> slow_nodes(const Network& network, const PerNode<bool>& stops, const PerEdge<bool>& closed) {
  std::vector<SlowNode> nodes;
  for (const NodeId id : network.nodes.ids()) {
    const Node& node = network.nodes[id];
    nodes.push_back({.stops = stops[id], .output = node.demand.value, .stock = node.stock.value});
  }
  for (const Edge& edge : network.edges) nodes[index_of(edge.from)].output += edge.flow.value;
  for (const Input& input : network.inputs) {
    SlowNode& node = nodes[index_of(input.node)];
    SlowInput slow{.essential = input.essential, .need = input.t_per_t * node.output, .stock = input.stock.value};
    long double inflow = 0;
    for (const EdgeId id : network.edges.ids()) {
      const Edge& edge = network.edges[id];
      if (edge.to != input.node || network.nodes[edge.from].product != input.product) continue;
      inflow += edge.flow.value;
      slow.suppliers.emplace_back(index_of(edge.from), edge.flow.value);
      slow.leads.push_back(edge.lead_time.count());
      slow.closed.push_back(closed[id]);
    }
    for (auto& [from, share] : slow.suppliers) share /= std::max(inflow, slow.need);
    if (inflow > 0) node.inputs.push_back(std::move(slow));
  }
  return nodes;
}

/// All trajectories, again and again from what the others did the time before, until none changes.
std::vector<Steps> slow_trajectories(const std::vector<SlowNode>& nodes) {
  std::vector<Steps> all(nodes.size());
  for (int pass = 0; pass < 1000; ++pass) {
    std::vector<Steps> now;
    now.reserve(nodes.size());
    for (const SlowNode& node : nodes) now.push_back(shipped_less(node, all));
    if (now == all) break;
    all = std::move(now);
  }
  return all;
}

}  // namespace

TEST_CASE("losses over time are those of trajectories node by node") {
  std::size_t compared = 0, losing = 0;
  for (std::uint64_t seed = 0; seed < seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    // Ways back have lead times, or trajectories would change for ever.
    Network network = random_network(random, {.most_nodes = 12, .cycles = seed % 2 == 0});
    for (Edge& edge : network.edges)
      if (seed % 2 == 0) edge.lead_time += 0.25_mo;
    for (Input& input : network.inputs) input.stock = input.stock * 0.2;
    for (Node& node : network.nodes) node.stock = node.stock * 0.2;
    PerNode<bool> stops(network.nodes.size());
    PerEdge<bool> closed(network.edges.size());
    Selection selection;
    if (random.chance(0.7)) {
      const auto node = id_at<NodeId>(random.below(network.nodes.size()));
      stops[node] = true;
      selection.nodes.node = {network.nodes[node].name};
    } else {
      const std::string country = random.pick(std::vector<std::string>{"USA", "CHN"});
      selection.from = NodeFilter{.country = {country}};
      bool any = false;
      for (const EdgeId edge : network.edges.ids()) {
        closed[edge] = network.nodes[network.edges[edge].from].country == country;
        any = any || closed[edge];
      }
      if (!any) continue;
    }
    const auto expected = slow_trajectories(slow_nodes(network, stops, closed));
    std::vector<NodeId> nodes;
    for (const NodeId node : network.nodes.ids()) nodes.push_back(node);
    const auto found = outage_over_time(freeze(network), nodes, selection, Months{static_cast<double>(horizon)});
    CHECK(found.error_bound < 1e-12);
    for (std::size_t j = 0; j < nodes.size(); ++j)
      for (int sample = 0; sample < 20; ++sample) {
        const double time = random.between(0, static_cast<double>(horizon));
        // A moment at which something changes is off by rounding.
        const bool at_step = std::any_of(expected[j].begin(), expected[j].end(), [&](const auto& step) {
          return std::abs(static_cast<double>(step.first) - time) < 1e-6;
        });
        if (at_step) continue;
        const double lost = lost_after(found.targets[j], Months{time});
        CHECK(std::abs(lost - static_cast<double>(value_at(expected[j], time))) <= 1e-9);
        ++compared;
        losing += lost > 0 && lost < 1 ? 1 : 0;
      }
  }
  CHECK(compared > 1000);
  CHECK(losing > compared / 20);
}
