// SPDX-License-Identifier: Apache-2.0
/// @file  What an observer is told, and when.
#include <doctest/doctest.h>

#include <cstddef>
#include <stdexcept>
#include <vector>

#include "support/all_series.hpp"
#include "support/chains.hpp"
#include "support/variations.hpp"
#include "ytterby/simulate/simulate_each.hpp"
#include "ytterby/simulate/step_report.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("an observer sees stocks run down, step by step") {
  // A month of lead, so 10 t arrive in the month after the mine stops; 15 t of stock last half a month more than that.
  const auto network = freeze(MineAndPlant{.stock = 15_t, .lead = 1_mo}.network());
  const NodeId mine{0}, plant{1};
  const InputId ore{0};
  std::vector<double> stock, arrivals, served, made;
  SimulateOptions options{.horizon = 4_mo, .step = 1_mo};
  options.observe = [&](const StepReport& report) {
    CHECK(report.scenario() == 0);
    CHECK(report.step() == stock.size());
    CHECK(report.month().count() == static_cast<double>(stock.size() + 1));
    CHECK(report.demand(plant) == 10_t);
    CHECK(report.demand(mine) == 0_t);
    CHECK(report.production(mine) == 0_t);
    CHECK(report.stock(plant) == 0_t);  // of finished goods it has none
    stock.push_back(report.stock(ore).value);
    arrivals.push_back(report.arrivals(ore).value);
    served.push_back(report.served(plant).value);
    made.push_back(report.production(plant).value);
  };
  static_cast<void>(simulate(network, scenario_of(stop("Mine")), options));
  CHECK(arrivals == std::vector<double>{10, 0, 0, 0});
  CHECK(stock == std::vector<double>{15, 5, 0, 0});
  CHECK(served == std::vector<double>{10, 10, 5, 0});
  CHECK(made == served);
}

TEST_CASE("an observer sees applications wait") {
  Network plain = MineAndPlant{}.network();
  const auto office = plain.add(Office{.name = "Office"});
  const auto lane = plain.add(Lane{.name = "Ore", .office = office, .t_per_licence = 1_t});
  plain.edges[EdgeId{0}].lane = lane;
  Scenario closed{.name = "Closed"};
  closed.events.push_back({.on = {.office = {"Office"}}, .set = {{Lever::licences_per_month, 0}}});
  std::vector<double> waiting;
  SimulateOptions options{.horizon = 3_mo, .step = 1_mo};
  options.observe = [&](const StepReport& report) { waiting.push_back(report.waiting(lane).value); };
  const auto outcome = simulate(freeze(plain), closed, options);
  // 10 t are filed in the first month and wait. Then filing stops: 10 t are wanted, less the 10 t that wait too long.
  CHECK(waiting == std::vector<double>{10, 10, 10});
  CHECK(outcome.lanes.front().waiting == 10_t);
}

TEST_CASE("observed flows are those of the series, in each of many scenarios") {
  const auto [network, scenarios] = variations(7, 11);
  SimulateOptions options = with_all_series(network);
  std::vector<std::vector<SeriesPoint>> seen(scenarios.size());
  options.observe = [&, &on = network](const StepReport& report) {
    for (const NodeId node : on.nodes())
      seen[report.scenario()].push_back({report.month(), node, report.demand(node), report.served(node),
                                         report.production(node), report.stock(node)});
  };
  const auto outcomes = simulate_each(network, scenarios, options);
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    REQUIRE(seen[i].size() == outcomes[i].series.size());
    for (std::size_t at = 0; at < seen[i].size(); ++at) {
      CHECK(seen[i][at].stock <= outcomes[i].series[at].stock);  // there with what its inputs would make
      seen[i][at].stock = outcomes[i].series[at].stock;
    }
    CHECK(seen[i] == outcomes[i].series);
  }
}

TEST_CASE("to be watched changes no bit") {
  const auto [network, scenarios] = variations(8, 3);
  for (const Scenario& scenario : scenarios)
    CHECK(simulate(network, scenario, {.observe = [](const StepReport&) {}}) == simulate(network, scenario));
}

TEST_CASE("an exception of an observer reaches the caller") {
  const auto network = freeze(MineAndPlant{}.network());
  SimulateOptions options{};
  options.observe = [](const StepReport& report) {
    if (report.step() == 2) throw std::runtime_error("seen enough");
  };
  CHECK_THROWS_WITH_AS(static_cast<void>(simulate(network, {}, options)), "seen enough", std::runtime_error);
}
