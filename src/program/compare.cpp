// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby compare: scenarios side by side.
#include "program/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>

#include "program/terminal.hpp"
#include "ytterby/scenario/timeline.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// "six_month_licences?renewal=false": a scenario and what it alone assumes.
struct AskedScenario {
  std::string name = {};
  std::vector<std::string> assume = {};
  bool baseline = false;
};

AskedScenario split(const std::string& text) {
  AskedScenario asked;
  auto at = text.find('?');
  asked.name = text.substr(0, at);
  while (at != std::string::npos) {
    const auto next = text.find('?', at + 1);
    asked.assume.push_back(text.substr(at + 1, next == std::string::npos ? next : next - at - 1));
    at = next;
  }
  return asked;
}

std::vector<AskedScenario> asked_of(const CompareRequest& request) {
  std::vector<AskedScenario> all;
  for (const std::string& text : request.scenarios) {
    all.push_back(split(text));
    const std::string& name = all.back().name;
    all.back().baseline =
        name == "baseline" && !has_scenario(request.shared.folder, name) && !std::filesystem::is_regular_file(name);
  }
  return all;
}

Case read_compared(const std::string& folder, const std::vector<AskedScenario>& asked) {
  std::vector<std::string> names;
  for (const AskedScenario& one : asked)
    if (!one.baseline) names.push_back(one.name);
  return read_asked(folder, names);
}

/// What is assumed of all scenarios becomes an assumption of each that knows the event.
void share_assumptions(const Case& whole, const std::vector<std::string>& assumptions,
                       std::vector<AskedScenario>& asked) {
  for (const std::string& text : assumptions) {
    const std::string event = event_of(text);
    bool known = false;
    std::set<std::string> names;
    for (AskedScenario& one : asked) {
      if (one.baseline) continue;
      bool here = false;
      for (const Event& existing : find_scenario(whole, one.name).events) {
        here = here || existing.name == event;
        if (!existing.name.empty()) names.insert(existing.name);
      }
      if (here) one.assume.push_back(text);
      known = known || here;
    }
    if (known) continue;
    throw InvalidScenario(fmt::format(
        "--assume: found '{}', an event of none of the scenarios, expected {}", event,
        names.empty() ? "a name, but no event has one" : fmt::format("one of: {}", fmt::join(names, ", "))));
  }
}

/// The baseline asks about what the first of the other scenarios does.
void ask_like(Scenario& baseline, const Scenario& other) {
  baseline.start = other.start;
  baseline.horizon = other.horizon;
  baseline.targets = other.targets;
  baseline.policy = other.policy;
}

std::vector<Scenario> scenarios_of(const Case& whole, const FrozenNetwork& network, const CompareRequest& request,
                                   const std::vector<AskedScenario>& asked) {
  std::vector<Scenario> scenarios;
  for (const AskedScenario& one : asked) {
    ScenarioOptions options = request.shared;
    if (!one.baseline) options.scenario = one.name;
    options.assume = one.assume;
    scenarios.push_back(scenario_of(whole, network, options));
  }
  const auto other = std::find_if(asked.begin(), asked.end(), [](const AskedScenario& one) { return !one.baseline; });
  for (std::size_t i = 0; i < asked.size() && other != asked.end(); ++i)
    if (asked[i].baseline) ask_like(scenarios[i], scenarios[static_cast<std::size_t>(other - asked.begin())]);
  for (const Scenario& scenario : scenarios) {  // refused by name, not by place
    static_cast<void>(select_targets(network, scenario));
    static_cast<void>(resolve(network, scenario));
  }
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

bool is_asked_scenario(const std::string& text) {
  const auto asked = split(text);
  return std::all_of(asked.assume.begin(), asked.assume.end(), is_assumption);
}

int compare(const CompareRequest& request) {
  auto asked = asked_of(request);
  const Case whole = read_compared(request.shared.folder, asked);
  share_assumptions(whole, request.shared.assume, asked);
  const FrozenNetwork network = freeze(whole.network);
  const CompareSubject subject{whole.name, &network, request.scenarios, scenarios_of(whole, network, request, asked)};

  SimulateOptions how{.step = step_of(request.shared)};
  how.control.threads = request.threads;
  const Comparison comparison =
      with_progress(how.control, [&] { return ytterby::compare(network, subject.scenarios, how); });
  const std::string answer = answer_of(comparison, subject, request.shared.json);
  print_notes(comparison, subject);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
