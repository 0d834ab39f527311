// SPDX-License-Identifier: Apache-2.0
/// @file  Checking the pass before it is timed.
#include "subject.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>
#include <vector>

#include "adjacency_walk.hpp"
#include "generate.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::bench {

namespace {

bool near(double a, double b, double tolerance) { return std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b)); }

/// Sums in different orders differ in the last digits, and gaps of stock pass them on.
constexpr double rounding = 1e-9;

std::string moves_at_rest(const FrozenNetwork& network, Pass pass) {
  for (std::size_t n = 0; n < steps; ++n) pass.advance();
  for (const NodeId node : network.nodes()) {
    const std::size_t at = network.rows().position_of[node];
    const double expected = network.output(node).value * default_step.count();
    if (pass.fill(at, 0) != 1 || !near(pass.made(at, 0), expected, rounding))
      return "the baseline moves at " + std::string(network.name(node));
  }
  for (const InputId input : network.inputs())
    if (!near(pass.stock(network.rows().slot_of[input], 0), network.stock(input).value, rounding))
      return "a stock of " + std::string(network.name(network.node(input))) + " moves in the baseline";
  return {};
}

std::string differs_from_walk(const FrozenNetwork& network, Pass pass, AdjacencyWalk walk) {
  std::size_t short_nodes = 0;
  for (std::size_t n = 0; n < steps; ++n) {
    pass.advance();
    walk.advance();
    for (const NodeId node : network.nodes()) {
      const std::size_t at = network.rows().position_of[node];
      short_nodes += walk.fill(node) < 1 - rounding ? 1 : 0;
      if (!near(pass.fill(at, 0), walk.fill(node), rounding) || !near(pass.made(at, 0), walk.made(node), rounding))
        return "pass and adjacency_list differ at " + std::string(network.name(node));
    }
  }
  if (!(pass.mass_balance_error(0) < 1e-12)) return "tonnes are created or lost";
  return short_nodes > 0 ? "" : "nobody runs short: the scenario tests nothing";
}

/// Whoever takes another way to the same answer takes it to the bit.
template <class Other>
std::string differs_from(const FrozenNetwork& network, Pass pass, Other other, const char* name) {
  for (std::size_t n = 0; n < steps; ++n) {
    pass.advance();
    other.advance();
  }
  for (std::size_t at = 0; at < network.nodes().size(); ++at)
    if (pass.fill(at, 0) != other.fill(at, 0) || pass.made(at, 0) != other.made(at, 0))
      return std::string("pass and ") + name + " differ";
  return {};
}

}  // namespace

Scenario refining_stop() {
  return {.name = "Refining stop",
          .events = {{.on = {.nodes = {.stage = {"refine"}, .country = {"CHN"}}},
                      .scale = {{.lever = Lever::capacity, .value = 0.1}}}}};
}

Subject::Subject(std::size_t edges, double recycling)
    : network(freeze(generate({.edges = edges, .recycling = recycling}))),
      stop(resolve(network, refining_stop())),
      stops(8, stop) {}

Pass Subject::pass(const Timeline& timeline) const {
  const Policy policy{.tau = tau};
  return {network, std::span{&timeline, 1}, default_step, std::span{&policy, 1}, steps};
}

Batch Subject::batch() const {
  const std::vector<Policy> policies(stops.size(), Policy{.tau = tau});
  return {network, stops, default_step, policies, steps};
}

PolicyPass Subject::minimums_first() const {
  const Policy policy{.rationing = Rationing::minimum_first, .tau = tau, .resourcing = true};
  return {network, std::span{&stop, 1}, default_step, std::span{&policy, 1}, steps};
}

std::string Subject::fault() const {
  if (auto fault = moves_at_rest(network, baseline()); !fault.empty()) return fault;
  if (auto fault = differs_from(network, disturbed(), batch(), "batch"); !fault.empty()) return fault;
  const Policy policy{.tau = tau};
  PolicyPass proportional(network, std::span{&stop, 1}, default_step, std::span{&policy, 1}, steps);
  if (auto fault = differs_from(network, disturbed(), std::move(proportional), "the pass of all policies");
      !fault.empty())
    return fault;
  return differs_from_walk(network, disturbed(), AdjacencyWalk(network, stop, default_step, tau));
}

double Subject::streamed_bytes() const {
  const Rows& rows = network.rows();
  const auto nodes = static_cast<double>(rows.node_at.size()), slots = static_cast<double>(rows.input_at.size()),
             arcs = static_cast<double>(rows.from.size());
  double rings = 0;
  for (std::size_t slot = 0; slot < rows.input_at.size(); ++slot) {
    double longest = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
      longest = std::max(longest, rows.lead[rows.lead_class[arc]]);
    rings += std::floor(longest / default_step.count()) + 2;
  }
  // Arc: supplier and flow up; supplier, flow and lead class down. Step under way: read and written. Node: row end and
  // demand up, faced read and written; row end, faced, finished (twice), its target, capacity, demand, made, fill down.
  // Slot: row end, target, stock, transit, t_per_t, inflow and rate up; row end, rate, stock and transit (twice),
  // essential, t_per_t, ring and its head (twice) down.
  return arcs * (12 + 16) + rings * 16 + nodes * (4 + 3 * 8 + 4 + 8 * 8) + slots * (4 + 6 * 8 + 4 + 8 * 8 + 2 * 4);
}

}  // namespace ytterby::bench
