// SPDX-License-Identifier: Apache-2.0
/// @file  Up the chain from a shortage to its place.
#include "simulate/first_limit.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace ytterby {

namespace {

constexpr double rounding = 1e-9;

/// An arc that fell behind, and what was due on it.
struct Behind {
  std::uint32_t arc;
  double due;
  kernel::ArcFlows flows;
};

/// The arc into a slot that fell furthest behind; none if none did. Behind its usual flow first: a customer that lacks
/// goods orders more of everybody, and who only fails to make up for another is not the cause.
std::optional<Behind> worst_arc(const Rows& rows, const kernel::StepView& pass, std::size_t slot) {
  for (const bool usual : {true, false}) {
    std::optional<Behind> worst;
    double largest = 0;
    for (std::uint32_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      const auto flows = pass.flows(arc);
      const double due = usual ? std::min(flows.wanted, pass.usual(arc)) : flows.wanted;
      const double missing = due - flows.shipped;
      if (missing <= rounding * due || missing <= largest) continue;
      largest = missing;
      worst = {arc, due, flows};
    }
    if (worst) return worst;
  }
  return std::nullopt;
}

}  // namespace

Limit limit_at(const FrozenNetwork& network, const LimitPlace& place) {
  const Rows& rows = network.rows();
  const NodeId node = rows.node_at[place.position];
  const bool own = place.slot == kernel::StepView::own_capacity;
  Limit limit{.node = node,
              .product = std::string(own ? network.product(node) : network.product(rows.input_at[place.slot])),
              .by = place.by};
  if (place.arc == LimitPlace::none) return limit;
  limit.supplier = rows.node_at[rows.from[place.arc]];
  if (place.by == Hold::licence) limit.lane = network.lane(rows.edge_at[place.arc]);
  return limit;
}

LimitFinder::LimitFinder(FrozenNetwork network) : network_(std::move(network)), seen_(network_.nodes().size(), 0) {}

LimitPlace LimitFinder::find(const kernel::StepView& pass, NodeId target) {
  const Rows& rows = network_.rows();
  ++searches_;
  LimitPlace limit{.position = rows.position_of[target]};
  for (std::uint32_t at = limit.position; seen_[at] != searches_;) {
    seen_[at] = searches_;
    const std::uint32_t slot = pass.binding(at);
    if (slot == kernel::StepView::own_capacity) return limit;
    limit = {.position = at, .slot = slot, .by = Hold::past};
    const auto worst = worst_arc(rows, pass, slot);
    if (!worst) return limit;
    limit.by = Hold::supplier;
    limit.arc = worst->arc;
    const double enough = worst->due * (1 - rounding);
    if (worst->flows.carried < enough) {
      limit.by = Hold::edge;
      return limit;
    }
    if (worst->flows.ordered < enough && network_.lane(rows.edge_at[worst->arc]) != no_lane) {
      limit.by = Hold::licence;
      return limit;
    }
    at = rows.from[worst->arc];
    if (pass.fill(at) >= 1 || pass.binding(at) == kernel::StepView::own_capacity) return limit;
  }
  return limit;
}

}  // namespace ytterby
