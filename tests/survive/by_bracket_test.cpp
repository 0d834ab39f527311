// SPDX-License-Identifier: Apache-2.0
/// @file  The best case by bracket: cases worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "survive/proofs.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

BestCase by_bracket(Proof proof, double tolerance = 1e-3) {
  proof.options.method = Method::bracket;
  proof.options.tolerance = tolerance;
  return survive(freeze(proof.network), proof.scenario, proof.options);
}

/// That the answer is proven to be `months`, within a tolerance.
void check_about(const BestCase& best, double months, double tolerance) {
  CHECK(best.method == Method::bracket);
  CHECK(best.verdict.why == "");
  CHECK(best.verdict.holds);
  CHECK(best.lasting == Lasting::limited);
  CHECK(best.lower.count() <= months * (1 + 1e-9));
  CHECK(best.upper.count() >= months * (1 - 1e-9));
  CHECK(best.upper.count() <= best.lower.count() * (1 + tolerance) * (1 + 1e-9));
}

}  // namespace

TEST_CASE("a bracket holds what is worked out by hand, as narrow as asked for") {
  for (const auto& [name, proof] : {NamedProof{"one plant", one_plant()}, NamedProof{"two inputs", two_inputs()},
                                    NamedProof{"contracts", contracts()}, NamedProof{"own contract", own_contract()},
                                    NamedProof{"office", office()}, NamedProof{"partly essential", partly_essential()}})
    for (const double tolerance : {1e-2, 1e-3, 1e-5}) {
      const std::string of = name;
      CAPTURE(of);
      CAPTURE(tolerance);
      check_about(by_bracket(proof, tolerance), proof.best.upper.count(), tolerance);
    }
}

TEST_CASE("a bracket lets customers exceed their share by the flex") {
  Proof proof = contracts();
  proof.options.flex = 1.3;
  // 0.78 of what the supplier has: (6 + 0.78·40)/(6 − 0.78·2) months.
  check_about(by_bracket(proof), 37.2 / 4.44, 1e-3);
  proof.options.rivals = Rivals::ignored;
  // All of it: (6 + 40)/(6 − 2) months.
  check_about(by_bracket(proof), 11.5, 1e-3);
}

TEST_CASE("a bracket counts rivals that are served, and drops those that fail alone") {
  Proof proof = contracts();
  proof.options.rivals = Rivals::served;
  proof.network.inputs[id_at<InputId>(1)].stock = {60};
  // The rival alone has (60 + 40)/(4 − 2) = 50 months, both together (6 + 60 + 40)/(10 − 2) = 13.25, which the target
  // can have 11.5 of: the rival's own 60 t last longer than that, so that the target has all there is for itself.
  const BestCase together = by_bracket(proof);
  check_about(together, 11.5, 1e-3);
  CHECK(together.dropped.empty());
  CHECK(together.certificate.served.size() == 2);
  // Without them the rival alone has 40/(8 − 2) = 6.67 months; both together 46/(14 − 2) = 3.83.
  proof.network.inputs[id_at<InputId>(1)].stock = {0};
  proof.network.nodes[id_at<NodeId>(2)].demand = {8};
  check_about(by_bracket(proof), 46. / 12, 1e-3);
  // With 50 t/month and nothing in stock anywhere the rival cannot be met at all, and is left out.
  proof.network.nodes[id_at<NodeId>(0)].stock = {0};
  proof.network.nodes[id_at<NodeId>(2)].demand = {50};
  const BestCase without = by_bracket(proof);
  check_about(without, 6. / 4, 1e-3);  // 6/(6 − 2)
  REQUIRE(without.dropped.size() == 1);
  CHECK(without.dropped.front() == id_at<NodeId>(2));
}

TEST_CASE("a bracket is exact at both ends") {
  const BestCase none = by_bracket(at_once());
  CHECK(none.lasting == Lasting::at_once);
  CHECK(none.upper == Months{0});
  CHECK(none.exact);
  CHECK(none.certificate.plan.empty());
  CHECK(none.verdict.why == "");
  CHECK(none.verdict.holds);
  const BestCase all = by_bracket(for_ever());
  CHECK(all.lasting == Lasting::for_ever);
  CHECK(std::isinf(all.lower.count()));
  CHECK(all.exact);
  CHECK(all.certificate.prices.empty());
  CHECK(all.verdict.why == "");
  CHECK(all.verdict.holds);
}

TEST_CASE("a bracket holds each target alone, and leaves the order of running out to others") {
  Proof proof = one_plant();
  const NodeId second = proof.network.add(Node{.name = "Second", .product = "metal", .demand = {10}});
  proof.network.add(Input{.node = second, .product = "ore", .stock = {60}});
  proof.network.add(Edge{.from = id_at<NodeId>(0), .to = second});
  proof.options.rivals = Rivals::ignored;
  const BestCase best = by_bracket(proof);
  REQUIRE(best.each.size() == 2);
  // All the ore for one of them: 30/(10 − 4) = 5 months, and 60/(10 − 4) = 10.
  CHECK(best.each[0].months->count() == doctest::Approx(5).epsilon(1e-3));
  CHECK(best.each[1].months->count() == doctest::Approx(10).epsilon(1e-3));
  CHECK(best.sequence.empty());
  REQUIRE(!best.notes.empty());
  CHECK(best.notes.back() ==
        "order of running out: not found by the bracket, which knows no demand that ends, unless nobody competes");
}

TEST_CASE("a bracket tells the order of running out where nobody competes") {
  // By hand: of 8 t of ore a month each has half by contract, 4 of the 10 t that it wants: 60/(10 − 4) = 10 months for
  // the one, 30/(10 − 4) = 5 for the other, whether or not anybody is given up.
  Proof proof;
  Network& network = proof.network;
  const NodeId mine = network.add(Node{.name = "Mine", .product = "ore", .capacity = {8}});
  for (const auto& [name, stock] : {std::pair{"Slow", 60.}, std::pair{"Quick", 30.}}) {
    const NodeId plant = network.add(Node{.name = name, .product = std::string("metal of ") + name, .demand = {10}});
    network.add(Input{.node = plant, .product = "ore", .stock = {stock}});
    network.add(Edge{.from = mine, .to = plant, .flow = {4}});
  }
  const BestCase best = by_bracket(proof);
  REQUIRE(best.sequence.size() == 2);
  CHECK(best.sequence[0].node == id_at<NodeId>(2));
  CHECK(best.sequence[0].months->count() == doctest::Approx(5).epsilon(1e-9));
  CHECK(best.sequence[1].node == id_at<NodeId>(1));
  CHECK(best.sequence[1].months->count() == doctest::Approx(10).epsilon(1e-9));
  CHECK(best.notes.empty());
  CHECK(best.verdict.why == "");
}

TEST_CASE("a bracket takes what comes back around cycles for no source, for one target as for all") {
  // By hand: the plant makes y = 1 + what comes back, g·y, and the target gets the rest, (1 − g)·y = 1 of its 1.1 t,
  // and has 10 t; besides, recycling holds goods for a step, so that the end is later by as much of them as it gets.
  for (const double back : {9., 19., 49., 99., 199., 999.}) {
    CAPTURE(back);
    Proof proof;
    Network& network = proof.network;
    const NodeId mine = network.add(Node{.name = "Mine", .product = "p", .capacity = {1}});
    const NodeId plant = network.add(Node{.name = "Plant", .product = "p"});
    const NodeId recycler = network.add(Node{.name = "Recycler", .product = "p"});
    const NodeId target = network.add(Node{.name = "Target", .product = "u", .stock = {10}, .demand = {1.1}});
    for (const NodeId node : {plant, recycler, target}) network.add(Input{.node = node, .product = "p"});
    network.add(Edge{.from = mine, .to = plant, .flow = {1}});
    network.add(Edge{.from = plant, .to = recycler, .flow = {back}});
    network.add(Edge{.from = recycler, .to = plant, .flow = {back}});
    network.add(Edge{.from = plant, .to = target, .flow = {1}});
    const BestCase best = by_bracket(proof);
    REQUIRE(best.months);
    REQUIRE(best.each.size() == 1);
    CHECK(best.exact);
    CHECK(best.each[0].months == best.months);
    CHECK(best.sequence == best.each);
    proof.options.method = Method::lp;
    const BestCase by_lp = survive(freeze(network), proof.scenario, proof.options);
    CHECK(best.months->count() == doctest::Approx(by_lp.months->count()).epsilon(1e-6));
  }
}

TEST_CASE("a bracket holds what is worked out by hand where goods take time and things change") {
  for (const auto& [name, proof] : {NamedProof{"pipeline", pipeline()}, NamedProof{"stopped mine", stopped_mine()},
                                    NamedProof{"new review", new_review()}}) {
    const std::string of = name;
    CAPTURE(of);
    check_about(by_bracket(proof), proof.best.upper.count(), 1e-3);
  }
}

TEST_CASE("a bracket holds a ring of lead times below a step, not as narrow") {
  check_about(by_bracket(recycling()), recycling().best.upper.count(), 0.1);
}

TEST_CASE("a bracket counts goods under way and those that arrive in time") {
  // 12 t of ore, 4 t/month under way for 2 months, and 8 t/month to leave that take as long, for 10 t/month of demand:
  // 12 + 4·2 by the second month are 20 of 20 t, from then on 8 t/month for 10, with nothing in stock.
  Proof tied{.network = mine_and_plant({8}, {12}, {10}, Months{2}, {4})};
  check_about(by_bracket(tied), 2, 1e-3);
  // With 20 t: 20 + 8 + 8·(T − 2) = 10·T at 6 months.
  Proof later{.network = mine_and_plant({8}, {20}, {10}, Months{2}, {4})};
  check_about(by_bracket(later), 6, 5e-2);
}

TEST_CASE("a bracket waits for a source that comes back, if stock lasts until then") {
  // No ore for the first 2 months, for 10 t/month of demand; then 9 t/month.
  Proof proof{.network = mine_and_plant({9}, {25}, {10})};
  Event stop{.at = Months{0}, .until = Months{2}};
  stop.on.nodes.node = {"Mine"};
  stop.set = {{Lever::capacity, 0}};
  proof.scenario.events = {stop};
  check_about(by_bracket(proof), 7, 1.1e-3);  // 25 + 9·(T − 2) = 10·T
  proof.network.inputs[id_at<InputId>(0)].stock = {15};
  check_about(by_bracket(proof), 1.5, 1e-3);  // 15/10, which is before it comes back
}

TEST_CASE("a bracket counts the volume of a lane once") {
  Proof proof = office();
  proof.network.lanes[id_at<LaneId>(0)].volume = {7};
  // 20 + 7 t for 10 t/month at the plant of the small lane; the other one has licences enough until then.
  check_about(by_bracket(proof), 2.7, 1e-3);
}

TEST_CASE("a bracket sees that supply lasts for ever though goods are under way") {
  Proof proof = pipeline();
  Event faster{.at = Months{0}};
  faster.on.from = NodeFilter{.node = {"Mine"}};
  faster.set = {{Lever::lead_time, 0}};
  proof.scenario.events = {faster};
  const BestCase best = by_bracket(proof);  // 20 t/month at once, for a demand of 10
  CHECK(best.lasting == Lasting::for_ever);
  CHECK(best.verdict.why == "");
  CHECK(best.verdict.holds);
}

TEST_CASE("the bracket is preferred where many have contracts and nobody competes, or many lead times differ") {
  // By hand: each of n plants has an n-th of the n t of ore a month and wants 2 t; the first has 10 t, the others more:
  // 10/(2 − 1) = 10 months.
  const auto contracts_of = [](std::size_t plants, bool lead_times) {
    Proof proof;
    Network& network = proof.network;
    const NodeId mine = network.add(Node{.name = "Mine", .product = "ore", .capacity = {static_cast<double>(plants)}});
    for (std::size_t i = 0; i < plants; ++i) {
      const NodeId plant = network.add(
          Node{.name = "Plant " + std::to_string(i), .product = "metal " + std::to_string(i), .demand = {2}});
      network.add(Input{.node = plant, .product = "ore", .stock = {10 + static_cast<double>(i)}});
      network.add(Edge{.from = mine,
                       .to = plant,
                       .flow = {1},
                       .lead_time = Months{lead_times ? static_cast<double>(i + 1) / 100 : 0}});
    }
    proof.options.each = proof.options.sequence = false;
    return survive(freeze(network), proof.scenario, proof.options);
  };
  CHECK(contracts_of(300, false).method != Method::bracket);
  const BestCase many = contracts_of(1'501, false);
  CHECK(many.method == Method::bracket);
  CHECK(many.upper.count() == doctest::Approx(10).epsilon(1e-9));
  CHECK(many.exact);
  CHECK(contracts_of(10, true).method != Method::bracket);
  CHECK(contracts_of(110, true).method == Method::bracket);
}
