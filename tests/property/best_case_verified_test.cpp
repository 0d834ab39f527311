// SPDX-License-Identifier: Apache-2.0
/// @file  An answer by whichever method is chosen is one that the check confirms, however unlike its amounts are.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "support/linear_programs.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Bills of materials whose stocks differ by up to a million million, some with demand of a hundred millionth of that
/// of others; two nodes are cut.
Network uneven_network(Random& random, bool leads) {
  Network network = random_network(random, {.most_nodes = leads ? 10U : 30U, .leads = leads});
  for (int cuts = 0; cuts < 2; ++cuts) {
    Node& node = network.nodes[id_at<NodeId>(random.below(network.nodes.size()))];
    node.capacity = is_unlimited(node.capacity) ? Flow{} : node.capacity * random.uniform();
  }
  for (Node& node : network.nodes) {
    if (random.chance(0.5)) node.stock = node.stock * std::pow(10, random.between(-6, 6));
    if (random.chance(0.2)) node.demand = node.demand * std::pow(10, random.between(-8, 0));
  }
  for (Input& input : network.inputs)
    if (random.chance(0.5)) input.stock = input.stock * std::pow(10, random.between(-6, 6));
  return network;
}

}  // namespace

TEST_CASE("an answer by whichever method is chosen is confirmed and tells whether there is an end" *
          doctest::skip(!has_linear_programs())) {
  std::size_t limited = 0, late = 0, for_ever = 0;
  for (std::uint64_t seed = 0; seed < seeds(600); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = uneven_network(random, seed % 3 == 0);
    constexpr std::array rivals{Rivals::share, Rivals::ignored, Rivals::served};
    const BestCase best =
        survive(freeze(network), {}, {.rivals = rivals[seed % 7 % rivals.size()], .each = false, .sequence = false});
    CHECK(best.verdict.why == "");
    CHECK(best.verdict.holds);
    CHECK(best.lasting != Lasting::open);
    limited += best.lasting == Lasting::limited ? 1 : 0;
    late += best.lasting == Lasting::limited && best.upper > Months{1e5} ? 1 : 0;
    for_ever += best.lasting == Lasting::for_ever ? 1 : 0;
  }
  CHECK(limited > seeds(150));
  CHECK(late > seeds(5));
  CHECK(for_ever > seeds(50));
}
