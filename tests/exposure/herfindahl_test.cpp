// SPDX-License-Identifier: Apache-2.0
/// @file  Herfindahl indices worked out by hand.
#include "ytterby/exposure/herfindahl.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "ytterby/core/error.hpp"

using namespace ytterby;

namespace {

doctest::Approx exactly(double value) { return doctest::Approx(value).epsilon(1e-12); }

}  // namespace

TEST_CASE("the index is the sum of squared shares, and bounded where shares are missing") {
  CHECK(herfindahl(std::vector{1.0}) == 1);
  CHECK(herfindahl(std::vector{0.25, 0.25, 0.25, 0.25}) == exactly(0.25));
  // Half is known, in 0.3 and 0.2: 0.09 + 0.04 at least; with the rest on top of the largest 0.8² + 0.2².
  const auto range = herfindahl_range(std::vector{0.3, 0.2});
  CHECK(range.least == exactly(0.13));
  CHECK(range.most == exactly(0.68));
  // Of nothing known, anything may be.
  CHECK(herfindahl_range({}) == HerfindahlRange{.least = 0, .most = 1});
  CHECK(shares_of(std::vector{30.0, 10.0, 0.0}) == std::vector{0.75, 0.25, 0.0});
}

TEST_CASE("shares that are none are refused") {
  CHECK_THROWS_WITH_AS(static_cast<void>(herfindahl(std::vector{0.5, 1.5})),
                       "herfindahl, shares[1]: found 1.5, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(herfindahl(std::vector{std::numeric_limits<double>::quiet_NaN()})),
                       "herfindahl, shares[0]: found nan, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(herfindahl_range(std::vector{0.75, 0.5})),
                       "herfindahl, shares: found 1.25 in all, expected 1 or less", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(shares_of(std::vector{1.0, -2.0})),
                       "shares_of, amounts[1]: found -2, expected a finite number of 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(shares_of(std::vector{0.0, 0.0})),
                       "shares_of, amounts: found 0 in all, expected more than 0", InvalidOptions);
}
