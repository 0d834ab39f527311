// SPDX-License-Identifier: Apache-2.0
/// @file  Systemic risk of each node on several threads: equal bits, cancellation.
#include <doctest/doctest.h>

#include "support/random.hpp"
#include "support/random_network.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/systemic_risk.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

FrozenNetwork some_risks() {
  Random random(5);
  Network network = random_network(random, {.least_nodes = 40});
  for (Input& input : network.inputs)
    if (input.essential < 1) input.essential /= 3;
  return freeze(network);
}

struct Stopped {
  [[nodiscard]] bool stop_requested() const { return true; }
};

}  // namespace

TEST_CASE("systemic risks are the same with 1, 2 and 7 threads") {
  const FrozenNetwork network = some_risks();
  const auto one = systemic_risk_of_each(network);
  CHECK(one.size() >= 40);
  for (const int threads : {2, 7}) CHECK(systemic_risk_of_each(network, {.control = {.threads = threads}}) == one);
}

TEST_CASE("systemic risks stop when asked to") {
  CHECK_THROWS_AS(static_cast<void>(systemic_risk_of_each(some_risks(), {.control = {.stop = Stopped{}}})), Cancelled);
}
