// SPDX-License-Identifier: Apache-2.0
/// @file  What a run adds up to: shortages, unserved tonnes and dollars, series.
#pragma once

#include <vector>

#include "simulate/shortage_clock.hpp"
#include "ytterby/kernel/levers.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// Reads the pass after each step; owns no physics.
class Accounts {
 public:
  Accounts(const FrozenNetwork& network, const Timeline& timeline, const PlainPass& pass,
           const std::vector<NodeId>& targets, std::vector<NodeId> series_of, Months step, Months horizon);

  void begin_step(const PlainPass& pass);
  void end_step(const PlainPass& pass);
  [[nodiscard]] Outcome finish(const PlainPass& pass);

 private:
  void take_covers(const PlainPass& pass);
  void follow(std::size_t target, const PlainPass& pass, Months from, double weight);
  void add_series(const PlainPass& pass);
  [[nodiscard]] std::vector<LaneOutcome> lane_outcomes(const PlainPass& pass) const;

  const FrozenNetwork& network_;
  Months step_, horizon_;
  std::vector<NodeId> series_of_;
  ShortageClock clock_;
  std::vector<double> price_ = {};  ///< [target] USD/t now
  bool all_priced_ = true;
  kernel::Levers prices_;
  Outcome outcome_ = {};  ///< targets in the order of the clock
};

}  // namespace ytterby
