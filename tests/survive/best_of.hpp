// SPDX-License-Identifier: Apache-2.0
/// @file  Asking for best cases, and where they end.
#pragma once

#include <doctest/doctest.h>

#include <limits>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::test {

inline constexpr double never = std::numeric_limits<double>::infinity();
inline constexpr NodeId mine{0}, plant{1};

[[nodiscard]] inline BestCase best_of(const Network& network, const Scenario& scenario = {},
                                      Rivals rivals = Rivals::ignored) {
  return survive(freeze(network), scenario, {.rivals = rivals});
}

/// That plan and prices meet at so many months, and say so.
inline void check_ends(const BestCase& best, double months) {
  CHECK(best.verdict.why == "");
  CHECK(best.verdict.holds);
  CHECK(best.exact);
  CHECK(best.lasting == (months == 0 ? Lasting::at_once : months == never ? Lasting::for_ever : Lasting::limited));
  CHECK(best.months.has_value() == (months < never));
  if (months == never) {
    CHECK(best.lower.count() == never);
    CHECK(best.upper.count() == never);
  } else {
    CHECK(best.lower.count() == doctest::Approx(months).epsilon(1e-7));
    CHECK(best.upper.count() == doctest::Approx(months).epsilon(1e-7));
    CHECK(best.months == best.lower);
  }
}

}  // namespace ytterby::test
