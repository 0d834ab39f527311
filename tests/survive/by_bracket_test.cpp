// SPDX-License-Identifier: Apache-2.0
/// @file  The best case by bracket: cases worked out by hand, and what it refuses.
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

#include "survive/proofs.hpp"
#include "ytterby/core/error.hpp"
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

void check_refused(Proof proof, const std::string& reason) {
  proof.options.method = Method::bracket;
  CHECK_THROWS_WITH_AS(static_cast<void>(survive(freeze(proof.network), proof.scenario, proof.options)),
                       ("method: bracket: " + reason).c_str(), InvalidOptions);
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
  CHECK(best.notes.back() == "order of running out: not found by the bracket, which knows no demand that ends");
}

TEST_CASE("a bracket refuses what it does not know, and says what") {
  check_refused(pipeline(), "found a lead time of 2 months on 'Mine' → 'Plant', expected none");
  check_refused(stopped_mine(), "found a change after 2 months, expected one state that lasts");
  Proof limited = office();
  limited.network.lanes[id_at<LaneId>(0)].volume = {7};
  check_refused(limited, "found a volume of 7 t of lane 'Small', expected none");
  // A lead time that an event takes away at the start leaves goods under way.
  Proof arriving = pipeline();
  Event faster{.at = Months{0}};
  faster.on.from = NodeFilter{.node = {"Mine"}};
  faster.set = {{Lever::lead_time, 0}};
  arriving.scenario.events = {faster};
  check_refused(arriving, "found goods under way on 'Mine' → 'Plant', expected none");
}
