// SPDX-License-Identifier: Apache-2.0
/// @file  Best cases between dated events and along ramps, by hand.
#include <doctest/doctest.h>

#include <chrono>

#include "support/chains.hpp"
#include "support/linear_programs.hpp"
#include "survive/best_of.hpp"
#include "survive/proofs.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("goods that take longer for a time count only as long as they arrive in time" *
          doctest::skip(!has_linear_programs())) {
  // A way of 1 month instead of 0.1, until long after the end; 0.1 t under way: 3.1 + (T − 1)·1 = 2·T.
  Network network = mine_and_plant(unlimited<Flow>, {3}, {2}, Months{0.1}, {1});
  network.edges[EdgeId{0}].capacity = {1};
  Event detour{.at = Months{0}, .until = Months{5}};
  detour.on.from = NodeFilter{.node = {"Mine"}};
  detour.set = {{Lever::lead_time, 1}};
  check_ends(best_of(network, {.name = "Detour", .events = {detour}}), 2.1);
}

TEST_CASE("what ends between two events says so" * doctest::skip(!has_linear_programs())) {
  // 12 t/month stop after 2 months: (5 + 24)/10 = 2.9, after 2; another event after 4 is of no use.
  const Proof proof = stopped_mine();
  Scenario scenario = proof.scenario;
  Event later = on_node("Mine", Months{4});
  later.scale = {{Lever::capacity, 2}};
  scenario.events.push_back(later);
  const BestCase best = survive(freeze(proof.network), scenario, proof.options);
  check_ends(best, 2.9);
  REQUIRE(best.interval.has_value());
  CHECK(best.interval->from == Months{2});
  CHECK(best.interval->to == Months{4});
}

TEST_CASE("events are dated by the start of the scenario" * doctest::skip(!has_linear_programs())) {
  const Proof proof = stopped_mine();
  using namespace std::chrono_literals;
  Scenario scenario{.name = "Dated", .start = std::chrono::sys_days{2025y / std::chrono::April / 4}};
  Event stops = stop("Mine");
  stops.at = std::chrono::sys_days{2025y / std::chrono::June / 11};  // 68 days later
  scenario.events = {stops};
  // 5 t in stock, and 2 t/month more than needed for 68/30.4375 months.
  const double months = 68 / 30.4375;
  const BestCase best = survive(freeze(proof.network), scenario, proof.options);
  check_ends(best, months + (5 + 2 * months) / 10);
  REQUIRE(best.interval.has_value());
  CHECK(best.interval->from.count() == doctest::Approx(months));
}

TEST_CASE("a ramp is bracketed, by its true course from above" * doctest::skip(!has_linear_programs())) {
  // 10·(1 − t/4) t/month for a demand of 10: 1.25·t² = 5 t are missing after 2 months.
  Event fades = on_node("Mine");
  fades.scale = {{Lever::capacity, 0}};
  fades.ramp_in = Months{4};
  const BestCase best = best_of(mine_and_plant({10}, {5}, {10}), scenario_of(fades));
  CHECK(best.verdict.why == "");
  CHECK(best.upper.count() == doctest::Approx(2));
  CHECK(best.lower.count() > 1.7);  // rates that are constant over an eighth of the ramp
  CHECK_FALSE(best.exact);
  REQUIRE(best.interval.has_value());
  CHECK(best.interval->to == Months{4});
}

TEST_CASE("stock that is set later counts from then on" * doctest::skip(!has_linear_programs())) {
  // 10 t of metal last a month. What is set to 20 t after half a month was 5 t then: 0.5 + 2 months.
  Network network = mine_and_plant({0}, {0}, {10});
  network.nodes[plant].stock = {10};
  Event delivery = on_node("Plant", Months{0.5});
  delivery.set = {{Lever::stock, 20}};
  const BestCase best = best_of(network, scenario_of(delivery));
  CHECK(best.verdict.why == "");
  CHECK(best.lower.count() <= 2.5);
  CHECK(best.lower.count() > 2.4);
  CHECK(best.upper.count() == doctest::Approx(3));  // the bound counts the 5 t that are lost, too
  // After two months it comes too late.
  delivery.at = Months{2};
  check_ends(best_of(network, scenario_of(delivery)), 1);
  // Ore can be made into metal before its stock is set: none of the 10 t is lost.
  delivery.at = Months{0.5};
  delivery.on.input = {"ore"};
  check_ends(best_of(mine_and_plant({0}, {10}, {10}), scenario_of(delivery)), 3);
}
