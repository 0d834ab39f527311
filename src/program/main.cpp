// SPDX-License-Identifier: Apache-2.0
/// @file  The calculator: options in, exit status out. The library does the work.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "program/run.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/version.hpp"

namespace {

namespace program = ytterby::program;

constexpr int refused = 1, wrong_usage = 2;

/// "key=value" of --target: different keys narrow, the same key again widens.
void add_target(ytterby::NodeFilter& filter, const std::string& text) {
  const auto equals = text.find('=');
  const std::string key = text.substr(0, equals);
  std::vector<std::string>* values = key == "node"      ? &filter.node
                                     : key == "site"    ? &filter.site
                                     : key == "product" ? &filter.product
                                     : key == "stage"   ? &filter.stage
                                     : key == "country" ? &filter.country
                                                        : nullptr;
  if (equals == std::string::npos || values == nullptr)
    throw CLI::ValidationError("--target",
                               fmt::format("found '{}', expected node=, site=, product=, stage= or country= "
                                           "and a value",
                                           text));
  values->push_back(text.substr(equals + 1));
}

void require_rationing(const std::optional<std::string>& rule) {
  if (rule && !ytterby::rationing_of(*rule))
    throw CLI::ValidationError("--rationing", fmt::format("found '{}', expected proportional, priority, largest_first, "
                                                          "equal_fill or minimum_first",
                                                          *rule));
}

/// A repeatable option that takes one value each time, so that it doesn't swallow what follows.
CLI::Option* add_repeatable(CLI::App& app, const std::string& name, std::vector<std::string>& values,
                            const std::string& help) {
  return app.add_option(name, values, help)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void add_check(CLI::App& app, program::CheckOptions& options) {
  app.add_option("CASE", options.folder, "Case folder")->required();
  app.add_flag("--json", options.json, "One JSON document on standard output");
}

void add_run(CLI::App& app, program::RunOptions& options, std::vector<std::string>& targets) {
  app.add_option("CASE", options.folder, "Case folder")->required();
  app.add_option("--scenario", options.scenario, "A name in the case's scenarios/, or a file; none: the baseline");
  add_repeatable(app, "--target", targets, "key=value; repeatable, different keys narrow, the same key again widens");
  add_repeatable(app, "--without", options.without, "Node whose capacity is 0 from the start; repeatable");
  app.add_option("--horizon-months", options.horizon_months, "How far to look");
  app.add_option("--step-weeks", options.step_weeks, "Length of a step (1)");
  app.add_option("--rationing", options.rationing,
                 "proportional, priority, largest_first, equal_fill or minimum_first");
  app.add_option("--tau-months", options.tau_months, "Time in which a stock gap is closed (1)");
  app.add_flag("--resourcing,!--no-resourcing", options.resourcing,
               "Orders move to suppliers that deliver, or keep their shares, whatever the scenario says")
      ->disable_flag_override();
  app.add_flag("--json", options.json, "One JSON document on standard output");
  app.add_option("--series", options.series, "Write the targets' series to this CSV file");
}

int call(int argc, char** argv) {
  CLI::App app{"If a source, a refinery or a licence office stops: months until industry runs out", "ytterby"};
  app.set_version_flag("--version",
                       fmt::format("{}.{}.{}", ytterby::version.major, ytterby::version.minor, ytterby::version.patch));
  app.require_subcommand(1);
  program::CheckOptions check;
  program::RunOptions run;
  std::vector<std::string> targets;
  auto* const check_command = app.add_subcommand("check", "Every fault of a case, and how well its baseline balances");
  auto* const run_command = app.add_subcommand("run", "Months until each target runs out, simulated");
  add_check(*check_command, check);
  add_run(*run_command, run, targets);
  try {
    app.parse(argc, argv);
    for (const std::string& target : targets) {
      if (!run.targets) run.targets.emplace();
      add_target(*run.targets, target);
    }
    require_rationing(run.rationing);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
  }
  return *check_command ? program::check(check) : program::run(run);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const int status = call(argc, argv);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
    throw ytterby::Error("standard output: cannot be written");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "ytterby: %s\n", error.what());
    return refused;
  }
}
