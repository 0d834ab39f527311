// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby delay: how long an event can be put off.
#pragma once

#include <optional>
#include <string>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct DelayRequest {
  ScenarioOptions shared = {};
  std::string event = {};                     ///< its name
  std::optional<double> tolerance_days = {};  ///< above 0
  std::optional<double> harm = {};            ///< 0 to below 1
  int threads = 1;                            ///< 1 or more
};

/// The exit status.
[[nodiscard]] int delay(const DelayRequest& request);

}  // namespace ytterby::program
