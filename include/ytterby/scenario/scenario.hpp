// SPDX-License-Identifier: Apache-2.0
/// @file  A scenario: start, horizon, targets, policy and dated events.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// How a node that cannot serve all orders shares what it has.
enum class Rationing { proportional, priority, largest_first, equal_fill, minimum_first };

[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Rationing rule);
[[nodiscard]] YTTERBY_EXPORT std::optional<Rationing> rationing_of(std::string_view key);

struct Policy {
  Rationing rationing = Rationing::proportional;
  Months tau{1};            ///< time in which a stock gap is closed; above 0, taken as one step where shorter
  bool resourcing = false;  ///< orders move to suppliers that deliver

  friend bool operator==(const Policy&, const Policy&) = default;
};

/// Nothing set: the undisturbed baseline, every node with demand a target.
struct Scenario {
  std::string name = {};
  std::optional<Date> start = {};      ///< needed when an event has a date
  std::optional<Months> horizon = {};  ///< else 24 months
  NodeFilter targets = {};             ///< of these, the nodes with demand
  Policy policy = {};
  std::vector<Event> events = {};

  friend bool operator==(const Scenario&, const Scenario&) = default;
};

inline constexpr Months default_horizon{24};

/// A week, in months.
inline constexpr Months default_step = std::chrono::duration<double, std::ratio<604'800>>{1};

/// "scenario 'Export stop'", or "baseline" when it has no name: the head of messages about it.
[[nodiscard]] YTTERBY_EXPORT std::string subject_of(const Scenario& scenario);

}  // namespace ytterby
