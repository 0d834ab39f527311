// SPDX-License-Identifier: Apache-2.0
/// @file  One node as two halves.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "support/halved.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

void add_twin(NodeFilter& filter, const std::string& split) {
  if (std::find(filter.node.begin(), filter.node.end(), split) != filter.node.end()) filter.node.push_back(twin_name);
}

/// What happens to the node happens to both halves.
Scenario followed(Scenario scenario, const std::string& split) {
  for (Event& event : scenario.events) {
    add_twin(event.on.nodes, split);
    if (event.on.from) add_twin(*event.on.from, split);
    if (event.on.to) add_twin(*event.on.to, split);
  }
  return scenario;
}

bool near(const std::optional<Months>& a, const std::optional<Months>& b, double tolerance) {
  if (a.has_value() != b.has_value()) return false;
  return !a || std::abs(a->count() - b->count()) <= tolerance * std::max(1.0, a->count());
}

}  // namespace

TEST_CASE("splitting a node in two equal halves changes nothing under the rules that go by tonnes or by tier") {
  std::vector<Policy> policies = all_policies();
  std::erase_if(policies, [](const Policy& policy) {  // two halves are smaller, and two claims
    return policy.rationing == Rationing::largest_first || policy.rationing == Rationing::equal_fill;
  });
  int ill_conditioned = 0;
  for_each_policy(policies, 150, [&](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network network =
        random_network(random, {.licences = seed % 2 == 0 ? Licences::none : Licences::reviewed, .ranks = true});
    Scenario scenario = random_scenario(random, network, {.sets = false, .ranks = true});
    scenario.policy = policy;
    const auto split = id_at<NodeId>(random.below(network.nodes.size()));
    const auto one = simulate(freeze(network), scenario);
    const auto two = simulate(freeze(halved(network, split)), followed(scenario, network.nodes[split].name));
    const auto twin = id_at<NodeId>(network.nodes.size());
    for (const TargetOutcome& target : one.targets) {
      const auto of = [&](NodeId node) {
        return *std::find_if(two.targets.begin(), two.targets.end(), [&](const auto& t) { return t.node == node; });
      };
      CAPTURE(index_of(target.node));
      const TargetOutcome other = of(target.node);
      // Where next to nothing is missing in the first short step, rounding moves its moment.
      CHECK(near(target.to_shortage, other.to_shortage, 1e-6));
      ill_conditioned += near(target.to_shortage, other.to_shortage, 1e-9) ? 0 : 1;
      CHECK(near(target.to_half, other.to_half, 1e-9));
      const Mass unserved = target.node == split ? other.unserved + of(twin).unserved : other.unserved;
      CHECK(unserved.value == doctest::Approx(target.unserved.value).epsilon(1e-9).scale(1));
    }
    CHECK(near(one.total.to_shortage, two.total.to_shortage, 1e-6));
  });
  CHECK(ill_conditioned <= 2);  // of some ten thousand targets
}
