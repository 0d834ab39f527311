// SPDX-License-Identifier: Apache-2.0
/// @file  Results as tables for people, JSON and CSV for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// What a run was about.
struct RunSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< as run
};

/// Targets in order of running out, what limited them, and the totals.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const Outcome& outcome, const RunSubject& subject,
                                                 const RenderOptions& options = {});

/// One JSON document, numbers unrounded, null for "no such time".
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const Outcome& outcome, const RunSubject& subject);

/// The series as CSV: month,node,demand_t,served_t,production_t,stock_t.
///
/// @throws Error  on a number that is not finite.
[[nodiscard]] YTTERBY_EXPORT std::string series_csv(const Outcome& outcome, const FrozenNetwork& network);

/// A lane after a step, as an observer reads it from `StepReport::lane`.
struct LanePoint {
  Months month{};  ///< end of the step
  LaneOutcome lane = {};

  friend bool operator==(const LanePoint&, const LanePoint&) = default;
};

/// Lanes over time as CSV, tonnes since the start: month,lane,filed_t,granted_t,used_t,open_t,expired_t,refused_t,
/// returned_t,waiting_t,oldest_months,mean_wait_months. No mean wait where nothing was granted yet.
///
/// @throws Error  on a number that is not finite.
[[nodiscard]] YTTERBY_EXPORT std::string lane_series_csv(const std::vector<LanePoint>& points,
                                                         const FrozenNetwork& network);

/// What `check` found out about a case.
struct CheckReport {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< null if it was refused
  std::vector<Issue> issues = {};
};

[[nodiscard]] YTTERBY_EXPORT std::string to_text(const CheckReport& report, const RenderOptions& options = {});
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const CheckReport& report);

}  // namespace ytterby
