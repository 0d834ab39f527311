// SPDX-License-Identifier: Apache-2.0
/// @file  What every command that looks at a scenario is told.
#include "program/scenario_options.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "ytterby/core/error.hpp"
#include "ytterby/scenario/schedule.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby::program {

namespace {

std::filesystem::path file_of(const std::string& folder, const std::string& name) {
  return std::filesystem::path(folder) / "scenarios" / (name + ".toml");
}

std::vector<std::string>* list_of(NodeFilter& filter, const std::string& key) {
  if (key == "node") return &filter.node;
  if (key == "site") return &filter.site;
  if (key == "product") return &filter.product;
  if (key == "stage") return &filter.stage;
  if (key == "country") return &filter.country;
  return nullptr;
}

void assume(Scenario& scenario, const std::vector<std::string>& assumptions) {
  std::set<std::string> told;
  for (const std::string& text : assumptions) {
    const std::string event = event_of(text);
    if (!told.insert(event).second)
      throw Error(fmt::format("--assume: found '{}' twice, expected each event once", event));
    scenario.events[find_event(scenario, event)].happens = text.ends_with("=true");
  }
  if (!assumptions.empty())
    scenario.name =
        fmt::format("{} assuming {}", scenario.name.empty() ? "baseline" : scenario.name, fmt::join(assumptions, ", "));
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

std::string event_of(const std::string& assumption) { return assumption.substr(0, assumption.rfind('=')); }

bool has_scenario(const std::string& folder, const std::string& name) {
  return std::filesystem::exists(file_of(folder, name));
}

Case read_asked(const std::string& folder, const std::vector<std::string>& names) {
  ReadOptions options{.scenarios = std::vector<std::string>{}};
  for (const std::string& name : names)
    if (has_scenario(folder, name) || !std::filesystem::is_regular_file(name)) options.scenarios->push_back(name);
  return read_case(folder, options);
}

Case read_asked(const ScenarioOptions& options) {
  return read_asked(options.folder, options.scenario ? std::vector{*options.scenario} : std::vector<std::string>{});
}

Scenario find_scenario(const Case& whole, const std::string& name) {
  return whole.scenarios.contains(name) ? whole.scenario(name) : read_scenario(name);
}

Scenario scenario_of(const Case& whole, const FrozenNetwork& network, const ScenarioOptions& options) {
  Scenario scenario = options.scenario ? find_scenario(whole, *options.scenario) : Scenario{};
  if (!options.targets.empty()) {
    scenario.targets = {};
    for (const std::string& target : options.targets) static_cast<void>(add_target(scenario.targets, target));
    static_cast<void>(select_nodes(network, scenario.targets, "--target"));
  }
  if (options.rationing) scenario.policy.rationing = rationing_of(*options.rationing).value();
  if (options.resourcing) scenario.policy.resourcing = *options.resourcing;
  if (options.horizon_months) scenario.horizon = Months{*options.horizon_months};
  if (options.tau_months) scenario.policy.tau = Months{*options.tau_months};
  assume(scenario, options.assume);
  for (const std::string& node : options.without) {
    const NodeFilter named{.node = {node}};
    static_cast<void>(select_nodes(network, named, "--without"));
    scenario.name = fmt::format("{} without {}", scenario.name.empty() ? "baseline" : scenario.name, node);
    scenario.events.push_back({.on = {.nodes = named}, .set = {{Lever::capacity, 0}}});
  }
  return scenario;
}

Months step_of(const ScenarioOptions& options) { return options.step_weeks.value_or(1) * default_step; }

}  // namespace ytterby::program
