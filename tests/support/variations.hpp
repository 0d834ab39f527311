// SPDX-License-Identifier: Apache-2.0
/// @file  Many random scenarios on one random network.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::test {

struct Variations {
  FrozenNetwork network;
  std::vector<Scenario> scenarios;
};

/// Events anywhere; horizons of 6 to 18 months and two policies in turn, in runs of one to ten scenarios.
[[nodiscard]] inline Variations variations(std::uint64_t seed, std::size_t count) {
  Random random(seed);
  const bool ruled = seed % 2 == 1;
  const Network network = random_network(random, {.licences = ruled ? Licences::ruled : Licences::reviewed});
  std::vector<Scenario> scenarios;
  for (bool slow = false; scenarios.size() < count; slow = !slow) {
    for (std::size_t run = 1 + random.below(10); run > 0 && scenarios.size() < count; --run) {
      Scenario scenario = random_scenario(random, network, {.rules = ruled});
      scenario.name += " " + std::to_string(scenarios.size());
      scenario.horizon = Months{random.between(6, 18)};
      scenario.policy.tau = Months{slow ? 3.0 : 1.0};
      scenarios.push_back(std::move(scenario));
    }
  }
  return {freeze(network), std::move(scenarios)};
}

}  // namespace ytterby::test
