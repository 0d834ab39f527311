// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby survive: how long the targets could last at best, and what binds.
#pragma once

#include <string>

#include "program/scenario_options.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::program {

struct SurviveRequest {
  ScenarioOptions shared = {};
  Rivals rivals = Rivals::share;
  double flex = 1;  ///< above 0
  Method method = Method::automatic;
  double tolerance = 1e-3;  ///< above 0
  bool each = true, sequence = true;
  int threads = 1;          ///< 1 or more
  bool all_rivals = false;  ///< each target alone as simulated and under every kind of rivals, too
};

/// The exit status.
[[nodiscard]] int survive(const SurviveRequest& request);

}  // namespace ytterby::program
