// SPDX-License-Identifier: Apache-2.0
/// @file  Which method finds a best case.
#pragma once

#include <cstddef>
#include <vector>

#include "survive/by_bracket.hpp"
#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"

namespace ytterby::best {

/// Edges from which a cut without a plan, or a plan that is not confirmed, is not tried by linear programs.
inline constexpr std::size_t too_many_edges = 20'000;

struct Solved {
  Bracket bracket = {};
  Method method{};
};

/// By the method asked for; else by cut where prices of 0 and 1 do and a plan comes with them, by linear programs where
/// the network is small and they are built in, else by the first-order bracket, which answers any case. Where linear
/// programs give up, or leave open whether there is an end, the bracket answers as well, and a note says so.
///
/// @throws InvalidOptions  where the method asked for does not fit or is not built in.
/// @throws Cancelled       when a stop was requested.
[[nodiscard]] Solved solve(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                           const SurviveOptions& options, const Known& known = {});

/// Each aim by itself, without plan and prices, on as many threads as the control says; the bracket takes several side
/// by side instead.
///
/// @param lower  Months to which each is known to last.
[[nodiscard]] EachAlone solve_each(const Facts& facts, const std::vector<Aim>& aims, Effort effort,
                                   const SurviveOptions& options, double lower = 0);

}  // namespace ytterby::best
