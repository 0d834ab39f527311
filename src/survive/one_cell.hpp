// SPDX-License-Identifier: Apache-2.0
/// @file  A case that changes over time as one state that lasts: what no plan exceeds, or what every plan may count on.
#pragma once

#include "survive/facts.hpp"
#include "survive/reach.hpp"

namespace ytterby::best {

/// Means over time to `end`, without lead times: what is there at all by then, or what of it can still be of use,
/// divided by the end; where a limit is multiplied or divided by something that changes, its most generous value. The
/// mean over time of any plan to `end` is a plan of this state, so prices of it are good ones for the case, too, if
/// few change with time. Goods under way count as stock. Time O((N + L)·cells).
///
/// @param end  Months, above 0, finite.
[[nodiscard]] Facts means_until(const Facts& facts, const Reach& reach, const Aim& aim, double end);

/// What holds at every moment before `end`, without lead times. Rates that keep to this state are a plan of the case to
/// any end up to that: an edge carries no more than what was under way makes up for until its first goods arrive, or
/// the part `reserve` of the stock of its customer does. The rest of the stock is left, and so is what is under way on
/// edges that are closed and arrives by `end`: the plan must last until it has. Time O((N + L)·cells).
///
/// @param end      Months, above 0; infinite: for ever, in which no stock and no volume counts but that.
/// @param reserve  0 to 1.
[[nodiscard]] Facts least_until(const Facts& facts, const Reach& reach, const Aim& aim, double end, double reserve);

}  // namespace ytterby::best
