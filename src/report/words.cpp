// SPDX-License-Identifier: Apache-2.0
/// @file  Numbers in words for people.
#include "report/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ytterby::words {

namespace {

/// Three significant digits, without an exponent.
std::string three_digits(double value) {
  if (value >= 100 || value == 0) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

}  // namespace

std::string amount(double value) {
  if (value >= 999.5e12) return fmt::format("{:.2e}", value);
  if (value >= 999.5e6) return three_digits(value / 1e9) + " bn";
  if (value >= 999.5e3) return three_digits(value / 1e6) + " M";
  if (value < 999.5) return three_digits(value);
  const auto whole = static_cast<long>(std::lround(value));
  return fmt::format("{},{:03}", whole / 1000, whole % 1000);
}

}  // namespace ytterby::words
