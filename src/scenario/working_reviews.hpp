// SPDX-License-Identifier: Apache-2.0
/// @file  A review counted in working days as one in months, by day of filing.
#pragma once

#include <vector>

#include "ytterby/core/units.hpp"
#include "ytterby/licence/calendar.hpp"

namespace ytterby {

/// What is filed in it has the same review. Months after the scenario's start.
struct ReviewSpan {
  Months from{}, to{};
  Months review{};
};

/// What `review_spans` looks at. Days before the start, and those from `horizon` on, are not asked for.
struct ReviewedPeriod {
  Date start{};  ///< of the scenario
  Months from{}, to = Months::max();
  Months horizon{};
};

/// Filing days whose n-th working day is as far away, joined: spans that follow each other from `from` to `to`. At
/// least one. Time O(days + n).
[[nodiscard]] std::vector<ReviewSpan> review_spans(const WorkingCalendar& calendar, const ReviewedPeriod& period,
                                                   int n);

/// The day on which the first applications of the period are filed.
[[nodiscard]] Date first_day_of(const ReviewedPeriod& period);

}  // namespace ytterby
