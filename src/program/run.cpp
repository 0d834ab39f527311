// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby run: months until each target runs out.
#include "program/run.hpp"

#include <fmt/core.h>

#include <cstdio>
#include <vector>

#include "program/files.hpp"
#include "program/terminal.hpp"
#include "ytterby/ytterby.hpp"

namespace ytterby::program {

int run(const RunOptions& options) {
  const Case whole = read_asked(options.shared);
  const FrozenNetwork network = freeze(whole.network);
  const Scenario scenario = scenario_of(whole, network, options.shared);

  SimulateOptions how{.step = step_of(options.shared)};
  if (!options.series.empty()) how.series_of = select_targets(network, scenario);
  std::vector<LanePoint> lanes;
  if (!options.lane_series.empty())
    how.observe = [&](const StepReport& report) {
      for (const LaneId lane : network.lanes()) lanes.push_back({report.month(), report.lane(lane)});
    };
  const Outcome outcome = with_progress(how.control, [&] { return simulate(network, scenario, how); });
  const RunSubject subject{whole.name, &network, scenario};
  const std::string answer = answer_of(outcome, subject, options.shared.json);
  std::vector<NewFile> files;
  if (!options.series.empty()) files.push_back({options.series, series_csv(outcome, network)});
  if (!options.lane_series.empty()) files.push_back({options.lane_series, lane_series_csv(lanes, network)});
  write_files(files);
  for (const std::string& note : outcome.notes) fmt::print(stderr, "note: {}\n", note);
  fmt::print("{}", answer);
  return 0;
}

}  // namespace ytterby::program
