// SPDX-License-Identifier: Apache-2.0
/// @file  Several threads: equal bits, no race, orderly ends. Run with the thread sanitizer too.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "support/chains.hpp"
#include "support/variations.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/validate.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate_each.hpp"
#include "ytterby/simulate/step_report.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("many scenarios have the same bits with 1, 2 and 7 threads") {
  for (std::uint64_t seed = 0; seed < seeds(20); ++seed) {
    CAPTURE(seed);
    const auto [network, scenarios] = variations(seed, 1 + 7 * seed % 40);
    const auto alone = simulate_each(network, scenarios);
    for (const int threads : {2, 7})  // so few for each that widths of 1, 4 and 8 occur
      CHECK(simulate_each(network, scenarios, {.control = {.threads = threads}}) == alone);
    for (std::size_t i = 0; i < scenarios.size(); ++i) CHECK(simulate(network, scenarios[i]) == alone[i]);
  }
}

TEST_CASE("threads simulate, validate and read one network at the same time") {
  const auto [network, scenarios] = variations(3, 6);
  const Prepared prepared(network);
  std::vector<Outcome> expected;
  for (const Scenario& scenario : scenarios) expected.push_back(simulate(network, scenario));
  const Balance balance = balance_of(network);
  std::atomic<std::size_t> wrong = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < 5; ++t) {
      threads.emplace_back([&, t, &on = network, &all = scenarios] {
        for (std::size_t n = 0; n < all.size(); ++n) {
          const std::size_t i = (n + t) % all.size();
          if (simulate(prepared, all[i]) != expected[i]) ++wrong;
          if (t % 2 == 0 && simulate(on, all[i]) != expected[i]) ++wrong;
          if (balance_of(on).unbalanced != balance.unbalanced) ++wrong;
          for (const NodeId node : on.nodes())
            if (on.find(on.name(node)) != node) ++wrong;
        }
      });
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("callbacks are called from one thread at a time, and outcomes are taken in order") {
  const auto [network, scenarios] = variations(5, 40);
  std::atomic<int> inside = 0;
  std::size_t crowded = 0, taken = 0, made = 0, seen = 0, ahead = 0;
  double share = 0;
  class Visit {
   public:
    Visit(std::atomic<int>& count, std::size_t& too_many) : count_(count) {
      if (++count_ > 1) ++too_many;
    }
    ~Visit() { --count_; }
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;

   private:
    std::atomic<int>& count_;
  };
  SimulateOptions options{.control = {.threads = 4}};
  options.control.progress = [&](double done, Months) {
    const Visit visit(inside, crowded);
    CHECK(done >= share);
    share = done;
  };
  options.observe = [&](const StepReport& report) {
    const Visit visit(inside, crowded);
    seen += report.step() == 0 ? 1 : 0;
  };
  simulate_each(
      network, scenarios.size(),
      [&, &all = scenarios](std::size_t i) {
        const Visit visit(inside, crowded);
        CHECK(i == made++);
        ahead = std::max(ahead, made - taken);
        return all[i];
      },
      [&](std::size_t i, Outcome&&) {
        const Visit visit(inside, crowded);
        CHECK(i == taken++);
      },
      options);
  CHECK(crowded == 0);
  CHECK(taken == scenarios.size());
  CHECK(seen == scenarios.size());
  CHECK(share == 1);
  CHECK(ahead <= 2 * 4 * 8);
}

TEST_CASE("another thread stops a run that would take for ever") {
  Random random(9);
  const auto network = freeze(random_network(random));
  const std::vector<Scenario> scenarios(40);
  for (const int threads : {1, 4}) {
    std::stop_source source;
    std::atomic<bool> under_way = false;
    SimulateOptions options{.horizon = Months{1e6}};  // a minute or more for each
    options.control = {
        .stop = source.get_token(), .progress = [&](double, Months) { under_way = true; }, .threads = threads};
    std::jthread canceller([&] {
      while (!under_way) std::this_thread::yield();
      source.request_stop();
    });
    CHECK_THROWS_WITH_AS(static_cast<void>(simulate_each(network, scenarios, options)), "cancelled", Cancelled);
  }
}

TEST_CASE("with threads too, the earliest failure counts and all before it is taken") {
  const auto [network, scenarios] = variations(11, 40);
  for (const std::size_t first : {0U, 5U, 23U}) {
    CAPTURE(first);
    std::size_t taken = 0;
    const auto make = [&, &all = scenarios](std::size_t i) {
      return i == first || i == first + 4 || i == 39 ? scenario_of(stop("Nobody")) : all[i];
    };
    try {
      simulate_each(network, 40, make, [&](std::size_t, Outcome&&) { ++taken; }, {.control = {.threads = 4}});
      FAIL("not refused");
    } catch (const InvalidScenario& refusal) {
      CHECK(std::string(refusal.what()).rfind("scenarios[" + std::to_string(first) + "]: scenario 'Test'", 0) == 0);
    }
    CHECK(taken == first);
  }
}

TEST_CASE("an exception of any callback reaches the caller once all threads have ended") {
  const auto [network, scenarios] = variations(13, 40);
  const auto throws = [](const char* words) { throw std::runtime_error(words); };
  const auto make = [&all = scenarios](std::size_t i) { return all[i]; };
  const auto ignore = [](std::size_t, Outcome&&) {};
  SimulateOptions options{.control = {.threads = 3}};
  CHECK_THROWS_WITH_AS(simulate_each(
                           network, 40,
                           [&](std::size_t i) {
                             if (i == 20) throws("made");
                             return make(i);
                           },
                           ignore, options),
                       "made", std::runtime_error);
  CHECK_THROWS_WITH_AS(simulate_each(
                           network, 40, make,
                           [&](std::size_t i, Outcome&&) {
                             if (i == 20) throws("taken");
                           },
                           options),
                       "taken", std::runtime_error);
  options.observe = [&](const StepReport& report) {
    if (report.scenario() == 20) throws("observed");
  };
  CHECK_THROWS_WITH_AS(simulate_each(network, 40, make, ignore, options), "observed", std::runtime_error);
  options.observe = {};
  options.control.progress = [&](double share, Months) {
    if (share > 0.5) throws("advanced");
  };
  CHECK_THROWS_WITH_AS(simulate_each(network, 40, make, ignore, options), "advanced", std::runtime_error);
}
