// SPDX-License-Identifier: Apache-2.0
/// @file  A scenario with one office's licences a month as the unknown.
#include "size/office_rate.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ytterby/scenario/select.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby {

namespace {

/// What a tonne of a lane's trade takes: licences, and the share of it that is licensed.
struct Take {
  double licences = 0, share = 0, most_licences = 0;  // means, and the most licences in any step
};

/// What events make of a lane's lever over a span of time.
double value_of(const LeverGroup* group, double base, Months from, Months to) {
  if (group == nullptr) return base;
  const Effect effect = mean_effect(*group, from, to);
  if (std::isinf(base)) return effect.open > 0 ? base : effect.closed_add;
  return effect.scale * base + effect.add;
}

const LeverGroup* group_of(const Timeline& timeline, Lever lever, LaneId lane) {
  for (const LeverGroup& group : timeline.groups)
    if (group.table == Table::lanes && group.lever == lever &&
        std::find(group.rows.begin(), group.rows.end(), index_of(lane)) != group.rows.end())
      return &group;
  return nullptr;
}

Take take_of(const Lane& lane, const LeverGroup* batches, const LeverGroup* control, Months horizon, Months step) {
  if (batches == nullptr && control == nullptr) {
    const double licences = lane.controlled / lane.t_per_licence.value;
    return {.licences = licences, .share = lane.controlled, .most_licences = licences};
  }
  Take take;
  for (Months from{0}; from < horizon; from += step) {
    const Months to = std::min(from + step, horizon);
    const double share = value_of(control, lane.controlled, from, to);
    const double licences = share / value_of(batches, lane.t_per_licence.value, from, to);
    take.share += share * ((to - from) / horizon);
    take.licences += licences * ((to - from) / horizon);
    take.most_licences = std::max(take.most_licences, licences);
  }
  return take;
}

}  // namespace

OfficeRate::OfficeRate(const FrozenNetwork& network, const Scenario& scenario, OfficeId office,
                       const LicenceOptions& options)
    : network_(network), scenario_(scenario), office_(office), targets_(select_targets(network, scenario)) {
  const Timeline timeline = resolve(network, scenario);
  const Months horizon = options.horizon.value_or(scenario.horizon.value_or(default_horizon));
  PerLane<Take> takes(network.lanes().size());
  for (const LaneId lane : network.lanes())
    if (has(lane))
      takes[lane] = take_of(network.lane(lane), group_of(timeline, Lever::t_per_licence, lane),
                            group_of(timeline, Lever::controlled, lane), horizon, options.step);
  for (const EdgeId edge : network.edges()) {
    const LaneId lane = network.lane(edge);
    if (lane == no_lane || !has(lane)) continue;
    const double flow = network.flow(edge).value;
    usual_ += flow * takes[lane].licences;
    usual_trade_ += flow * takes[lane].share;
    most_usual_ += flow * takes[lane].most_licences;
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

double OfficeRate::plenty() const { return 64 * std::max(1.0, most_usual_); }

}  // namespace ytterby
