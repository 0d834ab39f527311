// SPDX-License-Identifier: Apache-2.0
/// @file  Four scenarios side by side against each alone.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/kernel/edge_pass.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/timeline.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

using Batch = kernel::EdgePass<double, 4>;
using Single = kernel::EdgePass<double, 1>;

/// Whether every number of scenario `s` is the same to the bit.
bool same(const FrozenNetwork& network, const Batch& batch, std::size_t s, const Single& single) {
  for (std::size_t at = 0; at < network.nodes().size(); ++at) {
    if (batch.fill(at, s) != single.fill(at, 0) || batch.finished(at, s) != single.finished(at, 0)) return false;
    if (batch.made(at, s) != single.made(at, 0) || batch.faced(at, s) != single.faced(at, 0)) return false;
    if (single.fill(at, 0) < 1 && batch.binding(at, s) != single.binding(at, 0)) return false;
  }
  for (std::size_t slot = 0; slot < network.inputs().size(); ++slot)
    if (batch.stock(slot, s) != single.stock(slot, 0) || batch.transit(slot, s) != single.transit(slot, 0))
      return false;
  for (std::size_t lane = 0; lane < network.lanes().size(); ++lane)
    if (batch.lanes().lane_at(lane, s).granted != single.lanes().lane_at(lane, 0).granted) return false;
  return true;
}

}  // namespace

TEST_CASE("a batch of four scenarios gives each the bits it has alone") {
  constexpr std::size_t steps = 78;
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network plain = random_network(random, {.licences = seed % 2 == 0 ? Licences::none : Licences::reviewed});
    const auto network = freeze(plain);
    std::vector<Timeline> timelines{{}};  // and one in which nothing happens
    while (timelines.size() < 4) timelines.push_back(resolve(network, random_scenario(random, plain)));
    Batch batch(network, timelines, default_step, {}, steps);
    std::vector<std::unique_ptr<Single>> singles;
    for (const Timeline& timeline : timelines)
      singles.push_back(
          std::make_unique<Single>(network, std::span{&timeline, 1}, default_step, std::span<const Policy>{}, steps));
    for (std::size_t step = 0; step < steps; ++step) {
      CAPTURE(step);
      batch.advance();
      bool all = true;
      for (std::size_t s = 0; s < 4; ++s) {
        singles[s]->advance();
        all = all && same(network, batch, s, *singles[s]);
      }
      REQUIRE(all);
    }
    for (std::size_t s = 0; s < 4; ++s) CHECK(batch.mass_balance_error(s) == singles[s]->mass_balance_error(0));
  }
}
