// SPDX-License-Identifier: Apache-2.0
/// @file  Flows over needs.
#include "exposure/supplier_shares.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace ytterby {

namespace {

double inflow_of(const Rows& rows, std::size_t slot) {
  double inflow = 0;
  for (std::size_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) inflow += rows.flow[arc];
  return inflow;
}

}  // namespace

SupplierShares supplier_shares(const FrozenNetwork& network) {
  const Rows& rows = network.rows();
  SupplierShares shares{.of_arc = std::vector<double>(rows.from.size()),
                        .missing = std::vector<double>(rows.input_at.size())};
  for (std::size_t slot = 0; slot < rows.input_at.size(); ++slot) {
    const double need = network.need(rows.input_at[slot]).value, inflow = inflow_of(rows, slot);
    const bool met = inflow > 0 && inflow >= need * (1 - rounding_gap);
    const double whole = met ? inflow : need;
    shares.missing[slot] = met ? 0 : 1 - (need > 0 ? inflow / need : 0);
    for (std::size_t arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
      shares.of_arc[arc] = whole > 0 ? rows.flow[arc] / whole : 0;
  }
  return shares;
}

double rounding_at_node(const FrozenNetwork& network) {
  const Rows& rows = network.rows();
  std::size_t most = 0;  // terms in the sums that a share rests on: output, inflow and weights
  for (std::size_t at = 0; at < rows.node_at.size(); ++at) {
    const std::size_t first = rows.slot_begin[at], last = rows.slot_begin[at + 1];
    const std::size_t in = first == last ? 0 : rows.in_begin[last] - rows.in_begin[first];
    most = std::max(most, in + (last - first) + (rows.out_begin[at + 1] - rows.out_begin[at]));
  }
  constexpr double products = 8;  // and quotients, each rounded once
  return (static_cast<double>(most) + products) * std::numeric_limits<double>::epsilon() / 2;
}

std::vector<InputGap> input_gaps(const FrozenNetwork& network, const std::vector<bool>& upstream) {
  const Rows& rows = network.rows();
  std::vector<InputGap> gaps;
  for (const InputId input : network.inputs()) {
    if (!upstream[rows.position_of[network.node(input)]]) continue;
    const double need = network.need(input).value, inflow = inflow_of(rows, rows.slot_of[input]);
    if (std::abs(inflow - need) > Balance::tolerance * std::max(need, inflow))
      gaps.push_back({.input = input, .need = {need}, .inflow = {inflow}});
  }
  return gaps;
}

}  // namespace ytterby
