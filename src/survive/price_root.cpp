// SPDX-License-Identifier: Apache-2.0
/// @file  A root of a piecewise straight line.
#include "survive/price_root.hpp"

#include <algorithm>
#include <cmath>

#include "survive/appraise.hpp"

namespace ytterby::best {

namespace {

constexpr double rounding = 1e-12;     // of the worth of all
constexpr double nearby = 1e-7;        // of an end
constexpr double same_time = 1e-13;    // of an end
constexpr double first_moment = 1e-9;  // months; what is short then is short at once
constexpr int most_steps = 200;

}  // namespace

double earlier_end(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end) {
  const auto missing = [&](double at) {
    const Worth worth = worth_of(facts, reach, aim, prices, at);
    const double difference = worth.missing();
    return std::abs(difference) <= rounding * (worth.demand + worth.stock + worth.inflow) ? 0 : difference;
  };
  double high = end, above = missing(high);
  if (!(above > 0)) return end;
  if (missing(std::min(first_moment, end)) > 0) return 0;
  // Steps of Newton's method while they stay on the side that is ruled out, which is where the root lies next.
  double low = 0, below = 0;
  for (int i = 0; i < most_steps; ++i) {
    const double step = nearby * high, slope = (above - missing(high - step)) / step;
    const double next = slope > 0 && std::isfinite(slope) ? std::max(0.0, high - above / slope) : high / 2;
    if (!(next < high)) return high;
    const double there = missing(next);
    if (!(there > 0)) {
      low = next;
      below = there;
      break;
    }
    high = next;
    above = there;
  }
  // Between a moment ruled out and one that is not: false position, halving where it does not gain, or nothing is
  // missing and nothing left over either.
  for (int i = 0; i < most_steps && high - low > same_time * high; ++i) {
    double middle = low + (high - low) * below / (below - above);
    if (i % 3 == 2 || !(middle > low && middle < high)) middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) break;
    const double there = missing(middle);
    (there > 0 ? high : low) = middle;
    (there > 0 ? above : below) = there;
  }
  return high;
}

double slope_at(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end, bool before) {
  const double step = 1e-6 * std::max(end, 1e-3);
  const auto missing = [&](double at) { return worth_of(facts, reach, aim, prices, at).missing(); };
  if (before && end > step) return (missing(end) - missing(end - step)) / step;
  return (missing(end + step) - missing(end)) / step;
}

void cut_short(Prices& prices, double end) {
  std::size_t cells = 1;
  while (cells < prices.until.size() && prices.until[cells - 1].count() < end) ++cells;
  const auto cut = [&](auto& values) {
    if (!values.empty()) values.resize(cells);
  };
  cut(prices.until);
  cut(prices.output);
  cut(prices.input);
  cut(prices.share);
  cut(prices.own_share);
  cut(prices.licence);
  prices.until.back() = Months{end};
}

}  // namespace ytterby::best
