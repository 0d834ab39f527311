// SPDX-License-Identifier: Apache-2.0
/// @file  The best case under reviews counted in working days.
#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/survive/survive.hpp"
#include "ytterby/survive/verify.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

constexpr Date day(int year, unsigned month, unsigned day_of_month) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day_of_month};
}

constexpr double days(double count) { return count / 30.4375; }

/// A mine and a plant of 10 t a month under licence, and a way that carries no more. No holidays are known.
FrozenNetwork mine_and_plant(Mass stock) {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore", .capacity = 10_t_per_mo});
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 10_t_per_mo});
  network.add(Input{.node = plant, .product = "ore", .stock = stock});
  const auto office = network.add(Office{.name = "MOFCOM", .country = "CHN"});
  const auto lane = network.add(Lane{.name = "ore", .office = office});
  network.add(Edge{.from = mine, .to = plant, .lane = lane, .flow = 10_t_per_mo, .capacity = 10_t_per_mo});
  return freeze(network);
}

/// 45 working days from Monday 7 April 2025: Friday of the ninth week, 60 days later.
Scenario reviewed() {
  return {.name = "Test",
          .start = day(2025, 4, 7),
          .events = {{.on = {.lane = {"ore"}}, .set = {{Lever::review_working_days, 45}}}}};
}

BestCase best_case(const FrozenNetwork& network, const Scenario& scenario) {
  const SurviveOptions options{.rivals = Rivals::ignored, .each = false, .sequence = false};
  const BestCase best = survive(network, scenario, options);
  CHECK(verify(best, network, scenario, options).why.empty());
  return best;
}

}  // namespace

TEST_CASE("stocks must last to the day on which the first application is decided") {
  // 60 days of 10 t a month are 19.713 t.
  CHECK(best_case(mine_and_plant(19.72_t), reviewed()).lasting == Lasting::for_ever);
  const BestCase shorter = best_case(mine_and_plant(19.7_t), reviewed());
  REQUIRE(shorter.months);
  CHECK(shorter.months->count() == doctest::Approx(1.97).epsilon(1e-9));
  CHECK(shorter.notes == std::vector<std::string>{
                             "scenario 'Test', event 1: no holidays of CHN are known in 2025 to 2027: working days "
                             "are Monday to Friday",
                             "lanes with a review in working days, in which waits that change from one filing day to "
                             "the next are not followed, so that the best case is an upper bound: 1"});
}

TEST_CASE("a review that grows again to working days closes the lane by its calendar") {
  // From 2 June to 1 September 10 working days: what is filed on Sunday 31 August is decided on 12 September, what is
  // filed on 1 September, a Monday, 60 days later. Of 25 t 60 days' use went in spring, the rest from day 147 + 12 on.
  Scenario scenario = reviewed();
  scenario.events.push_back({.at = day(2025, 6, 2),
                             .until = day(2025, 9, 1),
                             .on = {.lane = {"ore"}},
                             .set = {{Lever::review_working_days, 10}}});
  const BestCase best = best_case(mine_and_plant(25_t), scenario);
  REQUIRE(best.months);
  CHECK(best.months->count() == doctest::Approx(2.5 - days(60) + days(147 + 12)).epsilon(1e-9));
}

TEST_CASE("what is simulated under working days does not outlast the best case") {
  // A step more, in which goods are delivered on average.
  for (const double stock : {0.0, 5.0, 15.0, 19.7, 25.0, 30.0}) {
    CAPTURE(stock);
    Scenario scenario = reviewed();
    scenario.events.push_back({.at = day(2025, 6, 2),
                               .until = day(2025, 9, 1),
                               .on = {.lane = {"ore"}},
                               .set = {{Lever::review_working_days, 10}}});
    const FrozenNetwork network = mine_and_plant(Mass{stock});
    const auto simulated = simulate(network, scenario).targets.at(0).to_shortage;
    REQUIRE(simulated);
    CHECK(*simulated <= best_case(network, scenario).upper + default_step);
  }
}
