// SPDX-License-Identifier: Apache-2.0
/// @file  No run outlasts the best case.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "support/policies.hpp"
#include "support/random.hpp"
#include "support/random_network.hpp"
#include "support/whole_steps.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

struct Counts {
  std::size_t compared = 0, tight = 0, told = 0;
};

/// Licences of an office without limit that are open when their lane changes; a run ships what they were granted for.
bool leaves_out_licences(const BestCase& best) {
  return std::any_of(best.notes.begin(), best.notes.end(), [](const std::string& note) {
    return note.find("not used by then is left out, though a simulation ships it, so that it may last longer") !=
           std::string::npos;
  });
}

/// @param slack  months, by which a run may seem to last longer.
void check(std::optional<Months> simulated, std::optional<Months> upper, Months horizon, double slack, Counts& counts) {
  if (!upper || *upper >= horizon) return;
  ++counts.compared;
  REQUIRE(simulated.has_value());
  CHECK(simulated->count() <= upper->count() + slack);
  counts.tight += simulated->count() > 0.98 * upper->count() ? 1 : 0;
}

/// All targets together, and each by itself.
void check(const FrozenNetwork& network, const Scenario& scenario, double relative, Months step, Counts& counts) {
  constexpr Months horizon{24};
  const Outcome run = simulate(network, scenario, {.horizon = horizon});
  const BestCase best = survive(network, scenario, {.rivals = Rivals::ignored, .sequence = false});
  const auto slack = [&](std::optional<Months> upper) { return upper ? relative * upper->count() + step.count() : 0; };
  const std::optional<Months> upper = best.upper < Months::max() ? std::optional(best.upper) : std::nullopt;
  if (leaves_out_licences(best)) {  // an end that may not be the last word
    CHECK_FALSE((best.exact && upper));
    ++counts.told;
    return;
  }
  check(run.total.to_shortage, upper, horizon, slack(upper), counts);
  REQUIRE(run.targets.size() == best.each.size());
  for (std::size_t i = 0; i < run.targets.size(); ++i) {
    CAPTURE(index_of(best.each[i].node));
    REQUIRE(run.targets[i].node == best.each[i].node);
    check(run.targets[i].to_shortage, best.each[i].months, horizon, slack(best.each[i].months), counts);
  }
}

struct Drawn {
  Network network = {};
  Scenario scenario = {};  ///< in whole steps
};

/// That many under each policy.
template <class Draw>
Counts check_drawn(std::uint64_t count, std::uint64_t first_seed, Draw&& draw) {
  Counts counts;
  for_all_policies(count, [&](const Policy& policy, std::uint64_t seed) {
    Random random(first_seed + seed);
    Drawn drawn = draw(random, seed);
    drawn.scenario.policy = policy;
    check(freeze(drawn.network), drawn.scenario, 0, default_step, counts);
  });
  return counts;
}

}  // namespace

TEST_CASE("without leads or events no run outlasts the best case, to rounding") {
  Counts counts;
  for_all_policies(100, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    Network network = random_network(random, {.most_nodes = 25,
                                              .cycles = seed % 3 == 0,
                                              .leads = false,
                                              .licences = seed % 2 == 0 ? Licences::none : Licences::free,
                                              .ranks = true,
                                              .unused = seed % 5 == 0});
    for (int cuts = 0; cuts < 2; ++cuts) {
      Node& node = network.nodes[id_at<NodeId>(random.below(network.nodes.size()))];
      node.capacity = is_unlimited(node.capacity) ? Flow{} : node.capacity * random.uniform();
    }
    check(freeze(network), {.name = "Cuts", .policy = policy}, 1e-9, Months{0}, counts);
  });
  CHECK(counts.compared > seeds(1500));
  CHECK(counts.tight > seeds(350));  // or the bound is an empty one
}

TEST_CASE("with leads, events, ramps and licences no run outlasts the best case by more than a step") {
  const Counts counts = check_drawn(25, 0, [](Random& random, std::uint64_t seed) {
    const auto licences = seed % 3 == 0 ? Licences::none : seed % 3 == 1 ? Licences::free : Licences::reviewed;
    const Network network = random_network(
        random,
        {.most_nodes = 9, .cycles = seed % 2 == 0, .licences = licences, .ranks = true, .unused = seed % 5 == 0});
    return Drawn{network, in_whole_steps(random, network, {.ranks = true})};
  });
  CHECK(counts.compared > seeds(200));
  CHECK(counts.tight > counts.compared / 10);
}

TEST_CASE("whatever lanes control, return, let expire or accept, no run outlasts the best case by more than a step") {
  const Counts counts = check_drawn(25, 1000, [](Random& random, std::uint64_t seed) {
    const Network network =
        random_network(random, {.most_nodes = 9, .cycles = seed % 2 == 0, .licences = Licences::ruled, .ranks = true});
    return Drawn{network, in_whole_steps(random, network, {.rules = true, .ranks = true})};
  });
  CHECK(counts.compared > seeds(200));
  CHECK(counts.tight > counts.compared / 20);
}

TEST_CASE("whatever is granted while a supplier stands still, no run outlasts the best case by more than a step") {
  const Counts counts = check_drawn(40, 2000, [](Random& random, std::uint64_t seed) {
    const auto licences = seed % 4 == 0 ? Licences::free : seed % 4 == 1 ? Licences::ruled : Licences::reviewed;
    const Network network = in_whole_steps(
        random_network(random, {.most_nodes = 8, .cycles = seed % 2 == 0, .licences = licences, .ranks = true}));
    return Drawn{network,
                 in_whole_steps(random, network, {.rules = seed % 4 == 1, .ranks = true, .standstills = true})};
  });
  CHECK(counts.compared > seeds(400));
  CHECK(counts.tight > counts.compared / 10);
  CHECK(counts.told > seeds(30));
}
