// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby run: months until each target runs out.
#pragma once

#include <string>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct RunOptions {
  ScenarioOptions shared = {};
  std::string series = {};       ///< file; empty: none
  std::string lane_series = {};  ///< likewise
};

/// The exit status.
[[nodiscard]] int run(const RunOptions& options);

}  // namespace ytterby::program
