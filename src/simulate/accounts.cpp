// SPDX-License-Identifier: Apache-2.0
/// @file  Adding up a run.
#include "simulate/accounts.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "simulate/first_limit.hpp"

namespace ytterby {

namespace {

/// Service falls short when less than this share of demand is met; the rest is rounding.
constexpr double full_service = 1 - 1e-9;

/// What a node could deliver at once: finished goods, and what the inputs at hand would make.
double deliverable(const FrozenNetwork& network, const PlainPass& pass, NodeId node) {
  const Rows& rows = network.rows();
  const std::size_t at = rows.position_of[node];
  double inputs = std::numeric_limits<double>::infinity();
  for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot)
    if (pass.essential(slot, 0) > 0) inputs = std::min(inputs, pass.stock(slot, 0) / pass.t_per_t(slot, 0));
  const bool makes_from_inputs = inputs < std::numeric_limits<double>::infinity();
  return pass.finished(at, 0) + (makes_from_inputs ? inputs : 0);
}

/// Months of usual output in stock and under way; of several inputs, the one with the least of both.
Cover cover_of(const FrozenNetwork& network, const PlainPass& pass, NodeId node) {
  const Rows& rows = network.rows();
  const std::size_t at = rows.position_of[node];
  const double output = network.output(node).value;
  Months finished{pass.finished(at, 0) / output};
  Cover least{finished, {}};
  bool first = true;
  for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
    if (pass.essential(slot, 0) <= 0) continue;
    const double need = output * pass.t_per_t(slot, 0);
    const Cover cover{finished + Months{pass.stock(slot, 0) / need}, Months{pass.transit(slot, 0) / need}};
    if (first || cover.stock + cover.transit < least.stock + least.transit) least = cover;
    first = false;
  }
  return least;
}

}  // namespace

Accounts::Accounts(const FrozenNetwork& network, const Timeline& timeline, const PlainPass& pass,
                   const std::vector<NodeId>& targets, std::vector<NodeId> series_of, Months step, Months horizon)
    : network_(network),
      step_(step),
      horizon_(horizon),
      series_of_(std::move(series_of)),
      clock_(network, pass, targets, step),
      prices_(std::span{&timeline, 1}) {
  outcome_.targets.resize(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    outcome_.targets[i].node = targets[i];
    price_.push_back(network.output_value(targets[i]).value);
    all_priced_ = all_priced_ && price_.back() > 0;
  }
}

void Accounts::begin_step(const PlainPass& pass) {
  if (pass.steps_done() == 0) take_covers(pass);
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i)
    if (!outcome_.targets[i].to_shortage) clock_.begin_step(pass, i);
  const Months from = static_cast<double>(pass.steps_done()) * step_;
  prices_.update(from, from + step_, [&](std::size_t, const LeverGroup& group, const Effect& effect) {
    if (group.lever != Lever::output_value) return;
    for (std::size_t i = 0; i < outcome_.targets.size(); ++i) {
      const NodeId node = outcome_.targets[i].node;
      const auto row = static_cast<std::uint32_t>(node);
      if (std::find(group.rows.begin(), group.rows.end(), row) != group.rows.end())
        price_[i] = effect.scale * network_.output_value(node).value + effect.add;
    }
  });
}

void Accounts::take_covers(const PlainPass& pass) {
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i) {
    TargetOutcome& target = outcome_.targets[i];
    target.cover = cover_of(network_, pass, target.node);
    target.demand = Mass{pass.demand(clock_.position(i), 0)} / step_;
  }
}

void Accounts::end_step(const PlainPass& pass) {
  const Months from = static_cast<double>(pass.steps_done() - 1) * step_;
  const double weight = std::clamp((horizon_ - from) / step_, 0.0, 1.0);  // the last step may reach past the horizon
  double worth = 0, worth_served = 0, ratios = 0;
  TotalOutcome& total = outcome_.total;
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i) {
    follow(i, pass, from, weight);
    const double demand = pass.demand(clock_.position(i), 0), fill = pass.fill(clock_.position(i), 0);
    worth += demand * price_[i];
    worth_served += demand * price_[i] * fill;
    ratios += demand > 0 ? fill : 1;
    const auto& time = outcome_.targets[i].to_shortage;
    if (time && (!total.to_shortage || *time < *total.to_shortage)) total.to_shortage = time;
  }
  const double mean = ratios / static_cast<double>(outcome_.targets.size());
  const double service = all_priced_ && worth > 0 ? worth_served / worth : mean;
  if (!total.to_half && total.to_shortage && service <= 0.5) total.to_half = std::max(from, *total.to_shortage);
  add_series(pass);
}

void Accounts::follow(std::size_t target, const PlainPass& pass, Months from, double weight) {
  TargetOutcome& outcome = outcome_.targets[target];
  const std::size_t at = clock_.position(target);
  const double demand = pass.demand(at, 0), served = demand * pass.fill(at, 0);
  if (!outcome.to_shortage) {
    clock_.end_step(pass, target);
    if (served < demand * full_service) {
      const Months time = from + clock_.crossing(pass, target) * step_;
      if (time >= horizon_) return;
      outcome.to_shortage = time;
      outcome.limited_by = first_limit(network_, pass, outcome.node);
    }
  }
  if (!outcome.to_shortage || served >= demand * full_service) return;
  outcome.unserved += Mass{weight * (demand - served)};
  outcome.unserved_value += UnitValue{price_[target]} * Mass{weight * (demand - served)};
  if (!outcome.to_half && served <= demand / 2) outcome.to_half = std::max(from, *outcome.to_shortage);
}

void Accounts::add_series(const PlainPass& pass) {
  for (const NodeId node : series_of_) {
    const std::size_t at = network_.rows().position_of[node];
    const double demand = pass.demand(at, 0);
    outcome_.series.push_back({.month = static_cast<double>(pass.steps_done()) * step_,
                               .node = node,
                               .demand = {demand},
                               .served = {demand * pass.fill(at, 0)},
                               .production = {pass.made(at, 0)},
                               .stock = {deliverable(network_, pass, node)}});
  }
}

std::vector<LaneOutcome> Accounts::lane_outcomes(const PlainPass& pass) const {
  std::vector<LaneOutcome> outcomes;
  for (const LaneId id : network_.lanes()) {
    const auto& state = pass.lanes().lane_at(index_of(id), 0);
    LaneOutcome lane{.lane = id,
                     .filed = {pass.lanes().filed(index_of(id), pass.steps_done(), 0)},
                     .granted = {state.granted},
                     .refused = {state.refused},
                     .waiting = {pass.lanes().waiting(index_of(id), pass.steps_done(), 0)}};
    if (state.granted > 0) lane.mean_wait = state.wait / state.granted * step_;
    outcomes.push_back(lane);
  }
  return outcomes;
}

Outcome Accounts::finish(const PlainPass& pass) {
  for (const TargetOutcome& target : outcome_.targets) {
    outcome_.total.unserved += target.unserved;
    outcome_.total.unserved_value += target.unserved_value;
  }
  outcome_.lanes = lane_outcomes(pass);
  outcome_.horizon = horizon_;
  outcome_.step = step_;
  outcome_.mass_balance_error = pass.mass_balance_error(0);
  return std::move(outcome_);
}

}  // namespace ytterby
