// SPDX-License-Identifier: Apache-2.0
/// @file  Which events of a scenario take place, and when they begin and end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// Of one event, after all that it waits for.
struct EventTime {
  bool happens = true;
  Months begin{}, end = Months::max();  ///< after the start; what they would be, if it does not happen
  std::string why_not = {};             ///< "'happens' is false"; empty if it happens
};

/// One for each event, in their order. An event after one that does not happen does not happen either.
///
/// @throws InvalidScenario  on a date without a start, an end before its beginning or given twice, a name that no event
///                          or more than one has, events that wait for each other.
///
/// Time O(E log E) for E events and names that they refer to.
[[nodiscard]] YTTERBY_EXPORT std::vector<EventTime> schedule_of(const Scenario& scenario);

/// The event of that name: its index. @throws InvalidScenario  naming those there are.
[[nodiscard]] YTTERBY_EXPORT std::size_t find_event(const Scenario& scenario, std::string_view name);

/// "scenario 'Truce', event 2", followed by its name if it has one: the head of messages about an event.
[[nodiscard]] YTTERBY_EXPORT std::string subject_of(const Scenario& scenario, std::size_t event);

}  // namespace ytterby
