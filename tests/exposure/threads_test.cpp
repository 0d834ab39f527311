// SPDX-License-Identifier: Apache-2.0
/// @file  Exposures on several threads and in several widths: equal bits. Run with the thread sanitizer too.
#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/random_network.hpp"
#include "ytterby/exposure/expose.hpp"

using namespace ytterby;
using namespace ytterby::test;

TEST_CASE("many sets have the bits that each has alone, with 1, 2 and 7 threads") {
  for (std::uint64_t seed = 0; seed < seeds(20); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network rows = random_network(random);
    for (Edge& edge : rows.edges)
      if (random.chance(0.3)) edge.flow = edge.flow * 30;  // in some loops nearly all goes round
    const auto network = freeze(rows);
    std::vector<NodeId> targets;
    std::vector<Selection> sets;
    for (const NodeId node : network.nodes()) {
      targets.push_back(node);
      Selection set;
      set.nodes.node = {std::string(network.name(node))};
      sets.push_back(set);
    }
    sets.resize(1 + random.below(sets.size()));  // widths of 1, 4 and 8 occur
    const auto together = expose(network, targets, sets);
    const auto origins = origins_of(network, targets, Label::site);
    for (const int threads : {2, 7}) {
      CHECK(expose(network, targets, sets, {.control = {.threads = threads}}) == together);
      CHECK(origins_of(network, targets, Label::site, {.control = {.threads = threads}}) == origins);
    }
    for (std::size_t s = 0; s < sets.size(); ++s) {
      const auto alone = expose(network, targets, std::vector{sets[s]}).exposures;
      for (std::size_t t = 0; t < targets.size(); ++t) {
        const Exposure& exposure = together.exposures[t * sets.size() + s];
        CHECK(alone[t].look_through == exposure.look_through);
        CHECK(alone[t].pass_through == exposure.pass_through);
      }
    }
  }
}
