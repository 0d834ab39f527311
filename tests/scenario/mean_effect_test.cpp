// SPDX-License-Identifier: Apache-2.0
/// @file  Means of events over a span, by hand.
#include <doctest/doctest.h>

#include <vector>

#include "ytterby/scenario/timeline.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using doctest::Approx;

namespace {

LeverGroup sets(std::vector<Move> moves) { return {.sets = std::move(moves)}; }
LeverGroup scales(std::vector<Move> moves) { return {.scales = std::move(moves)}; }

/// What a base of 100 becomes.
double mean_of_100(const LeverGroup& group, Months from, Months to) {
  const Effect effect = mean_effect(group, from, to);
  return effect.scale * 100 + effect.add;
}

}  // namespace

TEST_CASE("before it begins and after it ends an event has no effect") {
  const auto group = sets({{.value = 5, .on = 2_mo, .off = 4_mo}});
  CHECK(mean_effect(group, 0_mo, 1_mo) == Effect{});
  CHECK(mean_effect(group, 1_mo, 2_mo) == Effect{});
  CHECK(mean_effect(group, 4_mo, 5_mo) == Effect{});
  CHECK(mean_effect(LeverGroup{}, 0_mo, 1_mo) == Effect{});
}

TEST_CASE("a value that is set replaces the base") {
  const auto group = sets({{.value = 5, .on = 2_mo}});
  CHECK(mean_effect(group, 2_mo, 3_mo) == Effect{.scale = 0, .add = 5, .open = 0, .closed_add = 5});
  // A quarter of the span before, three quarters after.
  CHECK(mean_of_100(group, 1.75_mo, 2.75_mo) == Approx(0.25 * 100 + 0.75 * 5).epsilon(1e-12));
}

TEST_CASE("of an unlimited base the span without a limit is told apart") {
  const Effect effect = mean_effect(sets({{.value = 8, .on = 1_mo}}), 0_mo, 4_mo);
  CHECK(effect.open == Approx(0.25).epsilon(1e-12));
  CHECK(effect.closed_add == Approx(6).epsilon(1e-12));
}

TEST_CASE("a ramp counts by its area") {
  // Down to none from 0 to 2: half on average, three quarters in the first month.
  const auto down = scales({{.value = 0, .on = 0_mo, .ramp_in = 2_mo}});
  CHECK(mean_of_100(down, 0_mo, 2_mo) == Approx(50).epsilon(1e-12));
  CHECK(mean_of_100(down, 0_mo, 1_mo) == Approx(75).epsilon(1e-12));
  CHECK(mean_of_100(down, 2_mo, 3_mo) == Approx(0));
  // Within a longer span: a month at 100, the ramp at 50 on average, a month at 0.
  const auto later = scales({{.value = 0, .on = 1_mo, .ramp_in = 2_mo}});
  CHECK(mean_of_100(later, 0_mo, 4_mo) == Approx(50).epsilon(1e-12));
  // A set ramps from the base to its value.
  CHECK(mean_of_100(sets({{.value = 20, .on = 0_mo, .ramp_in = 2_mo}}), 0_mo, 2_mo) == Approx(60).epsilon(1e-12));
}

TEST_CASE("a ramp out begins with the end") {
  const auto group = scales({{.value = 0, .on = 0_mo, .off = 1_mo, .ramp_out = 2_mo}});
  CHECK(mean_of_100(group, 0_mo, 1_mo) == Approx(0));
  CHECK(mean_of_100(group, 1_mo, 3_mo) == Approx(50).epsilon(1e-12));
  CHECK(mean_of_100(group, 3_mo, 4_mo) == Approx(100).epsilon(1e-12));
}

TEST_CASE("an end before the ramp in is done ramps out from where it stands") {
  // By month 1 half is gone; it comes back over 2 months: 75 on average.
  const auto group = scales({{.value = 0, .on = 0_mo, .off = 1_mo, .ramp_in = 2_mo, .ramp_out = 2_mo}});
  CHECK(mean_of_100(group, 1_mo, 3_mo) == Approx(75).epsilon(1e-12));
}

TEST_CASE("ramps of two factors multiply at every moment, not on average") {
  const Move ramp{.value = 0.5, .on = 0_mo, .ramp_in = 2_mo};
  // The mean of (1 − u/2)² for u from 0 to 1 is 2/3 · (1 − 1/8) = 7/12.
  CHECK(mean_of_100(scales({ramp, ramp}), 0_mo, 2_mo) == Approx(700.0 / 12).epsilon(1e-12));
  // Seven of them, the most that are exact: the mean of (1 − u/2)⁷ is 1/4 · (1 − 1/256).
  CHECK(mean_of_100(scales(std::vector<Move>(7, ramp)), 0_mo, 2_mo) == Approx(25 * 255.0 / 256).epsilon(1e-12));
}

TEST_CASE("the later of two sets holds while it lasts") {
  const auto group = sets({{.value = 5, .on = 0_mo}, {.value = 8, .on = 1_mo, .off = 2_mo}});
  CHECK(mean_of_100(group, 0_mo, 1_mo) == 5);
  CHECK(mean_of_100(group, 1_mo, 2_mo) == 8);
  CHECK(mean_of_100(group, 2_mo, 3_mo) == 5);
  CHECK(mean_of_100(group, 0_mo, 3_mo) == Approx(6).epsilon(1e-12));
}

TEST_CASE("scales apply to what is set") {
  const LeverGroup group{.sets = {{.value = 10, .on = 1_mo}}, .scales = {{.value = 0.5, .on = 0_mo}}};
  CHECK(mean_of_100(group, 0_mo, 1_mo) == 50);
  CHECK(mean_of_100(group, 1_mo, 2_mo) == 5);
}

TEST_CASE("a factor of one changes no bit, wherever it begins") {
  const Effect effect = mean_effect(scales({{.value = 1, .on = 0.3_mo, .off = 0.7_mo, .ramp_in = 0.1_mo}}), 0_mo, 1_mo);
  CHECK(effect == Effect{});
}

TEST_CASE("no value lies above the upper bound") {
  CHECK(upper_bound(sets({{.value = 5}, {.value = 200}}), 100) == 200);
  CHECK(upper_bound(sets({{.value = 5}}), 100) == 100);
  CHECK(upper_bound({.sets = {{.value = 200}}, .scales = {{.value = 2}, {.value = 0.5}}}, 100) == 400);
}
