// SPDX-License-Identifier: Apache-2.0
/// @file  Runs that share set-up and memory against runs of their own.
#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "support/all_series.hpp"
#include "support/variations.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate_each.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("scenarios one after the other, in the memory of those before, have the bits they have alone") {
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    const auto [network, scenarios] = variations(seed, 5);
    const Prepared prepared(network, with_all_series(network));
    for (const Scenario& scenario : scenarios)
      CHECK(simulate(prepared, scenario) == simulate(network, scenario, prepared.options()));
    CHECK(simulate(prepared) == simulate(network, {}, prepared.options()));  // nothing is left of any event
  }
}

TEST_CASE("scenarios side by side have the bits they have alone, whatever their horizons, policies and neighbours") {
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    const auto [network, scenarios] = variations(seed, 1 + seed % 23);
    const auto options = with_all_series(network);
    const auto outcomes = simulate_each(network, scenarios, options);
    REQUIRE(outcomes.size() == scenarios.size());
    for (std::size_t i = 0; i < scenarios.size(); ++i) {
      CAPTURE(i);
      CHECK(outcomes[i] == simulate(network, scenarios[i], options));
    }
  }
}
