// SPDX-License-Identifier: Apache-2.0
/// @file  Best cases under licences, volumes and what is left of both, by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "support/linear_programs.hpp"
#include "survive/best_of.hpp"
#include "survive/proofs.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("an office divides its licences among its lanes as is best" * doctest::skip(!has_linear_programs())) {
  // 6 licences a month over lanes of 1 t and 2 t: (20 + 20/2)/(10 + 10/2 − 6) = 10/3 months.
  const Proof proof = office();
  const BestCase best = survive(freeze(proof.network), proof.scenario, proof.options);
  check_ends(best, 10. / 3);
}

TEST_CASE("licences that come too late for their goods to arrive count for nothing" *
          doctest::skip(!has_linear_programs())) {
  // A month's way: 30 t, 10 t under way, and half a licence of 10 t a month for all but the last month, of 10 t a
  // month: (30 + 10 − 5)/(10 − 5) = 7 months. A tonne more lasts 1/5 of a month longer, a tonne a month of licences
  // 6/5.
  Network network = mine_and_plant({10}, {30}, {10}, Months{1}, {10});
  const auto grants = network.add(Office{.name = "Office", .licences_per_month = {0.5}});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {10}});
  const BestCase best = best_of(network);
  check_ends(best, 7);
  const auto gains = [&](Gain::Quantity quantity) {
    for (const Gain& gain : best.gradient)
      if (gain.quantity == quantity) return gain.months_per_unit;
    return 0.0;
  };
  CHECK(gains(Gain::Quantity::stock) == doctest::Approx(1. / 5));
  CHECK(gains(Gain::Quantity::lane) == doctest::Approx(6. / 5));
  const BestCase looser = survive(freeze(network), {}, {.rivals = Rivals::ignored, .method = Method::bracket});
  CHECK(looser.verdict.holds);
  CHECK(looser.upper.count() == doctest::Approx(7));
}

TEST_CASE("an office has nothing to give out while all that is filed is under its first review" *
          doctest::skip(!has_linear_programs())) {
  // 30 t and 10 t under way; half a licence of 10 t a month from 2 months on, that arrive from 3 on:
  // 40 + 5·(T − 3) = 10·T. The same if the office is closed for 2 months.
  Network network = mine_and_plant({10}, {30}, {10}, Months{1}, {10});
  const auto grants = network.add(Office{.name = "Office"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {10}});
  Event limit{.at = Months{0}};
  limit.on.office = {"Office"};
  limit.set = {{Lever::licences_per_month, 0.5}};
  Event rule{.at = Months{0}};
  rule.on.lane = {"Ore"};
  SUBCASE("by a review") { rule.set = {{Lever::review, 2}}; }
  SUBCASE("for want of approval") {
    rule.set = {{Lever::approval, 0}};
    rule.until = Months{2};
  }
  check_ends(best_of(network, {.name = "Rule", .events = {limit, rule}}), 5);
  network.add(Lane{.name = "Other", .office = grants, .t_per_licence = {10}});
  const double with_another = best_of(network, {.name = "Rule", .events = {limit, rule}}).upper.count();
  CHECK(with_another == doctest::Approx(7));  // which could be granted licences meanwhile: (40 − 5)/(10 − 5)
}

TEST_CASE("licences are kept until there is a way" * doctest::skip(!has_linear_programs())) {
  // 10 t last a month; from the first half on the way is open, when the office has given out 10 licences of 1 t and no
  // more: 20 t in all.
  Network network = mine_and_plant({100}, {10}, {10});
  const auto grants = network.add(Office{.name = "Office", .licences_per_month = {20}});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {1}});
  Event shut{.at = Months{0}, .until = Months{0.5}};
  shut.on.from = NodeFilter{.node = {"Mine"}};
  shut.set = {{Lever::capacity, 0}};
  Event last{.at = Months{0.5}};
  last.on.office = {"Office"};
  last.set = {{Lever::licences_per_month, 0}};
  check_ends(best_of(network, {.name = "Shut", .events = {shut, last}}), 2);
}

TEST_CASE("a volume is all that ever passes a lane" * doctest::skip(!has_linear_programs())) {
  Network network = mine_and_plant(unlimited<Flow>, {10}, {10});
  const auto grants = network.add(Office{.name = "Office"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .volume = {20}});
  check_ends(best_of(network), (10. + 20) / 10);
}

TEST_CASE("a volume that an event sets again counts anew" * doctest::skip(!has_linear_programs())) {
  Network network = mine_and_plant(unlimited<Flow>, {10}, {10});
  const auto grants = network.add(Office{.name = "Office"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .volume = {20}});
  Event again{.at = Months{2}};
  again.on.lane = {"Ore"};
  again.set = {{Lever::volume, 20}};
  check_ends(best_of(network, {.name = "Renewed", .events = {again}}), (10. + 20 + 20) / 10);
  again.at = Months{0};
  check_ends(best_of(network, {.name = "Set at the start", .events = {again}}), (10. + 20) / 10);
}

TEST_CASE("a volume set for a time is all that passes a lane without another" * doctest::skip(!has_linear_programs())) {
  Network network = mine_and_plant(unlimited<Flow>, {10}, {10});
  const auto grants = network.add(Office{.name = "Office"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .volume = {0}});
  Event window{.at = Months{1}, .until = Months{7}};
  window.on.lane = {"Ore"};
  SUBCASE("beside none") {  // 10 t last until the window opens, 50 t 5 months more
    window.set = {{Lever::volume, 50}};
    check_ends(best_of(network, {.name = "Window", .events = {window}}), (10. + 50) / 10);
  }
  SUBCASE("beside none, when no stock lasts until it opens") {
    window.at = Months{2};
    window.set = {{Lever::volume, 50}};
    const BestCase best = best_of(network, {.name = "Late", .events = {window}});
    CHECK(best.verdict.holds);
    CHECK(best.lower.count() <= 1 + 1e-6);  // 10 t, then nothing; the bound counts the 50 t from the start
    CHECK(best.lower.count() > 0.95);
    CHECK(best.upper.count() == doctest::Approx((10. + 50) / 10));
    CHECK_FALSE(best.exact);
  }
  SUBCASE("on a lane that is closed before and after, and has no volume") {
    network.lanes[LaneId{0}].volume = unlimited<Mass>;
    network.lanes[LaneId{0}].approval = 0;
    window.set = {{Lever::volume, 50}, {Lever::approval, 1}};
    const BestCase best = best_of(network, {.name = "Open for a time", .events = {window}});
    CHECK(best.verdict.holds);
    CHECK(best.lower.count() == doctest::Approx((10. + 50) / 10));
    CHECK(best.upper.count() == doctest::Approx((10. + 50) / 10));
  }
}

TEST_CASE("licences that are open when their lane closes count in the bound, and in no plan" *
          doctest::skip(!has_linear_programs())) {
  Network network = mine_and_plant({100}, {15}, {10});
  const auto grants = network.add(Office{.name = "Office", .licences_per_month = {10}});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {1}});
  Event standstill{.at = Months{0}, .until = Months{1}};
  standstill.on.nodes.node = {"Mine"};
  standstill.set = {{Lever::capacity, 0}};
  Event change{.at = Months{1}};
  change.on.lane = {"Ore"};
  const auto tells = [](const BestCase& best) {
    return std::any_of(best.notes.begin(), best.notes.end(), [](const std::string& note) {
      return note ==
             "lanes whose licences may be open when an event closes them, makes their review longer or licences "
             "smaller; what could be granted before and not used by then counts in the bound, and in no plan: 1";
    });
  };
  const Scenario scenario{.name = "Change", .events = {standstill, change}};
  const auto changed_by = [&](Lever lever, double value) {
    Scenario changed = scenario;
    changed.events.back().set = {{lever, value}};
    const BestCase best = best_of(network, changed);
    CHECK(best.verdict.why == "");
    CHECK(tells(best));
    CHECK_FALSE(best.exact);
    const Outcome run = simulate(freeze(network), changed);
    REQUIRE(run.total.to_shortage.has_value());
    CHECK(*run.total.to_shortage <= best.upper + default_step);
    CHECK(*run.total.to_shortage > best.lower);
    return best;
  };
  SUBCASE("closed") {
    const BestCase best = changed_by(Lever::approval, 0);
    CHECK(best.lower.count() == doctest::Approx(1.5).epsilon(0.02));  // 15 t for 10 t/month
    CHECK(best.upper.count() == doctest::Approx((15. + 10) / 10));    // and the 10 licences of the first month
  }
  SUBCASE("reviewed for longer than all lasts") {
    const BestCase best = changed_by(Lever::review, 30);
    CHECK(best.lower.count() == doctest::Approx(1.5).epsilon(0.02));
    CHECK(std::isinf(best.upper.count()));  // it opens again, so that the bound counts all that is ever granted
  }
  SUBCASE("smaller") {  // a plan has licences for 1 t a month from then on, the bound for any
    const BestCase best = changed_by(Lever::t_per_licence, 0.1);
    CHECK(best.lower.count() == doctest::Approx(15. / 10).epsilon(0.12));
    CHECK(std::isinf(best.upper.count()));
  }
  SUBCASE("changed at once, when none is open yet") {
    Scenario changed = scenario;
    changed.events.back() = Event{.on = change.on, .set = {{Lever::approval, 0}}};
    const BestCase best = best_of(network, changed);
    CHECK(best.exact);
    CHECK_FALSE(tells(best));
  }
}

TEST_CASE("licences filed before nothing needed any are told of when their lane closes" *
          doctest::skip(!has_linear_programs())) {
  // The mine stands still for eight weeks in which no ore needs a licence. What was filed in the four weeks before the
  // start, and in the week that is decided as it begins, is granted in them. Then the lane closes: without those
  // licences 30 t last 3 months, and a run, which ships them, five weeks longer.
  Network network = mine_and_plant({100}, {30}, {10}, Months{0}, {10});
  const auto grants = network.add(Office{.name = "Office"});
  network.edges[EdgeId{0}].lane = network.add(Lane{.name = "Ore", .office = grants, .review = 4 * default_step});
  const Months change = 8 * default_step;
  Event standstill{.until = change}, freed{.until = change}, closed{.at = change};
  standstill.on.nodes.node = {"Mine"};
  standstill.set = {{Lever::capacity, 0}};
  freed.on.lane = closed.on.lane = {"Ore"};
  freed.set = {{Lever::controlled, 0}};
  closed.set = {{Lever::approval, 0}};
  const Scenario scenario{.name = "Freed, then closed", .events = {standstill, freed, closed}};
  const BestCase best = best_of(network, scenario);
  CHECK(best.verdict.why == "");
  CHECK(best.upper.count() == doctest::Approx(3));
  CHECK_FALSE(best.exact);
  CHECK(std::find(best.notes.begin(), best.notes.end(),
                  "lanes whose licences may be open, from an office without limit, when an event closes them, makes "
                  "their review longer, limits their office or makes licences smaller; what was granted before and not "
                  "used by then is left out, though a simulation ships it, so that it may last longer: 1") !=
        best.notes.end());
  const Outcome run = simulate(freeze(network), scenario);
  REQUIRE(run.total.to_shortage.has_value());
  CHECK(run.total.to_shortage->count() == doctest::Approx(3 + 5 * default_step.count()));
}

TEST_CASE("a plan counts on no more of what needs no licence than is usual") {
  Network network = mine_and_plant({10}, {30}, {10});
  const auto grants = network.add(Office{.name = "Office", .licences_per_month = {0}});
  const auto lane =
      network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {1}, .approval = 0, .controlled = 0.5});
  network.edges[EdgeId{0}].lane = lane;
  BestCase best = best_of(network);  // 4 t a month are usual, of which 2 t need none
  CHECK(best.verdict.holds);
  CHECK_FALSE(best.exact);
  CHECK(best.lasting == Lasting::open);
  CHECK(best.lower.count() <= 30. / (10 - 2) * (1 + 1e-6));
  CHECK(best.lower.count() > 30. / (10 - 2) * 0.95);
  CHECK(best.upper.count() == never);
  CHECK(std::find(best.notes.begin(), best.notes.end(),
                  "lanes that hold back nothing in the bound while a part of their shipments alone is controlled, "
                  "since whoever orders more gets more without a licence, on which plans do not count: 1") !=
        best.notes.end());
  // Controlled as a whole from month 2 on. Until then 2 t a month come: 30 t and 4 t last 3.4 months. In the bound 10 t
  // come: 5.
  Event whole{.at = Months{2}};
  whole.on.lane = {"Ore"};
  whole.set = {{Lever::controlled, 1}};
  best = best_of(network, {.name = "Control", .events = {whole}});
  CHECK(best.verdict.holds);
  CHECK_FALSE(best.exact);
  CHECK(best.lower.count() <= 3.4 * (1 + 1e-6));
  CHECK(best.lower.count() > 3.4 * 0.95);
  CHECK(best.upper.count() == doctest::Approx(5));
}

TEST_CASE("licences that stop leave stock alone, and their lane says what they would buy") {
  Network network = mine_and_plant(unlimited<Flow>, {30}, {10});
  const auto grants = network.add(Office{.name = "Office", .licences_per_month = {0}});
  const auto lane = network.add(Lane{.name = "Ore", .office = grants, .t_per_licence = {2}});
  network.edges[EdgeId{0}].lane = lane;
  BestCase best = best_of(network);
  check_ends(best, 3);
  // A t/month of licences would bring 3 t by then, for 10 t/month.
  REQUIRE(!best.gradient.empty());
  const auto of_lane = std::find_if(best.gradient.begin(), best.gradient.end(),
                                    [](const Gain& gain) { return gain.quantity == Gain::Quantity::lane; });
  REQUIRE(of_lane != best.gradient.end());
  CHECK(of_lane->months_per_unit == doctest::Approx(0.3));
  // Licences without a size are none while there are none, too.
  network.lanes[lane].t_per_licence = unlimited<Mass>;
  check_ends(best_of(network), 3);
  // One of 2 t a month: 30/(10 − 2).
  network.lanes[lane].t_per_licence = {2};
  network.offices[grants].licences_per_month = {1};
  check_ends(best_of(network), 30. / 8);
}
