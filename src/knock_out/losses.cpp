// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs followed where they lead, or simulated in whole.
#include "knock_out/losses.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#include "core/on_threads.hpp"
#include "knock_out/trajectory.hpp"
#include "knock_out/wave.hpp"
#include "simulate/any_pass.hpp"
#include "simulate/request.hpp"
#include "ytterby/simulate/simulate_each.hpp"

namespace ytterby {

namespace {

/// A wave may look at so large a part of all arcs and steps: beyond, batches are as fast.
constexpr double most_work = 1.0 / 3;
constexpr std::size_t any_work = 1U << 16;                  ///< too little to matter
constexpr std::size_t most_memory = std::size_t{1} << 30U;  ///< bytes of a trajectory
/// Of all runs, evenly picked; where few of them can be followed, no more are tried.
constexpr std::size_t sample = 32, least_followed = 8;

class EachLosses {
 public:
  EachLosses(const Prepared& prepared, const Scenario& scenario, const Outcome& undisturbed,
             const std::vector<Together>& runs)
      : prepared_(prepared),
        network_(prepared.network()),
        scenario_(scenario),
        undisturbed_(undisturbed),
        runs_(runs),
        is_known_(runs.size(), 0),
        losses_{.each = std::vector<Losses>(runs.size())} {}

  LossesOfEach run() {
    follow();
    simulate_rest();
    return std::move(losses_);
  }

 private:
  /// Whether the scenario is the plain baseline, with nobody short, and what goes are nodes.
  [[nodiscard]] bool can_follow(const Request& request) const {
    const auto takes_lanes = [](const Together& run) {
      return std::any_of(run.begin(), run.end(), [](const Choice* choice) { return !choice->lanes.empty(); });
    };
    const auto edges = network_.edges();
    if (Trajectory::bytes(network_, request.steps) > most_memory) return false;
    return is_quick(request.policy) && request.timeline.groups.empty() && request.timeline.impulses.empty() &&
           !undisturbed_.total.to_shortage && std::none_of(runs_.begin(), runs_.end(), takes_lanes) &&
           std::all_of(edges.begin(), edges.end(), [&](EdgeId edge) { return network_.lane(edge) == no_lane; });
  }

  void follow() {
    constexpr std::size_t worth_it = 4;  // runs, for the trajectory costs one
    if (runs_.size() < worth_it) return;
    const Request undisturbed = request(network_, scenario_, prepared_.options());
    if (!can_follow(undisturbed)) return;
    const Control& control = prepared_.options().control;
    const Trajectory trajectory(network_, undisturbed.policy, prepared_.options().step, undisturbed.steps,
                                control.stop);
    std::vector<std::size_t> first, rest;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const bool is_picked = runs_.size() <= sample || i * sample / runs_.size() != (i + 1) * sample / runs_.size();
      (is_picked ? first : rest).push_back(i);
    }
    follow(trajectory, undisturbed, first);
    if (losses_.followed * sample >= first.size() * least_followed) follow(trajectory, undisturbed, rest);
  }

  void follow(const Trajectory& trajectory, const Request& undisturbed, const std::vector<std::size_t>& runs) {
    const double all_work = static_cast<double>(network_.edges().size()) * static_cast<double>(undisturbed.steps);
    const std::size_t work = std::max(any_work, static_cast<std::size_t>(most_work * all_work));
    Control control = prepared_.options().control;
    control.progress = {};  // told as runs become known
    on_threads(runs.size(), control, [&](auto&& each) {
      Wave wave(trajectory, undisturbed);
      std::vector<NodeId> out;
      each([&](std::size_t k) {
        const std::size_t i = runs[k];
        out.clear();
        for (const Choice* choice : runs_[i]) out.insert(out.end(), choice->nodes.begin(), choice->nodes.end());
        if (const auto losses = wave.follow(out, work)) {
          losses_.each[i] = *losses;
          tell_known(i, undisturbed.horizon);
        }
      });
    });
  }

  void tell_known(std::size_t i, Months horizon) {
    const std::lock_guard lock(mutex_);
    is_known_[i] = 1;
    ++losses_.followed;
    const auto& progress = prepared_.options().control.progress;
    const auto known = static_cast<double>(losses_.followed);
    if (progress) progress(known / static_cast<double>(runs_.size()), known * horizon);
  }

  void simulate_rest() {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < runs_.size(); ++i)
      if (is_known_[i] == 0) rest.push_back(i);
    if (rest.empty()) return;
    Control control = prepared_.options().control;
    if (control.progress) {
      const double before = static_cast<double>(losses_.followed) / static_cast<double>(runs_.size());
      const Months simulated = static_cast<double>(losses_.followed) * undisturbed_.horizon;
      control.progress = [before, simulated, told = control.progress](double done, Months more) {
        told(before + (1 - before) * done, simulated + more);
      };
    }
    const auto disturbed = [&](std::size_t k) {
      Scenario with = scenario_;
      for (const Choice* choice : runs_[rest[k]]) with.events.push_back(choice->event);
      return with;
    };
    simulate_each(prepared_.with(std::move(control)), rest.size(), disturbed, [&](std::size_t k, Outcome&& outcome) {
      losses_.each[rest[k]] = {outcome.total.to_shortage, outcome.total.unserved, outcome.total.unserved_value};
    });
  }

  const Prepared& prepared_;
  const FrozenNetwork& network_;
  const Scenario& scenario_;
  const Outcome& undisturbed_;
  const std::vector<Together>& runs_;
  std::mutex mutex_ = {};       // guards what follows, while runs are followed
  std::vector<char> is_known_;  // [run]
  LossesOfEach losses_;
};

}  // namespace

LossesOfEach losses_of_each(const Prepared& prepared, const Scenario& scenario, const Outcome& undisturbed,
                            const std::vector<Together>& runs) {
  return EachLosses(prepared, scenario, undisturbed, runs).run();
}

}  // namespace ytterby
