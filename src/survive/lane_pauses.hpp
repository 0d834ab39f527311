// SPDX-License-Identifier: Apache-2.0
/// @file  When lanes grant nothing because a review has grown, or only what was filed before the start.
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "survive/facts.hpp"
#include "survive/values_in_span.hpp"

namespace ytterby::best {

/// Moments between which a lane grants nothing, or only what was filed before the start.
struct LanePause {
  LaneId lane{};
  double from = 0, to = 0;
  bool of_old_filings = false;
};

/// @param moments  At which something changes, ascending.
[[nodiscard]] std::vector<LanePause> find_pauses(const GivenCase& given, const std::set<double>& moments);

/// Whether the lane grants nothing in some of the cell.
[[nodiscard]] bool pauses_in(std::span<const LanePause> pauses, LaneId lane, const Cell& cell);
[[nodiscard]] bool has_review(const GivenCase& given, LaneId lane, const Cell& cell);

void note_calendars(const GivenCase& given, std::vector<std::string>& notes);

}  // namespace ytterby::best
