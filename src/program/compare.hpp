// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby compare: scenarios side by side.
#pragma once

#include <string>
#include <vector>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct CompareRequest {
  ScenarioOptions shared = {};              ///< for each scenario; names none itself
  std::vector<std::string> scenarios = {};  ///< two or more names or files; "baseline" where there is none of that name
  int threads = 1;                          ///< 1 or more
};

/// The exit status.
[[nodiscard]] int compare(const CompareRequest& request);

}  // namespace ytterby::program
