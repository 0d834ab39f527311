// SPDX-License-Identifier: Apache-2.0
/// @file  A scenario with one office's licences a month as the unknown.
#include "size/office_rate.hpp"

#include <algorithm>
#include <string>

#include "ytterby/scenario/select.hpp"

namespace ytterby {

OfficeRate::OfficeRate(const FrozenNetwork& network, const Scenario& scenario, OfficeId office)
    : network_(network), scenario_(scenario), office_(office), targets_(select_targets(network, scenario)) {
  for (const EdgeId edge : network.edges()) {
    const LaneId lane = network.lane(edge);
    if (lane == no_lane || !has(lane)) continue;
    usual_ += network.flow(edge).value / network.lane(lane).t_per_licence.value;
    usual_trade_ += network.flow(edge).value;
  }
}

Scenario OfficeRate::scenario(double rate) const {
  Scenario with = scenario_;
  with.events.push_back(
      {.on = {.office = {network_.office(office_).name}}, .set = {{Lever::licences_per_month, rate}}});
  return with;
}

void OfficeRate::leave_out(const std::vector<NodeId>& targets) {
  if (targets.empty()) return;
  std::erase_if(targets_,
                [&](NodeId target) { return std::find(targets.begin(), targets.end(), target) != targets.end(); });
  scenario_.targets = {};
  for (const NodeId target : targets_) scenario_.targets.node.emplace_back(network_.name(target));
}

double OfficeRate::plenty() const { return 64 * std::max(1.0, usual_); }

}  // namespace ytterby
