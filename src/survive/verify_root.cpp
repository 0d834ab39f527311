// SPDX-License-Identifier: Apache-2.0
/// @file  The shortest time near a claimed one that prices prove out of reach.
#include <algorithm>
#include <optional>

#include "survive/verify_prices.hpp"

namespace ytterby::proof {

namespace {

/// Of the worth of all: less is rounding.
constexpr double worth_tolerance = 1e-13;
constexpr int doublings = 30;  // of a claimed time, in search of one that is proven

}  // namespace

bool Worth::proves() const { return fault.empty() && excess() > worth_tolerance * (demand + stock + inflow); }

/// Between a time that is not proven and one that is, where the excess passes 0: by false position, halving the weight
/// of an end that stays (Illinois), and every fourth time by halves. What is tried lies a little above the zero, where
/// there is something to prove.
double Valuation::refine(double low, double high) const {
  constexpr double accuracy = 1e-10;
  double below = low > 0 ? std::min(at(low).excess(), 0.0) : 0, above = at(high).excess();
  const double slope = (above - below) / (high - low);
  for (int i = 1; i <= 60 && high - low > accuracy * high; ++i) {
    double next = low + (high - low) * (-below / (above - below)) + accuracy / 4 * high;
    if (i % 4 == 0 || !(next > low && next < high)) next = low + (high - low) / 2;
    if (const Worth worth = at(next); worth.proves()) {
      high = next;
      above = worth.excess();
      if (above <= accuracy * high * slope) break;
      below /= 2;
    } else {
      low = next;
      below = std::min(worth.excess(), 0.0);
      above /= 2;
    }
  }
  return high;
}

std::optional<double> Valuation::proven_near(double claimed) const {
  double low = earliest();
  double high = std::max(claimed + 1e-6 * std::max(claimed, 0.01), low * (1 + 1e-9));
  for (int i = 0; !at(high).proves(); ++i) {
    if (i == doublings) return std::nullopt;
    low = high;
    high *= 2;
  }
  if (const double near = claimed * (1 - 2e-6); near > low && !at(near).proves()) low = near;
  return refine(low, high);
}

}  // namespace ytterby::proof
