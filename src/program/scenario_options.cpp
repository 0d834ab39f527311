// SPDX-License-Identifier: Apache-2.0
/// @file  What every command that looks at a scenario is told.
#include "program/scenario_options.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "ytterby/scenario/schedule.hpp"

namespace ytterby::program {

namespace {

Scenario find_scenario(const Case& whole, const std::optional<std::string>& asked) {
  if (!asked) return {};
  const std::string& name = *asked;
  if (whole.scenarios.contains(name)) return whole.scenario(name);
  if (std::filesystem::is_regular_file(name)) return read_scenario(name);
  return whole.scenario(name);  // says which there are
}

std::vector<std::string>* list_of(NodeFilter& filter, const std::string& key) {
  if (key == "node") return &filter.node;
  if (key == "site") return &filter.site;
  if (key == "product") return &filter.product;
  if (key == "stage") return &filter.stage;
  if (key == "country") return &filter.country;
  return nullptr;
}

}  // namespace

bool add_target(NodeFilter& filter, const std::string& text) {
  const auto equals = text.find('=');
  auto* const values = list_of(filter, text.substr(0, equals));
  if (equals == std::string::npos || values == nullptr) return false;
  values->push_back(text.substr(equals + 1));
  return true;
}

bool is_assumption(const std::string& text) {
  const auto equals = text.rfind('=');
  return equals != std::string::npos && equals > 0 &&
         (text.substr(equals) == "=true" || text.substr(equals) == "=false");
}

Scenario scenario_of(const Case& whole, const ScenarioOptions& options) {
  Scenario scenario = find_scenario(whole, options.scenario);
  if (!options.targets.empty()) {
    scenario.targets = {};
    for (const std::string& target : options.targets) static_cast<void>(add_target(scenario.targets, target));
  }
  if (options.horizon_months) scenario.horizon = Months{*options.horizon_months};
  if (options.tau_months) scenario.policy.tau = Months{*options.tau_months};
  for (const std::string& text : options.assume) {
    const auto equals = text.rfind('=');
    scenario.events[find_event(scenario, text.substr(0, equals))].happens = text.substr(equals) == "=true";
  }
  if (!options.assume.empty())
    scenario.name = fmt::format("{} assuming {}", scenario.name, fmt::join(options.assume, ", "));
  for (const std::string& node : options.without) {
    scenario.name = fmt::format("{} without {}", scenario.name.empty() ? "baseline" : scenario.name, node);
    scenario.events.push_back({.on = {.nodes = {.node = {node}}}, .set = {{Lever::capacity, 0}}});
  }
  return scenario;
}

Months step_of(const ScenarioOptions& options) { return options.step_weeks.value_or(1) * default_step; }

}  // namespace ytterby::program
