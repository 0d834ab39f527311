// SPDX-License-Identifier: Apache-2.0
/// @file  No prices prove a time that some plan lasts to.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <vector>

#include "support/random.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "survive/verify_facts.hpp"
#include "survive/verify_plan.hpp"
#include "survive/verify_prices.hpp"
#include "ytterby/scenario/select.hpp"

using namespace ytterby;
using namespace ytterby::test;
using namespace ytterby::proof;

namespace {

/// A case with a plan that lasts, because every stock is made to fit.
struct Fitted {
  Network network = {};
  Scenario scenario = {};
  SurviveOptions options = {};
  std::vector<NodeId> served = {};
  double until = 0;
  Plan plan = {};
  std::vector<double> cells = {};

  [[nodiscard]] CaseFacts facts() const { return {freeze(network), scenario, options, served}; }
  [[nodiscard]] bool lasts() const { return follow(plan, facts()).lasts >= until; }
};

/// Everything that the rules know: leads, cycles, licences, volumes, partly essential inputs, shares; and no limit is
/// missing, so that any prices have a worth.
Fitted random_case(Random& random) {
  NetworkKind kind{.least_nodes = 3, .most_nodes = 8, .cycles = random.chance(0.5), .leads = random.chance(0.7)};
  kind.licences = random.chance(0.5) ? Licences::reviewed : Licences::none;
  Fitted fitted{.network = random_network(random, kind)};
  Network& network = fitted.network;
  for (Node& node : network.nodes) {
    if (is_unlimited(node.capacity)) node.capacity = {random.between(1, 30)};
    node.stock = {1000};
  }
  for (Edge& edge : network.edges)
    if (is_unlimited(edge.capacity)) edge.capacity = {0.1 + edge.flow.value * random.between(0.5, 2)};
  for (Input& input : network.inputs) {
    if (random.chance(0.3)) input.essential = random.pick(std::vector<double>{0, 0.3, 0.7});
    input.stock = {1000};
  }
  for (Lane& lane : network.lanes)
    if (random.chance(0.3)) lane.volume = {random.between(5, 60)};
  fitted.scenario = random_scenario(random, network);
  fitted.options.rivals = random.pick(std::vector<Rivals>{Rivals::share, Rivals::share, Rivals::ignored});
  fitted.options.flex = random.pick(std::vector<double>{0.8, 1, 1.3});
  fitted.served = select_targets(freeze(network), fitted.scenario);
  if (fitted.served.size() > 2) fitted.served.resize(2);
  fitted.until = random.between(0.5, 8);
  return fitted;
}

/// Rates within every limit but those on what has been shipped so far.
void draw_plan(Fitted& fitted, Random& random) {
  const CaseFacts facts = fitted.facts();
  const FrozenNetwork& network = facts.network();
  auto& cells = fitted.cells;
  std::copy_if(facts.begins().begin() + 1, facts.begins().end(), std::back_inserter(cells),
               [&](double time) { return time < fitted.until; });
  cells.push_back(fitted.until * random.uniform());
  cells.push_back(fitted.until);
  std::sort(cells.begin(), cells.end());
  double begin = 0;
  const auto part = [&] { return random.chance(0.7) ? 1 : random.uniform(); };
  for (const double end : cells) {
    const std::size_t piece = facts.piece_at((begin + end) / 2);
    const auto least = [&](Line line) {
      line = facts.part_of(line, piece, begin, end);
      return std::min(line.begin, line.end);
    };
    PerNode<double> made(network.nodes().size(), 0);
    PerEdge<double> shipped(network.edges().size(), 0);
    for (const NodeId node : network.nodes())
      if (facts.way(node) < infinity) made[node] = part() * least(facts.capacity(node, piece));
    const auto edges = static_cast<double>(network.edges().size());
    for (const EdgeId edge : network.edges()) {
      if (facts.way(edge) == infinity) continue;
      double most = least(facts.carries(edge, piece));
      if (const LaneId lane = network.lane(edge); lane != no_lane) {
        const double licences = least(facts.licences(network.lane(lane).office, piece));
        most = std::min(most, facts.volume(lane) / edges / fitted.until);
        if (licences < infinity) most = std::min(most, licences * least(facts.t_per_licence(lane, piece)) / edges);
      }
      shipped[edge] = part() * most;
    }
    fitted.plan.until.push_back(Months{end});
    fitted.plan.made.push_back(made);
    fitted.plan.shipped.push_back(shipped);
    begin = end;
  }
}

/// As little stock as lasts, one after the other in any order.
void fit_stocks(Fitted& fitted, Random& random) {
  std::vector<Mass*> stocks;
  for (Node& node : fitted.network.nodes) stocks.push_back(&node.stock);
  for (Input& input : fitted.network.inputs) stocks.push_back(&input.stock);
  random.shuffle(stocks);
  for (Mass* stock : stocks) {
    double low = 0, high = stock->value;
    *stock = {0};
    if (fitted.lasts()) continue;
    while (high - low > 1e-9 * high) {
      *stock = {(low + high) / 2};
      (fitted.lasts() ? high : low) = stock->value;
    }
    *stock = {high};
  }
}

/// Prices that begin at what targets are worth, handed up the chain, and are then bent at random wherever supply
/// becomes cheaper beside demand.
class Haggling {
 public:
  Haggling(const Fitted& fitted, const CaseFacts& facts, Random& random)
      : facts_(facts), network_(facts.network()), random_(random), until_(fitted.until) {
    for (const double cell : fitted.cells) prices_.until.push_back(Months{cell});
    PerNode<double> output(network_.nodes().size(), 0);
    PerInput<double> input(network_.inputs().size(), 0);
    for (const NodeId node : fitted.served) output[node] = 1;
    for (std::size_t round = 0; round < network_.nodes().size(); ++round)
      for (const InputId id : network_.inputs()) {
        const auto inputs = static_cast<double>(network_.inputs(network_.node(id)).size());
        input[id] = output[network_.node(id)] / inputs / network_.t_per_t(id);
        for (const EdgeId edge : network_.in_edges(id))
          output[network_.from(edge)] = std::max(output[network_.from(edge)], std::min(10.0, input[id]));
      }
    const std::size_t cells = prices_.until.size();
    prices_.output.assign(cells, output);
    prices_.input.assign(cells, input);
    prices_.share.assign(cells, PerEdge<double>(network_.edges().size(), 0));
    prices_.own_share.assign(cells, PerNode<double>(network_.nodes().size(), 0));
    prices_.licence.assign(cells, PerOffice<double>(network_.offices().size(), 0));
    prices_.volume = PerLane<double>(network_.lanes().size(), 0);
  }

  /// The least worth of supply over that of demand.
  double run(int tries) {
    double least = ratio();
    for (int i = 0; i < tries; ++i) {
      const Prices before = prices_;
      for (std::size_t bends = 1 + random_.below(3); bends > 0; --bends) bend();
      const double now = ratio();
      if (now <= least) {
        least = now;
      } else {
        prices_ = before;
      }
    }
    return least;
  }

 private:
  [[nodiscard]] double ratio() const {
    const Valuation valuation(prices_, facts_);
    REQUIRE(valuation.fault() == "");
    const Worth worth = valuation.at(until_);
    return worth.fault.empty() && worth.demand > 0 ? (worth.stock + worth.inflow) / worth.demand : infinity;
  }

  void bend() {
    switch (random_.below(8)) {
      case 0:
      case 1: return bend(prices_.output);
      case 2:
      case 3: return bend(prices_.input);
      case 4: return bend(prices_.share);
      case 5: return bend(prices_.own_share);
      case 6: return bend(prices_.licence);
      default: break;
    }
    if (prices_.volume.empty()) return;
    const LaneId lane = id_at<LaneId>(random_.below(prices_.volume.size()));
    if (facts_.volume(lane) < infinity) prices_.volume[lane] = random_.chance(0.3) ? 0 : random_.uniform();
  }

  template <class Table>
  void bend(Table& table) {
    if (table.front().empty()) return;
    const std::size_t row = random_.below(table.front().size()), cell = random_.below(table.size());
    const auto id = *typename std::decay_t<decltype(table.front().ids())>::Iterator{row};
    const bool always = random_.chance(0.5);
    double price = random_.chance(0.3) ? random_.uniform() : table[cell][id] * random_.between(0.5, 1.6);
    if (random_.chance(0.2)) price = 0;
    if (random_.chance(0.2)) price = prices_.input[cell][id_at<InputId>(random_.below(network_.inputs().size()))];
    for (std::size_t i = 0; i < table.size(); ++i) {
      double& there = table[i][id];
      there = always || i == cell ? price : i < cell ? std::max(there, price) : std::min(there, price);
    }
  }

  const CaseFacts& facts_;
  const FrozenNetwork& network_;
  Random& random_;
  double until_ = 0;
  Prices prices_ = {};
};

}  // namespace

TEST_CASE("no prices prove a time that a plan lasts to, however they are bent") {
  std::size_t tried = 0, tight = 0;
  for (std::uint64_t seed = 0; seed < seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Fitted fitted = random_case(random);
    draw_plan(fitted, random);
    if (!fitted.lasts()) continue;  // an event takes stock away, or a share is too small for any stock
    fit_stocks(fitted, random);
    const CaseFacts facts = fitted.facts();
    const double least = Haggling(fitted, facts, random).run(800);
    CHECK(least >= 1 - 1e-6);  // the plan may lack a ten-millionth of what flows
    ++tried;
    tight += least < 1.1 ? 1 : 0;
  }
  CHECK(tried > seeds(120));
  CHECK(tight > seeds(30));  // what is bound is bound closely
}
