// SPDX-License-Identifier: Apache-2.0
/// @file  Adding up a run.
#include "simulate/accounts.hpp"

#include <algorithm>
#include <limits>
#include <span>

#include "simulate/first_limit.hpp"
#include "simulate/lane_outcome.hpp"

namespace ytterby {

namespace {

/// Service falls short when less than this share of demand is met; the rest is rounding.
constexpr double full_service = 1 - 1e-9;

/// What a node could deliver from what it has: finished goods, and what the inputs at hand would make.
double deliverable(const FrozenNetwork& network, const kernel::StepView& pass, NodeId node) {
  const Rows& rows = network.rows();
  const std::size_t at = rows.position_of[node];
  double inputs = std::numeric_limits<double>::infinity();
  for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot)
    if (pass.essential(slot) > 0) inputs = std::min(inputs, pass.stock(slot) / pass.t_per_t(slot));
  const bool makes_from_inputs = inputs < std::numeric_limits<double>::infinity();
  return pass.finished(at) + (makes_from_inputs ? inputs : 0);
}

/// Months of usual output in stock and under way; of several inputs, the one with the least of both.
Cover cover_of(const FrozenNetwork& network, const kernel::StepView& pass, NodeId node) {
  const Rows& rows = network.rows();
  const std::size_t at = rows.position_of[node];
  const double output = network.output(node).value;
  Months finished{pass.finished(at) / output};
  Cover least{finished, {}};
  bool first = true;
  for (std::size_t slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot) {
    if (pass.essential(slot) <= 0) continue;
    const double need = output * pass.t_per_t(slot);
    const Cover cover{finished + Months{pass.stock(slot) / need}, Months{pass.transit(slot) / need}};
    if (first || cover.stock + cover.transit < least.stock + least.transit) least = cover;
    first = false;
  }
  return least;
}

}  // namespace

Accounts::Accounts(const FrozenNetwork& network, Months step, std::vector<NodeId> series_of)
    : network_(network), step_(step), series_of_(std::move(series_of)), clock_(network) {}

void Accounts::restart(const Request& request, const Timeline& timeline, const kernel::StepView& pass) {
  horizon_ = request.horizon;
  clock_.restart(pass, request.targets, step_);
  log_.restart(request.targets.size());
  prices_.restart(std::span{&timeline, 1});
  outcome_ = {};
  outcome_.targets.resize(request.targets.size());
  outcome_.lanes.reserve(network_.lanes().size());
  outcome_.series.reserve(request.steps * series_of_.size());
  limits_.assign(request.targets.size(), {});
  price_.clear();
  all_priced_ = true;
  for (std::size_t i = 0; i < request.targets.size(); ++i) {
    outcome_.targets[i].node = request.targets[i];
    price_.push_back(network_.output_value(request.targets[i]).value);
    all_priced_ = all_priced_ && price_.back() > 0;
  }
}

void Accounts::begin_step(const kernel::StepView& pass) {
  if (pass.steps_done() == 0) take_covers(pass);
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i)
    if (!log_.is_short(i)) clock_.begin_step(pass, i);
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

void Accounts::take_covers(const kernel::StepView& pass) {
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i) {
    TargetOutcome& target = outcome_.targets[i];
    target.cover = cover_of(network_, pass, target.node);
    target.demand = Mass{pass.demand(clock_.position(i))} / step_;
  }
}

void Accounts::end_step(const kernel::StepView& pass, LimitFinder& limits) {
  const Months from = static_cast<double>(pass.steps_done() - 1) * step_;
  const double weight = std::clamp((horizon_ - from) / step_, 0.0, 1.0);  // the last step may reach past the horizon
  double worth = 0, worth_served = 0, ratios = 0;
  TotalOutcome& total = outcome_.total;
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i) {
    follow(i, pass, limits, from, weight);
    const double demand = pass.demand(clock_.position(i)), served = pass.served(clock_.position(i));
    worth += demand * price_[i];
    worth_served += served * price_[i];
    ratios += demand > 0 ? served / demand : 1;
    const auto& time = outcome_.targets[i].to_shortage;
    if (time && (!total.to_shortage || *time < *total.to_shortage)) total.to_shortage = time;
  }
  const double mean = ratios / static_cast<double>(outcome_.targets.size());
  const double service = all_priced_ && worth > 0 ? worth_served / worth : mean;
  if (!total.to_half && total.to_shortage && service <= 0.5) total.to_half = std::max(from, *total.to_shortage);
  add_series(pass);
}

void Accounts::follow(std::size_t target, const kernel::StepView& pass, LimitFinder& limits, Months from,
                      double weight) {
  TargetOutcome& outcome = outcome_.targets[target];
  const std::size_t at = clock_.position(target);
  const double demand = pass.demand(at), served = pass.served(at);
  clock_.end_step(pass, target);
  if (served >= demand * full_service) {
    if (log_.is_short(target)) log_.end(target, from);
    return;
  }
  if (!log_.is_short(target)) begin_shortage(target, pass, limits, from);
  if (!outcome.to_shortage) return;  // it begins past the horizon
  outcome.unserved += Mass{weight * (demand - served)};
  outcome.unserved_value += UnitValue{price_[target]} * Mass{weight * (demand - served)};
  if (!outcome.to_half && served <= demand / 2) outcome.to_half = std::max(from, *outcome.to_shortage);
}

void Accounts::begin_shortage(std::size_t target, const kernel::StepView& pass, LimitFinder& limits, Months from) {
  const Months time = from + clock_.crossing(pass, target) * step_;
  if (time >= horizon_) return;
  log_.begin(target, time);
  auto& first = outcome_.targets[target].to_shortage;
  if (first) return;
  first = time;
  limits_[target] = limits.find(pass, outcome_.targets[target].node);
}

void Accounts::add_series(const kernel::StepView& pass) {
  for (const NodeId node : series_of_) {
    const std::size_t at = network_.rows().position_of[node];
    outcome_.series.push_back({.month = static_cast<double>(pass.steps_done()) * step_,
                               .node = node,
                               .demand = {pass.demand(at)},
                               .served = {pass.served(at)},
                               .production = {pass.made(at)},
                               .stock = {deliverable(network_, pass, node)}});
  }
}

void Accounts::close(const kernel::StepView& pass) {
  for (const LaneId id : network_.lanes()) outcome_.lanes.push_back(lane_outcome(pass, id, step_));
  outcome_.mass_balance_error = pass.mass_balance_error();
}

Outcome Accounts::finish() {
  log_.hand_out(outcome_.targets);
  for (std::size_t i = 0; i < outcome_.targets.size(); ++i) {
    TargetOutcome& target = outcome_.targets[i];
    if (target.to_shortage) target.limited_by = limit_at(network_, limits_[i]);
    outcome_.total.unserved += target.unserved;
    outcome_.total.unserved_value += target.unserved_value;
  }
  outcome_.horizon = horizon_;
  outcome_.step = step_;
  return std::move(outcome_);
}

}  // namespace ytterby
