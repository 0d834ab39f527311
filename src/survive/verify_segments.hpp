// SPDX-License-Identifier: Apache-2.0
/// @file  Parts of time within which every price is constant and every parameter linear.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "survive/verify_prices.hpp"

namespace ytterby::proof {

/// What a price may exceed another by where there is no limit, relative to the larger of both and to that of a target:
/// rounding.
constexpr double price_tolerance = 1e-9;
/// Of the time: cuts closer than that are one, moved by rounding.
constexpr double time_tolerance = 1e-12;

/// Of the positive part of `gain` times `limit` over a part of time; 0 where nothing is gained without limit.
[[nodiscard]] inline double integral(Line limit, Line gain, double length) {
  const auto simpson = [&](double low, double high) {
    const double middle = (low + high) / 2;
    return (high - low) / 6 *
           (limit.at(low) * gain.at(low) + 4 * limit.at(middle) * gain.at(middle) + limit.at(high) * gain.at(high));
  };
  if (gain.begin <= 0 && gain.end <= 0) return 0;
  if (gain.begin >= 0 && gain.end >= 0) return length * simpson(0, 1);
  const double root = gain.begin / (gain.begin - gain.end);
  return length * (gain.begin > 0 ? simpson(0, root) : simpson(root, 1));
}

[[nodiscard]] inline double mean(Line line) {
  return line.begin == line.end ? line.begin : (line.begin + line.end) / 2;
}

struct Valuation::Segment {
  double from = 0, to = 0;
  std::size_t piece = 0, cell = 0;

  [[nodiscard]] double middle() const { return from + (to - from) / 2; }
  [[nodiscard]] double length() const { return to - from; }
};

/// What a node gains by making: a tonne without its partly essential inputs, and what each of these takes off beyond a
/// level.
struct Valuation::Offer {
  double capacity = 0, gain = 0;
  struct Kink {
    double at = 0, less = 0;
  };
  std::vector<Kink> kinks = {};

  /// The best that up to `most` bring; of what is gained without limit only what is no rounding counts, as infinite.
  [[nodiscard]] double best(double most, double rounding) const {
    double sum = 0, from = 0, slope = gain;
    for (const Kink& kink : kinks) {
      if (slope <= 0 || kink.at >= most) break;
      sum += slope * (kink.at - from);
      from = kink.at;
      slope -= kink.less;
    }
    if (slope <= (most == infinity ? rounding : 0)) return sum;
    return sum + slope * (most - from);
  }
  /// What the last of it gains.
  [[nodiscard]] double last() const {
    double slope = gain;
    for (const Kink& kink : kinks)
      if (kink.at < capacity) slope -= kink.less;
    return std::max(0.0, slope);
  }
};

template <class What>
void Valuation::for_each_segment(std::vector<double>& cuts, double time, What&& what) const {
  std::erase_if(cuts, [&](double cut) { return !(cut >= 0 && cut <= time); });
  std::sort(cuts.begin(), cuts.end());
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Segment segment{cuts[i], cuts[i + 1]};
    if (!(segment.length() > time_tolerance * time)) continue;
    segment.piece = facts_.piece_at(segment.middle());
    segment.cell = cell_at(segment.middle());
    what(segment);
  }
}

}  // namespace ytterby::proof
