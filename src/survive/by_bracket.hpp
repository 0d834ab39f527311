// SPDX-License-Identifier: Apache-2.0
/// @file  The best case of large bills of materials, between a plan and prices that a first-order method finds.
#pragma once

#include <string>
#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "ytterby/core/control.hpp"

namespace ytterby::best {

/// Why the bracket cannot answer, in words that follow a colon; empty if it can.
///
/// It knows one state that lasts, in which goods are there at once: no lead times and no volumes of lanes. Shares,
/// offices and inputs of which a part is essential are rows that it knows. O(N + L).
[[nodiscard]] std::string unfit_for_bracket(const Facts& facts, const Reach& reach, const Aim& aim);

/// A plan of one cell, of rates, and prices of one cell, until months that differ by `tolerance` at most, relative;
/// by more where that takes too many iterations. Exact where it lasts for ever or not at all.
///
/// Deterministic. Time: some thousand iterations of O(N + L), see kernel/rate_bracket.hpp.
///
/// @param tolerance  Above 0.
/// @throws InvalidOptions  where it is unfit.
/// @throws Cancelled       when a stop was requested.
[[nodiscard]] Bracket search_by_bracket(const Facts& facts, const Reach& reach, const Aim& aim, double tolerance,
                                        const Control& control);

/// The same of several aims, eight at a time, without their plans and prices: the structure is read once for all eight.
///
/// @return  In the order of `aims`.
[[nodiscard]] std::vector<Bracket> search_each_by_bracket(const Facts& facts, const std::vector<Aim>& aims,
                                                          double tolerance, const Control& control);

}  // namespace ytterby::best
