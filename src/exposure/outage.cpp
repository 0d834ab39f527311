// SPDX-License-Identifier: Apache-2.0
/// @file  What is lost at once.
#include "ytterby/exposure/outage.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "exposure/loss_terms.hpp"
#include "exposure/marked_set.hpp"
#include "exposure/outage_notes.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/kernel/cascade.hpp"

namespace ytterby {

namespace {

/// The input whose loss is the target's; the first of several.
std::optional<InputId> binding_input(const FrozenNetwork& network, const NetworkTerms& made, std::uint32_t position,
                                     const std::vector<double>& loss) {
  const auto& terms = made.terms;
  std::optional<InputId> binds;
  double most = 0;
  for (auto slot = terms.term_begin[position]; slot < terms.term_begin[position + 1]; ++slot) {
    double lost = made.base[slot];
    for (auto arc = terms.arc_begin[slot]; arc < terms.arc_begin[slot + 1]; ++arc)
      lost += terms.gain[arc] * loss[terms.from[arc]];
    if (lost <= most * (1 + 1e-12)) continue;
    most = lost;
    binds = network.rows().input_at[slot];
  }
  return binds;
}

}  // namespace

Outage outage_of(const FrozenNetwork& network, std::span<const NodeId> targets, const Selection& stopped,
                 const LossOptions& options) {
  require_targets(network, targets);
  const MarkedSet stop = marked_set(network, stopped, "outage");
  if (options.control.stop.stop_requested()) throw Cancelled();
  const SupplierShares shares = supplier_shares(network);
  const NetworkTerms made = loss_terms(network, shares, stop.arc);
  const Rows& rows = network.rows();
  std::vector<double> floor(rows.node_at.size());
  for (std::size_t at = 0; at < floor.size(); ++at) floor[at] = stop.node[at] ? 1 : 0;
  const kernel::Cascade<double> cascade(made.terms);
  const auto solved = cascade.solve(floor, made.base);
  Outage outage{.error_bound = std::min(1.0, solved.residual * cascade.longest_walk()),
                .notes = missing_notes(network, shares)};
  outage.targets.reserve(targets.size());
  for (const NodeId target : targets) {
    const auto position = rows.position_of[target];
    OutageExposure exposure{.target = target, .lost = std::min(1.0, solved.loss[position])};
    if (!stop.node[position]) exposure.binds = binding_input(network, made, position, solved.loss);
    outage.targets.push_back(exposure);
  }
  return outage;
}

}  // namespace ytterby
