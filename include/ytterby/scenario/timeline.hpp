// SPDX-License-Identifier: Apache-2.0
/// @file  A scenario's events, resolved against one network: what changes, when, by how much.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/validate.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// One change of one event in time: nothing before `on`, all of it after the ramp, out again after `off`.
struct Move {
  double value = 0;
  Months on{}, off = Months::max();
  Months ramp_in{}, ramp_out{};
  bool opens = true, closes = true;  ///< whether `on` and `off` are the event's, not those of one of its filing days
};

/// What a group of rows does to its base values over a span of time: value = scale·base + add, on average.
/// Where the base is unlimited it stays so for the share `open` of the span; for the rest `closed_add` counts.
struct Effect {
  double scale = 1, add = 0;
  double open = 1, closed_add = 0;

  friend bool operator==(const Effect&, const Effect&) = default;
};

/// Rows of one table whose lever the same events move in the same way.
struct LeverGroup {
  Table table{};
  Lever lever{};
  std::vector<std::uint32_t> rows = {};      ///< ids
  std::vector<Move> sets = {}, scales = {};  ///< in the order of events
};

/// A stock set or scaled at one moment.
struct Impulse {
  Months at{};
  Table table{};  ///< nodes or inputs
  std::vector<std::uint32_t> rows = {};
  bool scales = false;
  double value = 0;
};

/// Whether some set is of filing days alone: a review counted in working days, which changes every few days.
[[nodiscard]] YTTERBY_EXPORT bool follows_calendar(const LeverGroup& group);

/// The mean effect of a group over [from, to]; exact for any overlap of up to seven ramps.
[[nodiscard]] YTTERBY_EXPORT Effect mean_effect(const LeverGroup& group, Months from, Months to);

/// A span in which no change of a group begins or ends.
struct Stretch {
  static constexpr std::size_t no_set = static_cast<std::size_t>(-1);
  Months to{};               ///< its end
  std::size_t set = no_set;  ///< the last in order of the sets in force
  Effect first, last;        ///< at its beginning and end; the same but for ramps
};

/// The stretch that begins at `from`, to the next change, or to `to`. Changes within `rounding` of either are taken to
/// be there.
[[nodiscard]] YTTERBY_EXPORT Stretch stretch_from(const LeverGroup& group, Months from, Months to, Months rounding);

/// No value the group gives to that base is ever above this.
[[nodiscard]] YTTERBY_EXPORT double upper_bound(const LeverGroup& group, double base);

struct Timeline {
  std::vector<LeverGroup> groups = {};
  std::vector<Impulse> impulses = {};   ///< in the order in which they act
  std::vector<std::string> notes = {};  ///< changes without effect
};

/// A review counted in working days becomes one in months for each day of filing, until a month after the horizon; from
/// then on the last of them holds. Events that do not happen are checked like all others, and noted.
///
/// @throws InvalidScenario  as `schedule_of`; on an unknown label, a lever its rows don't have, a value out of range, a
/// ramp
///                          from an unlimited value, working days without a start or a country to count them in, or
///                          to be counted for more than a thousand years.
[[nodiscard]] YTTERBY_EXPORT Timeline resolve(const FrozenNetwork& network, const Scenario& scenario);

}  // namespace ytterby
