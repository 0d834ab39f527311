// SPDX-License-Identifier: Apache-2.0
/// @file  Tonnes spread over time, parcel by parcel.
#pragma once

#include <limits>
#include <vector>

namespace ytterby::test::slow {

using Number = long double;
inline constexpr Number infinite = std::numeric_limits<Number>::infinity();

/// Tonnes spread evenly over a span of time, counted in steps.
struct Spread {
  Number tonnes, from, to;
  [[nodiscard]] Number until(Number time) const;
};
using Spreads = std::vector<Spread>;

[[nodiscard]] Number sum_until(const Spreads& all, Number time);

/// Takes out all before a time; @return how much it was.
Number take_until(Spreads& all, Number time);

/// Takes out so many tonnes, the oldest first; they are in order. @return how many there were, if fewer.
Number take_oldest(Spreads& all, Number tonnes);

}  // namespace ytterby::test::slow
