// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios side by side against each alone.
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

using Single = kernel::EdgePass<double, 1>;

/// Whether every number of scenario `s` is the same to the bit.
template <int Width>
bool same(const FrozenNetwork& network, const kernel::EdgePass<double, Width>& batch, std::size_t s,
          const Single& single) {
  for (std::size_t at = 0; at < network.nodes().size(); ++at) {
    if (batch.fill(at, s) != single.fill(at, 0) || batch.finished(at, s) != single.finished(at, 0)) return false;
    if (batch.made(at, s) != single.made(at, 0) || batch.faced(at, s) != single.faced(at, 0)) return false;
    if (single.fill(at, 0) < 1 && batch.binding(at, s) != single.binding(at, 0)) return false;
  }
  for (std::size_t slot = 0; slot < network.inputs().size(); ++slot)
    if (batch.stock(slot, s) != single.stock(slot, 0) || batch.transit(slot, s) != single.transit(slot, 0))
      return false;
  const std::size_t steps = single.steps_done();
  for (std::size_t lane = 0; lane < network.lanes().size(); ++lane) {
    const auto& many = batch.lanes();
    const auto& one = single.lanes();
    if (many.lane_at(lane, s) != one.lane_at(lane, 0)) return false;
    if (many.filed(lane, steps, s) != one.filed(lane, steps, 0)) return false;
    if (many.waiting(lane, steps, s) != one.waiting(lane, steps, 0)) return false;
    if (many.oldest(lane, steps, s) != one.oldest(lane, steps, 0)) return false;
    if (many.open(lane, s) != one.open(lane, 0)) return false;
  }
  return true;
}

/// One batch after the other in the memory of the first.
template <int Width>
void check_batches(std::uint64_t networks) {
  constexpr std::size_t steps = 78;
  for (std::uint64_t seed = 0; seed < networks; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const bool ruled = seed % 4 == 3;
    const Network plain = random_network(random, {.licences = seed % 2 == 0 ? Licences::none
                                                              : ruled       ? Licences::ruled
                                                                            : Licences::reviewed});
    const auto network = freeze(plain);
    const auto draw = [&] {
      std::vector<Timeline> timelines{{}};  // and one in which nothing happens
      while (timelines.size() < Width)
        timelines.push_back(resolve(network, random_scenario(random, plain, {.rules = ruled})));
      return timelines;
    };
    const auto others = draw(), timelines = draw();
    const std::vector<Policy> others_policies(Width, Policy{.tau = Months{3}});
    kernel::EdgePass<double, Width> batch(network, others, default_step, others_policies, steps / 2);
    while (batch.steps_done() < steps / 2) batch.advance();
    batch.restart(timelines, {}, steps);
    std::vector<std::unique_ptr<Single>> singles;
    for (const Timeline& timeline : timelines)
      singles.push_back(
          std::make_unique<Single>(network, std::span{&timeline, 1}, default_step, std::span<const Policy>{}, steps));
    for (std::size_t step = 0; step < steps; ++step) {
      CAPTURE(step);
      batch.advance();
      bool all = true;
      for (std::size_t s = 0; s < Width; ++s) {
        singles[s]->advance();
        all = all && same(network, batch, s, *singles[s]);
      }
      REQUIRE(all);
    }
    for (std::size_t s = 0; s < Width; ++s) CHECK(batch.mass_balance_error(s) == singles[s]->mass_balance_error(0));
  }
}

}  // namespace

TEST_CASE("a batch of four scenarios, begun anew, gives each the bits it has alone") { check_batches<4>(seeds(100)); }

TEST_CASE("a batch of eight scenarios, begun anew, gives each the bits it has alone") { check_batches<8>(seeds(50)); }
