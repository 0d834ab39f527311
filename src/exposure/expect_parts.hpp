// SPDX-License-Identifier: Apache-2.0
/// @file  Refusals of shares that are no parts of a whole.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace ytterby::detail {

/// "shares[2]"
[[nodiscard]] std::string item_of(const char* list, std::size_t index);

/// Throws InvalidOptions unless it is 0 to 1.
void expect_part(const char* where, const std::string& what, double found);

/// Throws InvalidOptions unless they add up to 1 at most, but for rounding.
void expect_parts_of_one(const char* where, const char* what, double sum);

}  // namespace ytterby::detail
