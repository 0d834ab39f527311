// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby run: months until each target runs out.
#include "program/run.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

namespace {

/// The file appears whole or not at all.
void write_file(const std::filesystem::path& path, const std::string& text) {
  auto unfinished = path;
  unfinished += ".unfinished";
  std::ofstream file(unfinished, std::ios::binary);
  file << text;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(unfinished, path, error);
  if (!file || error) {
    std::filesystem::remove(unfinished, error);
    throw Error(fmt::format("{}: cannot be written", path.string()));
  }
}

}  // namespace

int run(const RunOptions& options) {
  const Case whole = read_case(options.shared.folder);
  Scenario scenario = scenario_of(whole, options.shared);
  if (options.rationing) scenario.policy.rationing = *rationing_of(*options.rationing);
  if (options.resourcing) scenario.policy.resourcing = *options.resourcing;
  const FrozenNetwork network = freeze(whole.network);

  SimulateOptions how{.step = step_of(options.shared)};
  if (!options.series.empty()) how.series_of = select_targets(network, scenario);
  std::vector<LanePoint> lanes;
  if (!options.lane_series.empty())
    how.observe = [&](const StepReport& report) {
      for (const LaneId lane : network.lanes()) lanes.push_back({report.month(), report.lane(lane)});
    };
  std::string answer;
  Outcome outcome;
  {
    Progress progress;
    how.control.progress = progress.callback();
    outcome = simulate(network, scenario, how);
  }
  const RunSubject subject{whole.name, &network, scenario};
  answer = options.shared.json ? to_json(outcome, subject) : to_text(outcome, subject, terminal_options());
  if (!options.series.empty()) write_file(options.series, series_csv(outcome, network));
  if (!options.lane_series.empty()) write_file(options.lane_series, lane_series_csv(lanes, network));
  for (const std::string& note : outcome.notes) fmt::print(stderr, "note: {}\n", note);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
