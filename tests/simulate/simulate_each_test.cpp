// SPDX-License-Identifier: Apache-2.0
/// @file  Many scenarios: order, progress, refusals.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/simulate/simulate_each.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// The mine stops after `i` months, so 30 t of stock end at i + 3.
Scenario stop_after(std::size_t i) { return scenario_of(stop("Mine", Months{static_cast<double>(i)})); }

const std::function<void(std::size_t, Outcome&&)> ignore = [](std::size_t, Outcome&&) {};

}  // namespace

TEST_CASE("each scenario has its outcome, in its place") {
  std::vector<Scenario> scenarios;
  for (std::size_t i = 0; i < 19; ++i) scenarios.push_back(stop_after(i));
  const auto outcomes = simulate_each(three_months_of_ore(), scenarios);
  REQUIRE(outcomes.size() == 19);
  for (std::size_t i = 0; i < 19; ++i)
    CHECK(count(outcomes[i].targets.front().to_shortage) == doctest::Approx(3 + static_cast<double>(i)).epsilon(1e-9));
}

TEST_CASE("numbers that grow beyond all are named by their scenario, and those before it are taken") {
  std::size_t taken = 0;
  const auto make = [](std::size_t i) {
    Event event = on_node("Plant");
    event.set = {{Lever::demand, i == 4 ? 1.7e308 : 10}};
    return scenario_of(event);
  };
  CHECK_THROWS_WITH_AS(simulate_each(three_months_of_ore(), 6, make, [&](std::size_t, Outcome&&) { ++taken; }),
                       "scenarios[4]: simulate: found a number that is not finite, expected smaller tonnages", Error);
  CHECK(taken == 4);
}

TEST_CASE("no scenarios have no outcomes") {
  CHECK(simulate_each(three_months_of_ore(), {}).empty());
  simulate_each(
      three_months_of_ore(), 0, [](std::size_t) -> Scenario { throw std::logic_error("made"); }, ignore);
}

TEST_CASE("scenarios are made in order, a few ahead of the outcomes that are taken in order") {
  std::size_t made = 0, taken = 0, most_ahead = 0;
  simulate_each(
      three_months_of_ore(), 1000,
      [&](std::size_t i) {
        CHECK(i == made++);
        most_ahead = std::max(most_ahead, made - taken);
        return stop_after(i % 20);
      },
      [&](std::size_t i, Outcome&& outcome) {
        CHECK(i == taken++);
        CHECK(count(outcome.targets.front().to_shortage) ==
              doctest::Approx(3 + static_cast<double>(i % 20)).epsilon(1e-9));
      },
      {.horizon = 24_mo});
  CHECK(made == 1000);
  CHECK(taken == 1000);
  CHECK(most_ahead <= 16);
}

TEST_CASE("progress of many scenarios grows to one and to all their months") {
  std::vector<Scenario> scenarios(11);
  for (std::size_t i = 0; i < 11; ++i) scenarios[i].horizon = Months{static_cast<double>(1 + i)};
  std::vector<double> done;
  std::vector<double> months;
  SimulateOptions options{.step = 1_mo};
  options.control.progress = [&](double share, Months simulated) {
    done.push_back(share);
    months.push_back(simulated.count());
  };
  static_cast<void>(simulate_each(three_months_of_ore(), scenarios, options));
  CHECK(std::is_sorted(done.begin(), done.end()));
  CHECK(std::is_sorted(months.begin(), months.end()));
  CHECK(done.front() > 0);
  CHECK(done.back() == 1);
  CHECK(months.back() == 66);  // 1 + 2 + … + 11
}

TEST_CASE("a refused scenario is named by its place") {
  std::vector<Scenario> scenarios(12);
  scenarios[10] = scenario_of(stop("Mime"));
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate_each(three_months_of_ore(), scenarios)),
                       "scenarios[10]: scenario 'Test', event 1: no node with node = \"Mime\" (did you mean \"Mine\"?)",
                       InvalidScenario);
  scenarios[10] = {.policy = {.tau = 0_mo}};
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate_each(three_months_of_ore(), scenarios)),
                       "scenarios[10]: tau: found 0 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate_each(three_months_of_ore(), scenarios, {.control = {.threads = 0}})),
                       "threads: found 0, expected 1 or more", InvalidOptions);
}

TEST_CASE("whatever fails, the outcomes of earlier scenarios have been taken") {
  std::vector<std::size_t> taken;
  const auto take = [&](std::size_t i, Outcome&&) { taken.push_back(i); };
  const std::vector<std::size_t> first_ten{0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  const auto refused = [](std::size_t i) { return i == 10 ? scenario_of(stop("Mime")) : stop_after(i); };
  CHECK_THROWS_AS(simulate_each(three_months_of_ore(), 30, refused, take), InvalidScenario);
  CHECK(taken == first_ten);

  taken.clear();
  const auto unmade = [](std::size_t i) -> Scenario {
    if (i == 10) throw std::runtime_error("no more");
    return stop_after(i);
  };
  CHECK_THROWS_WITH_AS(simulate_each(three_months_of_ore(), 30, unmade, take), "no more", std::runtime_error);
  CHECK(taken == first_ten);

  taken.clear();
  const auto full = [&](std::size_t i, Outcome&&) {
    if (i == 10) throw std::runtime_error("full");
    taken.push_back(i);
  };
  CHECK_THROWS_WITH_AS(simulate_each(three_months_of_ore(), 30, stop_after, full), "full", std::runtime_error);
  CHECK(taken == first_ten);
}

TEST_CASE("many scenarios that are asked to stop throw Cancelled") {
  std::stop_source source;
  SimulateOptions options{};
  options.control.stop = source.get_token();
  options.control.progress = [&](double share, Months) {
    if (share > 0.5) source.request_stop();
  };
  std::size_t taken = 0;
  CHECK_THROWS_AS(simulate_each(
                      three_months_of_ore(), 32, stop_after, [&](std::size_t, Outcome&&) { ++taken; }, options),
                  Cancelled);
  CHECK(taken == 16);  // two batches of eight, then the next began
}
