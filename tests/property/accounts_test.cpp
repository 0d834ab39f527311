// SPDX-License-Identifier: Apache-2.0
/// @file  What holds of every run: mass, and the order of times.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/all_series.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

template <class Check>
void for_many_runs(Licences licences, Check&& check) {
  for_all_policies(80, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network = random_network(random, {.licences = licences, .ranks = true, .unused = seed % 4 == 0});
    Scenario scenario = random_scenario(random, network, {.ranks = true});
    scenario.policy = policy;
    const auto frozen = freeze(network);
    check(frozen, simulate(frozen, scenario, with_all_series(frozen)));
  });
}

}  // namespace

TEST_CASE("mass is conserved to rounding") {
  // Every step rounds each stock a few times, at 1.1e-16 of its size; 78 steps make 1e-14. The sums over all nodes and
  // steps add up as much again, and cancellation can't enlarge it: the error is relative to all that was ever there.
  for (const auto licences : {Licences::none, Licences::reviewed})
    for_many_runs(licences,
                  [](const FrozenNetwork&, const Outcome& outcome) { CHECK(outcome.mass_balance_error <= 1e-12); });
}

TEST_CASE("nobody is served less than nothing or more than the demand, and half comes no sooner than the first") {
  for_many_runs(Licences::reviewed, [](const FrozenNetwork& network, const Outcome& outcome) {
    const auto nodes = network.nodes().size();
    for (const SeriesPoint& point : outcome.series) {
      CHECK(point.served.value >= 0);
      CHECK(point.served <= point.demand);
      CHECK(point.production.value >= 0);
      CHECK(point.stock.value >= 0);
    }
    for (const TargetOutcome& target : outcome.targets) {
      Mass demand{}, missing{};
      for (std::size_t i = index_of(target.node); i < outcome.series.size(); i += nodes) {
        demand += outcome.series[i].demand;
        missing += outcome.series[i].demand - outcome.series[i].served;
      }
      CHECK(target.unserved.value >= 0);
      CHECK(target.unserved <= demand);
      CHECK(target.unserved.value <= missing.value * (1 + 1e-9) + 1e-9 * demand.value);
      CHECK((target.unserved.value > 0) == target.to_shortage.has_value());
      if (target.to_half) REQUIRE(target.to_shortage.has_value());
      if (target.to_half) CHECK(*target.to_half >= *target.to_shortage);
      if (target.to_shortage) CHECK(*target.to_shortage < outcome.horizon);
    }
  });
}

TEST_CASE("shortages are the runs of steps that were not served in full") {
  std::size_t again = 0;
  for_many_runs(Licences::reviewed, [&](const FrozenNetwork& network, const Outcome& outcome) {
    const auto nodes = network.nodes().size(), steps = outcome.series.size() / nodes;
    for (const TargetOutcome& target : outcome.targets) {
      std::size_t noted = 0;
      for (std::size_t step = 0; step < steps; ++step) {
        const auto is_short = [&](std::size_t k) {
          const SeriesPoint& point = outcome.series[k * nodes + index_of(target.node)];
          return point.served.value < point.demand.value * (1 - 1e-9);
        };
        if (!is_short(step)) continue;
        const std::size_t first = step;
        while (step < steps && is_short(step)) ++step;
        if (noted == target.shortages.size()) {  // it began past the horizon
          CHECK(step == steps);
          continue;
        }
        const Shortage& shortage = target.shortages[noted++];
        CHECK(shortage.from >= static_cast<double>(first) * outcome.step);
        CHECK(shortage.from <= static_cast<double>(first + 1) * outcome.step);
        CHECK(shortage.to.has_value() == (step < steps));
        if (shortage.to) CHECK(*shortage.to == static_cast<double>(step) * outcome.step);
      }
      CHECK(noted == target.shortages.size());
      CHECK(target.shortages.empty() != target.to_shortage.has_value());
      if (target.to_shortage) CHECK(target.shortages.front().from == *target.to_shortage);
      again += noted > 1 ? 1 : 0;
    }
  });
  CHECK(again > 20);
}

TEST_CASE("the total is short when the first target is") {
  for_many_runs(Licences::none, [](const FrozenNetwork&, const Outcome& outcome) {
    std::optional<Months> first;
    Mass unserved{};
    Money lost{};
    for (const TargetOutcome& target : outcome.targets) {
      if (target.to_shortage && (!first || *target.to_shortage < *first)) first = target.to_shortage;
      unserved += target.unserved;
      lost += target.unserved_value;
    }
    CHECK(outcome.total.to_shortage == first);
    CHECK(outcome.total.unserved == unserved);
    CHECK(outcome.total.unserved_value == lost);
  });
}
