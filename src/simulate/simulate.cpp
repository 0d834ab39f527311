// SPDX-License-Identifier: Apache-2.0
/// @file  The run: checks, steps, notes.
#include "ytterby/simulate/simulate.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "simulate/accounts.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/kernel/edge_pass.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

void require(bool holds, const char* what, double found) {
  if (!holds) throw InvalidOptions(fmt::format("{}: found {} months, expected a finite number above 0", what, found));
}

void require_policy(const Scenario& scenario) {
  const Policy& policy = scenario.policy;
  require(policy.tau.count() > 0 && std::isfinite(policy.tau.count()), "tau", policy.tau.count());
  if (policy.rationing != Rationing::proportional)
    throw InvalidOptions(
        fmt::format("{}, rationing: found '{}', expected 'proportional' (no other rule is calculated yet)",
                    subject_of(scenario), key_of(policy.rationing)));
  if (policy.resourcing)
    throw InvalidOptions(
        fmt::format("{}, resourcing: found true, expected false (it is not calculated yet)", subject_of(scenario)));
}

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

void require_finite(const Outcome& outcome) {
  const bool finite = std::isfinite(outcome.mass_balance_error) && std::isfinite(outcome.total.unserved.value) &&
                      std::isfinite(outcome.total.unserved_value.value);
  if (!finite) throw Error("simulate: found a number that is not finite, expected smaller tonnages");
}

std::size_t steps_to(Months horizon, Months step) { return static_cast<std::size_t>(std::ceil(horizon / step - 1e-9)); }

std::vector<std::string> notes_on(const FrozenNetwork& network, const Balance& balance) {
  std::vector<std::string> notes;
  if (!balance.unbalanced.empty())
    notes.push_back(
        fmt::format("the baseline does not balance at {} of the nodes (largest residual {:.3g}, at '{}'): the first "
                    "steps settle it",
                    balance.unbalanced.size(), balance.largest_residual, network.name(*balance.node)));
  for (const NodeId node : balance.living_on_stock) {
    const Flow draw = network.output(node) - network.capacity(node);
    notes.push_back(
        fmt::format("'{}' ships {:.4g} t a month more than it can make, from a stock of {:.4g} t: gone after "
                    "{:.1f} months even undisturbed",
                    network.name(node), draw.value, network.stock(node).value, (network.stock(node) / draw).count()));
  }
  return notes;
}

/// What the case or its events say and a run does not use.
std::vector<std::string> notes_on_unused(const FrozenNetwork& network, const Timeline& timeline) {
  const auto moves = [&](Table table, Lever lever) {
    return std::any_of(timeline.groups.begin(), timeline.groups.end(),
                       [&](const LeverGroup& group) { return group.table == table && group.lever == lever; });
  };
  const auto lanes = network.lanes();
  const bool valid = std::any_of(lanes.begin(), lanes.end(), [&](LaneId lane) { return network.lane(lane).valid; });
  std::vector<std::string> notes;
  if (valid || moves(Table::lanes, Lever::valid))
    notes.emplace_back("licences are used at once, so how long they are valid is not tested");
  if (moves(Table::nodes, Lever::priority) || moves(Table::nodes, Lever::minimum_share))
    notes.emplace_back("proportional rationing looks neither at priorities nor at minimum shares");
  return notes;
}

void add_notes(Outcome& outcome, const FrozenNetwork& network, const Timeline& timeline, std::size_t lengthened) {
  outcome.notes = timeline.notes;
  for (std::string& note : notes_on(network, balance_of(network))) outcome.notes.push_back(std::move(note));
  for (std::string& note : notes_on_unused(network, timeline)) outcome.notes.push_back(std::move(note));
  if (lengthened > 0)
    outcome.notes.push_back(
        fmt::format("edges that count as one step long, being on cycles shorter than that: {}", lengthened));
}

}  // namespace

Outcome simulate(const FrozenNetwork& network, const Scenario& scenario, const SimulateOptions& options) {
  const Months step = options.step, horizon = options.horizon.value_or(scenario.horizon.value_or(default_horizon));
  require(step.count() > 0 && std::isfinite(step.count()), "step", step.count());
  require(horizon.count() > 0 && std::isfinite(horizon.count()), "horizon", horizon.count());
  require_policy(scenario);
  const auto targets = select_targets(network, scenario);
  for (const NodeId node : options.series_of)
    if (index_of(node) >= network.nodes().size())
      throw InvalidOptions(
          fmt::format("series_of: found node {}, expected one below {}", index_of(node), network.nodes().size()));
  const Timeline timeline = resolve(network, scenario);
  require_size(network, timeline, step, horizon);
  const std::size_t steps = steps_to(horizon, step);

  PlainPass pass(network, std::span{&timeline, 1}, step, scenario.policy.tau, steps);
  Accounts accounts(network, timeline, pass, targets, options.series_of, step, horizon);
  pass.on_step_begin([&] { accounts.begin_step(pass); });
  for (std::size_t n = 0; n < steps; ++n) {
    if (options.control.stop.stop_requested()) throw Cancelled();
    pass.advance();
    accounts.end_step(pass);
    if (options.control.progress)
      options.control.progress(static_cast<double>(n + 1) / static_cast<double>(steps),
                               static_cast<double>(n + 1) * step);
  }
  Outcome outcome = accounts.finish(pass);
  require_finite(outcome);
  add_notes(outcome, network, timeline, pass.lengthened());
  return outcome;
}

}  // namespace ytterby
