// SPDX-License-Identifier: Apache-2.0
/// @file  Notes on inputs whose suppliers send less than they need.
#include "exposure/outage_notes.hpp"

#include <fmt/core.h>

#include <optional>

namespace ytterby {

std::vector<std::string> missing_notes(const FrozenNetwork& network, const SupplierShares& shares) {
  std::size_t count = 0;
  std::optional<InputId> worst;
  double most = 0;
  for (const InputId input : network.inputs()) {
    const double share = shares.missing[network.rows().slot_of[input]];
    if (share <= 0 || network.need(input) <= Flow{}) continue;
    ++count;
    if (share <= most) continue;
    most = share;
    worst = input;
  }
  if (!worst) return {};
  return {fmt::format(
      "{} of {} inputs need more than their suppliers send; the rest goes on in full. Most lacks '{}' of "
      "'{}', {:.3g} % of its need",
      count, network.inputs().size(), network.product(*worst), network.name(network.node(*worst)), 100 * most)};
}

}  // namespace ytterby
