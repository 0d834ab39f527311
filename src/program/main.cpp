// SPDX-License-Identifier: Apache-2.0
/// @file  The calculator: options in, exit status out. The library does the work.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "program/add_options.hpp"
#include "program/check.hpp"
#include "program/compare.hpp"
#include "program/delay.hpp"
#include "program/expose.hpp"
#include "program/files.hpp"
#include "program/need.hpp"
#include "program/outages.hpp"
#include "program/rank.hpp"
#include "program/run.hpp"
#include "program/survive.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/version.hpp"

namespace {

namespace program = ytterby::program;

constexpr int refused = 1, wrong_usage = 2;

void add_run(CLI::App& app, program::RunOptions& options) {
  program::add_scenario_options(app, options.shared);
  program::add_policy(app, options.shared);
  app.add_option("--series", options.series, "Write the targets' series to this CSV file");
  app.add_option("--lane-series", options.lane_series, "Write the lanes' series to this CSV file");
  app.final_callback([&] {
    if (!options.series.empty() && !options.lane_series.empty() &&
        program::is_same_file(options.series, options.lane_series))
      throw CLI::ValidationError("--lane-series",
                                 "found '" + options.lane_series + "', expected another file than that of --series");
  });
}

void add_compare(CLI::App& app, program::CompareRequest& request) {
  program::add_shared_options(app, request.shared);
  program::add_policy(app, request.shared);
  program::add_repeatable(app, "--scenario", request.scenarios,
                          "A name in the case's scenarios/, a file, or baseline; two or more, differences are to the "
                          "first; with ?EVENT=false after it what it alone assumes")
      ->required()
      ->check(
          program::one_of("a scenario, or one followed by ?EVENT=true or ?EVENT=false", program::is_asked_scenario));
  program::add_threads(app, request.threads, "How many threads simulate");
  app.final_callback([&] {
    if (request.scenarios.size() < 2) throw CLI::ValidationError("--scenario", "found 1, expected 2 or more");
  });
}

void add_delay(CLI::App& app, program::DelayRequest& request) {
  program::add_scenario_options(app, request.shared, program::Asks::must);
  program::add_policy(app, request.shared);
  app.add_option("--event", request.event, "Name of the event that is put off")->required();
  app.add_option("--tolerance-days", request.tolerance_days, "To which the delay is found (a step)")
      ->check(program::above_zero());
  app.add_option("--harm", request.harm, "Unserved above that share of the demand to the horizon is harm (1e-6)")
      ->check(program::share());
  program::add_threads(app, request.threads, "How many threads simulate");
}

void add_need(CLI::App& app, program::NeedRequest& request) {
  program::add_scenario_options(app, request.shared);
  program::add_policy(app, request.shared);
  app.add_option("--office", request.office, "Whose licences")->required();
  app.add_flag("!--no-best", request.at_best, "Leave out the best case, which takes longest")->disable_flag_override();
  app.add_option("--flex", request.flex, "How many times its share a customer may get at best, under contracts (1)")
      ->check(program::above_zero());
  app.add_option("--tolerance", request.tolerance, "To which the rate is found, of it (0.005)")
      ->check(program::above_zero_below_one());
  program::add_threads(app, request.threads, "How many threads simulate");
}

/// --outages takes what says which case and scenario; of all else none.
void add_outages(CLI::App& app, program::OutagesRequest& request) {
  auto* const outages = app.add_flag("--outages", request.asked,
                                     "Instead: each node out by itself, ranked by what is lost until it is back");
  for (const char* const other :
       {"--rivals", "--flex", "--method", "--no-each", "--no-sequence", "--tolerance", "--all-rivals"})
    outages->excludes(app.get_option(other));
  app.add_option("--recover-months", request.recover_months, "Time to recover of each node, with --outages (3)")
      ->check(program::above_zero())
      ->needs(outages);
}

void add_survive(CLI::App& app, program::SurviveRequest& request) {
  auto* const horizon = program::add_scenario_options(app, request.shared);
  const auto policy = program::add_policy(app, request.shared);
  const std::string rivals = "share, ignored or served", methods = "automatic, cut, lp or bracket";
  app.add_option_function<std::string>(
         "--rivals", [&](const std::string& key) { request.rivals = ytterby::rivals_of(key).value(); },
         "What others get: " + rivals + " (share)")
      ->check(program::one_of(rivals, [](const std::string& key) { return ytterby::rivals_of(key).has_value(); }));
  app.add_option("--flex", request.flex, "How many times its share a customer may get, under share (1)")
      ->check(program::above_zero());
  app.add_option_function<std::string>(
         "--method", [&](const std::string& key) { request.method = ytterby::method_of(key).value(); },
         "How it is found: " + methods + " (automatic)")
      ->check(program::one_of(methods, [](const std::string& key) { return ytterby::method_of(key).has_value(); }));
  app.add_flag("!--no-sequence", request.sequence, "Leave out the best order of running out, which takes longest")
      ->disable_flag_override();
  app.add_flag("!--no-each", request.each, "Leave out each target by itself")->disable_flag_override();
  app.add_option("--tolerance", request.tolerance, "Relative gap at which the bracket stops (0.001)")
      ->check(program::above_zero());
  program::add_threads(app, request.threads, "How many targets, or outages, are looked at side by side");
  auto* const all = app.add_flag("--all-rivals", request.all_rivals,
                                 "Each target alone, too: simulated, and at best under every kind of rivals");
  horizon->needs(all)->description("How far to look in the simulation of --all-rivals");
  for (auto* const option : {policy.rationing, policy.resourcing}) {
    option->needs(all);
    option->description(option->get_description() + "; in the simulation of --all-rivals");
  }
}

void add_expose(CLI::App& app, program::ExposeRequest& request) {
  program::add_case(app, request.shared.folder, request.shared.json);
  program::add_targets(app, request.shared);
  program::add_scenario(app, request.shared);
  app.get_option("--scenario")->description("Whose targets are looked at; shares are of the flows before its events");
  program::add_repeatable(
      app, "--from", request.from,
      "key=value: on whom they depend; repeatable, as --target, and lane= or office=; none: the country that "
      "most of what they use is from")
      ->check(program::one_of("node=, site=, product=, stage=, country=, lane= or office= and a value",
                              [](const std::string& text) {
                                ytterby::Selection set;
                                return program::add_to_set(set, text);
                              }));
  program::add_repeatable(
      app, "--chain", request.chains,
      "Raw product whose material is followed by itself, or several of one, A,B; repeatable; none: each "
      "material");
  app.add_option_function<std::string>(
         "--by", [&](const std::string& key) { request.by_value = key == "value"; },
         "What inputs of different products count by: mass or value (mass)")
      ->check(program::one_of("mass or value", [](const std::string& key) { return key == "mass" || key == "value"; }));
  app.add_option("--prices", request.prices, "CSV file of product,usd_per_t, for --by value");
  app.add_option("--after-months", request.after_months, "Output lost so long after, too, with today's stocks")
      ->check(program::above_zero());
  program::add_threads(app, request.threads, "How many threads solve");
  app.final_callback([&] {
    std::string_view found;
    for (const std::string& part : request.from)
      if (const auto kind = program::kind_of_set(part); !kind.empty()) found = kind;
    const auto is_other = [&](const std::string& part) { return program::kind_of_set(part) != found; };
    if (std::any_of(request.from.begin(), request.from.end(), is_other))
      throw CLI::ValidationError(
          "--from", fmt::format("found {}= beside other keys, expected lanes alone, offices alone, or nodes", found));
    if (request.by_value && request.prices.empty())
      throw CLI::ValidationError("--by", "found 'value' without --prices, expected a file of prices, too");
    if (!request.by_value && !request.prices.empty())
      throw CLI::ValidationError("--prices", "found '" + request.prices + "', expected it with --by value alone");
  });
}

void add_rank(CLI::App& app, program::RankRequest& request) {
  program::add_scenario_options(app, request.shared);
  program::add_policy(app, request.shared);
  const std::string kinds = "node, site, country, stage, lane or office";
  app.add_option_function<std::string>(
         "--by", [&](const std::string& key) { request.by = ytterby::knock_out_by_of(key).value(); },
         "What goes out together: " + kinds + " (node)")
      ->check(program::one_of(kinds, [](const std::string& key) { return ytterby::knock_out_by_of(key).has_value(); }));
  const std::string quantities = "months_lost, unserved_t, unserved_usd or best_months_lost";
  app.add_option_function<std::string>(
         "--rank-by", [&](const std::string& key) { request.rank_by = ytterby::rank_by_of(key).value(); },
         "What is worst: " + quantities + " (months_lost)")
      ->check(program::one_of(quantities, [](const std::string& key) { return ytterby::rank_by_of(key).has_value(); }));
  app.add_option("--pairs", request.pairs, "Each two of so many of the worst at once, too")
      ->check(program::two_or_more());
  app.add_flag("--best", request.best, "How long it could last at best without each, too, which takes longest");
  app.add_option("--top", request.top, "Rows of the tables (20)")
      ->check(program::count())
      ->excludes(app.get_option("--json"));
  program::add_threads(app, request.threads, "How many threads simulate");
  app.final_callback([&] {
    if (request.rank_by == ytterby::RankBy::best_months_lost && !request.best)
      throw CLI::ValidationError("--rank-by", "found 'best_months_lost' without --best, expected that, too");
  });
}

int call(int argc, char** argv) {
  CLI::App app{"If a source, a refinery or a licence office stops: months until industry runs out", "ytterby"};
  app.set_version_flag("--version",
                       fmt::format("{}.{}.{}", ytterby::version.major, ytterby::version.minor, ytterby::version.patch));
  app.require_subcommand(1);
  program::CheckOptions check;
  program::RunOptions run;
  program::CompareRequest compare;
  program::DelayRequest delay;
  program::NeedRequest need;
  program::SurviveRequest survive;
  program::OutagesRequest outages;
  program::ExposeRequest expose;
  program::RankRequest rank;
  auto* const check_command = app.add_subcommand("check", "Every fault of a case, and how well its baseline balances");
  auto* const run_command = app.add_subcommand("run", "Months until each target runs out, simulated");
  auto* const compare_command = app.add_subcommand("compare", "Scenarios side by side, simulated");
  auto* const delay_command =
      app.add_subcommand("delay", "Longest delay of an event of a scenario that harms no target, simulated");
  auto* const need_command =
      app.add_subcommand("need", "Least licences a month of an office with which no target runs short");
  auto* const survive_command =
      app.add_subcommand("survive", "Months that the targets could last at best, what binds, and the proof");
  auto* const expose_command = app.add_subcommand(
      "expose", "Who depends on a country, a site, a lane or an office, directly and through all tiers");
  auto* const rank_command = app.add_subcommand("rank", "What breaks most if it goes, simulated");
  program::add_case(*check_command, check.folder, check.json);
  add_run(*run_command, run);
  add_compare(*compare_command, compare);
  add_delay(*delay_command, delay);
  add_need(*need_command, need);
  add_survive(*survive_command, survive);
  add_outages(*survive_command, outages);
  add_expose(*expose_command, expose);
  add_rank(*rank_command, rank);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : wrong_usage;
  }
  if (*check_command) return program::check(check);
  if (*run_command) return program::run(run);
  if (*compare_command) return program::compare(compare);
  if (*delay_command) return program::delay(delay);
  if (*need_command) return program::need(need);
  if (*expose_command) return program::expose(expose);
  if (*rank_command) return program::rank(rank);
  outages.threads = survive.threads;
  return outages.asked ? program::survive_outages(survive.shared, outages) : program::survive(survive);
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
