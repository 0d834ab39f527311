// SPDX-License-Identifier: Apache-2.0
/// @file  What holds of least licences on every network.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/size/least_licences.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("least licences keep the targets from a shortage, and the best case needs no more") {
  std::size_t found = 0, bound = 0;
  constexpr std::uint64_t networks = 12;
  for (std::uint64_t seed = 0; seed < networks; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random, {.least_nodes = 5, .most_nodes = 8, .licences = Licences::reviewed});
    if (network.offices.empty()) continue;
    const auto frozen = freeze(network);
    const LeastLicences least = least_licences(frozen, {.horizon = 12_mo}, OfficeId{0}, {.tolerance = 0.05});
    if (least.simulated.need != Need::some) continue;
    ++found;
    Scenario with{.horizon = 12_mo};
    with.events.push_back({.on = {.office = {network.offices[OfficeId{0}].name}},
                           .set = {{Lever::licences_per_month, least.simulated.enough.value}}});
    const auto& anyway = least.simulated.short_anyway;
    for (const TargetOutcome& target : simulate(frozen, with).targets)
      if (std::find(anyway.begin(), anyway.end(), target.node) == anyway.end())
        CHECK_FALSE(target.to_shortage.has_value());
    CHECK(least.simulated.not_enough < least.simulated.enough);
    REQUIRE(least.at_best.size() == 3);
    const BestCaseNeed& to_horizon = least.at_best.front();
    CHECK(to_horizon.need != Need::out_of_reach);
    if (to_horizon.need != Need::some) continue;
    ++bound;
    CHECK(to_horizon.not_enough.value <= least.simulated.enough.value * (1 + 1e-6));
  }
  CHECK(found > networks / 4);
  CHECK(bound > 0);
}
