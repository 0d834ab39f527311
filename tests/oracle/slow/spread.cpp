// SPDX-License-Identifier: Apache-2.0
/// @file  Tonnes spread over time, parcel by parcel.
#include "oracle/slow/spread.hpp"

#include <algorithm>
#include <utility>

namespace ytterby::test::slow {

Number Spread::until(Number time) const {
  if (time >= to) return tonnes;
  return time <= from ? 0 : tonnes * (time - from) / (to - from);
}

Number sum_until(const Spreads& all, Number time) {
  Number sum = 0;
  for (const Spread& spread : all) sum += spread.until(time);
  return sum;
}

Number take_until(Spreads& all, Number time) {
  const Number sum = sum_until(all, time);
  Spreads rest;
  for (const Spread& spread : all)
    if (spread.to > time) rest.push_back({spread.tonnes - spread.until(time), std::max(time, spread.from), spread.to});
  all = std::move(rest);
  return sum;
}

Number take_oldest(Spreads& all, Number tonnes) {
  Number taken = 0;
  Spreads rest;
  for (const Spread& spread : all) {
    const Number part = std::min(spread.tonnes, tonnes - taken);
    taken += part;
    if (part == spread.tonnes) continue;
    rest.push_back({spread.tonnes - part, spread.from + (spread.to - spread.from) * part / spread.tonnes, spread.to});
  }
  all = std::move(rest);
  return taken;
}

}  // namespace ytterby::test::slow
