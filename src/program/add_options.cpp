// SPDX-License-Identifier: Apache-2.0
/// @file  Options that several commands share, and the values they refuse.
#include "program/add_options.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace ytterby::program {

namespace {

bool is_above_zero(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && rest == end && value > 0 && std::isfinite(value);
}

bool is_share(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && rest == end && value >= 0 && value < 1;
}

bool is_at_least(int least, const std::string& text) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && rest == end && value >= least;
}

bool is_target(const std::string& text) {
  NodeFilter filter;
  return add_target(filter, text);
}

}  // namespace

CLI::Validator one_of(std::string expected, std::function<bool(const std::string&)> known) {
  // Without a name of its own: the help of an option says what it takes.
  return {[expected = std::move(expected), known = std::move(known)](const std::string& text) -> std::string {
            return known(text) ? "" : fmt::format("found '{}', expected {}", text, expected);
          },
          ""};
}

CLI::Validator above_zero() { return one_of("a finite number above 0", is_above_zero); }

CLI::Validator share() { return one_of("a number, 0 or more and below 1", is_share); }

CLI::Validator above_zero_below_one() {
  return one_of("a number above 0 and below 1",
                [](const std::string& text) { return is_share(text) && is_above_zero(text); });
}

CLI::Validator count() {
  return one_of("a whole number, 1 or more", [](const std::string& text) { return is_at_least(1, text); });
}

CLI::Validator two_or_more() {
  return one_of("a whole number, 2 or more", [](const std::string& text) { return is_at_least(2, text); });
}

CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                            const std::string& help) {
  return app.add_option(name, values, help)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_case(CLI::App& app, std::string& folder, bool& json) {
  app.add_option("CASE", folder, "Case folder")->required();
  app.add_flag("--json", json, "One JSON document on standard output");
}

void add_targets(CLI::App& app, ScenarioOptions& options) {
  add_repeatable(app, "--target", options.targets,
                 "key=value; repeatable, different keys narrow, the same key again widens")
      ->check(one_of("node=, site=, product=, stage= or country= and a value", is_target));
}

void add_scenario(CLI::App& app, ScenarioOptions& options, Asks scenario) {
  const std::string which = "A name in the case's scenarios/, or a file";
  app.add_option("--scenario", options.scenario, scenario == Asks::must ? which : which + "; none: the baseline")
      ->required(scenario == Asks::must);
}

CLI::Option* add_shared_options(CLI::App& app, ScenarioOptions& options) {
  add_case(app, options.folder, options.json);
  add_targets(app, options);
  add_repeatable(app, "--without", options.without, "Node whose capacity is 0 from the start; repeatable");
  add_repeatable(app, "--assume", options.assume, "NAME=true or NAME=false: whether an event happens; repeatable")
      ->check(one_of("the name of an event, = and true or false", is_assumption));
  app.add_option("--step-weeks", options.step_weeks, "Length of a step (1)")->check(above_zero());
  app.add_option("--tau-months", options.tau_months, "Time in which a stock gap is closed (1)")->check(above_zero());
  return app.add_option("--horizon-months", options.horizon_months, "How far to look")->check(above_zero());
}

CLI::Option* add_scenario_options(CLI::App& app, ScenarioOptions& options, Asks scenario) {
  auto* const horizon = add_shared_options(app, options);
  add_scenario(app, options, scenario);
  return horizon;
}

PolicyOptions add_policy(CLI::App& app, ScenarioOptions& options) {
  const std::string rules = "proportional, priority, largest_first, equal_fill or minimum_first";
  auto* const rationing =
      app.add_option("--rationing", options.rationing, rules)->check(one_of(rules, [](const std::string& key) {
        return rationing_of(key).has_value();
      }));
  auto* const resourcing =
      app.add_flag("--resourcing,!--no-resourcing", options.resourcing,
                   "Orders move to suppliers that deliver, or keep their shares, whatever the scenario says")
          ->disable_flag_override();
  return {rationing, resourcing};
}

void add_threads(CLI::App& app, int& threads, const std::string& help) {
  app.add_option("--threads", threads, help + " (1)")->check(count());
}

}  // namespace ytterby::program
