// SPDX-License-Identifier: Apache-2.0
/// @file  Best cases worked out by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "support/linear_programs.hpp"
#include "survive/proofs.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();
constexpr NodeId mine{0}, plant{1};

BestCase best_of(const Network& network, const Scenario& scenario = {}, Rivals rivals = Rivals::ignored) {
  return survive(freeze(network), scenario, {.rivals = rivals});
}

/// That plan and prices meet at so many months, and say so.
void check_ends(const BestCase& best, double months) {
  CHECK(best.verdict.why == "");
  CHECK(best.verdict.holds);
  CHECK(best.exact);
  CHECK(best.lasting == (months == 0 ? Lasting::at_once : months == never ? Lasting::for_ever : Lasting::limited));
  CHECK(best.months.has_value() == (months < never));
  if (months == never) {
    CHECK(best.lower.count() == never);
    CHECK(best.upper.count() == never);
  } else {
    CHECK(best.lower.count() == doctest::Approx(months).epsilon(1e-7));
    CHECK(best.upper.count() == doctest::Approx(months).epsilon(1e-7));
    CHECK(best.months == best.lower);
  }
}

const Gain* find(const BestCase& best, Gain::Quantity quantity, NodeId node) {
  for (const Gain& gain : best.gradient)
    if (gain.quantity == quantity && gain.node == node && !gain.input) return &gain;
  return nullptr;
}

template <class Refused>
std::string refusal(const Network& network, const Scenario& scenario, const SurviveOptions& options) {
  try {
    static_cast<void>(survive(freeze(network), scenario, options));
  } catch (const Refused& refused) {
    return refused.what();
  }
  return "accepted";
}

/// Supplier (0) of 6 t/month → Large (1), which wants 10 t/month, and Small (2), which wants 5.
Network two_customers(Mass stock) {
  Network network;
  const auto supplier = network.add(Node{.name = "Supplier", .product = "a", .capacity = {6}, .stock = stock});
  for (const auto& [name, demand] : {std::pair{"Large", 10.}, std::pair{"Small", 5.}}) {
    const auto customer = network.add(Node{.name = name, .product = name, .demand = {demand}});
    network.add(Input{.node = customer, .product = "a"});
    network.add(Edge{.from = supplier, .to = customer, .flow = {demand}});
  }
  return network;
}

}  // namespace

TEST_CASE("every proof by hand is found" * doctest::skip(!has_linear_programs())) {
  for (const NamedProof& named : all_proofs()) {
    CAPTURE(named.name);
    const Proof& proof = named.proof;
    const BestCase best = survive(freeze(proof.network), proof.scenario, proof.options);
    CHECK(best.certificate.served == proof.best.certificate.served);
    check_ends(best, proof.best.upper.count());
  }
}

TEST_CASE("what cannot be met from the first moment ends at once") {
  const BestCase best = best_of(mine_and_plant({4}, {0}, {10}));
  check_ends(best, 0);
  CHECK(best.reason ==
        "from the first moment less can be delivered than is needed, and there is no stock that could fill the gap");
  // A tonne of metal, or of ore, fills a gap of 6 t/month for a sixth of a month; nothing else has had time to count.
  REQUIRE(find(best, Gain::Quantity::stock, plant) != nullptr);
  CHECK(find(best, Gain::Quantity::stock, plant)->months_per_unit == doctest::Approx(1. / 6));
  CHECK(find(best, Gain::Quantity::demand, plant) == nullptr);
}

TEST_CASE("stock bridges what supply lacks") {
  // 30/(10 − 4) = 5 months.
  const BestCase best = best_of(mine_and_plant({4}, {30}, {10}));
  check_ends(best, 5);
  CHECK(best.reason == "stock runs out: what can still be delivered is less than what is needed");
  CHECK(best.method == Method::cut);
  REQUIRE(best.interval.has_value());
  CHECK(best.interval->from == Months{0});
  CHECK(best.interval->to.count() == never);
  CHECK(best.cut.nodes == std::vector{mine, plant});
  CHECK(best.cut.stock.value == doctest::Approx(30));
  CHECK(best.cut.demand.value == doctest::Approx(10));
  CHECK(best.cut.inflow.value == doctest::Approx(4));
  REQUIRE(best.cut.crossing.size() == 1);
  CHECK(best.cut.crossing[0].kind == Crossing::Kind::capacity);
  CHECK(best.cut.crossing[0].node == mine);
  CHECK(best.cut.crossing[0].limit.value == doctest::Approx(4));
  REQUIRE(find(best, Gain::Quantity::capacity, mine) != nullptr);
  CHECK(find(best, Gain::Quantity::capacity, mine)->months_per_unit == doctest::Approx(5. / 6));
  REQUIRE(find(best, Gain::Quantity::demand, plant) != nullptr);
  CHECK(find(best, Gain::Quantity::demand, plant)->months_per_unit == doctest::Approx(-5. / 6));
}

TEST_CASE("supply that keeps up lasts for ever") {
  const BestCase best = best_of(mine_and_plant({10}, {30}, {10}));
  check_ends(best, never);
  CHECK(best.reason == "supply keeps up with demand for ever");
  CHECK(best.gradient.empty());
  CHECK(best.cut == Cut{});
  CHECK(best.sequence.size() == 1);
  CHECK(best.sequence[0].lasting == Lasting::for_ever);
}

TEST_CASE("goods under way to who needs nothing leave no doubt of a plan for ever") {
  // 0.234 and 5 t/month arrive for 2 and 0.1 months: in doubles 0.234 + 5 − 5 − 0.234 is below 0, as if the stock fell.
  Network network = mine_and_plant({10}, {0}, {10});
  const NodeId far = network.add(Node{.name = "Far", .product = "ore"});
  const NodeId idle = network.add(Node{.name = "Idle", .product = "slag"});
  network.add(Input{.node = idle, .product = "ore"});
  network.add(Edge{.from = far, .to = idle, .flow = {0.234}, .lead_time = Months{2}});
  network.add(Edge{.from = mine, .to = idle, .flow = {5}, .lead_time = Months{0.1}});
  check_ends(best_of(network), never);
}

TEST_CASE("a gap before goods arrive is an end, however much comes later") {
  // 5 t and 1 t/month under way for 2 months fail a demand of 10 t/month after 5/9 months, though 20 t/month from the
  // second on would make up for all by 3.3 months.
  check_ends(best_of(mine_and_plant({20}, {5}, {10}, Months{2}, {1})), 5. / 9);
  // 18 t last for the two months.
  check_ends(best_of(mine_and_plant({20}, {18}, {10}, Months{2}, {1})), never);
}

TEST_CASE("of two inputs the scarcer one binds" * doctest::skip(!has_linear_programs())) {
  // 2 t of A a tonne: (12 + 2·T)/2 = 3·T after 3 months.
  check_ends(survive(freeze(two_inputs().network), {}, {.rivals = Rivals::ignored}), 3);
}

TEST_CASE("an end is found however late it comes" * doctest::skip(!has_linear_programs())) {
  // Of A there are 5.9 t/month and 3·2 t are needed: 0.1 t/month are missing, so that 12,000 t last 120 thousand
  // months, 12 thousand million t 120 thousand million.
  for (const double stock : {1.2e4, 1.2e10}) {
    CAPTURE(stock);
    Network network = two_inputs().network;
    network.nodes[NodeId{0}].capacity = {5.9};
    network.inputs[InputId{0}].stock = {stock};
    const BestCase best = best_of(network);
    CHECK(best.method == Method::lp);
    check_ends(best, stock / 0.1);
  }
}

TEST_CASE("contracts leave a customer its share, flex some more of it" * doctest::skip(!has_linear_programs())) {
  const Proof proof = contracts();  // 0.6 of 40 t and 2 t/month, 6 t of its own, for 6 t/month
  const auto with = [&](double flex) {
    return survive(freeze(proof.network), proof.scenario, {.rivals = Rivals::share, .flex = flex});
  };
  check_ends(with(1), (6 + 0.6 * 40) / (6 - 0.6 * 2));
  check_ends(with(1.2), (6 + 0.72 * 40) / (6 - 0.72 * 2));
  check_ends(with(2), (6 + 40.) / (6 - 2));  // a share above 1 is all
  check_ends(best_of(proof.network, proof.scenario), (6 + 40.) / (6 - 2));
}

TEST_CASE("rivals that are served take their part, and who fails first by itself is left out") {
  Network network = two_customers({30});
  Scenario scenario{.name = "Large"};
  scenario.targets.node = {"Large"};
  // Alone Large lasts 30/(10 − 6) = 7.5 months; Small would last for ever alone, and both 30/(15 − 6) = 10/3.
  check_ends(best_of(network, scenario), 7.5);
  BestCase best = best_of(network, scenario, Rivals::served);
  check_ends(best, 10. / 3);
  CHECK(best.dropped.empty());
  CHECK(best.certificate.served == std::vector{NodeId{1}, NodeId{2}});
  // A third customer of the same goods wants 36 t/month: alone it lasts 30/(36 − 6) = 1 month.
  const auto third = network.add(Node{.name = "Third", .product = "c", .demand = {36}});
  network.add(Input{.node = third, .product = "a"});
  network.add(Edge{.from = NodeId{0}, .to = third, .flow = {1}});
  best = best_of(network, scenario, Rivals::served);
  // All three last 30/(51 − 6) = 2/3 months together, which the third outlasts: it is served.
  check_ends(best, 2. / 3);
  CHECK(best.dropped.empty());
  network.nodes[third].demand = {0};
  // One that has nothing but 2 t of its own for 2 t/month lasts 1 month, whatever the others do: it is left out.
  const auto fourth = network.add(Node{.name = "Fourth", .product = "d", .capacity = {0}, .stock = {2}, .demand = {2}});
  best = best_of(network, scenario, Rivals::served);
  check_ends(best, 10. / 3);
  CHECK(best.dropped == std::vector{fourth});
}

TEST_CASE("given up first is who lets the others last longest") {
  const Network network = two_customers({60});
  const BestCase best = best_of(network);
  check_ends(best, 60. / 9);
  // Without Large 6 t/month are enough for Small for ever; without Small they are not for Large, and no stock is left.
  REQUIRE(best.sequence.size() == 2);
  CHECK(best.sequence[0].node == NodeId{1});
  CHECK(count(best.sequence[0].months) == doctest::Approx(60. / 9));
  CHECK(best.sequence[1].node == NodeId{2});
  CHECK(best.sequence[1].lasting == Lasting::for_ever);
  // By itself Large lasts 60/(10 − 6) = 15 months.
  REQUIRE(best.each.size() == 2);
  CHECK(count(best.each[0].months) == doctest::Approx(15));
  CHECK(best.each[1].lasting == Lasting::for_ever);
  CHECK(best.each[1].months == std::nullopt);
}

TEST_CASE("each and sequence are left out where not asked for") {
  const BestCase best = survive(freeze(two_customers({60})), {}, {.each = false, .sequence = false});
  CHECK(best.each.empty());
  CHECK(best.sequence.empty());
}

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

TEST_CASE("without a node its stock is left") {
  Network network = mine_and_plant({4}, {30}, {10});
  network.nodes[mine].stock = {20};
  check_ends(best_of(network, scenario_of(stop("Mine"))), 5);
}

TEST_CASE("recycling brings back what was made, and goods for a step are on the way") {
  const Proof proof = recycling();  // (29 + 2 steps)/10
  const BestCase best = survive(freeze(proof.network), proof.scenario, proof.options);
  check_ends(best, (29 + 2 * default_step.count()) / 10);
  REQUIRE(best.notes.size() == 1);
  CHECK(best.notes[0] == "edges with goods for one step under way, being on cycles shorter than that: 2");
}

TEST_CASE("a node that supplies itself gives up a part of what it makes" * doctest::skip(!has_linear_programs())) {
  Network network;
  const auto brewery =
      network.add(Node{.name = "Brewery", .product = "yeast", .capacity = {10}, .stock = {6}, .demand = {8}});
  network.add(Input{.node = brewery, .product = "yeast", .t_per_t = 0.5});
  network.add(Edge{.from = brewery, .to = brewery, .flow = {5}});
  // 5 t/month for a step are on the way, and of 10 t/month made half remains: 6 + 5·step + 5·T = 8·T.
  check_ends(best_of(network), (6 + 5 * default_step.count()) / 3);
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

TEST_CASE("options that say nothing are refused") {
  const Network network = mine_and_plant({4}, {30}, {10});
  const auto refused = [&](const SurviveOptions& options) { return refusal<InvalidOptions>(network, {}, options); };
  CHECK(refused({}) == "accepted");
  CHECK(refused({.flex = 0}) == "flex: found 0, expected a finite number above 0");
  CHECK(refused({.flex = never}) == "flex: found inf, expected a finite number above 0");
  CHECK(refused({.tolerance = -1}) == "tolerance: found -1, expected a finite number above 0");
  CHECK(refused({.step = Months{-1}}) == "step: found -1, expected a finite number of months above 0");
  CHECK(refused({.control = {.threads = 0}}) == "threads: found 0, expected 1 or more");
  CHECK(refused({.rivals = static_cast<Rivals>(7)}) ==
        "rivals: found the number 7, expected one of those that there are");
  CHECK(refused({.method = static_cast<Method>(9)}) ==
        "method: found the number 9, expected one of those that there are");
}

TEST_CASE("a contradictory scenario is refused") {
  const Network network = mine_and_plant({4}, {30}, {10});
  Event grows = on_node("Plant", Months{1});
  grows.scale = {{Lever::stock, 2}};
  CHECK(refusal<InvalidScenario>(network, scenario_of(grows), {}) ==
        "scenario 'Test': stock of 'Plant': found a scale of 2 after 1 months, expected one of at most 1 later than "
        "the start, or a set: the best case cannot tell what there will be");
  Event ends_early = stop("Mine", Months{2});
  ends_early.until = Months{1};
  CHECK(refusal<InvalidScenario>(network, scenario_of(ends_early), {}) != "accepted");
  CHECK(refusal<InvalidScenario>(network, scenario_of(stop("Moon")), {}) != "accepted");
}

TEST_CASE("a stop that is requested cancels") {
  std::stop_source source;
  source.request_stop();
  const SurviveOptions options{.control = {.stop = source.get_token()}};
  CHECK_THROWS_AS(static_cast<void>(survive(freeze(mine_and_plant({4}, {30}, {10})), {}, options)), Cancelled);
}
