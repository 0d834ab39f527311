// SPDX-License-Identifier: Apache-2.0
/// @file  What runs allocate, counted by an operator new of our own.
#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

#include "support/allocated.hpp"
#include "support/chains.hpp"
#include "support/variations.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate_each.hpp"
#include "ytterby/simulate/step_report.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Counts what is allocated from the first report to the last.
struct Watch {
  Allocated first = {}, last = {};
  std::size_t reports = 0;

  void operator()() {
    if (reports++ == 0) first = allocated;
    last = allocated;
  }
  [[nodiscard]] std::size_t times() const { return last.times - first.times; }
};

SimulateOptions watched(Watch& watch) {
  return {.observe = [&watch](const StepReport&) { watch(); }};
}

/// A chain of plants of that length, each with ten suppliers of its ore.
Network long_chain(std::size_t plants) {
  Network network;
  NodeId before{};
  for (std::size_t i = 0; i < plants; ++i) {
    const std::string number = std::to_string(i);
    const NodeId plant = network.add(Node{.name = "Plant " + number, .product = "metal " + number});
    if (i > 0) {
      network.add(Input{.node = plant, .product = "metal " + std::to_string(i - 1), .stock = 10_t});
      network.add(Edge{.from = before, .to = plant, .flow = 10_t_per_mo, .lead_time = 0.7_mo});
    }
    network.add(Input{.node = plant, .product = "ore", .stock = 5_t});
    for (int mine = 0; mine < 10; ++mine) {
      const NodeId from = network.add(Node{.name = number + " mine " + std::to_string(mine), .product = "ore"});
      network.add(Edge{.from = from, .to = plant, .flow = 1_t_per_mo, .lead_time = 1_mo});
    }
    before = plant;
  }
  network.nodes[before].demand = 10_t_per_mo;
  return network;
}

/// What a second run allocates, with one event and one target.
Allocated of_second_run(std::size_t plants) {
  const Prepared prepared(freeze(long_chain(plants)), {.horizon = 12_mo});
  const Scenario scenario = scenario_of(stop("Plant 0"));
  const auto outcome = simulate(prepared, scenario);
  const Allocated before = allocated;
  CHECK(simulate(prepared, scenario) == outcome);
  return {allocated.times - before.times, allocated.bytes - before.bytes};
}

}  // namespace

TEST_CASE("the counter counts") {
  const Allocated before = allocated;
  const std::vector<double> some(100);
  CHECK(allocated.times == before.times + 1);
  CHECK(allocated.bytes == before.bytes + 800);
  CHECK(some.size() == 100);
}

TEST_CASE("the steps of a plain run allocate nothing") {
  Watch watch;
  const auto network = freeze(MineAndPlant{.stock = 30_t, .lead = 0.4_mo}.network());
  CHECK(simulate(network, scenario_of(stop("Mine")), watched(watch)).targets.front().to_shortage);
  CHECK(watch.reports == 105);
  CHECK(watch.times() == 0);
}

TEST_CASE("the steps of runs with licences, events and series allocate nothing") {
  std::size_t short_ones = 0;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    const auto [network, scenarios] = variations(seed, 3);
    for (const Scenario& scenario : scenarios) {
      Watch watch;
      SimulateOptions options = watched(watch);
      for (const NodeId node : network.nodes()) options.series_of.push_back(node);
      for (const TargetOutcome& target : simulate(network, scenario, options).targets)
        short_ones += target.to_shortage ? 1 : 0;
      CHECK(watch.reports > 20);
      CHECK(watch.times() == 0);
    }
  }
  CHECK(short_ones > seeds(60));  // dated, and followed up to where the chain gave way
}

TEST_CASE("the steps of a batch allocate nothing") {
  auto [network, scenarios] = variations(2, 8);
  for (Scenario& scenario : scenarios) {
    scenario.horizon = 12_mo;
    scenario.policy = {};
  }
  Watch watch;
  static_cast<void>(simulate_each(network, scenarios, watched(watch)));
  CHECK(watch.reports == 8 * 53);  // weeks in a year, the last one begun
  CHECK(watch.times() == 0);
}

TEST_CASE("a second run allocates nothing that grows with the network") {
  const Allocated small = of_second_run(20), large = of_second_run(200);
  CHECK(large.times <= small.times + 2);
  CHECK(large.bytes <= small.bytes + 64);  // names are longer
  CHECK(large.bytes < 4096);               // less than two bytes a node
}
