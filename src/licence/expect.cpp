// SPDX-License-Identifier: Apache-2.0
#include "licence/expect.hpp"

#include <fmt/core.h>

#include <cmath>

#include "ytterby/core/error.hpp"

namespace ytterby::detail {

namespace {

constexpr const char* a_month = " a month";
constexpr const char* months = " months";
constexpr const char* not_negative = "a finite number of 0 or more";
constexpr const char* positive = "a finite number above 0";

bool is_not_negative(double value) { return value >= 0 && std::isfinite(value); }
bool is_positive(double value) { return value > 0 && std::isfinite(value); }

}  // namespace

void expect(bool holds, const char* where, const char* what, double found, const char* unit, const char* expected) {
  if (!holds) throw InvalidOptions(fmt::format("{}, {}: found {}{}, expected {}", where, what, found, unit, expected));
}

void expect_number(const char* where, const char* what, double found) {
  expect(is_not_negative(found), where, what, found, "", not_negative);
}

void expect_rate(const char* where, const char* what, LicenceRate found) {
  expect(is_not_negative(found.value), where, what, found.value, a_month, not_negative);
}

void expect_time(const char* where, const char* what, Months found) {
  expect(is_not_negative(found.count()), where, what, found.count(), months, not_negative);
}

void expect_some_rate(const char* where, const char* what, LicenceRate found) {
  expect(is_positive(found.value), where, what, found.value, a_month, positive);
}

void expect_some_time(const char* where, const char* what, Months found) {
  expect(is_positive(found.count()), where, what, found.count(), months, positive);
}

void expect_share(const char* where, const char* what, double found) {
  expect(found > 0 && found < 1, where, what, found, "", "a number above 0 and below 1");
}

void expect_count(const char* where, const char* what, std::int64_t found, std::int64_t least) {
  if (found < least)
    throw InvalidOptions(fmt::format("{}, {}: found {}, expected {} or more", where, what, found, least));
}

void expect_officers(const char* where, const Officers& officers) {
  expect_count(where, "officers", officers.count, 1);
  expect_some_rate(where, "officers, each", officers.each);
}

void expect_service(const char* where, const ServiceTime& service) {
  expect_some_time(where, "service, mean", service.mean);
  expect_number(where, "service, variation", service.variation);
}

}  // namespace ytterby::detail
