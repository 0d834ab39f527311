// SPDX-License-Identifier: Apache-2.0
/// @file  Brackets around where something begins to hold.
#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

#include "src/core/narrow.hpp"

using namespace ytterby;

namespace {

/// Looks for it between 0 and 10 to a tenth, three points at a time.
template <class Holds>
Bracket found(Turn turn, Holds&& holds, std::size_t* calls = nullptr) {
  return narrow(
      Bracket{.low = 0, .high = 10}, 3, turn, [](const Bracket& bracket) { return bracket.high - bracket.low <= 0.1; },
      [&](const std::vector<double>& at) {
        if (calls != nullptr) ++*calls;
        std::vector<bool> held;
        for (const double x : at) held.push_back(holds(x));
        return held;
      });
}

}  // namespace

TEST_CASE("a bracket is divided by one more than the points looked at until it is close") {
  // 10 / 4⁴ = 0.039 is the first at most 0.1.
  std::size_t calls = 0;
  const auto bracket = found(
      Turn::first, [](double x) { return x >= 6.3; }, &calls);
  CHECK(calls == 4);
  CHECK(bracket.low < 6.3);
  CHECK(bracket.high >= 6.3);
  CHECK(bracket.high - bracket.low == doctest::Approx(10.0 / 256));
  CHECK(bracket.monotone);
}

TEST_CASE("of several changes the first or the last is found, and that there are several is told") {
  const auto holds = [](double x) { return x >= 2 && (x < 6 || x >= 8); };  // at 2.5 and 5 not at 7.5
  const auto first = found(Turn::first, [&](double x) { return holds(x); });
  CHECK(first.low < 2);
  CHECK(first.high >= 2);
  CHECK(first.high <= 2.1);
  CHECK_FALSE(first.monotone);
  const auto last = found(Turn::last, [&](double x) { return holds(x); });
  CHECK(last.low < 8);
  CHECK(last.high >= 8);
  CHECK(last.high <= 8.1);
  CHECK_FALSE(last.monotone);
}

TEST_CASE("a bracket ends at its own ends where it holds everywhere inside or nowhere") {
  CHECK(found(Turn::first, [](double) { return true; }).low == 0);
  CHECK(found(Turn::last, [](double) { return false; }).high == 10);
}

TEST_CASE("a bracket without a number inside is returned as it is") {
  const auto bracket = narrow(
      Bracket{.low = 1, .high = 1 + 2.220446049250313e-16}, 2, Turn::first, [](const Bracket&) { return false; },
      [](const std::vector<double>& at) { return std::vector<bool>(at.size(), true); });
  CHECK(bracket.low == 1);
}
