// SPDX-License-Identifier: Apache-2.0
/// @file  How long an event can be put off before it harms somebody.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

struct DelayOptions {
  std::optional<Months> horizon = {};    ///< else the scenario's, else 24 months
  Months step = default_step;            ///< above 0
  std::optional<Months> tolerance = {};  ///< above 0; to which the delay is found; none: a step
  double harm = 1e-6;                    ///< 0 to below 1; what counts: see `longest_delay`
  Control control = {};
};

/// A target that a delay harms.
struct Harmed {
  NodeId node{};
  std::optional<Months> from = {};  ///< where its shortages first differ; none where they only get deeper
  Mass more_unserved = {};

  friend bool operator==(const Harmed&, const Harmed&) = default;
};

struct Delay {
  std::size_t event = 0;
  Months horizon{}, tolerance{};       ///< as looked
  double harm = 0;                     ///< as asked
  Months planned{};                    ///< when it begins without delay
  Months looked_to{};                  ///< the longest delay looked at: to the horizon, or to the end it has
  std::optional<Months> longest = {};  ///< harmless, but for the tolerance; none: harmless as far as was looked
  std::optional<Months> harmful = {};  ///< the shortest found that harms; none: likewise
  std::vector<Harmed> harmed = {};     ///< by that one; who suffers first, and most, first
  bool monotone = true;                ///< of the delays looked at, none longer than a harmful one was harmless
  std::size_t looked_at = 0;           ///< how many delays

  friend bool operator==(const Delay&, const Delay&) = default;
};

/// The scenario with one event put off: its beginning, its end if that is told by how long it lasts, and what comes
/// after it. Other ends and dates stay.
///
/// @param by  0 or more, of the event and of those that move with it, at most to the end that the file gives.
/// @throws InvalidScenario  on a date without a start.
[[nodiscard]] YTTERBY_EXPORT Scenario put_off(const Scenario& scenario, std::size_t event, Months by);

/// The longest delay of an event that harms no target. It harms one that has more unserved within the horizon than
/// without any delay, by more than `harm` times its demand over the horizon; less than 1e-9 of it is rounding. 0 if the
/// shortest that was looked at, within the tolerance, does harm.
///
/// @param event  Its index; see `find_event`.
/// @throws InvalidScenario  as `simulate`; if the event does not happen, or begins at the horizon or later.
/// @throws InvalidOptions   as `simulate`; on a tolerance not above 0, or a harm that is no such share.
/// @throws Cancelled        when a stop was requested.
///
/// Simulations in rounds of eight, on `control.threads` threads, each dividing the range by nine; the first looks at
/// its end, too. Where a longer delay harms less than a shorter one, it is the first that harms, as far as was looked:
/// harm between two delays of the first round that are both harmless is not seen.
[[nodiscard]] YTTERBY_EXPORT Delay longest_delay(const FrozenNetwork& network, const Scenario& scenario,
                                                 std::size_t event, const DelayOptions& options = {});

}  // namespace ytterby
