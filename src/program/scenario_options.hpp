// SPDX-License-Identifier: Apache-2.0
/// @file  What every command that looks at a scenario is told.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/io/read_case.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::program {

struct ScenarioOptions {
  std::string folder = {};
  std::optional<std::string> scenario = {};   ///< name or file; none: the baseline
  std::vector<std::string> targets = {};      ///< "key=value", instead of the scenario's; empty: the scenario's
  std::vector<std::string> assume = {};       ///< "NAME=true" or "NAME=false": whether an event happens
  std::vector<std::string> without = {};      ///< nodes whose capacity is 0 from the start
  std::optional<std::string> rationing = {};  ///< key of a rule
  std::optional<bool> resourcing = {};
  std::optional<double> horizon_months = {}, step_weeks = {}, tau_months = {};  ///< above 0
  bool json = false;
};

/// Adds "key=value" to a filter: different keys narrow, the same key again widens. False if it is no such thing.
[[nodiscard]] bool add_target(NodeFilter& filter, const std::string& text);

/// Whether the text is "NAME=true" or "NAME=false".
[[nodiscard]] bool is_assumption(const std::string& text);

/// The event of "NAME=true" or "NAME=false".
[[nodiscard]] std::string event_of(const std::string& assumption);

/// The case and of its scenarios those of these names that are no file elsewhere: other scenarios may have any fault.
///
/// @throws InvalidScenario  if there is neither.
[[nodiscard]] Case read_asked(const std::string& folder, const std::vector<std::string>& names);

/// Likewise with the one scenario asked for, if any.
[[nodiscard]] Case read_asked(const ScenarioOptions& options);

/// Whether a case folder has a scenario of that name.
[[nodiscard]] bool has_scenario(const std::string& folder, const std::string& name);

/// The scenario of that name as it is written, of the case or else of a file.
[[nodiscard]] Scenario find_scenario(const Case& whole, const std::string& name);

/// The scenario asked for, with all that the options change.
///
/// @throws InvalidScenario  if there is none of that name, no event of a name that is assumed, or no node of a name
///                          that is to be left out.
[[nodiscard]] Scenario scenario_of(const Case& whole, const FrozenNetwork& network, const ScenarioOptions& options);

/// The step asked for, else a week.
[[nodiscard]] Months step_of(const ScenarioOptions& options);

}  // namespace ytterby::program
