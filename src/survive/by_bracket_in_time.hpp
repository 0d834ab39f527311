// SPDX-License-Identifier: Apache-2.0
/// @file  A bracket of what changes over time: prices of means over time, and plans in steps.
#pragma once

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "ytterby/core/control.hpp"

namespace ytterby::best {

/// Above: prices that are constant until goods come too late, those of the means over time to an end; the case at these
/// prices gives the next, earlier end, from beyond all that changes downward, then past the moments at which the bound
/// may fail before. Below: the longest of rates that hold whatever changes, and of plans in steps. Either may be loose,
/// neither is wrong.
///
/// Deterministic. Time: some dozen brackets of one state, and some plans over steps; without `Effort::bound` these take
/// most of it.
///
/// @param tolerance  Above 0: ends that differ by less are not told apart.
/// @throws Cancelled  when a stop was requested.
[[nodiscard]] Bracket search_in_time(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                                     double tolerance, const Control& control);

}  // namespace ytterby::best
