// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs of small networks, by hand.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "support/chains.hpp"
#include "support/two_mines.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/knock_out/knock_out.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

std::vector<std::string> names(const Ranking& ranking) {
  std::vector<std::string> names;
  for (const KnockOut& entry : ranking.entries) names.push_back(entry.what);
  return names;
}

const KnockOut& entry(const Ranking& ranking, const std::string& what) {
  for (const KnockOut& entry : ranking.entries)
    if (entry.what == what) return entry;
  FAIL("no entry " << what);
  return ranking.entries.front();
}

}  // namespace

TEST_CASE("who is missed most, and first, comes first") {
  const auto network = freeze(two_mines());
  const Ranking ranking = knock_out(network, {}, {.final_users = true, .horizon = Months{24}});
  // Plant by itself is short at once. Without a mine its 30 t of ore go at 5 t a month: 6 months; without flux its 4 t
  // go at 1 t a month: 4 months. Mines are alike, so their names decide.
  CHECK(names(ranking) == std::vector<std::string>{"Plant", "Flux", "East", "West"});
  CHECK(count(entry(ranking, "Plant").months_to_shortage) == 0);
  CHECK(count(entry(ranking, "Flux").months_to_shortage) == doctest::Approx(4).epsilon(1e-9));
  CHECK(count(entry(ranking, "East").months_to_shortage) == doctest::Approx(6).epsilon(1e-9));
  CHECK_FALSE(ranking.undisturbed.months_to_shortage.has_value());
  CHECK(entry(ranking, "East").months_lost.count() == doctest::Approx(18).epsilon(1e-9));
  // 24 months of 10 t, and 20 of them.
  CHECK(entry(ranking, "Plant").unserved.value == doctest::Approx(240).epsilon(1e-9));
  CHECK(entry(ranking, "Flux").unserved.value == doctest::Approx(200).epsilon(1e-9));
  CHECK(entry(ranking, "Flux").unserved_value.value == doctest::Approx(400).epsilon(1e-9));
  CHECK(ranking.notes.size() == 1);
  CHECK(ranking.notes.back() ==
        "undisturbed, nothing runs short within 24 months: months lost are to the horizon, more may be");
}

TEST_CASE("who supplies nobody is left out unless it is asked for") {
  const auto network = freeze(two_mines());
  const Ranking ranking = knock_out(network);
  CHECK(names(ranking) == std::vector<std::string>{"Flux", "East", "West"});
  CHECK(ranking.notes.front() == "left out, supplying nobody: 1 of 4");
  CHECK(names(knock_out(network, {}, {.candidates = {"Plant"}})) == std::vector<std::string>{"Plant"});
  // With a customer of its own, Plant is a supplier like any other, though a target.
  Network plain = two_mines();
  const auto user = plain.add(Node{.name = "User", .product = "car", .demand = {1}});
  plain.add(Input{.node = user, .product = "metal"});
  plain.add(Edge{.from = NodeId{3}, .to = user, .flow = {1}});
  CHECK(names(knock_out(freeze(plain))).front() == "Plant");
  // Who is no target is left out all the same.
  CHECK(names(knock_out(freeze(plain), {.targets = {.node = {"Plant"}}})) ==
        std::vector<std::string>{"Plant", "Flux", "East", "West"});
}

TEST_CASE("a single point of failure is one that no other supplier stands in for") {
  const Ranking ranking = knock_out(freeze(two_mines()), {}, {.final_users = true});
  CHECK(entry(ranking, "Flux").single_point_of_failure);
  CHECK(entry(ranking, "Plant").cut_off == std::vector<NodeId>{NodeId{3}});
  CHECK_FALSE(entry(ranking, "East").single_point_of_failure);
}

TEST_CASE("sites, countries and stages go with all that is there") {
  const auto network = freeze(two_mines());
  const Ranking sites = knock_out(network, {}, {.by = KnockOutBy::site, .final_users = true});
  // Both mines: 30 t of ore at 10 t a month. A node without a site is one.
  CHECK(names(sites) == std::vector<std::string>{"Plant", "Pit", "Flux"});
  CHECK(count(entry(sites, "Pit").months_to_shortage) == doctest::Approx(3).epsilon(1e-9));
  CHECK(entry(sites, "Pit").nodes == std::vector<NodeId>{NodeId{0}, NodeId{1}});
  CHECK(entry(sites, "Pit").single_point_of_failure);

  const Ranking countries = knock_out(network, {}, {.by = KnockOutBy::country});
  // China takes the flux with it: 4 months. Australia has one mine.
  CHECK(count(entry(countries, "CHN").months_to_shortage) == doctest::Approx(4).epsilon(1e-9));
  CHECK(count(entry(countries, "AUS").months_to_shortage) == doctest::Approx(6).epsilon(1e-9));

  const Ranking stages = knock_out(network, {}, {.by = KnockOutBy::stage, .final_users = true});
  CHECK(names(stages) == std::vector<std::string>{"metal", "mine: ore", "mine: flux"});
}

TEST_CASE("a lane that is knocked out lets nothing through but what is under way") {
  Network plain = MineAndPlant{.stock = 20_t, .lead = Months{1}}.network();
  const auto office = plain.add(Office{.name = "Office"});
  plain.edges[EdgeId{0}].lane = plain.add(Lane{.name = "Lane", .office = office});
  const auto network = freeze(plain);
  const Ranking ranking = knock_out(network, {}, {.by = KnockOutBy::lane});
  REQUIRE(ranking.entries.size() == 1);
  // 20 t at the plant and 10 t at sea, at 10 t a month.
  CHECK(count(ranking.entries.front().months_to_shortage) == doctest::Approx(3).epsilon(1e-9));
  CHECK(ranking.entries.front().unserved.value == doctest::Approx(210).epsilon(1e-9));
  CHECK(ranking.entries.front().lanes == std::vector<LaneId>{LaneId{0}});
  CHECK(ranking.entries.front().single_point_of_failure);
}

TEST_CASE("an office that is knocked out closes all of its lanes, and one without lanes is none to take out") {
  Network plain = two_mines();
  const auto office = plain.add(Office{.name = "Office"}), other = plain.add(Office{.name = "Other"});
  plain.add(Office{.name = "Idle"});
  plain.edges[EdgeId{0}].lane = plain.add(Lane{.name = "East ore", .office = office});
  plain.edges[EdgeId{1}].lane = plain.add(Lane{.name = "West ore", .office = office});
  plain.edges[EdgeId{2}].lane = plain.add(Lane{.name = "Flux", .office = other});
  const Ranking ranking = knock_out(freeze(plain), {}, {.by = KnockOutBy::office});
  REQUIRE(names(ranking) == std::vector<std::string>{"Office", "Other"});
  CHECK(count(ranking.entries[0].months_to_shortage) == doctest::Approx(3).epsilon(1e-9));  // 30 t of ore at 10 a month
  CHECK(count(ranking.entries[1].months_to_shortage) == doctest::Approx(4).epsilon(1e-9));  // 4 t of flux at 1
  CHECK(ranking.entries[0].lanes == std::vector<LaneId>{LaneId{0}, LaneId{1}});
  CHECK(ranking.entries[0].single_point_of_failure);
}

TEST_CASE("a lane of which a part alone needs licences is closed altogether") {
  Network plain = MineAndPlant{.stock = 20_t}.network();
  const auto office = plain.add(Office{.name = "Office"});
  plain.edges[EdgeId{0}].lane = plain.add(Lane{.name = "Lane", .office = office, .controlled = 0.5});
  const Ranking ranking = knock_out(freeze(plain), {}, {.by = KnockOutBy::lane});
  CHECK(count(ranking.entries.front().months_to_shortage) == doctest::Approx(2).epsilon(1e-9));  // 20 t at 10 a month
}

TEST_CASE("pairs of the worst go together") {
  const Ranking ranking = knock_out(freeze(two_mines()), {}, {.candidates = {"East", "West"}, .pairs_of_worst = 5});
  REQUIRE(ranking.pairs.size() == 1);
  const KnockOutPair& pair = ranking.pairs.front();
  CHECK(pair.together.what == "East + West");
  CHECK(count(pair.together.months_to_shortage) == doctest::Approx(3).epsilon(1e-9));  // as the site
  CHECK(pair.together.single_point_of_failure);
  CHECK(ranking.entries[pair.first].what == "East");
  CHECK(ranking.entries[pair.second].what == "West");
}

TEST_CASE("what is short undisturbed loses only what it had") {
  // Without flux after 4 months, East costs nothing in time; both together are the worse in tonnes.
  Scenario scenario = scenario_of(stop("Flux"));
  const Ranking ranking = knock_out(freeze(two_mines()), scenario, {.candidates = {"East", "Flux"}});
  CHECK(count(ranking.undisturbed.months_to_shortage) == doctest::Approx(4).epsilon(1e-9));
  CHECK(entry(ranking, "East").months_lost.count() == doctest::Approx(0).epsilon(1e-9));
  CHECK(entry(ranking, "Flux").months_lost.count() == 0);
  CHECK(entry(ranking, "Flux").unserved == ranking.undisturbed.unserved);
}

TEST_CASE("who stands in eats up sooner what nobody brings") {
  // East makes its ore with oil that nobody brings any more: 130 t, of which it uses 5 t a month. With West out it
  // makes 10 t a month and more, to fill Plant's stock again, and runs dry long before month 24, and then so does
  // Plant.
  Network plain = two_mines();
  plain.nodes[NodeId{0}].capacity = {20};
  const auto well = plain.add(Node{.name = "Well", .product = "oil"});
  plain.add(Input{.node = NodeId{0}, .product = "oil", .stock = 130_t});
  plain.add(Edge{.from = well, .to = NodeId{0}, .flow = {0}});
  for (const char* extra : {"A", "B", "C"}) plain.add(Node{.name = extra, .product = "more"});  // runs to follow
  const auto network = freeze(plain);
  const Ranking ranking = knock_out(network);
  CHECK(ranking.followed == ranking.entries.size());
  CHECK_FALSE(ranking.undisturbed.months_to_shortage.has_value());
  const KnockOut& west = entry(ranking, "West");
  Scenario scenario;
  scenario.events = {stop("West")};
  const TotalOutcome whole = simulate(network, scenario).total;
  CHECK(whole.to_shortage.has_value());
  CHECK(west.months_to_shortage == whole.to_shortage);
  CHECK(west.unserved == whole.unserved);
}

TEST_CASE("progress runs once from nothing to all, whatever is asked for") {
  double last = 0;
  bool rises = true;
  KnockOutOptions options{.pairs_of_worst = 3};
  options.control.progress = [&](double done, Months) {
    rises = rises && done >= last;
    last = done;
  };
  static_cast<void>(knock_out(freeze(two_mines()), {}, options));
  CHECK(rises);
  CHECK(last == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("a ranking that is asked to stop does") {
  struct Stopped {
    [[nodiscard]] bool stop_requested() const { return true; }
  };
  CHECK_THROWS_AS(static_cast<void>(knock_out(freeze(two_mines()), {}, {.control = {.stop = StopToken(Stopped{})}})),
                  Cancelled);
}

TEST_CASE("the event of a knock-out gives what is ranked") {
  const auto network = freeze(two_mines());
  Scenario scenario;
  scenario.events = {knock_out_event(network, KnockOutBy::stage, "mine: flux")};
  CHECK(scenario.events.front().on.nodes.stage == std::vector<std::string>{"mine"});
  CHECK(simulate(network, scenario).total.to_shortage ==
        entry(knock_out(network, {}, {.by = KnockOutBy::stage}), "mine: flux").months_to_shortage);
}

TEST_CASE("what a ranking refuses") {
  const auto network = freeze(two_mines());
  const auto ask = [&](const KnockOutOptions& options) { static_cast<void>(knock_out(network, {}, options)); };
  CHECK_THROWS_WITH_AS(ask({.candidates = {"East", "Wst"}}),
                       "candidates[1]: found \"Wst\", expected the name of a node (did you mean \"West\"?)",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.by = KnockOutBy::lane, .candidates = {"East"}}),
                       "candidates[0]: found \"East\", expected the name of a lane", InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.rank_by = RankBy::best_months_lost}),
                       "rank_by: found best_months_lost without best cases, expected with_best_case", InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.step = Months{0}}), "step: found 0 months, expected a finite number above 0",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.by = static_cast<KnockOutBy>(9)}), "by: found the number 9, expected a kind",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.rank_by = static_cast<RankBy>(9)}), "rank_by: found the number 9, expected a quantity",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.control = {.threads = 0}}), "threads: found 0, expected 1 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(knock_out(network, {.name = "Typo", .targets = {.country = {"US"}}})),
                       "scenario 'Typo', targets: no node with country = \"US\" (did you mean \"USA\"?)",
                       InvalidScenario);
}

TEST_CASE("keys of kinds and ranks lead back to them") {
  for (const KnockOutBy by :
       {KnockOutBy::node, KnockOutBy::site, KnockOutBy::country, KnockOutBy::stage, KnockOutBy::lane})
    CHECK(knock_out_by_of(key_of(by)) == by);
  for (const RankBy by : {RankBy::months_lost, RankBy::unserved, RankBy::unserved_value, RankBy::best_months_lost})
    CHECK(rank_by_of(key_of(by)) == by);
  CHECK_FALSE(knock_out_by_of("nodes").has_value());
  CHECK_FALSE(rank_by_of("months").has_value());
}
