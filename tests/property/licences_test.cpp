// SPDX-License-Identifier: Apache-2.0
/// @file  Licence lanes under any scenario.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <vector>

#include "support/outcomes.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("what is filed is granted, refused or waits") {
  bool some_refused = false, some_waiting = false;
  for_all_policies(60, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network = random_network(random, {.licences = Licences::reviewed, .ranks = true});
    Scenario scenario = random_scenario(random, network, {.ranks = true});
    scenario.policy = policy;
    const auto outcome = simulate(freeze(network), scenario);
    for (const LaneOutcome& lane : outcome.lanes) {
      CAPTURE(index_of(lane.lane));
      const double decided = (lane.granted + lane.refused + lane.waiting).value;
      // Sums of some hundred terms each, rounded at 1.1e-16 of their size.
      CHECK(std::abs(lane.filed.value - decided) <= 1e-12 * std::max(1.0, lane.filed.value));
      CHECK(lane.granted.value >= 0);
      CHECK(lane.refused.value >= 0);
      CHECK(lane.waiting.value >= -1e-12 * lane.filed.value);
      CHECK(lane.mean_wait.has_value() == (lane.granted.value > 0));
      if (lane.mean_wait) CHECK(lane.mean_wait->count() >= 0);
      some_refused = some_refused || lane.refused.value > 0;
      some_waiting = some_waiting || lane.waiting.value > 0;
    }
  });
  CHECK(some_refused);
  CHECK(some_waiting);
}

TEST_CASE("lanes without review under unlimited offices change no bit") {
  for_all_policies(60, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network licensed = random_network(random, {.licences = Licences::free, .ranks = true});
    Scenario scenario = random_scenario(random, licensed, {.lanes = false, .ranks = true});
    scenario.policy = policy;
    Network free = licensed;
    // Parallel edges are told apart by their lane: one of a pair keeps a lane of its own name, so drop only single
    // ones.
    for (const EdgeId edge : free.edges.ids()) {
      bool twin = false;
      for (const EdgeId other : free.edges.ids())
        twin = twin || (other != edge && free.edges[other].from == free.edges[edge].from &&
                        free.edges[other].to == free.edges[edge].to);
      if (!twin) free.edges[edge].lane = no_lane;
    }
    SimulateOptions options{};
    for (const NodeId node : licensed.nodes.ids()) options.series_of.push_back(node);
    const auto with = simulate(freeze(licensed), scenario, options),
               without = simulate(freeze(free), scenario, options);
    for (std::size_t i = 0; i < with.targets.size(); ++i) {
      CAPTURE(i);
      CHECK(with.targets[i] == without.targets[i]);
      CHECK(with.targets[i].limited_by == without.targets[i].limited_by);
    }
    CHECK(with.total == without.total);
    CHECK(with.series == without.series);
  });
}
