// SPDX-License-Identifier: Apache-2.0
/// @file  What prices say: what binds, and what one more unit buys.
#pragma once

#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::best {

/// Goods with a price, and the limits at which something gains. Where the end is 0, as at a moment after it.
[[nodiscard]] Cut cut_of(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end);

/// Those that are not 0, by what a tenth more of each would change, largest first.
[[nodiscard]] std::vector<Gain> gains_of(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices,
                                         double end);

}  // namespace ytterby::best
