// SPDX-License-Identifier: Apache-2.0
/// @file  What simulate refuses before it begins.
#include "simulate/request.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "ytterby/core/error.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

void require(bool holds, const char* what, double found) {
  if (!holds) throw InvalidOptions(fmt::format("{}: found {} months, expected a finite number above 0", what, found));
}

void require_policy(const Scenario& scenario) {
  const Policy& policy = scenario.policy;
  require(policy.tau.count() > 0 && std::isfinite(policy.tau.count()), "tau", policy.tau.count());
  if (key_of(policy.rationing).empty())
    throw InvalidOptions(fmt::format("{}, rationing: found the number {}, expected a rule", subject_of(scenario),
                                     static_cast<int>(policy.rationing)));
}

constexpr Months longest_step{1200};
constexpr double most_steps = 1e7;       // of a run
constexpr double most_lead_steps = 1e6;  // of a lead time

/// What would take for ever, or more memory than there is, is refused by name.
void require_size(const FrozenNetwork& network, const Timeline& timeline, Months step, Months horizon) {
  if (horizon / step > most_steps)
    throw InvalidOptions(
        fmt::format("step: found {:.3g} steps to the horizon, expected {:g} or fewer", horizon / step, most_steps));
  double longest = network.rows().lead.empty() ? 0 : network.rows().lead.back();
  for (const LeverGroup& group : timeline.groups)
    if (group.table == Table::edges && group.lever == Lever::lead_time)
      for (const std::uint32_t row : group.rows)
        longest = std::max(longest, upper_bound(group, network.lead_time(EdgeId{row}).count()));
  if (longest / step.count() > most_lead_steps)
    throw InvalidOptions(fmt::format("step: found a lead time of {:.3g} steps, expected {:g} or fewer",
                                     longest / step.count(), most_lead_steps));
}

std::size_t steps_to(Months horizon, Months step) { return static_cast<std::size_t>(std::ceil(horizon / step - 1e-9)); }

}  // namespace

void require_options(const FrozenNetwork& network, const SimulateOptions& options) {
  require(options.step.count() > 0 && std::isfinite(options.step.count()), "step", options.step.count());
  if (options.step > longest_step)
    throw InvalidOptions(
        fmt::format("step: found {:g} months, expected {:g} or fewer", options.step.count(), longest_step.count()));
  if (options.horizon)
    require(options.horizon->count() > 0 && std::isfinite(options.horizon->count()), "horizon",
            options.horizon->count());
  for (const NodeId node : options.series_of)
    if (index_of(node) >= network.nodes().size())
      throw InvalidOptions(
          fmt::format("series_of: found node {}, expected one below {}", index_of(node), network.nodes().size()));
  if (options.control.threads < 1)
    throw InvalidOptions(fmt::format("threads: found {}, expected 1 or more", options.control.threads));
}

Request request(const FrozenNetwork& network, const Scenario& scenario, const SimulateOptions& options) {
  const Months horizon = options.horizon.value_or(scenario.horizon.value_or(default_horizon));
  require(horizon.count() > 0 && std::isfinite(horizon.count()), "horizon", horizon.count());
  require_policy(scenario);
  Request request{.policy = scenario.policy, .horizon = horizon};
  request.targets = select_targets(network, scenario);
  request.timeline = resolve(network, scenario);
  require_size(network, request.timeline, options.step, horizon);
  request.steps = steps_to(horizon, options.step);
  return request;
}

}  // namespace ytterby
