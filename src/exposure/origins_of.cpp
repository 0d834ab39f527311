// SPDX-License-Identifier: Apache-2.0
/// @file  The partition of targets' output by label.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <unordered_map>

#include <fmt/core.h>

#include "exposure/arcs_into.hpp"
#include "exposure/solve_each.hpp"
#include "exposure/supply_system.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/expose.hpp"

namespace ytterby {

namespace {

std::string_view label_of(const FrozenNetwork& network, NodeId node, Label by) {
  switch (by) {
    case Label::node: return network.name(node);
    case Label::site: return network.site(node);
    case Label::product: return network.product(node);
    case Label::stage: return network.stage(node);
    case Label::country: return network.country(node);
  }
  throw InvalidOptions(
      fmt::format("by: found the number {}, expected a label of those that there are", static_cast<int>(by)));
}

struct Groups {
  std::vector<std::string> label = {};
  std::vector<std::size_t> of = {};  ///< [position]
};

Groups groups_by(const FrozenNetwork& network, Label by) {
  Groups groups{.of = std::vector<std::size_t>(network.nodes().size())};
  std::unordered_map<std::string_view, std::size_t> number;
  for (const NodeId node : network.nodes()) {
    const auto label = label_of(network, node, by);
    const auto [at, is_new] = number.try_emplace(label, groups.label.size());
    if (is_new) groups.label.emplace_back(label);
    groups.of[network.rows().position_of[node]] = at->second;
  }
  return groups;
}

TargetOrigins origins_at_face_value(const Rows& rows, const Draws& draws, std::size_t at, const Groups& groups) {
  TargetOrigins origins{.node = rows.node_at[at],
                        .defined = draws.defined[at],
                        .face_value = std::vector<double>(groups.label.size()),
                        .look_through = std::vector<double>(groups.label.size()),
                        .unattributed_directly = draws.unattributed[at]};
  origins.face_value[groups.of[at]] += draws.own[at];
  const auto [first, last] = arcs_into(rows, at);
  for (std::size_t arc = first; arc < last; ++arc) origins.face_value[groups.of[rows.from[arc]]] += draws.share[arc];
  return origins;
}

}  // namespace

Origins origins_of(const FrozenNetwork& network, std::span<const NodeId> targets, Label by,
                   const ExposeOptions& options) {
  const SupplySystem system = supply_system(network, targets, options);
  Groups groups = groups_by(network, by);
  Origins result;
  result.targets.reserve(targets.size());
  for (const std::uint32_t at : system.targets)
    result.targets.push_back(origins_at_face_value(network.rows(), system.draws, at, groups));
  const auto fill = [&](std::size_t group, auto&& given) {
    for (std::size_t row = 0; row < system.matrix.size(); ++row) {
      const std::size_t at = system.order.position_of[row];
      if (groups.of[at] == group) given(row) = system.draws.own[at];
    }
  };
  const auto take = [&](std::size_t group, auto&& solution) {
    for (std::size_t t = 0; t < system.targets.size(); ++t)
      result.targets[t].look_through[group] = solution(system.order.row_of[system.targets[t]]);
  };
  const double residual =
      solve_each(system.matrix, kernel::Given::added, groups.label.size(), options.control, fill, take);
  result.supply = report_on(network, system, residual, options.control);
  for (std::size_t t = 0; t < result.targets.size(); ++t)
    result.targets[t].unattributed = result.supply.targets[t].unattributed.value_or(0);
  result.groups = std::move(groups.label);
  return result;
}

}  // namespace ytterby
