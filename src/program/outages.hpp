// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby survive --outages: each node out by itself.
#pragma once

#include <optional>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct OutagesRequest {
  bool asked = false;
  std::optional<double> recover_months = {};  ///< above 0
  int threads = 1;                            ///< 1 or more
};

/// The exit status.
[[nodiscard]] int survive_outages(const ScenarioOptions& shared, const OutagesRequest& request);

}  // namespace ytterby::program
