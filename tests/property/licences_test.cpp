// SPDX-License-Identifier: Apache-2.0
/// @file  Licence lanes under any scenario.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

#include "support/chains.hpp"
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

TEST_CASE("no volume is exceeded, whatever the step and whenever it begins and ends") {
  std::size_t full = 0;
  for (std::uint64_t seed = 0; seed < seeds(200); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network network = MineAndPlant{.stock = {random.between(0, 20)}}.network();
    const auto office = network.add(Office{.name = "Ministry"});
    network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore",
                                                     .office = office,
                                                     .review = Months{random.pick(std::vector{0.0, 0.3})},
                                                     .approval = random.pick(std::vector{0.0, 0.5, 1.0})});
    Scenario scenario{.name = "Test"};
    for (double now = 0; now < 12;) {
      const double on = now + (random.chance(0.3) ? 0 : random.between(0, 2));
      now = on + random.between(0.1, 3);
      Event some{.at = Months{on}, .until = Months{now}};
      some.on.lane = {"Ore"};
      some.set = {{Lever::volume, random.between(0, 20)}, {Lever::approval, random.pick(std::vector{0.5, 1.0})}};
      scenario.events.push_back(some);
    }
    const auto volumes = scenario.events;
    Event closed{.at = Months{random.between(0, 6)}};
    closed.until = std::get<Months>(closed.at) + Months{random.between(0, 6)};
    closed.on.office = {"Ministry"};
    closed.set = {{Lever::licences_per_month, 0}};
    scenario.events.push_back(closed);
    const Months step{random.between(0.05, 1.3)};
    std::vector<double> granted{0};
    SimulateOptions options{.horizon = Months{20}, .step = step};
    options.observe = [&](const StepReport& report) { granted.push_back(report.lane(LaneId{0}).granted.value); };
    static_cast<void>(simulate(freeze(network), scenario, options));
    for (const Event& event : volumes) {
      const auto steps = [&](const Instant& time) { return std::get<Months>(time) / step; };
      const double before = granted[static_cast<std::size_t>(std::floor(steps(event.at)))];
      const double after = granted[static_cast<std::size_t>(std::ceil(steps(*event.until)))];
      const double volume = event.set.front().value;
      CHECK(after - before <= volume + 1e-9);
      full += after - before > volume - 1e-9 ? 1 : 0;
    }
  }
  CHECK(full > 100);
}
