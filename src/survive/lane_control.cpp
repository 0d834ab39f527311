// SPDX-License-Identifier: Apache-2.0
/// @file  What needs no licence is free to whoever orders more of it.
#include "survive/lane_control.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace ytterby::best {

namespace {

/// Whether some event sets or scales the part that is controlled.
bool changes_control(const GivenCase& given, LaneId lane) {
  return std::any_of(given.timeline.groups.begin(), given.timeline.groups.end(), [&](const LeverGroup& group) {
    return group.lever == Lever::controlled &&
           std::count(group.rows.begin(), group.rows.end(), static_cast<std::uint32_t>(lane)) > 0;
  });
}

}  // namespace

bool is_partly_free(const GivenCase& given, LaneId lane) {
  return given.network.lane(lane).controlled != 1 || changes_control(given, lane);
}

PerLane<double> most_controlled(const GivenCase& given, double from, double to) {
  const auto mean = [&](double begin, double end) {
    return ValuesInSpan(given.timeline, begin, end)
        .of(Table::lanes, Lever::controlled,
            values_of(given.network.lanes(), [&](LaneId lane) { return given.network.lane(lane).controlled; }));
  };
  if (!std::isfinite(to)) return mean(from, to);
  const double middle = from + (to - from) / 2;
  auto most = mean(from, middle);
  const auto last = mean(middle, to);
  for (const LaneId lane : given.network.lanes()) {
    const auto [a, b] = ends_of(most[lane], last[lane]);
    most[lane] = std::min(1.0, std::max(a, b));
  }
  return most;
}

bool grants_at(const GivenCase& given, LaneId lane, const Cell& cell) {
  const auto approval =
      values_of(given.network.lanes(), [&](LaneId other) { return given.network.lane(other).approval; });
  return ValuesInSpan(given.timeline, cell.from, cell.to).of(Table::lanes, Lever::approval, approval)[lane] > 0;
}

void note_leaks(const GivenCase& given, std::vector<std::string>& notes) {
  std::size_t leaking = 0;
  for (const LaneId lane : given.network.lanes())  // one that never holds back is nothing to tell
    if (is_partly_free(given, lane) && (given.network.lane(lane).controlled > 0 || changes_control(given, lane)))
      ++leaking;
  if (leaking > 0)
    notes.push_back(
        fmt::format("lanes that hold back nothing in the bound while a part of their shipments alone is controlled, "
                    "since whoever orders more gets more without a licence, on which plans do not count: {}",
                    leaking));
}

}  // namespace ytterby::best
