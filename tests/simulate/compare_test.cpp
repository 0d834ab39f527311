// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios lined up, by hand and against each alone.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/chains.hpp"
#include "support/variations.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/compare.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// The mine stops at `at`; only nodes of that stage are targets, if one is given.
Scenario stops_at(Months at, const std::string& stage = "") {
  Scenario scenario = scenario_of(stop("Mine", at));
  if (!stage.empty()) scenario.targets.stage = {stage};
  return scenario;
}

/// A plant that lives on 30 t of ore for three months without its mine, and a shop that needs nothing.
FrozenNetwork plant_and_shop() {
  Network network = MineAndPlant{.stock = 30_t}.network();
  network.add(Node{.name = "Shop", .product = "bread", .stage = "shop", .demand = 1_t_per_mo});
  return freeze(network);
}

}  // namespace

TEST_CASE("targets of any scenario are lined up in the order of nodes.csv") {
  const auto network = plant_and_shop();
  const std::vector<Scenario> scenarios{stops_at(0_mo, "shop"), stops_at(0_mo), stops_at(2_mo, "end_use")};
  const auto comparison = compare(network, scenarios);
  REQUIRE(comparison.targets.size() == 2);
  CHECK(network.name(comparison.targets[0].node) == "Plant");
  CHECK(network.name(comparison.targets[1].node) == "Shop");
  CHECK(comparison.outcome(0, 0) == nullptr);
  CHECK(comparison.outcome(1, 2) == nullptr);
  REQUIRE(comparison.outcome(0, 1) != nullptr);
  CHECK(count(comparison.outcome(0, 1)->to_shortage) == Approx(3).epsilon(1e-9));
  CHECK(count(comparison.outcome(0, 2)->to_shortage) == Approx(5).epsilon(1e-9));
  REQUIRE(comparison.outcome(1, 1) != nullptr);
  CHECK_FALSE(comparison.outcome(1, 1)->to_shortage.has_value());
}

TEST_CASE("differences are to the first scenario and need a shortage in both") {
  const auto network = plant_and_shop();
  const std::vector<Scenario> scenarios{stops_at(1_mo), stops_at(0_mo), stops_at(3_mo), {}, stops_at(0_mo, "shop")};
  const auto comparison = compare(network, scenarios);
  CHECK(count(comparison.difference(0, 0)) == 0);
  CHECK(comparison.difference(0, 1)->count() == Approx(-1).epsilon(1e-9));
  CHECK(comparison.difference(0, 2)->count() == Approx(2).epsilon(1e-9));
  CHECK_FALSE(comparison.difference(0, 3).has_value());  // lasts
  CHECK_FALSE(comparison.difference(0, 4).has_value());  // no target there
  CHECK_FALSE(comparison.difference(1, 1).has_value());  // lasts in both
}

TEST_CASE("what is compared is what each scenario gives alone, however many threads there are") {
  std::size_t short_ones = 0;
  for (std::uint64_t seed = 0; seed < seeds(10); ++seed) {
    CAPTURE(seed);
    const auto [network, scenarios] = variations(seed, 11);
    const auto comparison = compare(network, scenarios);
    REQUIRE(comparison.outcomes.size() == scenarios.size());
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
      const Outcome alone = simulate(network, scenarios[s]);
      CHECK(comparison.outcomes[s] == alone);
      std::size_t found = 0;
      for (std::size_t target = 0; target < comparison.targets.size(); ++target) {
        const TargetOutcome* const outcome = comparison.outcome(target, s);
        if (outcome == nullptr) continue;
        CHECK(outcome->node == comparison.targets[target].node);
        CHECK(*outcome == alone.targets.at(found++));
        short_ones += outcome->to_shortage ? 1 : 0;
      }
      CHECK(found == alone.targets.size());
    }
    CHECK(compare(network, scenarios, {.control = {.threads = 3}}) == comparison);
  }
  CHECK(short_ones > seeds(10));
}

TEST_CASE("scenarios that look ahead unequally far are noted") {
  const auto network = plant_and_shop();
  std::vector<Scenario> scenarios{stops_at(0_mo), stops_at(1_mo)};
  CHECK(compare(network, scenarios).notes.empty());
  scenarios[1].horizon = 36_mo;
  CHECK(compare(network, scenarios).notes ==
        std::vector<std::string>{
            "the scenarios look 24 to 36 months ahead: who lasts in a short one may run short later"});
  CHECK(compare(network, scenarios, {.horizon = 12_mo}).notes.empty());
  CHECK(compare(network, {}) == Comparison{});
}

TEST_CASE("a refused scenario of a comparison is named by its place") {
  const std::vector<Scenario> scenarios{{}, scenario_of(stop("Mime"))};
  CHECK_THROWS_WITH_AS(static_cast<void>(compare(plant_and_shop(), scenarios)),
                       "scenarios[1]: scenario 'Test', event 1: no node with node = \"Mime\" (did you mean \"Mine\"?)",
                       InvalidScenario);
}
