// SPDX-License-Identifier: Apache-2.0
/// @file  Dates as files have them: 2025-04-04.
#include "core/date_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>

namespace ytterby {

namespace {

/// Digits alone, without a sign.
std::optional<unsigned> digits_of(std::string_view text) {
  unsigned number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = 10 * number + static_cast<unsigned>(c - '0');
  }
  return number;
}

}  // namespace

std::string date_text(Date date) {
  const std::chrono::year_month_day parts{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
                     static_cast<unsigned>(parts.day()));
}

std::optional<Date> date_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits_of(text.substr(0, 4)), month = digits_of(text.substr(5, 2)), day = digits_of(text.substr(8));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day parts{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                                          std::chrono::day{*day}};
  return parts.ok() ? std::optional{Date{parts}} : std::nullopt;
}

bool has_date_text(Date date) {
  using namespace std::chrono_literals;
  return date >= Date{0y / 1 / 1} && date <= Date{9999y / 12 / 31};
}

}  // namespace ytterby
