// SPDX-License-Identifier: Apache-2.0
/// @file  Rankings on any number of threads.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>

#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/knock_out/knock_out.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("a ranking is the same on any number of threads, followed or simulated in whole") {
  for (std::uint64_t seed = 0; seed < seeds(10); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network plain = random_network(random, {.least_nodes = 30});
    const Scenario scenario = seed % 2 == 0 ? Scenario{} : random_scenario(random, plain);
    const auto network = freeze(plain);
    const Ranking one = knock_out(network, scenario, {.pairs_of_worst = 3});
    for (const int threads : {2, 7}) {
      std::size_t told = 0;
      KnockOutOptions options{.pairs_of_worst = 3, .control = {.threads = threads}};
      options.control.progress = [&](double, Months) { ++told; };  // from one thread at a time
      CHECK(knock_out(network, scenario, options) == one);
      CHECK(told > 0);
    }
  }
}
