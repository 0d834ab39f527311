// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby check: every fault of a case.
#include "program/check.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "program/terminal.hpp"
#include "ytterby/scenario/timeline.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// A scenario that reads well may still name what the network doesn't have.
void check_scenarios(const Case& whole, const std::string& folder, const FrozenNetwork& network, CheckReport& report) {
  for (const auto& [key, scenario] : whole.scenarios) {
    try {
      static_cast<void>(select_targets(network, scenario));
      static_cast<void>(resolve(network, scenario));
    } catch (const Error& error) {
      const auto file = std::filesystem::path(folder) / "scenarios" / (key + ".toml");
      report.issues.push_back({.file = file.string(), .found = error.what()});
    }
  }
}

}  // namespace

int check(const CheckOptions& options) {
  CheckReport report{.case_name = options.folder};
  std::optional<FrozenNetwork> network;
  try {
    const Case whole = read_case(options.folder);
    report.case_name = whole.name;
    network = freeze(whole.network);
    report.network = &*network;
    check_scenarios(whole, options.folder, *network, report);
  } catch (const InputError& error) {
    report.issues = error.issues();
  } catch (const InvalidScenario& error) {
    report.issues = error.issues();
    if (report.issues.empty()) report.issues.push_back({.found = error.what()});
  }
  for (const auto& note : doubtful_columns(options.folder)) fmt::print(stderr, "{}\n", note);
  if (options.json) {
    fmt::print("{}", to_json(report));
  } else {
    fmt::print(report.issues.empty() ? stdout : stderr, "{}", to_text(report, terminal_options()));
  }
  return report.issues.empty() ? 0 : 1;
}

}  // namespace ytterby::program
