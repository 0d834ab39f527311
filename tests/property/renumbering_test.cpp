// SPDX-License-Identifier: Apache-2.0
/// @file  The same network with its rows in another order.
#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "support/outcomes.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "support/renumbered.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("renumbering changes neither who runs short nor when") {
  int ill_conditioned = 0;
  for_all_policies(100, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network =
        random_network(random, {.licences = seed % 2 == 0 ? Licences::none : Licences::ruled, .ranks = true});
    Scenario scenario = random_scenario(random, network, {.rules = true, .ranks = true});
    scenario.policy = policy;
    const auto before = freeze(network), after = freeze(renumbered(random, network).network);
    const auto one = simulate(before, scenario), other = simulate(after, scenario);
    // Sums run in another order and round otherwise, by 1e-16 a term. Where all that is missing in the first short step
    // is a few 1e-9 of the demand, so that the moment is ill-conditioned, that can show in the seventh digit.
    CHECK(difference(before, one, after, other, 1e-6) == "");
    ill_conditioned += difference(before, one, after, other, 1e-9).empty() ? 0 : 1;
  });
  CHECK(ill_conditioned <= 10);  // of 1000
}

TEST_CASE("renumbering keeps which edges close a cycle") {
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random);
    const auto other = renumbered(random, network);
    const auto before = freeze(network), after = freeze(other.network);
    for (const EdgeId edge : before.edges()) CHECK(before.closes_cycle(edge) == after.closes_cycle(other.edge[edge]));
  }
}
