// SPDX-License-Identifier: Apache-2.0
/// @file  What searches for an end have in common, whichever way plans and bounds are found.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace ytterby::best {

inline constexpr double beyond_all = 1e5;  // months, or this many times the last moment of change

/// Ascending, each but once but for rounding; evenly thinned to `most`.
[[nodiscard]] inline std::vector<double> distinct(std::vector<double> moments, std::size_t most) {
  std::sort(moments.begin(), moments.end());
  std::vector<double> all;
  for (const double moment : moments)
    if (all.empty() || moment > all.back() * (1 + 1e-9)) all.push_back(moment);
  if (all.size() <= most) return all;
  std::vector<double> some;
  some.reserve(most);
  for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * all.size() / most]);
  return some;
}

/// Between an end that a plan was found for, 0 if none was, and one that none was found for.
struct Reached {
  double low = 0, high = 0;

  /// @param reaches  Whether a plan is found to an end.
  template <class Reaches>
  bool look_at(double end, Reaches&& reaches) {
    const bool found = reaches(end);
    (found ? low : high) = end;
    return found;
  }
  template <class Reaches>
  void halve(int times, Reaches&& reaches) {
    for (int i = 0; i < times; ++i) look_at(high > 2 * low ? std::sqrt(low * high) : low + (high - low) / 2, reaches);
  }
};

/// Some end below `above` for which a plan is found: by longer and longer steps back, then by halving the last of them.
template <class Reaches>
[[nodiscard]] Reached step_back(double above, int halvings, Reaches&& reaches) {
  constexpr double first_step = 1e-5;  // relative
  constexpr double shortest = 1e-3;    // months, of a plan
  Reached reached{.high = above};
  for (double step = first_step; step < 1 && !reached.look_at(above * (1 - step), reaches); step *= 4) {
  }
  for (double end = reached.high / 4; reached.low == 0 && end > shortest; end /= 4) reached.look_at(end, reaches);
  if (reached.low > 0) reached.halve(halvings, reaches);
  return reached;
}

}  // namespace ytterby::best
