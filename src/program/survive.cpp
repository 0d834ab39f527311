// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby survive: how long the targets could last at best, and what binds.
#include "program/survive.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// Every target alone, whatever the headline was asked with.
std::vector<TargetTime> each_alone(const FrozenNetwork& network, const Scenario& scenario, SurviveOptions options,
                                   Rivals rivals) {
  options.rivals = rivals;
  options.method = Method::automatic;  // the one asked for may not fit
  options.sequence = false;
  return ytterby::survive(network, scenario, options).each;
}

RivalsTable compare_rivals(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options,
                           const BestCase& best) {
  const auto each = [&](Rivals rivals) {
    return rivals == options.rivals ? best.each : each_alone(network, scenario, options, rivals);
  };
  const auto share = each(Rivals::share), ignored = each(Rivals::ignored), served = each(Rivals::served);
  const Outcome outcome = simulate(network, scenario, {.step = options.step, .control = options.control});
  RivalsTable table{.horizon = outcome.horizon};
  for (std::size_t i = 0; i < outcome.targets.size(); ++i)  // all of them in the order of nodes.csv
    table.rows.push_back({.node = outcome.targets[i].node,
                          .simulated = outcome.targets[i].to_shortage,
                          .share = share.at(i),
                          .ignored = ignored.at(i),
                          .served = served.at(i)});
  return table;
}

/// What was asked and changes nothing.
std::vector<std::string> idle_options(const SurviveRequest& request) {
  std::vector<std::string> notes;
  if (request.flex != 1 && request.rivals != Rivals::share && !request.all_rivals)
    notes.push_back(fmt::format("--flex changes nothing with --rivals {}: it limits what customers get under share",
                                key_of(request.rivals)));
  return notes;
}

}  // namespace

int survive(const SurviveRequest& request) {
  const Case whole = read_asked(request.shared);
  const FrozenNetwork network = freeze(whole.network);
  const Scenario scenario = scenario_of(whole, network, request.shared);

  SurviveOptions how{.rivals = request.rivals,
                     .flex = request.flex,
                     .method = request.method,
                     .step = step_of(request.shared),
                     .tolerance = request.tolerance,
                     .each = request.each || request.all_rivals,
                     .sequence = request.sequence};
  BestCase best;
  std::optional<RivalsTable> rivals;
  {
    Progress progress;
    how.control.progress = progress.callback();
    how.control.threads = request.threads;
    best = ytterby::survive(network, scenario, how);
    if (request.all_rivals) rivals = compare_rivals(network, scenario, how, best);
  }
  const SurviveSubject subject{whole.name, &network, scenario, request.rivals, request.flex};
  std::string answer;
  if (request.shared.json) {
    answer = to_json(best, subject, rivals ? &*rivals : nullptr);
  } else {
    answer = to_text(best, subject, terminal_options());
    if (rivals) answer += '\n' + to_text(*rivals, subject, terminal_options());
  }
  for (const std::string& note : idle_options(request)) fmt::print(stderr, "note: {}\n", note);
  for (const std::string& note : best.notes) fmt::print(stderr, "note: {}\n", note);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
