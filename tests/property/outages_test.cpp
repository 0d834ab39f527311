// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of random cases beside the best case of each, found by another program.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <string>

#include "support/chains.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/survive/outages.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

BestCase best_case(const FrozenNetwork& network, const Scenario& scenario) {
  return survive(network, scenario, {.rivals = Rivals::ignored, .each = false, .sequence = false});
}

/// Without reviews, which survive counts in time; some lanes have a volume.
Network timeless_network(Random& random, Licences licences) {
  Network network = random_network(random, {.most_nodes = 14, .leads = false, .licences = licences});
  for (Lane& lane : network.lanes) {
    lane.review = Months{0};
    if (random.chance(0.3)) lane.volume = {random.between(0, 40)};
  }
  for (Node& node : network.nodes)
    if (node.demand.value > 0 && random.chance(0.7)) node.output_value = {random.between(1, 9)};
  return network;
}

/// Some demand changed for good, some capacity cut.
Scenario background(Random& random, const Network& network) {
  Scenario scenario{.name = "Test"};
  for (const NodeId id : network.nodes.ids()) {
    const Node& node = network.nodes[id];
    Event event = on_node(node.name);
    if (node.demand.value > 0 && random.chance(0.2)) event.scale = {{Lever::demand, random.between(0.5, 1.5)}};
    if (random.chance(0.1)) event.set = {{Lever::capacity, random.between(0, 20)}};
    if (!event.scale.empty() || !event.set.empty()) scenario.events.push_back(event);
  }
  return scenario;
}

}  // namespace

TEST_SUITE("with a solver" * doctest::skip(!linear_solver_available())) {
  TEST_CASE("an outage is survived as long as the best case of its event lasts") {
    std::size_t limited = 0, at_once = 0, for_ever = 0;
    for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const Network tables =
          timeless_network(random, random.pick(std::vector{Licences::none, Licences::free, Licences::reviewed}));
      const Scenario scenario = random.chance(0.5) ? background(random, tables) : Scenario{.name = "Test"};
      const FrozenNetwork network = freeze(tables);
      OutageOptions options{.recovery = Months{random.between(0.5, 8)}};
      for (const NodeId node : network.nodes()) options.nodes.push_back(node);
      const Outages found = survive_outages(network, scenario, options);
      for (const NodeOutage& outage : found.outages) {
        CAPTURE(network.name(outage.node));
        Scenario stopped = scenario;
        stopped.events.push_back(stop(std::string(network.name(outage.node))));
        const BestCase best = best_case(network, stopped);
        CHECK(outage.proven);
        CHECK(outage.lasting == best.lasting);
        if (outage.lasting == Lasting::limited && best.verdict.holds) {  // else it says nothing
          CHECK(outage.months->count() == doctest::Approx(best.upper.count()).epsilon(1e-6));
          ++limited;
        }
        if (outage.lasting == Lasting::at_once) ++at_once;
        if (outage.lasting == Lasting::for_ever) ++for_ever;
        const double time = count(outage.months);
        if (time < 0 || time > options.recovery.count() * (1 + 1e-6)) CHECK_FALSE(outage.exposed);
        if (time >= 0 && time < options.recovery.count() * (1 - 1e-6)) CHECK(outage.exposed);
        CHECK(outage.exposed == (outage.unserved.value > 0));
        CHECK(outage.unserved.value >= found.undisturbed.unserved.value * (1 - 1e-6));
        if (found.undisturbed.months) CHECK((outage.months && time <= found.undisturbed.months->count() * (1 + 1e-6)));
      }
    }
    CHECK(limited > seeds(100));  // each kind is there
    CHECK(at_once > seeds(50));
    CHECK(for_ever > seeds(50));
  }

  TEST_CASE("what one target loses is the demand that would have to go for it to last") {
    // U t lost of a demand D in N months: a demand a little below D − U/N lasts N months, one a little above does not.
    std::size_t losing = 0;
    for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
      CAPTURE(seed);
      Random random(seed);
      Network tables = timeless_network(random, random.pick(std::vector{Licences::none, Licences::reviewed}));
      for (Input& input : tables.inputs) input.essential = 1;  // else what a target can do without follows its demand
      NodeId target{};
      for (const NodeId id : tables.nodes.ids())
        if (tables.nodes[id].demand.value > 0) target = id;
      const std::string name = tables.nodes[target].name;
      const double demand = tables.nodes[target].demand.value, months = random.between(1, 12);
      const FrozenNetwork network = freeze(tables);
      Scenario scenario{.name = "Test"};
      scenario.targets.node = {name};
      for (const NodeOutage& outage : survive_outages(network, scenario, {.recovery = Months{months}}).outages) {
        const double served = demand - outage.unserved.value / months;
        if (outage.unserved.value == 0 || served < 1e-6 * demand) continue;
        CAPTURE(network.name(outage.node));
        ++losing;
        const auto lasts = [&](double wanted) {
          Scenario less = scenario;
          less.events.push_back(stop(std::string(network.name(outage.node))));
          less.events.push_back(on_node(name));
          less.events.back().set = {{Lever::demand, wanted}};
          return best_case(network, less).lower.count();
        };
        CHECK(lasts(served * (1 - 1e-5)) >= months);
        CHECK(lasts(served * (1 + 1e-5)) < months);
      }
    }
    CHECK(losing > seeds(20));
  }
}
