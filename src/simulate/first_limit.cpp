// SPDX-License-Identifier: Apache-2.0
/// @file  Up the chain from a shortage to its place.
#include "simulate/first_limit.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

namespace ytterby {

namespace {

constexpr double rounding = 1e-9;

/// An arc that fell behind, and what was due on it.
struct Behind {
  std::size_t arc;
  double due;
};

/// The arc into a slot that fell furthest behind; none if none did. Behind its usual flow first: a customer that lacks
/// goods orders more of everybody, and who only fails to make up for another is not the cause.
std::optional<Behind> worst_arc(const Rows& rows, const PlainPass& pass, std::size_t slot) {
  for (const bool usual : {true, false}) {
    std::optional<Behind> worst;
    double largest = 0;
    for (std::size_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      const double wanted = pass.wanted(arc, 0), due = usual ? std::min(wanted, pass.usual(arc)) : wanted;
      const double missing = due - pass.shipped(arc, 0);
      if (missing <= rounding * due || missing <= largest) continue;
      largest = missing;
      worst = {arc, due};
    }
    if (worst) return worst;
  }
  return std::nullopt;
}

}  // namespace

Limit first_limit(const FrozenNetwork& network, const PlainPass& pass, NodeId target) {
  const Rows& rows = network.rows();
  std::unordered_set<std::uint32_t> seen;
  Limit limit{.node = target, .product = std::string(network.product(target))};
  for (std::uint32_t at = rows.position_of[target]; seen.insert(at).second;) {
    const std::uint32_t slot = pass.binding(at, 0);
    if (slot == PlainPass::own_capacity) return limit;
    limit = {.node = rows.node_at[at], .product = std::string(network.product(rows.input_at[slot])), .by = Hold::past};
    const auto worst = worst_arc(rows, pass, slot);
    if (!worst) return limit;
    const auto [arc, due] = *worst;
    limit.by = Hold::supplier;
    limit.supplier = rows.node_at[rows.from[arc]];
    const double enough = due * (1 - rounding);
    if (pass.carried(arc, 0) < enough) {
      limit.by = Hold::edge;
      return limit;
    }
    if (pass.ordered(arc, 0) < enough && network.lane(rows.edge_at[arc]) != no_lane) {
      limit.by = Hold::licence;
      limit.lane = network.lane(rows.edge_at[arc]);
      return limit;
    }
    at = rows.from[arc];
    if (pass.fill(at, 0) >= 1 || pass.binding(at, 0) == PlainPass::own_capacity) return limit;
  }
  return limit;
}

}  // namespace ytterby
