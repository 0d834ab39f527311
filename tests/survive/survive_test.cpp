// SPDX-License-Identifier: Apache-2.0
/// @file  Best cases worked out by hand.
#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "support/chains.hpp"
#include "support/linear_programs.hpp"
#include "survive/best_of.hpp"
#include "survive/proofs.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

const Gain* find(const BestCase& best, Gain::Quantity quantity, NodeId node) {
  for (const Gain& gain : best.gradient)
    if (gain.quantity == quantity && gain.node == node && !gain.input) return &gain;
  return nullptr;
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
