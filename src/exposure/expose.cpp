// SPDX-License-Identifier: Apache-2.0
/// @file  Face value, origin and passage of sets.
#include "ytterby/exposure/expose.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>

#include "exposure/arcs_into.hpp"
#include "exposure/marked_set.hpp"
#include "exposure/pass_through.hpp"
#include "exposure/solve_each.hpp"
#include "exposure/supply_system.hpp"

namespace ytterby {

namespace {

std::vector<MarkedSet> marked_sets(const FrozenNetwork& network, std::span<const Selection> sets) {
  std::vector<MarkedSet> marked;
  marked.reserve(sets.size());
  for (std::size_t s = 0; s < sets.size(); ++s)
    marked.push_back(marked_set(network, sets[s], fmt::format("sets[{}]", s)));
  return marked;
}

double face_value_of(const Rows& rows, const Draws& draws, std::size_t at, const MarkedSet& set) {
  double sum = set.node[at] ? draws.own[at] : 0;
  const auto [first, last] = arcs_into(rows, at);
  for (std::size_t arc = first; arc < last; ++arc)
    if (set.arc[arc] || set.node[rows.from[arc]]) sum += draws.share[arc];
  return sum;
}

/// @return  The largest residual.
double solve_look_through(const SupplySystem& system, const std::vector<MarkedSet>& sets, const Control& control,
                          std::vector<Exposure>& exposures) {
  const auto of_nodes = sets_of_nodes(sets);
  const auto fill = [&](std::size_t k, auto&& given) {
    for (std::size_t row = 0; row < system.matrix.size(); ++row) {
      const std::size_t at = system.order.position_of[row];
      if (sets[of_nodes[k]].node[at]) given(row) = system.draws.own[at];
    }
  };
  const auto take = [&](std::size_t k, auto&& solution) {
    for (std::size_t t = 0; t < system.targets.size(); ++t) {
      Exposure& exposure = exposures[t * sets.size() + of_nodes[k]];
      if (!exposure.face_value) continue;
      exposure.look_through = solution(system.order.row_of[system.targets[t]]);
      exposure.hidden = *exposure.look_through - *exposure.face_value;
    }
  };
  return solve_each(system.matrix, kernel::Given::added, of_nodes.size(), control, fill, take);
}

}  // namespace

Exposures expose(const FrozenNetwork& network, std::span<const NodeId> targets, std::span<const Selection> sets,
                 const ExposeOptions& options) {
  const Rows& rows = network.rows();
  const SupplySystem system = supply_system(network, targets, options);
  const auto marked = marked_sets(network, sets);
  Exposures result;
  result.exposures.reserve(targets.size() * sets.size());
  for (const NodeId target : targets) {
    const std::size_t at = rows.position_of[target];
    for (std::size_t s = 0; s < sets.size(); ++s) {
      Exposure& exposure = result.exposures.emplace_back();
      exposure.target = target;
      exposure.set = s;
      if (system.draws.defined[at]) exposure.face_value = face_value_of(rows, system.draws, at, marked[s]);
    }
  }
  const Control first_half = part_of(options.control, 0, 0.5), second_half = part_of(options.control, 0.5, 1);
  double residual = solve_look_through(system, marked, first_half, result.exposures);
  residual = std::max(residual, solve_pass_through(rows, system, marked, second_half, result.exposures));
  result.supply = report_on(network, system, residual, options.control);
  return result;
}

}  // namespace ytterby
