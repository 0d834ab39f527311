// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios that a simulation follows exactly and the best case can judge.
#pragma once

#include <algorithm>
#include <cmath>
#include <utility>

#include "support/random_scenario.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::test {

/// Events begin, end and ramp over whole steps: within a step a simulation sees means, and overlooks what is short for
/// less. No stock is scaled up later than at the start, which the best case refuses; nothing ramps that others are
/// multiplied, divided or limited by, so that all is straight lines.
[[nodiscard]] inline Scenario in_whole_steps(Random& random, const Network& network, ScenarioKind kind = {}) {
  kind.multiple_of = default_step;
  Scenario scenario = random_scenario(random, network, kind);
  const auto whole = [](Months time) { return std::round(time / default_step) * default_step; };
  const bool limits =
      std::any_of(network.inputs.begin(), network.inputs.end(), [](const Input& input) { return input.essential < 1; });
  for (Event& event : scenario.events) {
    event.ramp_in = whole(event.ramp_in);
    event.ramp_out = whole(event.ramp_out);
    bool bends = limits || !event.on.input.empty();
    for (auto* changes : {&event.set, &event.scale})
      for (Change& change : *changes) {
        bends =
            bends || change.lever == Lever::flow || change.lever == Lever::lead_time || change.lever == Lever::demand;
        if (change.lever == Lever::stock && changes == &event.scale) change.value = std::min(change.value, 1.0);
      }
    if (bends) event.ramp_in = event.ramp_out = {};
  }
  return scenario;
}

/// Ways of whole steps, so that what stops for whole steps is missing for whole steps.
[[nodiscard]] inline Network in_whole_steps(Network network) {
  for (Edge& edge : network.edges) edge.lead_time = std::round(edge.lead_time / default_step) * default_step;
  return network;
}

}  // namespace ytterby::test
