// SPDX-License-Identifier: Apache-2.0
/// @file  A network made ready once.
#include <doctest/doctest.h>

#include <stop_token>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/prepared.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("a prepared network answers as often as it is asked, with the options it was prepared with") {
  const Prepared prepared(three_months_of_ore(), {.horizon = 6_mo, .series_of = {NodeId{1}}});
  for (int i = 0; i < 3; ++i) {
    // By hand: 30 t of stock, eaten at 10 t a month.
    const auto outcome = simulate(prepared, scenario_of(stop("Mine")));
    CHECK(count(outcome.targets.front().to_shortage) == doctest::Approx(3).epsilon(1e-9));
    CHECK(outcome.horizon == 6_mo);
    CHECK(!outcome.series.empty());
    CHECK(!simulate(prepared).targets.front().to_shortage);
  }
  CHECK(prepared.options().horizon == 6_mo);
  CHECK(prepared.network().nodes().size() == 2);
}

TEST_CASE("a copy answers after its original is gone") {
  const Prepared copy = Prepared(three_months_of_ore(), {.horizon = 6_mo});
  CHECK(simulate(copy, scenario_of(stop("Mine"))) ==
        simulate(three_months_of_ore(), scenario_of(stop("Mine")), copy.options()));
}

TEST_CASE("a run that was refused or cancelled leaves nothing behind") {
  const Prepared prepared(three_months_of_ore());
  const auto before = simulate(prepared, scenario_of(stop("Mine")));
  CHECK_THROWS_AS(static_cast<void>(simulate(prepared, scenario_of(stop("Mime")))), InvalidScenario);
  std::stop_source source;
  int steps = 0;
  const Control control{.stop = source.get_token(), .progress = [&](double, Months) {
                          if (++steps == 5) source.request_stop();
                        }};
  CHECK_THROWS_AS(static_cast<void>(simulate(prepared.with(control), scenario_of(stop("Mine", 1_mo)))), Cancelled);
  CHECK(steps == 5);
  CHECK(simulate(prepared, scenario_of(stop("Mine"))) == before);
}

TEST_CASE("options that nothing could satisfy are refused when a network is prepared") {
  CHECK_THROWS_WITH_AS(Prepared(three_months_of_ore(), {.step = 0_mo}),
                       "step: found 0 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(Prepared(three_months_of_ore(), {.series_of = {NodeId{99}}}),
                       "series_of: found node 99, expected one below 2", InvalidOptions);
  CHECK_THROWS_WITH_AS(Prepared(three_months_of_ore(), {.control = {.threads = 0}}),
                       "threads: found 0, expected 1 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(Prepared(three_months_of_ore()).with({.threads = -1})),
                       "threads: found -1, expected 1 or more", InvalidOptions);
}
