// SPDX-License-Identifier: Apache-2.0
/// @file  Where, on a line, something begins to hold, looked for at several points at a time.
#pragma once

#include <cstddef>
#include <vector>

namespace ytterby {

/// It does not hold at `low`, and it does at `high`.
struct Bracket {
  double low = 0, high = 0;
  bool monotone = true;  ///< of all that was looked at, it held above some point and nowhere below
};

/// Which change to close in on where there are several: the first at which it begins to hold, or the last.
enum class Turn { first, last };

/// Narrows until `close(bracket)`, or until nothing lies between, by looking at `points` points inside, evenly apart.
///
/// @param holds  (points in ascending order) → for each whether it holds there, as std::vector<bool>.
///
/// One call of `holds` divides the bracket by points + 1.
template <class Close, class Holds>
[[nodiscard]] Bracket narrow(Bracket bracket, std::size_t points, Turn turn, Close&& close, Holds&& holds) {
  while (!close(bracket)) {
    std::vector<double> at;
    for (std::size_t i = 1; i <= points; ++i) {
      const double x =
          bracket.low + (bracket.high - bracket.low) * static_cast<double>(i) / static_cast<double>(points + 1);
      if (x > (at.empty() ? bracket.low : at.back()) && x < bracket.high) at.push_back(x);
    }
    if (at.empty()) return bracket;
    const std::vector<bool> held = holds(at);
    std::size_t first_held = 0, after_last = at.size();
    while (first_held < at.size() && !held[first_held]) ++first_held;
    while (after_last > 0 && held[after_last - 1]) --after_last;
    const std::size_t up = turn == Turn::first ? first_held : after_last;  // the point above the change
    if (up < at.size()) bracket.high = at[up];
    if (up > 0) bracket.low = at[up - 1];
    bracket.monotone = bracket.monotone && first_held == after_last;
  }
  return bracket;
}

}  // namespace ytterby
