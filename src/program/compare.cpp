// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby compare: scenarios side by side.
#include "program/compare.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

bool is_baseline(const Case& whole, const std::string& name) {
  return name == "baseline" && !whole.scenarios.contains(name) && !std::filesystem::is_regular_file(name);
}

/// The baseline asks about what the first of the other scenarios does.
Scenario baseline_like(const Case& whole, const ScenarioOptions& shared, const std::optional<Scenario>& other) {
  Scenario baseline = scenario_of(whole, shared);
  if (!other) return baseline;
  baseline.start = other->start;
  baseline.horizon = other->horizon;
  baseline.targets = other->targets;
  baseline.policy = other->policy;
  return baseline;
}

std::vector<Scenario> scenarios_of(const Case& whole, const CompareRequest& request) {
  std::vector<std::optional<Scenario>> named;
  std::optional<Scenario> first;
  for (const std::string& name : request.scenarios) {
    ScenarioOptions one = request.shared;
    one.scenario = name;
    named.push_back(is_baseline(whole, name) ? std::nullopt : std::optional(scenario_of(whole, one)));
    if (!first) first = named.back();
  }
  std::vector<Scenario> scenarios;
  for (const auto& scenario : named)
    scenarios.push_back(scenario ? *scenario : baseline_like(whole, request.shared, first));
  return scenarios;
}

/// What the outcomes have to note, each thing once.
void print_notes(const Comparison& comparison, const CompareSubject& subject) {
  for (const std::string& note : comparison.notes) fmt::print(stderr, "note: {}\n", note);
  std::vector<std::string> told;
  for (std::size_t s = 0; s < comparison.outcomes.size(); ++s)
    for (const std::string& note : comparison.outcomes[s].notes) {
      if (std::find(told.begin(), told.end(), note) != told.end()) continue;
      told.push_back(note);
      fmt::print(stderr, "note: {}: {}\n", subject.names[s], note);
    }
}

}  // namespace

int compare(const CompareRequest& request) {
  const Case whole = read_case(request.shared.folder);
  const FrozenNetwork network = freeze(whole.network);
  const CompareSubject subject{whole.name, &network, request.scenarios, scenarios_of(whole, request)};

  SimulateOptions how{.step = step_of(request.shared)};
  how.control.threads = request.threads;
  Comparison comparison;
  {
    Progress progress;
    how.control.progress = progress.callback();
    comparison = ytterby::compare(network, subject.scenarios, how);
  }
  const std::string answer =
      request.shared.json ? to_json(comparison, subject) : to_text(comparison, subject, terminal_options());
  print_notes(comparison, subject);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
