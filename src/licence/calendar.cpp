// SPDX-License-Identifier: Apache-2.0
/// @file  Working days, counted one by one.
#include "ytterby/licence/calendar.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>

namespace ytterby {

namespace {

constexpr std::chrono::days one_day{1};

bool is_weekend(Date date) {
  const std::chrono::weekday weekday{date};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

int year_of(Date date) { return static_cast<int>(std::chrono::year_month_day{date}.year()); }

}  // namespace

WorkingCalendar::WorkingCalendar(std::string_view country, std::span<const SpecialDay> days) {
  for (const SpecialDay& day : days)
    if (day.country == country) days_.push_back({day.date, day.working});
  std::ranges::stable_sort(days_, {}, &Day::date);
}

bool WorkingCalendar::is_working_day(Date date) const {
  const auto after = std::ranges::upper_bound(days_, date, {}, &Day::date);
  if (after != days_.begin() && std::prev(after)->date == date) return std::prev(after)->working;
  return !is_weekend(date);
}

Date WorkingCalendar::working_day(Date from, int n) const {
  if (n <= 0) return from;
  for (Date date = from;; date += one_day)
    if (is_working_day(date) && --n == 0) return date;
}

Months WorkingCalendar::months_until(Date from, int n) const { return working_day(from, n) - from; }

std::vector<int> WorkingCalendar::years_without_special_days(Date first, Date last) const {
  std::vector<int> years;
  for (int year = year_of(first); year <= year_of(last); ++year)
    if (std::ranges::none_of(days_, [&](const Day& day) { return year_of(day.date) == year; })) years.push_back(year);
  return years;
}

}  // namespace ytterby
