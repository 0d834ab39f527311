// SPDX-License-Identifier: Apache-2.0
/// @file  holidays.csv: read, written and refused.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "support/case_folder.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/io/write_case.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/validate.hpp"

namespace {

using namespace ytterby;  // NOLINT(google-build-using-namespace): the subject of the file
using test::CaseFolder;

constexpr Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

/// The case with that table is refused with exactly these issues.
void check_refusal(const std::string& text, const std::vector<std::string>& issues) {
  const CaseFolder folder;
  folder.write("holidays.csv", text);
  CHECK_THROWS_WITH_AS(static_cast<void>(read_case(folder.path())), folder.message(issues).c_str(), InvalidCase);
}

TEST_CASE("holidays and days worked are read in the order of the file") {
  const CaseFolder folder;
  folder.write("holidays.csv",
               "country,date,working,source\nCHN,2025-10-01,0,a notice\nCHN,2025-09-28,1,\nJPN,2024-02-29,,\n");
  const Case whole = read_case(folder.path());
  const std::vector<SpecialDay> expected{
      {"CHN", day(2025, 10, 1), false}, {"CHN", day(2025, 9, 28), true}, {"JPN", day(2024, 2, 29), false}};
  CHECK(whole.network.special_days == PerSpecialDay<SpecialDay>{expected});
  CHECK(whole.special_day_notes.columns == std::vector<std::string>{"source"});
  const auto frozen = freeze(whole.network);
  CHECK(std::vector<SpecialDay>(frozen.special_days().begin(), frozen.special_days().end()) == expected);
}

TEST_CASE("a case without holidays has none") {
  const CaseFolder folder;
  const Case whole = read_case(folder.path());
  CHECK(whole.network.special_days.empty());
  CHECK(freeze(whole.network).special_days().empty());
}

TEST_CASE("holidays are written as they were read") {
  const CaseFolder folder;
  folder.write("holidays.csv", "country,date,working\nCHN,2025-10-01,0\nCHN,2025-09-28,1\n");
  write_case(read_case(folder.path()), folder.path() / "copy");
  CHECK(folder.read("copy/holidays.csv") == "country,date,working\nCHN,2025-10-01,0\nCHN,2025-09-28,1\n");
}

TEST_CASE("days that the calendar does not have and other texts are refused") {
  check_refusal("country,date,working\nCHN,2025-02-29,0\nCHN,1 May,0\n,2025-05-01,0\nCHN,,1\nCHN,2025-05-02,yes\n",
                {"holidays.csv:2: column 'date': found \"2025-02-29\", expected a date such as 2025-04-04",
                 "holidays.csv:3: column 'date': found \"1 May\", expected a date such as 2025-04-04",
                 "holidays.csv:4: column 'country': found \"\", expected a country",
                 "holidays.csv:5: column 'date': found \"\", expected a date such as 2025-04-04",
                 "holidays.csv:6: column 'working': found \"yes\", expected 0 or 1"});
}

TEST_CASE("a day that is there twice for a country is refused") {
  check_refusal("country,date,working\nCHN,2025-05-01,0\nJPN,2025-05-01,0\nCHN,2025-05-01,1\n",
                {"holidays.csv:4: column 'date': found the day again, expected each day of a country once"});
}

TEST_CASE("a table of holidays needs countries and dates") {
  check_refusal("land,dates\nCHN,2025-05-01\n",
                {"holidays.csv:1: column 'country': found none, expected one",
                 "holidays.csv:1: column 'date': found none, expected one (did you mean \"dates\"?)"});
}

TEST_CASE("a date that no file could have is refused") {
  Network network;
  network.add(SpecialDay{.country = "CHN", .date = day(10000, 1, 1)});
  const auto issues = validate(network);
  REQUIRE(issues.size() == 1);
  CHECK(to_string(issues[0]) ==
        "special day 10000-01-01 of 'CHN', date: found 10000-01-01, expected a date from 0000-01-01 to 9999-12-31");
}

}  // namespace
