// SPDX-License-Identifier: Apache-2.0
/// @file  Least licences of one lane, by hand: the best case and the simulation of a plant that lives on imports.
#include <doctest/doctest.h>

#include <limits>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/size/least_licences.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// A mine and a plant of 10 t a month; ore is licensed by batches of 2 t: 5 licences a month.
FrozenNetwork licensed(Mass stock) {
  Network network = MineAndPlant{.stock = stock}.network();
  const auto office = network.add(Office{.name = "Ministry"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "ore", .office = office, .t_per_licence = 2_t});
  return freeze(network);
}

LeastLicences least_of(Mass stock, const Scenario& scenario = {}, const LicenceOptions& options = {.tolerance = 1e-3}) {
  return least_licences(licensed(stock), scenario, OfficeId{0}, options);
}

}  // namespace

TEST_CASE("what stocks don't cover within the horizon needs licences") {
  // 24 months of 10 t less 60 t in stock: 180 t, 90 licences in 24 months, 3.75 a month.
  const LeastLicences least = least_of(60_t);
  CHECK(least.usual.value == Approx(5));
  CHECK(least.usual_trade.value == Approx(10));
  REQUIRE(least.at_best.size() == 3);
  const BestCaseNeed& to_horizon = least.at_best[0];
  CHECK(to_horizon.need == Need::some);
  // To a step before: (240 − 10·h − 60)/(24 − h)/2 with h = 0.23 months.
  const double h = default_step.count();
  const double needed = (10 * (24 - h) - 60) / (24 - h) / 2;
  CHECK(to_horizon.not_enough.value <= needed * (1 + 1e-6));
  REQUIRE(to_horizon.enough.has_value());
  CHECK(to_horizon.enough->value >= needed * (1 - 1e-6));
  CHECK(to_horizon.enough->value == Approx(needed).epsilon(0.002));
  // For ever nothing but the whole trade is enough.
  for (const std::size_t for_ever : {1U, 2U}) {
    CHECK(least.at_best[for_ever].not_enough.value <= 5 + 1e-6);
    CHECK(least.at_best[for_ever].enough->value == Approx(5).epsilon(0.002));
  }
  // The simulation needs no less than the best case, and no more than the trade.
  CHECK(least.simulated.need == Need::some);
  CHECK(least.simulated.enough >= to_horizon.not_enough);
  CHECK(least.simulated.enough.value <= 5 * 1.001);
  CHECK(least.simulated.not_enough < least.simulated.enough);
  CHECK(least.simulated.granted.value <= 2 * least.simulated.enough.value * (1 + default_step.count() / 24));
  CHECK(least.simulated.monotone);
}

TEST_CASE("no licence is needed where the stock lasts to the horizon") {
  const LeastLicences least = least_of(300_t);
  CHECK(least.simulated.need == Need::none);
  CHECK(least.at_best[0].need == Need::none);
  CHECK(least.at_best[1].need == Need::some);  // not for ever
}

TEST_CASE("the rate asked about takes the place of what a scenario sets") {
  Event closed;
  closed.on.office = {"Ministry"};
  closed.set = {{Lever::licences_per_month, 0}};
  const LeastLicences least = least_of(60_t, scenario_of(closed), {.tolerance = 1e-3, .at_best = false});
  CHECK(least.simulated == least_of(60_t, {}, {.tolerance = 1e-3, .at_best = false}).simulated);
  CHECK(least.at_best.empty());
}

TEST_CASE("usual is what the control and the batches in force take") {
  const auto usual_of = [](double controlled, const Scenario& scenario) {
    Network network = MineAndPlant{.stock = 60_t}.network();
    const auto office = network.add(Office{.name = "Ministry"});
    network.edges[EdgeId{0}].lane =
        network.add(Lane{.name = "ore", .office = office, .t_per_licence = 2_t, .controlled = controlled});
    return least_licences(freeze(network), scenario, OfficeId{0}, {.at_best = false});
  };
  // 10 t a month, half of it controlled, in batches of 2 t.
  CHECK(usual_of(0.5, {}).usual.value == Approx(2.5));
  CHECK(usual_of(0.5, {}).usual_trade.value == Approx(5));
  // Of 24 months 6 without control, then 9 in batches of 2 t and 9 in batches of 5 t: (9·5 + 9·2)/24 licences.
  Event held, batches;
  held.at = Months{6};
  held.on.lane = {"ore"};
  held.set = {{Lever::controlled, 1}};
  batches.at = Months{15};
  batches.on.lane = {"ore"};
  batches.set = {{Lever::t_per_licence, 5}};
  const LeastLicences least = usual_of(0, {.name = "Test", .events = {held, batches}});
  CHECK(least.usual.value == Approx(2.625).epsilon(0.002));  // batches change within a step
  CHECK(least.usual_trade.value == Approx(7.5));
}

TEST_CASE("who runs short whatever is granted is named and not asked about") {
  const LeastLicences least = least_of(60_t, scenario_of(stop("Mine")));
  CHECK(least.simulated.need == Need::out_of_reach);
  CHECK(least.simulated.short_anyway == std::vector<NodeId>{NodeId{1}});
  CHECK(least.at_best.empty());
}

TEST_CASE("for ever is out of reach where a stock is used up in the end") {
  // The mine stops after a year: 24 months last with 130 t, not more.
  const LeastLicences least = least_of(130_t, scenario_of(stop("Mine", 12_mo)));
  CHECK(least.simulated.need == Need::some);
  CHECK(least.at_best[1].need == Need::out_of_reach);
  CHECK_FALSE(least.at_best[1].reason.empty());
}

TEST_CASE("least licences refuse a tolerance that cannot be met and an office that is not there") {
  CHECK_THROWS_WITH_AS(static_cast<void>(least_of(60_t, {}, {.tolerance = 0})),
                       "tolerance: found 0, expected a number above 0 and below 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(least_of(60_t, {}, {.tolerance = 2})),
                       "tolerance: found 2, expected a number above 0 and below 1", InvalidOptions);
  Event unknown;
  unknown.on.office = {"Nobody"};
  unknown.set = {{Lever::licences_per_month, 0}};
  CHECK_THROWS_WITH_AS(static_cast<void>(least_of(60_t, scenario_of(unknown))),
                       "scenario 'Test', event 1: no office with name = \"Nobody\"", InvalidScenario);
  CHECK_THROWS_WITH_AS(static_cast<void>(least_licences(licensed(60_t), {}, OfficeId{1})),
                       "office: found office 1, expected one below 1", InvalidOptions);
}
