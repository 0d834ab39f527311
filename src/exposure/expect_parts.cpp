// SPDX-License-Identifier: Apache-2.0
#include "exposure/expect_parts.hpp"

#include <fmt/core.h>

#include "licence/expect.hpp"

namespace ytterby::detail {

std::string item_of(const char* list, std::size_t index) { return fmt::format("{}[{}]", list, index); }

void expect_part(const char* where, const std::string& what, double found) {
  expect(found >= 0 && found <= 1, where, what.c_str(), found, "", "a number from 0 to 1");
}

void expect_parts_of_one(const char* where, const char* what, double sum) {
  constexpr double rounding = 1e-9;
  expect(sum <= 1 + rounding, where, what, sum, " in all", "1 or less");
}

}  // namespace ytterby::detail
