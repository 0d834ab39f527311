// SPDX-License-Identifier: Apache-2.0
/// @file  From bills of materials and flows to shares of output.
#include "exposure/draws.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <utility>

#include "exposure/arcs_into.hpp"
#include "exposure/chain_content.hpp"
#include "exposure/input_weights.hpp"
#include "exposure/supplier_shares.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

Draws nothing_drawn(const Rows& rows) {
  return {.own = std::vector<double>(rows.node_at.size()),
          .unattributed = std::vector<double>(rows.node_at.size()),
          .share = std::vector<double>(rows.from.size()),
          .defined = std::vector<bool>(rows.node_at.size(), false)};
}

/// @param weight  [slot] of the inputs of a node, at most 1 together: what is left is its own.
Draws draws_by_weight(const FrozenNetwork& network, const std::vector<bool>& upstream,
                      const std::vector<double>& weight) {
  const Rows& rows = network.rows();
  const auto suppliers = supplier_shares(network);
  Draws draws = nothing_drawn(rows);
  draws.rounding = rounding_at_node(network);
  for (std::size_t at = 0; at < rows.node_at.size(); ++at) {
    if (!upstream[at]) continue;
    draws.defined[at] = true;
    double all = 0;
    for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
      all += weight[slot];
      draws.unattributed[at] += weight[slot] * suppliers.missing[slot];
      for (std::size_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
        draws.share[arc] = weight[slot] * suppliers.of_arc[arc];
    }
    draws.own[at] = all >= 1 - rounding_gap ? 0 : 1 - all;
  }
  return draws;
}

/// What is missing of an input is taken to hold as much of the material as what arrives of it.
Draws draws_along_chain(const FrozenNetwork& network, const std::vector<bool>& upstream,
                        const std::vector<std::string>& chain) {
  const Rows& rows = network.rows();
  const auto suppliers = supplier_shares(network);
  auto content = chain_content(network, upstream, suppliers, chain);
  Draws draws = nothing_drawn(rows);
  draws.residual = content.residual;
  draws.rounding = rounding_at_node(network);
  draws.content_error = draws.residual + draws.rounding;
  draws.notes = std::move(content.notes);
  for (std::size_t at = 0; at < rows.node_at.size(); ++at) {
    if (!upstream[at] || !(content.of[at] > 0)) continue;
    draws.defined[at] = true;
    draws.own[at] = content.raw[at] ? 1 : 0;
    double whole = 0;  // of the content of a tonne made, with what is missing
    for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
      double followed = 0;
      for (std::size_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
        followed += draws.share[arc] =
            network.t_per_t(rows.input_at[slot]) * suppliers.of_arc[arc] * content.of[rows.from[arc]];
      if (!(followed > 0)) continue;
      const double missing = followed * suppliers.missing[slot] / (1 - suppliers.missing[slot]);
      draws.unattributed[at] += missing;
      whole += followed + missing;
    }
    if (!(whole > 0)) continue;
    draws.unattributed[at] /= whole;
    const auto [first, last] = arcs_into(rows, at);
    for (std::size_t arc = first; arc < last; ++arc) draws.share[arc] /= whole;
  }
  return draws;
}

}  // namespace

Draws draws_of(const FrozenNetwork& network, const std::vector<bool>& upstream, const ExposeOptions& options) {
  switch (options.measure) {
    case Measure::mass: return draws_by_weight(network, upstream, weights_by_mass(network));
    case Measure::value: return draws_by_weight(network, upstream, weights_by_value(network, upstream, options.prices));
    case Measure::chain: return draws_along_chain(network, upstream, options.chain);
  }
  throw InvalidOptions(fmt::format("measure: found the number {}, expected one of those that there are",
                                   static_cast<int>(options.measure)));
}

}  // namespace ytterby
