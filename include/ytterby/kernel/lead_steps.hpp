// SPDX-License-Identifier: Apache-2.0
/// @file  A lead time counted in steps.
#pragma once

#include <cmath>
#include <cstdint>

namespace ytterby::kernel {

/// A lead time of `whole` steps and the fraction `late` of one more: goods shipped evenly over a step arrive evenly
/// over a span that covers the rest, 1 − late, of one step and `late` of the next.
struct LeadSteps {
  std::uint32_t whole = 0;
  double late = 0;

  /// Whole numbers of steps are taken as such although their quotient is a rounding error off.
  [[nodiscard]] static LeadSteps of(double lead, double step) {
    const double steps = lead / step, nearest = std::round(steps);
    if (std::abs(steps - nearest) <= 1e-9) return {static_cast<std::uint32_t>(nearest), 0};
    const double whole = std::floor(steps);
    return {static_cast<std::uint32_t>(whole), steps - whole};
  }
  [[nodiscard]] double steps() const { return whole + late; }
};

}  // namespace ytterby::kernel
