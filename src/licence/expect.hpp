// SPDX-License-Identifier: Apache-2.0
/// @file  Refusals of the waiting-time formulas: function and argument, what was found, what was expected.
#pragma once

#include <cstdint>
#include <limits>

#include "ytterby/core/units.hpp"
#include "ytterby/licence/waiting.hpp"

namespace ytterby::detail {

inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// Throws InvalidOptions "where, what: found …, expected …" unless it `holds`.
void expect(bool holds, const char* where, const char* what, double found, const char* unit, const char* expected);

/// Finite and 0 or more.
void expect_number(const char* where, const char* what, double found);
void expect_rate(const char* where, const char* what, LicenceRate found);
void expect_time(const char* where, const char* what, Months found);

/// Finite and above 0.
void expect_some_rate(const char* where, const char* what, LicenceRate found);
void expect_some_time(const char* where, const char* what, Months found);

/// Above 0, below 1.
void expect_share(const char* where, const char* what, double found);

void expect_count(const char* where, const char* what, std::int64_t found, std::int64_t least);
void expect_officers(const char* where, const Officers& officers);
void expect_service(const char* where, const ServiceTime& service);

}  // namespace ytterby::detail
