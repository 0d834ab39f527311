// SPDX-License-Identifier: Apache-2.0
/// @file  What a best case can be asked for, and what is refused.
#include <doctest/doctest.h>

#include <stop_token>
#include <string>
#include <utility>

#include "support/chains.hpp"
#include "survive/best_of.hpp"
#include "survive/proofs.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

template <class Refused>
std::string refusal(const Network& network, const Scenario& scenario, const SurviveOptions& options) {
  try {
    static_cast<void>(survive(freeze(network), scenario, options));
  } catch (const Refused& refused) {
    return refused.what();
  }
  return "accepted";
}

/// Supplier (0) of 6 t/month → Large (1), which wants 10 t/month, and Small (2), which wants 5.
Network two_customers(Mass stock) {
  Network network;
  const auto supplier = network.add(Node{.name = "Supplier", .product = "a", .capacity = {6}, .stock = stock});
  for (const auto& [name, demand] : {std::pair{"Large", 10.}, std::pair{"Small", 5.}}) {
    const auto customer = network.add(Node{.name = name, .product = name, .demand = {demand}});
    network.add(Input{.node = customer, .product = "a"});
    network.add(Edge{.from = supplier, .to = customer, .flow = {demand}});
  }
  return network;
}

}  // namespace

TEST_CASE("each and sequence are left out where not asked for") {
  const BestCase best = survive(freeze(two_customers({60})), {}, {.each = false, .sequence = false});
  CHECK(best.each.empty());
  CHECK(best.sequence.empty());
}

TEST_CASE("options that say nothing are refused") {
  const Network network = mine_and_plant({4}, {30}, {10});
  const auto refused = [&](const SurviveOptions& options) { return refusal<InvalidOptions>(network, {}, options); };
  CHECK(refused({}) == "accepted");
  CHECK(refused({.flex = 0}) == "flex: found 0, expected a finite number above 0");
  CHECK(refused({.flex = never}) == "flex: found inf, expected a finite number above 0");
  CHECK(refused({.tolerance = -1}) == "tolerance: found -1, expected a finite number above 0");
  CHECK(refused({.step = Months{-1}}) == "step: found -1, expected a finite number of months above 0");
  CHECK(refused({.control = {.threads = 0}}) == "threads: found 0, expected 1 or more");
  CHECK(refused({.rivals = static_cast<Rivals>(7)}) ==
        "rivals: found the number 7, expected one of those that there are");
  CHECK(refused({.method = static_cast<Method>(9)}) ==
        "method: found the number 9, expected one of those that there are");
}

TEST_CASE("a contradictory scenario is refused") {
  const Network network = mine_and_plant({4}, {30}, {10});
  Event grows = on_node("Plant", Months{1});
  grows.scale = {{Lever::stock, 2}};
  CHECK(refusal<InvalidScenario>(network, scenario_of(grows), {}) ==
        "scenario 'Test': stock of 'Plant': found a scale of 2 after 1 months, expected one of at most 1 later than "
        "the start, or a set: the best case cannot tell what there will be");
  Event ends_early = stop("Mine", Months{2});
  ends_early.until = Months{1};
  CHECK(refusal<InvalidScenario>(network, scenario_of(ends_early), {}) != "accepted");
  CHECK(refusal<InvalidScenario>(network, scenario_of(stop("Moon")), {}) != "accepted");
}

TEST_CASE("a stop that is requested cancels") {
  std::stop_source source;
  source.request_stop();
  const SurviveOptions options{.control = {.stop = source.get_token()}};
  CHECK_THROWS_AS(static_cast<void>(survive(freeze(mine_and_plant({4}, {30}, {10})), {}, options)), Cancelled);
}
