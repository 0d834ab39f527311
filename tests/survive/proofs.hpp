// SPDX-License-Identifier: Apache-2.0
/// @file  Best cases worked out by hand, with plan and prices.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"
#include "ytterby/survive/verify.hpp"

namespace ytterby::test {

/// A case, and what is claimed of it.
struct Proof {
  Network network = {};
  Scenario scenario = {};
  SurviveOptions options = {};
  BestCase best = {};

  [[nodiscard]] Verdict check() const { return verify(best, freeze(network), scenario, options); }
};

/// One cell of rates that are constant from the start.
[[nodiscard]] inline Plan steady(double until, std::vector<double> made, std::vector<double> shipped) {
  return {.until = {Months{until}},
          .made = {PerNode<double>(std::move(made))},
          .shipped = {PerEdge<double>(std::move(shipped))}};
}

/// One cell of prices.
[[nodiscard]] inline Prices constant(double until, std::vector<double> output, std::vector<double> input) {
  return {.until = {Months{until}},
          .output = {PerNode<double>(std::move(output))},
          .input = {PerInput<double>(std::move(input))}};
}

/// That the answer is `months`, exactly.
inline void ends_after(BestCase& best, double months) {
  best.lasting = months == 0 ? Lasting::at_once : Lasting::limited;
  best.months = best.lower = best.upper = Months{months};
  best.exact = true;
}

/// A mine of ore and a plant that makes metal of it.
[[nodiscard]] Network mine_and_plant(Flow mined, Mass stock, Flow demand, Months lead = {}, Flow flow = {4});

/// 30 t of ore, 4 t/month mined, 10 t/month of metal wanted: 30/(10 − 4) = 5 months.
[[nodiscard]] Proof one_plant();
/// 5 t of ore, 1 t/month under way for 2 months, 20 t/month mined: 5/(10 − 1) months, before any of that arrives.
[[nodiscard]] Proof pipeline();
/// 2 t of A and 1 t of B make one tonne; 12 t of A and 2 t/month: 12/(2·3 − 2) = 3 months.
[[nodiscard]] Proof two_inputs();
/// 0.6 of what the supplier has belongs to the target: (6 + 0.6·40)/(6 − 0.6·2) = 6.25 months.
[[nodiscard]] Proof contracts();
/// 0.3 of 50 t are for the node's own demand of 3 t/month: 5 months.
[[nodiscard]] Proof own_contract();
/// 6 licences a month over two lanes of 1 t and 2 t: (20 + 20/2)/(10 + 10/2 − 6) = 10/3 months.
[[nodiscard]] Proof office();
/// A mine of 12 t/month that stops after 2 months, 5 t of stock: (5 + 24)/10 = 2.9 months.
[[nodiscard]] Proof stopped_mine();
/// No stock, 4 t/month for a demand of 10.
[[nodiscard]] Proof at_once();
/// 10 t/month for a demand of 10.
[[nodiscard]] Proof for_ever();
/// An input of which half is essential.
[[nodiscard]] Proof partly_essential();
/// A review of 2 months brought in after 1, an edge of 12 t/month and 15 t of stock: (15 + 12)/10 = 2.7 months.
[[nodiscard]] Proof new_review();
/// A ring of leads below a step: (29 + 2 steps)/10 months.
[[nodiscard]] Proof recycling();

struct NamedProof {
  std::string name = {};
  Proof proof = {};
};
[[nodiscard]] std::vector<NamedProof> all_proofs();

}  // namespace ytterby::test
