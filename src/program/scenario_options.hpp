// SPDX-License-Identifier: Apache-2.0
/// @file  What every command that looks at a scenario is told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/io/read_case.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::program {

struct ScenarioOptions {
  std::string folder = {};
  std::optional<std::string> scenario = {};  ///< name or file; none: the baseline
  std::vector<std::string> targets = {};     ///< "key=value", instead of the scenario's; empty: the scenario's
  std::vector<std::string> assume = {};      ///< "NAME=true" or "NAME=false": whether an event of the scenario happens
  std::vector<std::string> without = {};     ///< nodes whose capacity is 0 from the start
  std::optional<double> horizon_months = {}, step_weeks = {}, tau_months = {};  ///< above 0
  bool json = false;
};

/// Adds "key=value" to a filter: different keys narrow, the same key again widens. False if it is no such thing.
[[nodiscard]] bool add_target(NodeFilter& filter, const std::string& text);

/// Whether the text is "NAME=true" or "NAME=false".
[[nodiscard]] bool is_assumption(const std::string& text);

/// The scenario asked for, with all that the options change.
///
/// @throws InvalidScenario  if there is none of that name, or no event of a name that is assumed.
[[nodiscard]] Scenario scenario_of(const Case& whole, const ScenarioOptions& options);

/// The step asked for, else a week.
[[nodiscard]] Months step_of(const ScenarioOptions& options);

}  // namespace ytterby::program
