// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of single nodes of a case: by hand, and what is refused.
#include "ytterby/survive/outages.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <limits>
#include <string>
#include <vector>

#include "support/chains.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// Raw → Part (1 t a tonne) → End (2 t a tonne), of which 10 t a month are demanded at 4 dollars a tonne. Stocks: raw
/// 7, and 50 at Part; parts 40, and 30 at End; 5 of what End makes.
Network cascade() {
  Network network;
  const auto raw = network.add(Node{.name = "Raw", .product = "raw", .capacity = {25}, .stock = 7_t});
  const auto part = network.add(Node{.name = "Part", .product = "part", .capacity = {30}, .stock = 40_t});
  const auto end = network.add(
      Node{.name = "End", .product = "end", .capacity = {20}, .stock = 5_t, .demand = {10}, .output_value = {4}});
  network.add(Input{.node = part, .product = "raw", .stock = 50_t});
  network.add(Input{.node = end, .product = "part", .t_per_t = 2, .stock = 30_t});
  network.add(Edge{.from = raw, .to = part, .flow = {20}});
  network.add(Edge{.from = part, .to = end, .flow = {20}});
  return network;
}

const std::vector<NodeId> three{NodeId{0}, NodeId{1}, NodeId{2}};

/// The outage of the mine.
NodeOutage of_mine(const Network& network, const Scenario& scenario = {}, const OutageOptions& options = {}) {
  return survive_outages(freeze(network), scenario, options).outages.front();
}

double months(const NodeOutage& outage) { return count(outage.months); }

/// Two plants take 10 t a month each from one mine by licence, or from a recycler of 14 t a month who needs none. An
/// office grants 3 licences a month: one is good for 2 t to A, or for 1 t to B, which holds 6 t.
Network two_lanes() {
  Network network;
  const auto mine = network.add(Node{.name = "Mine", .product = "ore"});
  const auto recycler = network.add(Node{.name = "Recycler", .product = "ore", .capacity = {14}});
  network.add(Office{.name = "Ministry", .licences_per_month = {3}});
  for (const bool first : {true, false}) {
    const std::string name = first ? "A" : "B";
    const auto plant =
        network.add(Node{.name = name, .product = "metal", .demand = {10}, .output_value = {first ? 1.0 : 5.0}});
    network.add(Input{.node = plant, .product = "ore", .stock = first ? 0_t : 6_t});
    const auto lane = network.add(Lane{.name = name, .t_per_licence = first ? 2_t : 1_t});
    network.add(Edge{.from = mine, .to = plant, .lane = lane, .flow = {3}});
    network.add(Edge{.from = recycler, .to = plant, .flow = {7}, .capacity = {first ? 6.0 : 8.0}});
  }
  return network;
}

template <class Refused>
void refuses(const char* message, const Scenario& scenario, const OutageOptions& options = {}) {
  CHECK_THROWS_WITH_AS(static_cast<void>(survive_outages(freeze(cascade()), scenario, options)), message, Refused);
}

Scenario with(Event event) { return scenario_of(std::move(event)); }

}  // namespace

TEST_CASE("outages are ranked by risk exposure, then by time to survive, then by tonnes") {
  std::vector<NodeOutage> outages(5);
  outages[0] = {.months = 2_mo, .unserved = 1_t, .risk_exposure = 0.5};
  outages[1] = {.unserved = 9_t, .risk_exposure = 0.5};
  outages[2] = {.months = 2_mo, .unserved = 3_t, .risk_exposure = 0.5};
  outages[3] = {.months = 1_mo, .risk_exposure = 0.5};
  outages[4] = {.months = 7_mo, .risk_exposure = 1};
  CHECK(rank(outages) == std::vector<std::size_t>{4, 3, 2, 0, 1});
  CHECK(rank({}).empty());
}

TEST_CASE("without a solver outages are refused") {
  if (linear_solver_available()) return;
  refuses<InvalidOptions>("outages: found a library built without CLP, expected one with it", {});
}

TEST_SUITE("with a solver" * doctest::skip(!linear_solver_available())) {
  TEST_CASE("each tier of a chain survives on what lies downstream of it, and loses the rest") {
    // Raw out: 20T − 10 t of parts are taken for 10T − 5 t, of which 30 + 40 are there; the other 20T − 80 take as much
    // raw, of which 50 + 7 are there: T = 137/20. Part out: 70 t of parts make 35 t, 40 with those in stock: 4 months.
    // End out: 5 t last half a month. In 6 months 60 t are demanded: Raw costs nothing, Part 60 − 40, End 60 − 5.
    const auto found = survive_outages(freeze(cascade()), {}, {.nodes = three, .recovery = 6_mo});
    const double time[] = {137.0 / 20, 4, 0.5}, tonnes[] = {0, 20, 55};
    REQUIRE(found.outages.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CAPTURE(i);
      const NodeOutage& outage = found.outages[i];
      CHECK(outage.node == three[i]);
      CHECK(outage.lasting == Lasting::limited);
      CHECK(months(outage) == doctest::Approx(time[i]).epsilon(1e-9));
      CHECK(count(outage.upper) == doctest::Approx(time[i]).epsilon(1e-9));
      CHECK(outage.recovery == 6_mo);
      CHECK(outage.unserved.value == doctest::Approx(tonnes[i]).epsilon(1e-9));
      REQUIRE(outage.value);
      CHECK(outage.value->value == doctest::Approx(4 * tonnes[i]).epsilon(1e-9));
      CHECK(outage.risk_exposure == doctest::Approx(tonnes[i] / 55).epsilon(1e-9));
      CHECK(outage.exposed == (i > 0));
      CHECK(outage.proven);
    }
    CHECK(found.undisturbed.lasting == Lasting::for_ever);
    CHECK_FALSE(found.undisturbed.months);
    CHECK_FALSE(found.undisturbed.upper);
    CHECK(found.undisturbed.unserved == 0_t);
    CHECK(found.undisturbed.value == Money{0});
    CHECK_FALSE(found.undisturbed.exposed);
    CHECK(found.undisturbed.proven);
    CHECK(found.by_value);
    CHECK(found.notes.empty());
  }

  TEST_CASE("every node has its own time to recover") {
    // Raw out for 10 months: 200 t of parts less 137, of which 10 are those End need not make, are missing: 31.5 t of
    // 100. Part out for 4 months: just enough.
    const auto found =
        survive_outages(freeze(cascade()), {}, {.nodes = {NodeId{0}, NodeId{1}}, .recovery_of_each = {10_mo, 4_mo}});
    CHECK(found.outages[0].recovery == 10_mo);
    CHECK(found.outages[0].unserved.value == doctest::Approx(31.5).epsilon(1e-9));
    CHECK(found.outages[0].exposed);
    CHECK(found.outages[1].recovery == 4_mo);
    CHECK(found.outages[1].unserved == 0_t);
    CHECK_FALSE(found.outages[1].exposed);
  }

  TEST_CASE("unless asked for, targets that supply nobody are left out") {
    auto found = survive_outages(freeze(cascade()));
    REQUIRE(found.outages.size() == 2);
    CHECK(found.outages[0].node == NodeId{0});
    CHECK(found.outages[1].node == NodeId{1});
    Network network = cascade();  // a target that supplies another
    network.nodes[NodeId{1}].demand = {1};
    found = survive_outages(freeze(network));
    REQUIRE(found.outages.size() == 2);
    CHECK(found.outages[1].node == NodeId{1});
  }

  TEST_CASE("goods under way count as stock, and it is said that lead times count as none") {
    // 2 months of 10 t a month are under way, 5 t are there: 2.5 months.
    const auto found = survive_outages(freeze(MineAndPlant{.stock = 5_t, .lead = 2_mo}.network()));
    CHECK(months(found.outages.front()) == doctest::Approx(2.5).epsilon(1e-9));
    CHECK(found.notes ==
          std::vector<std::string>{
              "targets without an output value, whose unserved demand counts no dollars: 1 of 1",
              "edges with lead times, which count as none, and goods under way as stock, so that times to "
              "survive are upper bounds and losses lower bounds: 1"});
  }

  TEST_CASE("cycles shorter than a step hold goods for one step") {
    // Metal is made of scrap, and scrap of metal, 4 t a month; 10 t of metal a month are demanded. Without the scrap
    // there are 4 t for each month of a step.
    Network network;
    const auto smelter = network.add(Node{.name = "Smelter", .product = "metal", .demand = {10}});
    const auto recycler = network.add(Node{.name = "Recycler", .product = "scrap"});
    network.add(Input{.node = smelter, .product = "scrap"});
    network.add(Input{.node = recycler, .product = "metal"});
    network.add(Edge{.from = smelter, .to = recycler, .flow = {4}});
    network.add(Edge{.from = recycler, .to = smelter, .flow = {4}});
    for (const double step : {1.0, 2.0}) {
      const auto found = survive_outages(freeze(network), {}, {.nodes = {recycler}, .step = Months{step}});
      CHECK(months(found.outages.front()) == doctest::Approx(0.4 * step).epsilon(1e-9));
    }
  }

  TEST_CASE("without values there are no dollars, and risk exposure is of tonnes") {
    const auto found = survive_outages(freeze(MineAndPlant{.stock = 10_t}.network()), {}, {.recovery = 4_mo});
    CHECK_FALSE(found.by_value);
    CHECK_FALSE(found.outages.front().value);
    CHECK(found.outages.front().unserved.value == doctest::Approx(30).epsilon(1e-9));  // 40 − 10
    CHECK(found.outages.front().risk_exposure == 1);
  }

  TEST_CASE("what changes at the start for ever is the background of every outage") {
    const Network network = MineAndPlant{.stock = 30_t, .price = {3}}.network();
    CHECK(months(of_mine(network)) == doctest::Approx(3).epsilon(1e-9));
    Event demand = on_node("Plant");
    demand.scale = {{Lever::demand, 2}};
    CHECK(months(of_mine(network, with(demand))) == doctest::Approx(1.5).epsilon(1e-9));
    Event stock = on_node("Plant");
    stock.on.input = {"ore"};
    stock.set = {{Lever::stock, 80}};
    CHECK(months(of_mine(network, with(stock))) == doctest::Approx(8).epsilon(1e-9));
    Event amount = on_node("Plant");
    amount.on.input = {"ore"};
    amount.set = {{Lever::t_per_t, 0.5}};
    CHECK(months(of_mine(network, with(amount))) == doctest::Approx(6).epsilon(1e-9));
    Event price = on_node("Plant");
    price.scale = {{Lever::output_value, 2}};
    CHECK(of_mine(network, with(price), {.recovery = 4_mo}).value->value == doctest::Approx(60).epsilon(1e-9));
    Event over = on_node("Plant", Months{-3});  // over before the start
    over.until = Months{-1};
    over.scale = {{Lever::demand, 2}};
    CHECK(months(of_mine(network, with(over))) == doctest::Approx(3).epsilon(1e-9));
  }

  TEST_CASE("what a scenario does by itself is told beside the outages") {
    // The mine makes 8 t a month of the 10: 30 t last 15 months, and in 20 months 40 − 30 are missing; all 200 − 30
    // without the mine.
    Event fewer = on_node("Mine");
    fewer.set = {{Lever::capacity, 8}};
    const auto found = survive_outages(freeze(MineAndPlant{.stock = 30_t}.network()), with(fewer), {.recovery = 20_mo});
    CHECK(months(found.undisturbed) == doctest::Approx(15).epsilon(1e-9));
    CHECK(found.undisturbed.unserved.value == doctest::Approx(10).epsilon(1e-9));
    CHECK(found.undisturbed.exposed);
    CHECK(found.outages.front().unserved.value == doctest::Approx(170).epsilon(1e-9));
  }

  TEST_CASE("an office grants its licences to whoever makes the most of them") {
    // The recycler gives A 6 and B 8 t a month; A lacks 4 t, 2 licences, B 2 t, 2 licences, of which 3 are granted. B
    // has 6 t, a month's missing licence is 1 t of them: 6 months. That is no outage at all, so the mine's is worse.
    auto found = survive_outages(freeze(two_lanes()), {}, {.recovery = 9_mo});
    CHECK(months(found.undisturbed) == doctest::Approx(6).epsilon(1e-9));
    // In 9 months 3 licences are missing: 3 t of B, or 6 t of A, which at 1 dollar a tonne are cheaper than 3 at 5.
    CHECK(found.undisturbed.unserved.value == doctest::Approx(3).epsilon(1e-9));
    CHECK(found.undisturbed.value->value == doctest::Approx(6).epsilon(1e-9));
    // Without the mine 4 + 2 t a month are missing, less the 6 t: 9·6 − 6 t, 9·4·1 + (9·2 − 6)·5 dollars.
    CHECK(months(found.outages[0]) == 0);
    CHECK(found.outages[0].lasting == Lasting::at_once);
    CHECK(found.outages[0].unserved.value == doctest::Approx(48).epsilon(1e-9));
    CHECK(found.outages[0].value->value == doctest::Approx(96).epsilon(1e-9));
    // Without the recycler 17 t of 20 are missing at best: 3 licences a month are 6 t to A. 9·14 − 6 t.
    CHECK(found.outages[1].unserved.value == doctest::Approx(120).epsilon(1e-9));
  }

  TEST_CASE("a closed lane carries nothing, and one with a volume no more than that") {
    Network network = two_lanes();
    network.offices[OfficeId{0}].licences_per_month = unlimited<LicenceRate>;
    CHECK(survive_outages(freeze(network)).undisturbed.lasting == Lasting::for_ever);
    network.lanes[LaneId{0}].review = 1_mo;  // while survive holds it to the usual 3 t a month of the 4 at first
    const auto reviewed = survive_outages(freeze(network));
    CHECK(reviewed.undisturbed.lasting == Lasting::for_ever);
    CHECK(reviewed.notes ==
          std::vector<std::string>{"lanes with review times, which count as none, so that times to survive are upper "
                                   "bounds and losses lower bounds: 1"});
    network.lanes[LaneId{0}].review = 0_mo;
    network.lanes[LaneId{0}].volume = 12_t;  // A takes 4 t a month: 3 months
    CHECK(months(survive_outages(freeze(network)).undisturbed) == doctest::Approx(3).epsilon(1e-9));
    network.lanes[LaneId{0}].approval = 0;
    const auto closed = survive_outages(freeze(network), {}, {.recovery = 2_mo});
    CHECK(closed.undisturbed.lasting == Lasting::at_once);
    CHECK(closed.undisturbed.unserved.value == doctest::Approx(8).epsilon(1e-9));
  }

  TEST_CASE("an input that is essential in part is missed in part") {
    // Of the 10 t a month that the plant could want it makes half without ore; the other 5 t take 1/2 t for a quarter
    // of a tonne, 10 t a month: 15 t last 1.5 months. In 3 months 15 t of 30 are missing, for half as much metal.
    Network network = MineAndPlant{.stock = 15_t, .essential = 0.5}.network();
    const auto half = of_mine(network);
    CHECK(months(half) == doctest::Approx(1.5).epsilon(1e-9));
    CHECK(half.unserved.value == doctest::Approx(7.5).epsilon(1e-9));
    network.inputs[InputId{0}].essential = 0;
    CHECK(of_mine(network).lasting == Lasting::for_ever);
  }

  TEST_CASE("only the targets' demand counts, others get nothing") {
    // A rival takes what the mine could give the plant: ignored, so 10 t a month are free to go to the target.
    Network network = MineAndPlant{.stock = 5_t}.network();
    const auto rival = network.add(Node{.name = "Rival", .product = "metal", .country = "DEU", .demand = {50}});
    network.add(Input{.node = rival, .product = "ore"});
    network.add(Edge{.from = NodeId{0}, .to = rival});
    Scenario scenario;
    scenario.targets.country = {"USA"};
    const auto found = survive_outages(freeze(network), scenario, {.nodes = {rival, NodeId{0}}});
    CHECK(found.outages[0].lasting == Lasting::for_ever);
    CHECK(months(found.outages[1]) == doctest::Approx(0.5).epsilon(1e-9));
  }

  TEST_CASE("a change after the start is refused") {
    const char* later =
        "scenario 'Test', event 1: found a change 5 months after the start, expected none: outages are compared in a "
        "lasting state, survive() follows dated events";
    refuses<InvalidScenario>(later, with(stop("Raw", 5_mo)));
    Event event = stop("Raw");
    event.until = 5_mo;
    refuses<InvalidScenario>(later, with(event));
    event.until = 4_mo;
    event.ramp_out = 1_mo;
    refuses<InvalidScenario>(later, with(event));
    event = stop("Raw", Months{-1});
    event.ramp_in = 6_mo;
    refuses<InvalidScenario>(later, with(event));
    Scenario dated = with(stop("Raw"));
    using std::chrono::year;
    dated.start = year{2025} / 1 / 1;
    dated.events.front().at = Date{year{2025} / 1 / 1} + std::chrono::days{487};  // 487/30.4375 = 16
    refuses<InvalidScenario>(
        "scenario 'Test', event 1: found a change 16 months after the start, expected none: outages are compared in a "
        "lasting state, survive() follows dated events",
        dated);
  }

  TEST_CASE("options that make no sense are refused") {
    refuses<InvalidOptions>("recovery: found 0 months, expected a finite number above 0", {}, {.recovery = 0_mo});
    refuses<InvalidOptions>("recovery: found inf months, expected a finite number above 0", {},
                            {.recovery = Months{std::numeric_limits<double>::infinity()}});
    refuses<InvalidOptions>("step: found -1 months, expected a finite number not below 0", {}, {.step = Months{-1}});
    refuses<InvalidOptions>("nodes[1]: found id 3, expected one of 3 nodes", {}, {.nodes = {NodeId{2}, NodeId{3}}});
    refuses<InvalidOptions>("recovery_of_each: found 1 times, expected 3, one for each of nodes", {},
                            {.nodes = three, .recovery_of_each = {1_mo}});
    refuses<InvalidOptions>("recovery_of_each[2]: found -2 months, expected a finite number above 0", {},
                            {.nodes = three, .recovery_of_each = {1_mo, 1_mo, Months{-2}}});
    refuses<InvalidOptions>("threads: found 0, expected 1 or more", {}, {.control = {.threads = 0}});
  }
}
