// SPDX-License-Identifier: Apache-2.0
/// @file  What exposures cannot be had of, and what is said then.
#include <doctest/doctest.h>

#include <stop_token>
#include <vector>

#include "exposure/small_networks.hpp"
#include "support/selections.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/expose.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

void ask(const ExposeOptions& options, const Selection& set = country("CHN"), NodeId target = NodeId{3}) {
  const std::vector<NodeId> targets{target};
  const std::vector<Selection> sets{set};
  static_cast<void>(expose(freeze(motors_with_copper()), targets, sets, options));
}

ExposeOptions by_value(double motor, double ore = 4) {
  return {.measure = Measure::value,
          .prices = {{"motor", {motor}}, {"magnet", {80}}, {"oxide", {40}}, {"ore", {ore}}, {"copper", {10}}}};
}

}  // namespace

TEST_CASE("exposures by value need every price that they rest on") {
  CHECK_THROWS_WITH_AS(ask({.measure = Measure::value}),
                       R"(prices: found none of "oxide", which node "Refinery" needs, expected one)", InvalidOptions);
  CHECK_THROWS_WITH_AS(ask(by_value(100, 0)), R"(prices, "ore": found 0 USD/t, expected a finite number above 0)",
                       InvalidOptions);
  CHECK_NOTHROW(ask({.measure = Measure::value}, country("CHN"), NodeId{0}));  // a mine rests on no price
}

TEST_CASE("inputs that are worth more than their product are refused") {
  // 0.5 · 80 + 1.5 · 10 = 55.
  CHECK_THROWS_WITH_AS(
      ask(by_value(50)),
      R"(prices, node "Motors": found inputs of 55 USD in a tonne of "motor", expected no more than its 50 USD)",
      InvalidOptions);
  CHECK_NOTHROW(ask(by_value(55)));
}

TEST_CASE("a chain begins with raw products that there are") {
  CHECK_THROWS_WITH_AS(ask({.measure = Measure::chain}), "chain: found no product, expected raw products to follow",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.measure = Measure::chain, .chain = {"oxid"}}),
                       R"(chain: no node with product = "oxid" (did you mean "oxide"?))", InvalidScenario);
  CHECK_THROWS_WITH_AS(ask({.measure = Measure::chain, .chain = {"ore", "oxide"}}),
                       R"(chain: found "oxide", which nobody makes from nothing, expected a raw product)",
                       InvalidOptions);
}

TEST_CASE("exposures name the set or target that is not there") {
  CHECK_THROWS_WITH_AS(ask({}, country("CHI")), R"(sets[0]: no node with country = "CHI" (did you mean "CHL"?))",
                       InvalidScenario);
  CHECK_THROWS_WITH_AS(ask({}, country("CHN"), NodeId{5}), "targets: found node 5, expected one below 5",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(ask({.control = {.threads = 0}}), "threads: found 0, expected 1 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(origins_of(freeze(closed_loop()), {}, static_cast<Label>(9))),
                       "by: found the number 9, expected a label of those that there are", InvalidOptions);
}

TEST_CASE("exposures stop when asked to") {
  std::stop_source source;
  source.request_stop();
  CHECK_THROWS_AS(ask({.control = {.stop = source.get_token()}}), Cancelled);
}

TEST_CASE("exposures tell how far they are, from 0 to 1") {
  std::vector<double> told;
  ask({.control = {.progress = [&](double done, Months) { told.push_back(done); }}});
  CHECK(told == std::vector<double>{0.5, 1});  // one batch of origins, one of what passed
}
