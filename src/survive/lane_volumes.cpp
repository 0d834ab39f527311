// SPDX-License-Identifier: Apache-2.0
/// @file  A volume counts from when its event began, and is used up by what is granted since.
#include "survive/lane_volumes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "survive/lane_control.hpp"

namespace ytterby::best {

namespace {

/// Least and most of a lane's volume within a cell.
std::vector<std::pair<double, double>> volumes_of(const GivenCase& given, const Facts& facts, LaneId lane) {
  std::vector<std::pair<double, double>> volumes;
  const auto mean = [&](double from, double to) {
    return ValuesInSpan(given.timeline, from, to)
        .of(Table::lanes, Lever::volume, values_of(given.network.lanes(), [&](LaneId other) {
              return given.network.lane(other).volume.value;
            }))[lane];
  };
  for (const Cell& cell : facts.cells) {
    const double middle = std::isfinite(cell.to) ? cell.from + (cell.to - cell.from) / 2 : no_limit;
    const double first = mean(cell.from, middle);
    const auto [a, b] = ends_of(first, std::isfinite(middle) ? mean(middle, cell.to) : first);
    volumes.emplace_back(std::min(a, b), std::max(a, b));
  }
  return volumes;
}

/// The events that set a lane's volume; null if none does.
const LeverGroup* volume_group(const GivenCase& given, LaneId lane) {
  for (const LeverGroup& group : given.timeline.groups)
    if (group.lever == Lever::volume &&
        std::count(group.rows.begin(), group.rows.end(), static_cast<std::uint32_t>(lane)) > 0)
      return &group;
  return nullptr;
}

/// From when the volume in force counts: since its own event began, or the start.
double counts_since(const LeverGroup* group, double moment) {
  double since = 0;
  if (group == nullptr) return since;
  for (const Move& set : group->sets)
    if (!is_after(set.on.count(), moment) && (set.off == Months::max() || is_after(set.off.count(), moment)))
      since = set.on.count();
  return since;
}

/// Limits of plans. Where a volume falls without being set anew, a plan is not counted on to have left any of it.
/// @return  All that can ever be granted: what each volume allows while it is in force, together.
double take_volume(const GivenCase& given, Facts& facts, LaneId lane, const LeverGroup* group) {
  const auto volumes = volumes_of(given, facts, lane);
  std::map<double, double> most;  // by when it counts from
  for (std::size_t k = 0; k < volumes.size(); ++k) {
    const Cell& cell = facts.cells[k];
    const double since = counts_since(group, cell.from);
    if (grants_at(given, lane, cell)) most[since] = std::max(most[since], volumes[k].second);
    const double least = volumes[k].first;
    if (!std::isfinite(least) || !(most_controlled(given, cell.from, cell.to)[lane] > 0)) continue;
    const double since_before = k > 0 ? counts_since(group, facts.cells[k - 1].from) : since;
    const bool goes_on = k > 0 && since_before == since;
    if (k > 0 && since_before >= since && least < volumes[k - 1].first) {
      facts.volumes.push_back({lane, 0, {{cell.from, cell.to}}});
      continue;
    }
    VolumeLimit limit{lane, least, {}};
    for (const Cell& earlier : std::span(facts.cells).first(k + 1))
      if (!is_after(since, earlier.from) && most_controlled(given, earlier.from, earlier.to)[lane] > 0)
        limit.spans.emplace_back(earlier.from, earlier.to);
    const bool extends = goes_on && !facts.volumes.empty() && facts.volumes.back().lane == lane &&
                         facts.volumes.back().tonnes == least &&
                         facts.volumes.back().spans.size() + 1 == limit.spans.size();
    if (extends) facts.volumes.pop_back();
    facts.volumes.push_back(std::move(limit));
  }
  double all = 0;
  for (const auto& [since, volume] : most) all += volume;
  return all;
}

}  // namespace

void take_volumes(const GivenCase& given, Facts& facts) {
  facts.volume = PerLane<double>(given.network.lanes().size(), no_limit);
  std::size_t renewed = 0;
  for (const LaneId lane : given.network.lanes()) {
    const LeverGroup* const group = volume_group(given, lane);
    if (std::isinf(given.network.lane(lane).volume.value) && group == nullptr) continue;
    const std::size_t before = facts.volumes.size();
    const double all = take_volume(given, facts, lane, group);
    if (!is_partly_free(given, lane)) facts.volume[lane] = all;
    if (facts.volumes.size() > before + 1 || (facts.volumes.size() > before && std::isinf(facts.volume[lane])))
      ++renewed;
  }
  if (renewed > 0)
    facts.notes.push_back(
        fmt::format("lanes whose volume changes over time, of which the bound counts all that can "
                    "ever be granted as if it were there at the start, and plans what is in force "
                    "alone: {}",
                    renewed));
}

}  // namespace ytterby::best
