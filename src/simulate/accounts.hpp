// SPDX-License-Identifier: Apache-2.0
/// @file  What a run adds up to: shortages, unserved tonnes and dollars, series.
#pragma once

#include <vector>

#include "simulate/first_limit.hpp"
#include "simulate/request.hpp"
#include "simulate/shortage_clock.hpp"
#include "simulate/shortage_log.hpp"
#include "ytterby/kernel/levers.hpp"
#include "ytterby/kernel/step_view.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// Reads the pass after each step; owns no physics.
class Accounts {
 public:
  Accounts(const FrozenNetwork& network, Months step, std::vector<NodeId> series_of);

  /// Begins anew, before the first step; what was allocated before is used again, and no step allocates anything but as
  /// ShortageLog says.
  /// @param timeline  Outlives the steps.
  void restart(const Request& request, const Timeline& timeline, const kernel::StepView& pass);
  void begin_step(const kernel::StepView& pass);
  /// @param limits  Shared by all accounts of a thread.
  void end_step(const kernel::StepView& pass, LimitFinder& limits);
  /// After the last step of this scenario.
  void close(const kernel::StepView& pass);
  [[nodiscard]] Outcome finish();

 private:
  void take_covers(const kernel::StepView& pass);
  void follow(std::size_t target, const kernel::StepView& pass, LimitFinder& limits, Months from, double weight);
  void begin_shortage(std::size_t target, const kernel::StepView& pass, LimitFinder& limits, Months from);
  void add_series(const kernel::StepView& pass);

  FrozenNetwork network_;
  Months step_, horizon_{};
  std::vector<NodeId> series_of_;
  ShortageClock clock_;
  ShortageLog log_ = {};
  std::vector<double> price_ = {};  ///< [target] USD/t now
  bool all_priced_ = true;
  kernel::Levers prices_ = {};
  std::vector<LimitPlace> limits_ = {};  ///< [target] where it first ran short
  Outcome outcome_ = {};                 ///< targets in the order of the clock
};

}  // namespace ytterby
