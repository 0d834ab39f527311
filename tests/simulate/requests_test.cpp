// SPDX-License-Identifier: Apache-2.0
/// @file  What simulate refuses, and how it is steered.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <stop_token>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("a step must be above zero and finite") {
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, {.step = 0_mo})),
                       "step: found 0 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, {.step = Months{-0.5}})),
                       "step: found -0.5 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(simulate(three_months_of_ore(), {}, {.step = Months{std::numeric_limits<double>::infinity()}})),
      "step: found inf months, expected a finite number above 0", InvalidOptions);
}

TEST_CASE("a horizon must be above zero and finite, wherever it comes from") {
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, {.horizon = 0_mo})),
                       "horizon: found 0 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {.horizon = Months{-1}})),
                       "horizon: found -1 months, expected a finite number above 0", InvalidOptions);
}

TEST_CASE("a series of a node that the network doesn't have is refused") {
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, {.series_of = {NodeId{99}}})),
                       "series_of: found node 99, expected one below 2", InvalidOptions);
}

TEST_CASE("a policy that cannot be followed is refused") {
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {.policy = {.tau = 0_mo}})),
                       "tau: found 0 months, expected a finite number above 0", InvalidOptions);
}

TEST_CASE("targets are those of the scenario with demand, in the order of nodes") {
  Network three = MineAndPlant{}.network();
  three.nodes[NodeId{0}].demand = 1_t_per_mo;
  three.nodes[NodeId{0}].capacity = unlimited<Flow>;
  const auto frozen = freeze(three);
  const auto all = simulate(frozen, {.name = "All"});
  REQUIRE(all.targets.size() == 2);
  CHECK(all.targets[0].node == NodeId{0});
  CHECK(all.targets[0].demand == 1_t_per_mo);
  CHECK(all.targets[1].node == NodeId{1});
  const auto some = simulate(frozen, {.name = "Some", .targets = {.stage = {"end_use"}, .country = {"USA", "CHN"}}});
  REQUIRE(some.targets.size() == 1);
  CHECK(some.targets[0].node == NodeId{1});
}

TEST_CASE("targets that do not exist or have no demand are refused") {
  CHECK_THROWS_WITH_AS(
      static_cast<void>(simulate(three_months_of_ore(), {.name = "Typo", .targets = {.country = {"US"}}})),
      "scenario 'Typo', targets: no node with country = \"US\" (did you mean \"USA\"?)", InvalidScenario);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(simulate(three_months_of_ore(), {.name = "Mines", .targets = {.node = {"Mine"}}})),
      "scenario 'Mines', targets: found no node with demand, expected at least one", InvalidScenario);
  CHECK_THROWS_WITH_AS(
      static_cast<void>(simulate(three_months_of_ore(), {.targets = {.node = {"Mine"}, .country = {"USA"}}})),
      "baseline, targets: no node with node = \"Mine\", country = \"USA\"", InvalidScenario);
}

TEST_CASE("a run that is asked to stop throws Cancelled") {
  std::stop_source source;
  SimulateOptions options{};
  options.control.stop = source.get_token();
  CHECK_NOTHROW(static_cast<void>(simulate(three_months_of_ore(), {}, options)));
  int steps = 0;
  options.control.progress = [&](double, Months) {
    if (++steps == 3) source.request_stop();
  };
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, options)), "cancelled", Cancelled);
  CHECK(steps == 3);
}

TEST_CASE("progress grows to one and to the horizon") {
  std::vector<double> done;
  Months simulated{};
  SimulateOptions options{.horizon = 12_mo, .step = 0.5_mo};
  options.control.progress = [&](double share, Months time) {
    done.push_back(share);
    simulated = time;
  };
  static_cast<void>(simulate(three_months_of_ore(), {}, options));
  CHECK(done.size() == 24);
  CHECK(std::is_sorted(done.begin(), done.end()));
  CHECK(done.back() == 1);
  CHECK(simulated == 12_mo);
}

TEST_CASE("a rule that is none is refused, and a step as long as a lifetime") {
  Scenario scenario{.name = "Test"};
  scenario.policy.rationing = static_cast<Rationing>(99);
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), scenario)),
                       "scenario 'Test', rationing: found the number 99, expected a rule", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, {.step = 1e5_mo})),
                       "step: found 100000 months, expected 1200 or fewer", InvalidOptions);
}

TEST_CASE("an exception of a progress callback reaches the caller") {
  SimulateOptions options{};
  options.control.progress = [](double, Months) { throw std::runtime_error("enough"); };
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(three_months_of_ore(), {}, options)), "enough", std::runtime_error);
}

TEST_CASE("notes name a baseline that does not balance and one that lives on stock") {
  Network network = MineAndPlant{}.network();
  network.inputs[InputId{0}].t_per_t = 2;  // 20 t a month needed, 10 t arrive
  const auto unbalanced = simulate(freeze(network));
  REQUIRE(unbalanced.notes.size() == 1);
  CHECK(
      unbalanced.notes[0] ==
      "the baseline does not balance at 1 of the nodes (largest residual 0.5, at 'Plant'): the first steps settle it");

  network = MineAndPlant{.finished = 20_t}.network();
  network.nodes[NodeId{1}].capacity = 6_t_per_mo;
  const auto living = simulate(freeze(network));
  REQUIRE(living.notes.size() == 1);
  CHECK(living.notes[0] ==
        "'Plant' ships 4 t a month more than it can make, from a stock of 20 t: gone after 5.0 months "
        "even undisturbed");
  CHECK(living.targets[0].to_shortage->count() == doctest::Approx(5).epsilon(1e-9));
}
