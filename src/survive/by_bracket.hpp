// SPDX-License-Identifier: Apache-2.0
/// @file  The best case between a plan and prices that a first-order method finds, whatever the case.
#pragma once

#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "ytterby/core/control.hpp"

namespace ytterby::best {

/// Whether the case is one state that lasts, in which goods are there at once and all demand goes on. O(N + L).
[[nodiscard]] bool is_one_state(const Facts& facts, const Reach& reach, const Aim& aim);

/// Of one state that lasts: a plan of one cell, of rates, and prices of one cell, until months that differ by
/// `tolerance` at most, relative; by more where that takes too many iterations. Exact where it lasts for ever or not at
/// all. Of any other case as search_in_time (by_bracket_in_time.hpp).
///
/// Deterministic. Time: some thousand iterations of O(N + L), see kernel/rate_bracket.hpp.
///
/// @param tolerance  Above 0.
/// @throws Cancelled  when a stop was requested.
[[nodiscard]] Bracket search_by_bracket(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                                        double tolerance, const Control& control);

/// Aims, each by itself.
struct EachAlone {
  std::vector<Bracket> brackets = {};  ///< in the order of aims
  bool none_competes = false;          ///< known that to serve one takes nothing from another
};

/// The same of several aims, eight at a time, without their plans and prices: the structure is read once for all eight.
///
/// @param aims  Of one state that lasts, all of them.
[[nodiscard]] EachAlone search_each_by_bracket(const Facts& facts, const std::vector<Aim>& aims, double tolerance,
                                               const Control& control);

}  // namespace ytterby::best
