// SPDX-License-Identifier: Apache-2.0
/// @file  Terms made of shares.
#include "exposure/loss_terms.hpp"

#include <fmt/core.h>

#include "ytterby/core/error.hpp"

namespace ytterby {

void require_targets(const FrozenNetwork& network, std::span<const NodeId> targets) {
  for (const NodeId target : targets)
    if (index_of(target) >= network.nodes().size())
      throw InvalidOptions(
          fmt::format("targets: found node {}, expected one below {}", index_of(target), network.nodes().size()));
}

NetworkTerms loss_terms(const FrozenNetwork& network, const SupplierShares& shares, const std::vector<bool>& closed) {
  const Rows& rows = network.rows();
  NetworkTerms made{.terms = {.term_begin = rows.slot_begin}};
  auto& terms = made.terms;
  terms.arc_begin.reserve(rows.input_at.size() + 1);
  terms.rest.reserve(rows.input_at.size());
  made.base.reserve(rows.input_at.size());
  terms.from.reserve(rows.from.size());
  terms.gain.reserve(rows.from.size());
  for (std::size_t slot = 0; slot < rows.input_at.size(); ++slot) {
    const double essential = network.essential(rows.input_at[slot]);
    double base = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      const double gain = essential * shares.of_arc[arc];
      if (closed[arc]) {
        base += gain;
      } else if (gain > 0) {
        terms.from.push_back(rows.from[arc]);
        terms.gain.push_back(gain);
      }
    }
    terms.arc_begin.push_back(static_cast<std::uint32_t>(terms.from.size()));
    terms.rest.push_back((1 - essential) + essential * shares.missing[slot] + base);
    made.base.push_back(base);
  }
  return made;
}

}  // namespace ytterby
