// SPDX-License-Identifier: Apache-2.0
/// @file  Licence lanes under any scenario.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/outcomes.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/simulate/step_report.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Every part of a lane's account, and that it adds up; sums of some hundred terms each, rounded at 1.1e-16 of them.
void check_account(const LaneOutcome& lane) {
  CAPTURE(index_of(lane.lane));
  const double rounding = 1e-11 * std::max(1.0, lane.filed.value);
  const double decided = (lane.granted + lane.refused + lane.returned + lane.waiting).value;
  CHECK(std::abs(lane.filed.value - decided) <= rounding);
  CHECK(std::abs((lane.granted - lane.used - lane.open - lane.expired).value) <= rounding);
  for (const Mass tonnes : {lane.granted, lane.used, lane.open, lane.expired, lane.refused, lane.returned})
    CHECK(tonnes.value >= 0);
  CHECK(lane.waiting.value >= -rounding);
  CHECK(lane.oldest.count() >= 0);
  CHECK(lane.mean_wait.has_value() == (lane.granted.value > 0));
  if (lane.mean_wait) CHECK(lane.mean_wait->count() >= -1e-12);
}

}  // namespace

TEST_CASE("what is filed is granted, refused, returned or waits, and what is granted is used, open or expired") {
  struct Seen {
    bool refused = false, returned = false, waiting = false, open = false, expired = false;
  } seen;
  for_all_policies(60, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const auto licences = seed % 2 == 0 ? Licences::ruled : Licences::reviewed;
    const Network written = random_network(random, {.licences = licences, .ranks = true});
    const FrozenNetwork network = freeze(written);
    Scenario scenario = random_scenario(random, written, {.rules = licences == Licences::ruled, .ranks = true});
    scenario.policy = policy;
    SimulateOptions options{};
    options.observe = [&](const StepReport& report) {
      for (const LaneId id : network.lanes()) {
        const LaneOutcome lane = report.lane(id);
        check_account(lane);
        CHECK(report.waiting(id) == lane.waiting);
        seen.refused = seen.refused || lane.refused.value > 0;
        seen.returned = seen.returned || lane.returned.value > 0;
        seen.waiting = seen.waiting || lane.waiting.value > 0;
        seen.open = seen.open || lane.open.value > 1;
        seen.expired = seen.expired || lane.expired.value > 1;
      }
    };
    static_cast<void>(simulate(network, scenario, options));
  });
  CHECK(seen.refused);
  CHECK(seen.returned);
  CHECK(seen.waiting);
  CHECK(seen.open);
  CHECK(seen.expired);
}

namespace {

/// Every bit of what targets get, with lanes and without.
void check_lanes_do_nothing(const Network& licensed, const Scenario& scenario) {
  Network free = licensed;
  // Parallel edges are told apart by their lane: one of a pair keeps a lane of its own name, so drop only single ones.
  for (const EdgeId edge : free.edges.ids()) {
    bool twin = false;
    for (const EdgeId other : free.edges.ids())
      twin = twin || (other != edge && free.edges[other].from == free.edges[edge].from &&
                      free.edges[other].to == free.edges[edge].to);
    if (!twin) free.edges[edge].lane = no_lane;
  }
  SimulateOptions options{};
  for (const NodeId node : licensed.nodes.ids()) options.series_of.push_back(node);
  const auto with = simulate(freeze(licensed), scenario, options), without = simulate(freeze(free), scenario, options);
  for (std::size_t i = 0; i < with.targets.size(); ++i) {
    CAPTURE(i);
    CHECK(with.targets[i] == without.targets[i]);
    CHECK(with.targets[i].limited_by == without.targets[i].limited_by);
  }
  CHECK(with.total == without.total);
  CHECK(with.series == without.series);
}

}  // namespace

TEST_CASE("lanes without review under unlimited offices change no bit") {
  for_all_policies(60, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network licensed = random_network(random, {.licences = Licences::free, .ranks = true});
    Scenario scenario = random_scenario(random, licensed, {.lanes = false, .ranks = true});
    scenario.policy = policy;
    check_lanes_do_nothing(licensed, scenario);
  });
}

TEST_CASE("lanes that control nothing change no bit, whatever else they and their offices do") {
  for_all_policies(60, [&](const Policy& policy, std::uint64_t seed) {
    Random random(500 + seed);
    Network licensed = random_network(random, {.licences = Licences::ruled, .ranks = true});
    for (Lane& lane : licensed.lanes) lane.controlled = 0;
    Scenario scenario = random_scenario(random, licensed, {.rules = true, .ranks = true});
    scenario.policy = policy;
    std::erase_if(scenario.events, [](const Event& event) {
      return std::any_of(event.set.begin(), event.set.end(),
                         [](const Change& change) { return change.lever == Lever::controlled; });
    });
    check_lanes_do_nothing(licensed, scenario);
  });
}
