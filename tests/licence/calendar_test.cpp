// SPDX-License-Identifier: Apache-2.0
/// @file  Working days counted across weekends, holidays and the ends of years.
#include "ytterby/licence/calendar.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string_view>
#include <vector>

#include "ytterby/io/read_case.hpp"

using namespace ytterby;

namespace {

constexpr Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

/// China's of 2025 and 2026, as the data have them.
const WorkingCalendar& chinese() {
  static const WorkingCalendar calendar = [] {
    const Case rare_earths = read_case("data/rare_earths_2024");
    const auto& days = rare_earths.network.special_days;
    return WorkingCalendar("CHN", {days.begin(), days.end()});
  }();
  return calendar;
}

}  // namespace

TEST_CASE("without special days the week is Monday to Friday") {
  const WorkingCalendar calendar;  // 2025-01-03 is a Friday
  CHECK(calendar.is_working_day(day(2025, 1, 3)));
  CHECK_FALSE(calendar.is_working_day(day(2025, 1, 4)));
  CHECK_FALSE(calendar.is_working_day(day(2025, 1, 5)));
  CHECK(calendar.is_working_day(day(2025, 1, 6)));
}

TEST_CASE("the day itself is the first working day if it is one") {
  const WorkingCalendar calendar;
  CHECK(calendar.working_day(day(2025, 1, 3), 1) == day(2025, 1, 3));
  CHECK(calendar.working_day(day(2025, 1, 3), 2) == day(2025, 1, 6));
  CHECK(calendar.working_day(day(2025, 1, 4), 1) == day(2025, 1, 6));
}

TEST_CASE("no working days end on the day itself, be it worked or not") {
  const WorkingCalendar calendar;
  CHECK(calendar.working_day(day(2025, 1, 3), 0) == day(2025, 1, 3));
  CHECK(calendar.working_day(day(2025, 1, 4), 0) == day(2025, 1, 4));
  CHECK(calendar.months_until(day(2025, 1, 4), 0) == Months{0});
}

TEST_CASE("only the days of its country count, and of two for one date the last") {
  const std::vector<SpecialDay> days{{"JPN", day(2025, 1, 3), false},
                                     {"CHN", day(2025, 1, 6), false},
                                     {"CHN", day(2025, 1, 4), false},
                                     {"CHN", day(2025, 1, 4), true}};
  const WorkingCalendar calendar("CHN", days);
  CHECK(calendar.is_working_day(day(2025, 1, 3)));
  CHECK(calendar.is_working_day(day(2025, 1, 4)));
  CHECK_FALSE(calendar.is_working_day(day(2025, 1, 6)));
  CHECK(calendar.working_day(day(2025, 1, 3), 3) == day(2025, 1, 7));
}

TEST_CASE("45 working days from the first after Qingming 2025 end on 11 June") {
  // L02 of data/sources/licences.csv. From Monday 7 April: 5 working days in each of three weeks, with Sunday 27 April
  // 16; 28 to 30 April 19; 6 to 9 May 23; three weeks 38; 3 to 6 June, after the Dragon Boat Festival, 42; 11 June 45.
  CHECK(chinese().working_day(day(2025, 4, 7), 15) == day(2025, 4, 25));
  CHECK(chinese().working_day(day(2025, 4, 7), 16) == day(2025, 4, 27));
  CHECK(chinese().working_day(day(2025, 4, 7), 20) == day(2025, 5, 6));
  CHECK(chinese().working_day(day(2025, 4, 7), 39) == day(2025, 6, 3));
  CHECK(chinese().working_day(day(2025, 4, 7), 45) == day(2025, 6, 11));
  CHECK(chinese().months_until(day(2025, 4, 7), 45).count() == doctest::Approx(65 / 30.4375).epsilon(1e-15));
  // Filed on the holiday itself, a Friday: the same day, three days further away.
  CHECK(chinese().working_day(day(2025, 4, 4), 45) == day(2025, 6, 11));
  CHECK(chinese().months_until(day(2025, 4, 4), 45).count() == doctest::Approx(68 / 30.4375).epsilon(1e-15));
}

TEST_CASE("weekends are worked before and after the Spring Festival of 2025") {
  // Friday 24 January, Sunday 26, Monday 27; then 5, 6, 7 February and Saturday the 8th.
  CHECK(chinese().working_day(day(2025, 1, 24), 2) == day(2025, 1, 26));
  CHECK(chinese().working_day(day(2025, 1, 24), 4) == day(2025, 2, 5));
  CHECK(chinese().working_day(day(2025, 1, 24), 7) == day(2025, 2, 8));
  CHECK(chinese().working_day(day(2025, 1, 24), 8) == day(2025, 2, 10));
}

TEST_CASE("the count goes on over the end of a year") {
  // 1 to 3 January 2026 are off, Sunday the 4th is worked.
  CHECK(chinese().working_day(day(2025, 12, 31), 1) == day(2025, 12, 31));
  CHECK(chinese().working_day(day(2025, 12, 31), 2) == day(2026, 1, 4));
  CHECK(chinese().working_day(day(2025, 12, 31), 3) == day(2026, 1, 5));
}

TEST_CASE("years have as many working days in China as their notices leave") {
  // 2025: 261 days Monday to Friday, less 1 + 6 + 1 + 3 + 1 + 6 = 18 holidays on them, with 5 weekend days worked.
  // 2026: 261 likewise, less 2 + 6 + 1 + 3 + 1 + 1 + 5 = 19, with 6.
  const auto worked = [](int year) {
    int count = 0;
    for (Date date = day(year, 1, 1); date < day(year + 1, 1, 1); date += std::chrono::days{1})
      count += chinese().is_working_day(date) ? 1 : 0;
    return count;
  };
  CHECK(worked(2025) == 248);
  CHECK(worked(2026) == 248);
}

TEST_CASE("years without special days are told") {
  CHECK(chinese().years_without_special_days(day(2025, 4, 4), day(2026, 12, 31)).empty());
  CHECK(chinese().years_without_special_days(day(2024, 12, 31), day(2028, 1, 1)) == std::vector<int>{2024, 2027, 2028});
  CHECK(WorkingCalendar{}.years_without_special_days(day(2025, 1, 1), day(2025, 1, 1)) == std::vector<int>{2025});
}
