// SPDX-License-Identifier: Apache-2.0
/// @file  The slow sharing itself, by hand, so that an agreement with it means something.
#include <doctest/doctest.h>

#include <vector>

#include "oracle/slow_rationing.hpp"
#include "support/policies.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Own demand of 4 t, and orders of 8, 4 and 16 t; priorities 1, 2, 1, 0; minimum shares ½, ¼, 0, ½.
const std::vector<Claim> claims{{4, 4, 1, 0.5}, {8, 8, 2, 0.25}, {4, 4, 1, 0}, {16, 16, 0, 0.5}};

using Amounts = std::vector<long double>;

}  // namespace

TEST_CASE("the slow sharing follows each rule") {
  // Each claim the half, 16 of 32.
  CHECK(share_out(Rationing::proportional, claims, 16) == Amounts{2, 4, 2, 8});
  // 8 for the second; 4 for the 8 of the tier below; nothing for the last.
  CHECK(share_out(Rationing::priority, claims, 12) == Amounts{2, 8, 2, 0});
  // 16 for the largest, 8 for the next, 2 for the 8 of two equals.
  CHECK(share_out(Rationing::largest_first, claims, 26) == Amounts{1, 8, 1, 16});
  // 4 and 4 lie below the level; the others share 14 equally.
  CHECK(share_out(Rationing::equal_fill, claims, 22) == Amounts{4, 7, 4, 7});
  // Minima 2, 2, 0, 8; of the 9 left 6 for the second and 3 for the rests 2 and 4.
  CHECK(share_out(Rationing::minimum_first, claims, 21) == Amounts{3, 8, 2, 8});
  // Half of each minimum.
  CHECK(share_out(Rationing::minimum_first, claims, 6) == Amounts{1, 1, 0, 4});
}

TEST_CASE("the slow sharing gives all that is asked for or all there is") {
  for (const Rationing rule : all_rules) {
    CAPTURE(key_of(rule));
    CHECK(share_out(rule, claims, 32) == Amounts{4, 8, 4, 16});
    CHECK(share_out(rule, claims, 40) == Amounts{4, 8, 4, 16});
    CHECK(share_out(rule, claims, 0) == Amounts{0, 0, 0, 0});
    CHECK(share_out(rule, {}, 5).empty());
    for (const int available : {1, 5, 9, 14, 20, 27, 31}) {
      const auto given = share_out(rule, claims, available);
      long double sum = 0;
      for (std::size_t i = 0; i < claims.size(); ++i) {
        CHECK(given[i] >= 0);
        CHECK(given[i] <= claims[i].tonnes);
        sum += given[i];
      }
      CHECK(static_cast<double>(sum) == doctest::Approx(available).epsilon(1e-15));
    }
  }
}
