// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby compare: scenarios side by side.
#pragma once

#include <string>
#include <vector>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct CompareRequest {
  ScenarioOptions shared = {};  ///< for each scenario; names none itself
  /// Two or more names or files, each with "?EVENT=true" or "?EVENT=false" after it for what it alone assumes;
  /// "baseline" where there is none of that name.
  std::vector<std::string> scenarios = {};
  int threads = 1;  ///< 1 or more
};

/// Whether what follows a '?', if any, is an assumption.
[[nodiscard]] bool is_asked_scenario(const std::string& text);

/// The exit status.
[[nodiscard]] int compare(const CompareRequest& request);

}  // namespace ytterby::program
