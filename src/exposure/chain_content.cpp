// SPDX-License-Identifier: Apache-2.0
/// @file  Contents, followed from raw products through all tiers.
#include "exposure/chain_content.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/quote.hpp"
#include "exposure/arcs_into.hpp"
#include "exposure/solving_order.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

std::vector<bool> raw_nodes(const FrozenNetwork& network, const std::vector<std::string>& chain) {
  if (chain.empty()) throw InvalidOptions("chain: found no product, expected raw products to follow");
  std::vector<bool> raw(network.nodes().size(), false);
  for (const std::string& product : chain) {
    bool any = false;
    for (const NodeId node : select_nodes(network, {.product = {product}}, "chain"))
      if (network.inputs(node).empty()) any = raw[network.rows().position_of[node]] = true;
    if (!any)
      throw InvalidOptions(
          fmt::format("chain: found {}, which nobody makes from nothing, expected a raw product", quoted(product)));
  }
  return raw;
}

/// [arc] Tonnes of each supplier in a tonne made.
std::vector<double> tonnes_drawn(const FrozenNetwork& network, const std::vector<bool>& upstream,
                                 const SupplierShares& suppliers) {
  const Rows& rows = network.rows();
  std::vector<double> drawn(rows.from.size());
  for (std::size_t arc = 0; arc < drawn.size(); ++arc) {
    const std::size_t slot = rows.slot[arc];
    if (upstream[rows.position_of[rows.node_of[slot]]])
      drawn[arc] = network.t_per_t(rows.input_at[slot]) * suppliers.of_arc[arc];
  }
  return drawn;
}

/// Arcs into a node of a loop from within it.
template <class Visit>
void visit_arcs_within(const Rows& rows, const SolvingOrder& order, const kernel::Loop& loop, Visit&& visit) {
  for (std::size_t row = loop.first; row < loop.last; ++row) {
    const std::size_t at = order.position_of[row];
    const auto [first, last] = arcs_into(rows, at);
    for (std::size_t arc = first; arc < last; ++arc) {
      const auto from = order.row_of[rows.from[arc]];
      if (from >= loop.first && from < loop.last) visit(arc);
    }
  }
}

/// Whether all that the nodes of a loop make goes to each other.
bool keeps_all(const FrozenNetwork& network, const SolvingOrder& order, const kernel::Loop& loop,
               const std::vector<double>& drawn) {
  const Rows& rows = network.rows();
  std::vector<double> kept(loop.last - loop.first);
  visit_arcs_within(rows, order, loop, [&](std::size_t arc) {
    kept[order.row_of[rows.from[arc]] - loop.first] += drawn[arc] * network.output(rows.node_of[rows.slot[arc]]).value;
  });
  for (std::size_t i = 0; i < kept.size(); ++i) {
    const NodeId node = rows.node_at[order.position_of[loop.first + i]];
    if (kept[i] < network.output(node).value * (1 - rounding_gap)) return false;
  }
  return true;
}

double relative_residual(const Rows& rows, const std::vector<double>& drawn, const ChainContent& content) {
  long double largest = 0;
  for (std::size_t at = 0; at < content.of.size(); ++at) {
    if (!(content.of[at] > 0)) continue;
    long double sum = content.raw[at] ? 1 : 0;
    const auto [first, last] = arcs_into(rows, at);
    for (std::size_t arc = first; arc < last; ++arc)
      sum += static_cast<long double>(drawn[arc]) * static_cast<long double>(content.of[rows.from[arc]]);
    largest = std::max(largest, std::abs(sum / static_cast<long double>(content.of[at]) - 1));
  }
  return static_cast<double>(largest);
}

}  // namespace

ChainContent chain_content(const FrozenNetwork& network, const std::vector<bool>& upstream,
                           const SupplierShares& suppliers, const std::vector<std::string>& chain) {
  const Rows& rows = network.rows();
  ChainContent content{.raw = raw_nodes(network, chain)};
  auto drawn = tonnes_drawn(network, upstream, suppliers);
  const auto order = solving_order(network, drawn);
  for (const kernel::Loop& loop : order.loops) {
    if (!keeps_all(network, order, loop, drawn)) continue;
    for (std::size_t row = loop.first; row < loop.last; ++row) {
      const std::size_t at = order.position_of[row];
      const auto [first, last] = arcs_into(rows, at);
      for (std::size_t arc = first; arc < last; ++arc) drawn[arc] = 0;
    }
    content.notes.push_back(fmt::format("what {} make stays among them: it counts as without material of the chain",
                                        names_of(network, order, loop)));
  }
  const auto matrix = dependence_rows(rows, order, drawn);
  kernel::PackArray<double, 1> given(matrix.size()), solved;
  for (std::size_t row = 0; row < matrix.size(); ++row) given.at(row, 0) = content.raw[order.position_of[row]] ? 1 : 0;
  kernel::LookThrough<double, 1>(matrix).solve(given, kernel::Given::added, solved);
  content.of.resize(matrix.size());
  for (std::size_t row = 0; row < matrix.size(); ++row) content.of[order.position_of[row]] = solved.at(row, 0);
  content.residual = relative_residual(rows, drawn, content);
  return content;
}

}  // namespace ytterby
