// SPDX-License-Identifier: Apache-2.0
/// @file  Options that several commands share, and the values they refuse.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "program/scenario_options.hpp"

namespace ytterby::program {

/// Refuses all but finite numbers above 0.
[[nodiscard]] CLI::Validator above_zero();

/// Refuses all but numbers from 0 to below 1.
[[nodiscard]] CLI::Validator share();

/// Refuses all but numbers above 0 and below 1.
[[nodiscard]] CLI::Validator above_zero_below_one();

/// Refuses all but whole numbers of at least 1.
[[nodiscard]] CLI::Validator count();

/// Refuses all but whole numbers of at least 2.
[[nodiscard]] CLI::Validator two_or_more();

/// Refuses what is not known, saying what is: "a, b or c".
[[nodiscard]] CLI::Validator one_of(std::string expected, std::function<bool(const std::string&)> known);

/// A repeatable option that takes one value each time, so that it doesn't swallow what follows.
CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                            const std::string& help);

/// CASE and --json.
void add_case(CLI::App& app, std::string& folder, bool& json);

/// --target.
void add_targets(CLI::App& app, ScenarioOptions& options);

enum class Asks {
  may,  ///< none: the baseline
  must
};

/// --scenario.
void add_scenario(CLI::App& app, ScenarioOptions& options, Asks scenario = Asks::may);

/// CASE, --target, --without, --assume, --horizon-months, --step-weeks, --tau-months, --json.
///
/// @return  --horizon-months, which not every command always needs.
CLI::Option* add_shared_options(CLI::App& app, ScenarioOptions& options);

/// The same and --scenario.
CLI::Option* add_scenario_options(CLI::App& app, ScenarioOptions& options, Asks scenario = Asks::may);

/// --rationing and --resourcing.
struct PolicyOptions {
  CLI::Option *rationing = nullptr, *resourcing = nullptr;
};
PolicyOptions add_policy(CLI::App& app, ScenarioOptions& options);

/// --threads, with what they do.
void add_threads(CLI::App& app, int& threads, const std::string& help);

}  // namespace ytterby::program
