// SPDX-License-Identifier: Apache-2.0
/// @file  What is filed after a review has grown comes out that much later.
#include "survive/lane_pauses.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace ytterby::best {

namespace {

constexpr double a_moment = 1e-6;  // months: within a day

/// Means of a span; of reviews that follow a calendar, for which a span has no one value, those at its end alone.
struct Reviews {
  PerLane<double> first = {}, last = {};
};

Reviews reviews(const GivenCase& given, double from, double to) {
  const auto of = [&](double begin, double end) {
    return ValuesInSpan(given.timeline, begin, end)
        .of(Table::lanes, Lever::review,
            values_of(given.network.lanes(), [&](LaneId lane) { return given.network.lane(lane).review.count(); }));
  };
  const bool any = std::any_of(given.timeline.groups.begin(), given.timeline.groups.end(), follows_calendar);
  Reviews found{.first = of(from, to)};
  found.last = found.first;
  if (!any) return found;
  const double moment = std::min(a_moment, to - from);
  const auto first = of(from + moment / 2, from + moment),
             last = std::isfinite(to) ? of(to - moment, to - moment / 2) : first;
  for (const LeverGroup& group : given.timeline.groups) {
    if (group.table != Table::lanes || group.lever != Lever::review || !follows_calendar(group)) continue;
    for (const std::uint32_t row : group.rows) {
      found.first[LaneId{row}] = first[LaneId{row}];
      found.last[LaneId{row}] = last[LaneId{row}];
    }
  }
  return found;
}

}  // namespace

/// Where a review grows nothing overtakes what was filed before, and nothing filed since is reviewed yet.
std::vector<LanePause> find_pauses(const GivenCase& given, const std::set<double>& moments) {
  std::vector<LanePause> pauses;
  if (given.network.lanes().size() == 0) return pauses;
  auto before = values_of(given.network.lanes(), [&](LaneId lane) { return given.network.lane(lane).review.count(); });
  for (const LaneId lane : given.network.lanes())
    if (before[lane] > 0) pauses.push_back({lane, 0, before[lane], true});
  double from = 0;
  const auto look = [&](double to) {
    const auto now = reviews(given, from, to);
    for (const LaneId lane : given.network.lanes())
      if (now.first[lane] > before[lane]) pauses.push_back({lane, from + before[lane], from + now.first[lane]});
    before = now.last;
    from = to;
  };
  for (const double to : moments) look(to);
  look(no_limit);
  return pauses;
}

bool pauses_in(std::span<const LanePause> pauses, LaneId lane, const Cell& cell) {
  return std::any_of(pauses.begin(), pauses.end(), [&](const LanePause& pause) {
    return pause.lane == lane && !pause.of_old_filings && pause.from < cell.to && cell.from < pause.to;
  });
}

bool has_review(const GivenCase& given, LaneId lane, const Cell& cell) {
  const Reviews now = reviews(given, cell.from, cell.to);
  return now.first[lane] > 0 || now.last[lane] > 0;
}

void note_calendars(const GivenCase& given, std::vector<std::string>& notes) {
  std::size_t lanes = 0;
  for (const LeverGroup& group : given.timeline.groups)
    if (follows_calendar(group)) lanes += group.rows.size();
  if (lanes > 0)
    notes.push_back(
        fmt::format("lanes with a review in working days, in which waits that change from one filing day to the next "
                    "are not followed, so that the best case is an upper bound: {}",
                    lanes));
}

}  // namespace ytterby::best
