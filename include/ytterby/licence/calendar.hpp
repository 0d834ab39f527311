// SPDX-License-Identifier: Apache-2.0
/// @file  Working days: Monday to Friday, but for public holidays and the weekend days worked instead.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// A day on which a country does not work as its weekday says.
struct SpecialDay {
  std::string country = {};  ///< ISO 3166-1 alpha-3
  Date date{};
  bool working = false;  ///< false: a holiday; true: a day worked

  friend bool operator==(const SpecialDay&, const SpecialDay&) = default;
};

/// The working days of one country.
class YTTERBY_EXPORT WorkingCalendar {
 public:
  /// Monday to Friday, every week.
  WorkingCalendar() = default;

  /// Those of `days` that are of the country; of several for one date the last counts. Time O(D log D).
  WorkingCalendar(std::string_view country, std::span<const SpecialDay> days);

  /// Time O(log D), like all that follow but for the days that they pass.
  [[nodiscard]] bool is_working_day(Date date) const;

  /// The n-th working day counted from a date, which is the first if it is one itself; `from` for n = 0 or less.
  [[nodiscard]] Date working_day(Date from, int n) const;

  /// From a date to its n-th working day, 00:00 to 00:00: how long what is filed on that day is reviewed.
  [[nodiscard]] Months months_until(Date from, int n) const;

  /// The years from one date to another, both included, in which no special day is known; ascending.
  [[nodiscard]] std::vector<int> years_without_special_days(Date first, Date last) const;

 private:
  struct Day {
    Date date{};
    bool working = false;
  };
  std::vector<Day> days_ = {};  // by date
};

}  // namespace ytterby
