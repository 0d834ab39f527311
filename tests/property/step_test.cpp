// SPDX-License-Identifier: Apache-2.0
/// @file  Shorter steps.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <string>

#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

void check_halving(const Policy& policy) {
  CAPTURE(words_of(policy));
  // Errors against steps of 1/128 month, summed over targets that run short in both.
  const std::array steps{1.0 / 4, 1.0 / 8, 1.0 / 16, 1.0 / 32};
  std::array<double, 4> time_error{}, mass_error{};
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    Random random(seed);
    const Network network = random_network(random, {.most_nodes = 25, .ranks = true});
    Scenario scenario = random_scenario(random, network, {.multiple_of = Months{0.25}, .ranks = true});
    scenario.policy = policy;
    const auto frozen = freeze(network);
    const auto fine = simulate(frozen, scenario, {.step = Months{1.0 / 128}});
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto coarse = simulate(frozen, scenario, {.step = Months{steps[i]}});
      for (std::size_t t = 0; t < fine.targets.size(); ++t) {
        const TargetOutcome &a = coarse.targets[t], &b = fine.targets[t];
        const double demand = (b.demand * fine.horizon).value;
        if (demand > 0) mass_error[i] += std::abs((a.unserved - b.unserved).value) / demand;
        if (a.to_shortage && b.to_shortage) time_error[i] += std::abs((*a.to_shortage - *b.to_shortage).count());
        compared += a.to_shortage && b.to_shortage ? 1 : 0;
      }
    }
  }
  REQUIRE(compared > seeds(200));
  CAPTURE(time_error[0]);
  CAPTURE(time_error[1]);
  CAPTURE(time_error[2]);
  CAPTURE(time_error[3]);
  // First order: half each time on average. Tiers jump, so that in a few networks a single halving gains less.
  for (std::size_t i = 1; i < steps.size(); ++i) {
    CHECK(mass_error[i] < mass_error[i - 1]);
    CHECK(time_error[i] < time_error[i - 1]);
  }
  const double all_halvings = std::pow(0.75, static_cast<double>(steps.size() - 1));
  CHECK(mass_error.back() < all_halvings * mass_error.front());
  CHECK(time_error.back() < all_halvings * time_error.front());
}

}  // namespace

TEST_CASE("halving the step converges") {
  for (const Policy& policy : all_policies()) check_halving(policy);
}

TEST_CASE("a plant at the end of one tier is short at the same time, within a step, for every step") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network network;
    const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = {random.between(1, 10)}});
    const double need = network.nodes[plant].demand.value;
    network.add(Input{.node = plant, .product = "ore", .stock = {random.between(0, 3) * need}});
    for (int i = 0; i < 3; ++i) {
      const auto mine = network.add(Node{
          .name = "Mine " + std::to_string(i), .product = "ore", .capacity = {need / 3}});  // none to make up for it
      network.add(Edge{.from = mine, .to = plant, .flow = {need / 3}, .lead_time = Months{random.between(0, 2)}});
    }
    Scenario scenario{.name = "Stop"};
    Event event{.at = Months{random.chance(0.5) ? 0.0 : random.between(0, 3)}, .on = {.nodes = {.node = {"Mine 0"}}}};
    event.scale = {{Lever::capacity, 0}};
    scenario.events.push_back(event);
    const auto network_now = freeze(network);
    const auto fine = simulate(network_now, scenario, {.step = Months{1.0 / 512}}).targets.front().to_shortage;
    REQUIRE(fine.has_value());
    for (const double step : {1.0, 0.5, 0.2299794661190965, 1.0 / 32}) {
      CAPTURE(step);
      const auto coarse = simulate(network_now, scenario, {.step = Months{step}}).targets.front().to_shortage;
      REQUIRE(coarse.has_value());
      CHECK(std::abs((*coarse - *fine).count()) <= step + 1.0 / 512);
    }
  }
}
