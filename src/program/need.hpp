// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby need: the least licences of an office with which nobody runs short.
#pragma once

#include <optional>
#include <string>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct NeedRequest {
  ScenarioOptions shared = {};
  std::string office = {};
  bool at_best = true;
  std::optional<double> tolerance = {};  ///< above 0
  double flex = 1;                       ///< above 0
  int threads = 1;                       ///< 1 or more
};

/// The exit status.
[[nodiscard]] int need(const NeedRequest& request);

}  // namespace ytterby::program
