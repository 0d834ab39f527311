// SPDX-License-Identifier: Apache-2.0
/// @file  The steps of a run.
#include "simulate/workspace.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "simulate/notes.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

void require_finite(const Outcome& outcome) {
  bool finite = std::isfinite(outcome.mass_balance_error) && std::isfinite(outcome.total.unserved.value) &&
                std::isfinite(outcome.total.unserved_value.value);
  for (const TargetOutcome& target : outcome.targets)
    finite = finite && std::isfinite(target.cover.stock.count()) && std::isfinite(target.cover.transit.count());
  if (!finite) throw Error("simulate: found a number that is not finite, expected smaller tonnages");
}

Workspace::Workspace(const FrozenNetwork& network, const SimulateOptions& options)
    : network_(network), step_(options.step), series_of_(options.series_of), limits_(network) {}

AnyPass& Workspace::pass_for(std::size_t count, bool quick) {
  auto& pass = passes_[width_for(count)][quick ? 1 : 0];
  if (!pass) pass = make_pass(network_, step_, count, quick);
  return *pass;
}

std::vector<Outcome> Workspace::run(std::vector<Request> requests, const Steering& steering, std::size_t first,
                                    const std::vector<std::string>& balance_notes) {
  requests_ = std::move(requests);
  timelines_.clear();
  std::size_t steps = 0;
  for (Request& request : requests_) {
    timelines_.push_back(std::move(request.timeline));
    steps = std::max(steps, request.steps);
  }
  AnyPass& pass = pass_for(requests_.size(), is_quick(requests_.front().policy));
  pass.restart(requests_, timelines_, steps);
  while (accounts_.size() < requests_.size()) accounts_.emplace_back(network_, step_, series_of_);
  for (std::size_t s = 0; s < requests_.size(); ++s) accounts_[s].restart(requests_[s], timelines_[s], pass.view(s));

  std::vector<Outcome> outcomes(requests_.size());
  std::size_t done = 0;
  pass.on_step_begin([&] {
    for (std::size_t s = 0; s < requests_.size(); ++s)
      if (done < requests_[s].steps) accounts_[s].begin_step(pass.view(s));
  });
  while (done < steps) {
    steering.before_step();
    pass.advance();
    ++done;
    for (std::size_t s = 0; s < requests_.size(); ++s) {
      if (done > requests_[s].steps) continue;
      const auto view = pass.view(s);
      accounts_[s].end_step(view, limits_);
      if (steering.observe) steering.observe(StepReport(network_, view, step_, first + s));
      if (done == requests_[s].steps) accounts_[s].close(view);
    }
    steering.after_step(done);
  }
  for (std::size_t s = 0; s < outcomes.size(); ++s) {
    outcomes[s] = accounts_[s].finish();
    outcomes[s].notes = notes_on(timelines_[s], requests_[s].policy.rationing, balance_notes, pass.lengthened());
  }
  return outcomes;
}

}  // namespace ytterby
