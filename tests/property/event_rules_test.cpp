// SPDX-License-Identifier: Apache-2.0
/// @file  Names and conditions of events, against scenarios that say the same without them.
#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "support/all_series.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

struct Drawn {
  FrozenNetwork network;
  Scenario scenario;
};

Drawn draw(Random& random, const Policy& policy) {
  const Network network = random_network(random, {.licences = Licences::reviewed});
  Scenario scenario = random_scenario(random, network);
  scenario.policy = policy;
  scenario.start = Date{std::chrono::year{2025} / 4 / 4};
  return {freeze(network), std::move(scenario)};
}

/// But for notes, which tell what does not happen.
void check_same(const Drawn& drawn, const Scenario& other) {
  const auto options = with_all_series(drawn.network);
  Outcome one = simulate(drawn.network, drawn.scenario, options), two = simulate(drawn.network, other, options);
  one.notes = two.notes = {};
  CHECK(one == two);
}

Event announcement(std::string name, Instant at) { return {.name = std::move(name), .at = at}; }

/// Some event again, so that it does something.
Event copy_of_any(Random& random, const Scenario& scenario) { return random.pick(scenario.events); }

}  // namespace

TEST_CASE("an event that does not happen changes no bit") {
  for_all_policies(15, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Drawn drawn = draw(random, policy);
    Scenario more = drawn.scenario;
    more.events.push_back(announcement("late", Months{30}));
    more.events.push_back(announcement("early", Months{0}));
    for (int kind = 0; kind < 4; ++kind) {
      Event event = copy_of_any(random, drawn.scenario);
      event.until = {};
      event.ramp_out = {};
      if (kind == 0) event.happens = false;
      if (kind == 1) event.only_if = {"early", "late"};
      if (kind == 2) event.unless = {"late", "early"};
      if (kind == 3) event.after = more.events.back().name;  // of the last, which does not happen
      event.name = "kind " + std::to_string(kind);
      more.events.insert(more.events.begin() + static_cast<std::ptrdiff_t>(random.below(drawn.scenario.events.size())),
                         event);
      if (kind == 2) more.events.push_back({.name = "never", .happens = false});
    }
    check_same(drawn, more);
  });
}

TEST_CASE("events whose conditions are met are as without conditions") {
  for_all_policies(15, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Drawn drawn = draw(random, policy);
    Scenario more = drawn.scenario;
    for (Event& event : more.events) {
      if (random.chance(0.5)) event.only_if = {"start"};
      if (random.chance(0.5)) event.unless = {"late", "never"};
    }
    more.events.push_back(announcement("start", Months{0}));
    more.events.push_back(announcement("late", Months{30}));
    more.events.push_back({.name = "never", .happens = false});
    check_same(drawn, more);
  });
}

TEST_CASE("an event after another is as one at the same time") {
  for_all_policies(15, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    Drawn drawn = draw(random, policy);
    Scenario relative = drawn.scenario;
    std::vector<Event> anchors;
    for (std::size_t i = 0; i < drawn.scenario.events.size(); ++i) {
      Event &typed = drawn.scenario.events[i], &linked = relative.events[i];
      const std::string anchor = "anchor " + std::to_string(i);
      const Months before{random.between(0, 3)}, later{random.between(0, 3)}, length{random.between(0, 3)};
      if (random.chance(0.5)) {
        const Date date = *drawn.scenario.start + std::chrono::days{random.below(90)};
        typed.at = date;
        linked.at = Months{0};
        anchors.push_back(announcement(anchor, date));
      } else {
        typed.at = before + later;
        linked.at = later;
        anchors.push_back(announcement(anchor, before));
        typed.until = before + later + length;
      }
      if (std::holds_alternative<Date>(typed.at)) typed.until = {};
      linked.until = {};
      if (typed.until) linked.lasts = length;
      linked.after = anchor;
    }
    relative.events.insert(relative.events.begin(), anchors.begin(), anchors.end());
    check_same(drawn, relative);
  });
}

TEST_CASE("the best case takes no notice of events that do not happen") {
  for (std::uint64_t seed = 0; seed < seeds(20); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random, {.most_nodes = 12, .licences = Licences::reviewed});
    const FrozenNetwork frozen = freeze(network);
    Scenario plain = random_scenario(random, network, {.ramps = false});
    for (Event& other : plain.events) other.at = Months{0};  // no stock scaled up later than that, which is refused
    Scenario more = plain;
    Event event = copy_of_any(random, plain);
    event.happens = false;
    more.events.insert(more.events.begin(), event);
    more.events.push_back(announcement("talks", Months{3}));
    const SurviveOptions options{.rivals = Rivals::ignored, .each = false, .sequence = false};
    BestCase one = survive(frozen, plain, options), two = survive(frozen, more, options);
    CHECK(one.upper == two.upper);
    CHECK(one.lower == two.lower);
  }
}
