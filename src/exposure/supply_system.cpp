// SPDX-License-Identifier: Apache-2.0
/// @file  From a network to the matrix of who draws on whom.
#include "exposure/supply_system.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>

#include "exposure/arcs_into.hpp"
#include "exposure/solve_each.hpp"
#include "exposure/supplier_shares.hpp"
#include "exposure/upstream.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

void require_sound(const FrozenNetwork& network, std::span<const NodeId> targets, const Control& control) {
  if (control.threads < 1) throw InvalidOptions(fmt::format("threads: found {}, expected 1 or more", control.threads));
  for (const NodeId target : targets)
    if (index_of(target) >= network.nodes().size())
      throw InvalidOptions(
          fmt::format("targets: found node {}, expected one below {}", index_of(target), network.nodes().size()));
}

/// Whether everything in a loop is from within it.
bool is_closed(const Rows& rows, const SupplySystem& system, const kernel::Loop& loop) {
  for (std::size_t row = loop.first; row < loop.last; ++row) {
    const std::size_t at = system.order.position_of[row];
    if (system.draws.own[at] > 0 || system.draws.unattributed[at] > 0) return false;
    const auto [first, last] = arcs_into(rows, at);
    for (std::size_t arc = first; arc < last; ++arc) {
      const auto from = system.order.row_of[rows.from[arc]];
      if (system.draws.share[arc] > 0 && (from < loop.first || from >= loop.last)) return false;
    }
  }
  return true;
}

}  // namespace

SupplySystem supply_system(const FrozenNetwork& network, std::span<const NodeId> targets,
                           const ExposeOptions& options) {
  require_sound(network, targets, options.control);
  const Rows& rows = network.rows();
  SupplySystem system;
  system.targets.reserve(targets.size());
  for (const NodeId target : targets) system.targets.push_back(rows.position_of[target]);
  const auto upstream = upstream_of(network, targets);
  system.gaps = input_gaps(network, upstream);
  system.draws = draws_of(network, upstream, options);
  system.order = solving_order(network, system.draws.share);
  system.share = system.draws.share;
  for (const kernel::Loop& loop : system.order.loops) {
    if (!is_closed(rows, system, loop)) continue;
    system.closed.push_back(loop);
    for (std::size_t row = loop.first; row < loop.last; ++row) {
      const auto [first, last] = arcs_into(rows, system.order.position_of[row]);
      std::fill(system.share.begin() + static_cast<std::ptrdiff_t>(first),
                system.share.begin() + static_cast<std::ptrdiff_t>(last), 0.0);
    }
  }
  system.matrix = dependence_rows(rows, system.order, system.share);
  return system;
}

SupplyReport report_on(const FrozenNetwork& network, const SupplySystem& system, double residual,
                       const Control& control) {
  const Rows& rows = network.rows();
  const Draws& draws = system.draws;
  SupplyReport report{
      .targets = std::vector<TargetSupply>(system.targets.size()), .gaps = system.gaps, .notes = draws.notes};
  double most_tiers = 0;
  const double solved = solve_each(
      system.matrix, kernel::Given::added, 2, {.stop = control.stop},
      [&](std::size_t k, auto&& given) {
        for (std::size_t row = 0; row < system.matrix.size(); ++row)
          given(row) = k == 0 ? draws.unattributed[system.order.position_of[row]] : 1;
        if (k != 0) return;
        for (const kernel::Loop& loop : system.closed)
          for (std::size_t row = loop.first; row < loop.last; ++row) given(row) = 1;
      },
      [&](std::size_t k, auto&& solution) {
        for (std::size_t row = 0; k == 1 && row < system.matrix.size(); ++row)
          most_tiers = std::max(most_tiers, solution(row));
        for (std::size_t t = 0; t < system.targets.size(); ++t) {
          const std::uint32_t at = system.targets[t], row = system.order.row_of[at];
          TargetSupply& target = report.targets[t];
          target.node = rows.node_at[at];
          if (!draws.defined[at]) continue;
          (k == 0 ? target.unattributed : target.tiers) = k == 0 ? solution(row) : solution(row) - 1;
        }
      });
  // |x − x*| ≤ N·(residual + rounding of A and v), N = (I − A)⁻¹·1 the nodes passed; contents are off by their error
  // times N, relative, and shares made of two of them by twice that.
  residual = std::max(residual, solved);
  report.residual = std::max(residual, draws.residual);
  report.error_bound = most_tiers * (residual + draws.rounding + 2 * draws.content_error * most_tiers);
  for (const kernel::Loop& loop : system.closed)
    report.notes.push_back(fmt::format("nothing feeds the loop of {}: what is made of it is of no origin",
                                       names_of(network, system.order, loop)));
  return report;
}

}  // namespace ytterby
