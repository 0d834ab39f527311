// SPDX-License-Identifier: Apache-2.0
/// @file  A licence that expires: a second shortage, and until when an application for its renewal is in time, by hand.
#include <doctest/doctest.h>

#include <cstddef>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/simulate/longest_delay.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

constexpr Months review{3}, expiry{6}, quarter{0.25};

/// The plant eats 10 t a month and has as much in stock; the mine can make any amount, at once.
FrozenNetwork plant_under_licence() {
  Network network = MineAndPlant{.stock = 10_t}.network();
  network.nodes[NodeId{0}].capacity = unlimited<Flow>;
  Lane lane;
  lane.name = "Ore";
  lane.office = network.add(Office{.name = "Ministry"});
  network.edges[EdgeId{0}].lane = network.add(lane);
  return freeze(network);
}

Event on_ore(Months at, std::vector<Change> set) {
  Event event{.at = at};
  event.on.lane = {"Ore"};
  event.set = std::move(set);
  return event;
}

/// From the start each application is reviewed for three months, and those filed at first are refused, to be filed
/// again after a month. From some month to month 6 nothing needs a licence.
Scenario temporary_licence(Months from) {
  Event refused = on_ore(0_mo, {{Lever::approval, 0}});
  refused.until = expiry;
  Event temporary = on_ore(from, {{Lever::controlled, 0}});
  temporary.until = expiry;
  const Event reviewed = on_ore(0_mo, {{Lever::review, review.count()}, {Lever::refile, 1}});
  return {.name = "Test", .policy = {.tau = quarter}, .events = {reviewed, refused, temporary}};
}

constexpr std::size_t application = 3;

/// As above, and the renewal is filed for, to be reviewed as long as everything else.
Scenario renewed(Months filed, Months from = 2_mo) {
  Scenario scenario = temporary_licence(from);
  scenario.events.push_back({.name = "application", .at = filed});
  Event renewal = on_ore(review, {{Lever::controlled, 0}});
  renewal.after = "application";
  scenario.events.push_back(renewal);
  return scenario;
}

struct Shortfall {
  double from, to;
};

/// In steps in which gaps are closed.
void check_shortages(const Scenario& scenario, const std::vector<Shortfall>& expected) {
  const auto plant = simulate(plant_under_licence(), scenario, {.horizon = 24_mo, .step = quarter}).targets.front();
  REQUIRE(plant.shortages.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(plant.shortages[i].from.count() == Approx(expected[i].from).epsilon(1e-9));
    CHECK(count(plant.shortages[i].to) == Approx(expected[i].to).epsilon(1e-9));
  }
}

}  // namespace

TEST_CASE("a licence that expires leaves a second shortage, until what is filed then has been reviewed") {
  // The stock of a month ends at 1, and the licence comes at 2. It fills the stock again, which ends at 7. What is
  // filed in the step from 6 on, when the queue is empty, has been reviewed by 9.25.
  check_shortages(temporary_licence(2_mo), {{1, 2}, {7, 9.25}});
}

TEST_CASE("a licence whose renewal is filed before its expiry less the review leaves no second shortage") {
  check_shortages(renewed(2_mo), {{1, 2}});
  check_shortages(renewed(expiry - review), {{1, 2}});
  // A month later, at 7, the stock is just gone. Another month is a month of shortage.
  check_shortages(renewed(4_mo), {{1, 2}});
  check_shortages(renewed(5_mo), {{1, 2}, {7, 8}});
  // Who applies on the day of expiry waits as long as all others.
  check_shortages(renewed(6_mo), {{1, 2}, {7, 9}});
}

TEST_CASE("an application for renewal can wait as long as the stock lasts after an expiry that it could just precede") {
  for (const Months filed : {0.5_mo, 2_mo, 3_mo}) {
    // Licensed from the start, the plant has its month of stock at the expiry. A step that is licensed in part may be
    // served in full.
    constexpr Months slack{1}, step{0.05};
    const Delay delay = longest_delay(plant_under_licence(), renewed(filed, 0_mo), application,
                                      {.horizon = 24_mo, .step = step, .tolerance = 0.01_mo});
    const Months expected = slack + (expiry - review - filed);
    REQUIRE(delay.longest.has_value());
    REQUIRE(delay.harmful.has_value());
    CHECK(*delay.longest > expected - 0.01_mo);
    CHECK(*delay.harmful < expected + step + 0.01_mo);
    REQUIRE(delay.harmed.size() == 1);
    CHECK(delay.harmed.front().node == NodeId{1});
  }
}
