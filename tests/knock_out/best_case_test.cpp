// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs at best, by hand and against the best case of the same event.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "support/linear_programs.hpp"
#include "support/random_network.hpp"
#include "support/two_mines.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/knock_out/knock_out.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("a ranking at best needs linear programs") {
  if (has_linear_programs()) return;
  CHECK_THROWS_WITH_AS(static_cast<void>(knock_out(freeze(two_mines()), {}, {.with_best_case = true})),
                       "with_best_case: found a library built without CLP, expected one with it", InvalidOptions);
}

TEST_CASE("a ranking at best that cannot be is refused before anything is knocked out") {
  if (!has_linear_programs()) return;
  Scenario scenario = scenario_of(stop("Flux"));
  scenario.name = "Later";
  scenario.events.front().at = 2_mo;
  bool begun = false;
  KnockOutOptions options{.with_best_case = true};
  options.control.progress = [&](double, Months) { begun = true; };
  CHECK_THROWS_WITH_AS(static_cast<void>(knock_out(freeze(two_mines()), scenario, options)),
                       "scenario 'Later', event 1: found a change 2 months after the start, expected none: outages are "
                       "compared in a lasting state, survive() follows dated events",
                       InvalidScenario);
  CHECK_FALSE(begun);
}

TEST_CASE("the one customer of all can do no better than use what there is") {
  if (!has_linear_programs()) return;
  const Ranking ranking = knock_out(freeze(two_mines()), {},
                                    {.final_users = true, .with_best_case = true, .rank_by = RankBy::best_months_lost});
  // So it is as simulated: at once, 4 months of flux, 6 of ore with one mine left. Undisturbed it lasts for ever.
  REQUIRE(ranking.entries.size() == 4);
  const std::vector<std::string> order{"Plant", "Flux", "East", "West"};
  const std::vector<double> months{0, 4, 6, 6};
  for (std::size_t i = 0; i < 4; ++i) {
    const KnockOut& entry = ranking.entries[i];
    CHECK(entry.what == order[i]);
    REQUIRE(entry.best.has_value());
    CHECK(entry.best->proven);
    CHECK(entry.best->lasting == (i == 0 ? Lasting::at_once : Lasting::limited));
    CHECK(count(entry.best->months) == doctest::Approx(months[i]).epsilon(1e-6));
    CHECK_FALSE(entry.best->lost.has_value());
  }
  REQUIRE(ranking.undisturbed.best.has_value());
  CHECK(ranking.undisturbed.best->lasting == Lasting::for_ever);
  CHECK_FALSE(ranking.undisturbed.best->months.has_value());

  const Ranking sites =
      knock_out(freeze(two_mines()), {}, {.by = KnockOutBy::site, .candidates = {"Pit"}, .with_best_case = true});
  CHECK(count(sites.entries.front().best->months) == doctest::Approx(3).epsilon(1e-6));  // both mines: 30 t at 10 t
}

TEST_CASE("months lost at best are to what was there") {
  if (!has_linear_programs()) return;
  // Flux ends after 4 months anyway; without a mine ore would do for 6; without Plant nothing does.
  const Ranking ranking = knock_out(freeze(two_mines()), scenario_of(stop("Flux")),
                                    {.candidates = {"East", "Plant"}, .with_best_case = true});
  CHECK(count(ranking.undisturbed.best->months) == doctest::Approx(4).epsilon(1e-6));
  CHECK(ranking.entries[0].what == "Plant");
  CHECK(count(ranking.entries[0].best->lost) == doctest::Approx(4).epsilon(1e-6));
  CHECK(ranking.entries[1].best->lost->count() == doctest::Approx(0).epsilon(1e-6));
}

TEST_CASE("of every kind, at best is the best case of the same event") {
  if (!has_linear_programs()) return;
  for (std::uint64_t seed = 0; seed < seeds(30); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(random_network(random, {.most_nodes = 20,
                                                        .cycles = false,
                                                        .leads = false,
                                                        .licences = seed % 2 == 0 ? Licences::free : Licences::none}));
    for (const KnockOutBy by :
         {KnockOutBy::node, KnockOutBy::country, KnockOutBy::stage, KnockOutBy::lane, KnockOutBy::office}) {
      CAPTURE(key_of(by));
      for (const KnockOut& entry : knock_out(network, {}, {.by = by, .with_best_case = true}).entries) {
        CAPTURE(entry.what);
        const Scenario scenario{.events = {knock_out_event(network, by, entry.what)}};
        const BestCase best = survive(
            network, scenario, {.rivals = Rivals::ignored, .method = Method::lp, .each = false, .sequence = false});
        REQUIRE(entry.best.has_value());
        CHECK(entry.best->lasting == best.lasting);
        CHECK(count(entry.best->months) == doctest::Approx(count(best.months)).epsilon(1e-5));
      }
    }
  }
}

TEST_CASE("what ends soonest at best ranks first though people would run out of something else before") {
  if (!has_linear_programs()) return;
  using namespace ytterby::literals;
  Network network;
  const NodeId ore = network.add({.name = "Ore", .product = "ore", .capacity = 20_t_per_mo, .stock = 60_t});
  const NodeId flux = network.add({.name = "Flux", .product = "flux", .capacity = 10_t_per_mo, .stock = 40_t});
  const NodeId plant = network.add({.name = "Plant", .product = "steel", .demand = 10_t_per_mo});
  const NodeId rival = network.add({.name = "Rival", .product = "steel", .demand = 10_t_per_mo});
  network.add(Input{.node = plant, .product = "ore"});
  network.add(Input{.node = plant, .product = "flux"});
  network.add(Input{.node = rival, .product = "ore"});
  network.add(Edge{.from = ore, .to = plant, .flow = 10_t_per_mo});
  network.add(Edge{.from = ore, .to = rival, .flow = 10_t_per_mo});
  network.add(Edge{.from = flux, .to = plant, .flow = 10_t_per_mo});
  const Scenario plant_alone{.targets = {.node = {"Plant"}}};
  // Ore, shared with the rival, is gone after 60 t / 20 t, flux after 40 t / 10 t; kept for Plant ore does for 6
  // months.
  const auto months = [&](RankBy by) {
    const Ranking ranking =
        knock_out(freeze(network), plant_alone, {.candidates = {"Ore", "Flux"}, .with_best_case = true, .rank_by = by});
    return std::pair{ranking.entries[0].what, count(ranking.entries[0].best->months)};
  };
  CHECK(months(RankBy::months_lost).first == "Ore");
  CHECK(months(RankBy::best_months_lost).first == "Flux");
  CHECK(months(RankBy::best_months_lost).second == doctest::Approx(4).epsilon(1e-6));
}
