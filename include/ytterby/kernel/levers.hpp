// SPDX-License-Identifier: Apache-2.0
/// @file  The events of a batch of scenarios, applied step by step where something changes.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ytterby/scenario/timeline.hpp"

namespace ytterby::kernel {

/// Remembers what each group of rows was last told, so that quiet steps cost one look a group.
class Levers {
 public:
  Levers() = default;

  /// @param timelines  One for each scenario of the batch; they outlive this.
  explicit Levers(std::span<const Timeline> timelines) { restart(timelines); }

  /// Begins with other timelines, before their first step.
  void restart(std::span<const Timeline> timelines) {
    timelines_ = timelines;
    last_.resize(timelines.size());
    for (std::size_t s = 0; s < timelines.size(); ++s) last_[s].assign(timelines[s].groups.size(), Effect{});
  }

  /// Calls `apply(scenario, group, effect)` for each group whose mean over [from, to] differs from the step before.
  template <class Apply>
  void update(Months from, Months to, Apply&& apply) {
    for (std::size_t scenario = 0; scenario < timelines_.size(); ++scenario) {
      const auto& groups = timelines_[scenario].groups;
      for (std::size_t i = 0; i < groups.size(); ++i) {
        const Effect effect = mean_effect(groups[i], from, to);
        if (effect == last_[scenario][i]) continue;
        last_[scenario][i] = effect;
        apply(scenario, groups[i], effect);
      }
    }
  }

  /// Calls `apply(scenario, impulse)` for the impulses in (from, to], each once.
  template <class Apply>
  void strike(Months from, Months to, Apply&& apply) const {
    for (std::size_t scenario = 0; scenario < timelines_.size(); ++scenario)
      for (const Impulse& impulse : timelines_[scenario].impulses)
        if (impulse.at > from && impulse.at <= to) apply(scenario, impulse);
  }

 private:
  std::span<const Timeline> timelines_ = {};
  std::vector<std::vector<Effect>> last_ = {};
};

}  // namespace ytterby::kernel
