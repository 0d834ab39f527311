// SPDX-License-Identifier: Apache-2.0
/// @file  The best case of one product by minimum cuts, without linear programs.
#pragma once

#include <string>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "survive/search.hpp"
#include "ytterby/core/control.hpp"

namespace ytterby::best {

/// Why prices of 0 and 1 do not do, in words for a message; empty if they do: nothing changes over time, every node
/// that counts needs one input at most and is worth the same on all ways to a target, and no share, no volume of a lane
/// and no office over several edges can bind. With lead times no office at all.
///
/// Time O(N + L).
[[nodiscard]] std::string unfit_for_cut(const Facts& facts, const Reach& reach, const Aim& aim);

/// For what fits. Without lead times the parametric minimum cut, which is exact, and a plan of one cell; with lead
/// times Newton's method from cut to cut, downward from beyond all ends, and a plan of constant rates if the flow is
/// one.
///
/// Time: that of some maximum flows on N to 2·N nodes and L to L + N arcs, and O(N + L).
/// @throws Cancelled  when a stop was requested.
[[nodiscard]] Bracket search_by_cut(const Facts& facts, const Reach& reach, const Aim& aim, Effort effort,
                                    const Control& control);

}  // namespace ytterby::best
