// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "kernel/supply_network.hpp"
#include "support/random.hpp"
#include "ytterby/kernel/rate_bracket.hpp"

namespace ytterby::test {
namespace {

using kernel::NarrowBracket;
using kernel::RateBracket;
using kernel::SupplyRows;
using Arc = SupplyNetwork::Arc;

RateBracket<double, 1> narrow(const SupplyNetwork& network, double tolerance = 1e-3, std::size_t iterations = 100'000) {
  const auto supply = network.supply();
  return NarrowBracket<double, 1>(network.rows, supply)({.tolerance = tolerance, .iterations = iterations});
}

/// Both proofs recomputed by plain loops, and the bracket as narrow as asked for.
void check_proofs(const SupplyNetwork& network, const RateBracket<double, 1>& bracket, double tolerance = 1e-3) {
  CHECK(bracket.high[0] <= std::max(bracket.low[0], 0.0) * (1 + tolerance));
  CHECK(network.holds(column<1>(bracket.plan.flow, 0), column<1>(bracket.plan.made, 0), bracket.high[0]));
  if (bracket.low[0] > 0)
    CHECK(network.proven(column<1>(bracket.prices.output, 0), column<1>(bracket.prices.input, 0),
                         column<1>(bracket.prices.share, 0),
                         column<1>(bracket.prices.office, 0)) >= bracket.low[0] * (1 - 1e-9));
}

void check_months(const SupplyNetwork& network, double months) {
  const auto bracket = narrow(network);
  check_proofs(network, bracket);
  CHECK(bracket.at_least(0).count() <= months * (1 + 1e-9));
  CHECK(bracket.at_most(0).count() >= months * (1 - 1e-9));
}

/// A mine of 6 t a month and a plant that needs 10.
SupplyNetwork mine_and_plant() {
  SupplyNetwork network;
  network.add({.capacity = 6});
  network.add({.demand = 10, .finished = 30, .inputs = {{.arcs = {{.from = 0, .flow = 6}}, .stock = 10}}});
  network.finish(false, false);
  return network;
}

}  // namespace

TEST_CASE("a bracket holds the months that a plant lives on both its stocks") {
  // By hand: 30 t finished and 10 t of material, of which 10 − 6 t a month are missing: 40 / 4 months.
  check_months(mine_and_plant(), 10);
}

TEST_CASE("a bracket of a plant with two inputs holds the months of the scarcer one") {
  // By hand: 4 t finished; of the first input 10 − 6 t a month are missing with 20 t in stock: (20 + 4) / 4 = 6 months;
  // of the second 2·(10 − λ·4) − 15 with 50 t in stock: 5 = λ·58, so 11.6 months.
  check_months(plant_of_two_materials(), 6);
}

TEST_CASE("a bracket keeps to a customer's share of what its supplier has") {
  // By hand: half of the supplier's 10 t a month and 8 t in stock: 8 = 5 + λ·4 + λ·12, so 16 / 3 months.
  SupplyNetwork network;
  network.add({.finished = 8, .capacity = 10});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0, .flow = 5, .share = 0.5}}, .stock = 12}}});
  network.finish(true, false);
  check_months(network, 16.0 / 3);
}

TEST_CASE("a bracket keeps to the licences that an office grants for two arcs together") {
  // By hand: 3 licences a month for 2 t each, 10 t a month wanted, 16 t in stock: 16 / (10 − 6) months.
  SupplyNetwork network;
  network.add({});
  const Arc licensed{.from = 0, .flow = 5, .office = 0, .t_per_licence = 2};
  network.add({.demand = 5, .inputs = {{.arcs = {licensed}, .stock = 8}}});
  network.add({.demand = 5, .inputs = {{.arcs = {licensed}, .stock = 8}}});
  network.finish(false, false, {3});
  check_months(network, 4);
}

TEST_CASE("a bracket keeps to what an arc carries") {
  // By hand: 4 t in stock, 5 t a month wanted, 3 carried: 2 months.
  SupplyNetwork network;
  network.add({});
  network.add({.demand = 5, .inputs = {{.arcs = {{.from = 0, .flow = 5, .capacity = 3}}, .stock = 4}}});
  network.finish(false, true);
  check_months(network, 2);
}

TEST_CASE("a bracket of what lasts for ever ends at a rate of 0") {
  SupplyNetwork network = mine_and_plant();
  network.capacity[0] = 11;
  const auto bracket = narrow(network);
  CHECK(bracket.high[0] == 0);
  CHECK(bracket.at_least(0).count() == unlimited);
  CHECK(bracket.at_most(0).count() == unlimited);
  CHECK(network.holds(column<1>(bracket.plan.flow, 0), column<1>(bracket.plan.made, 0), 0));
}

TEST_CASE("a bracket of demand that cannot be met at all ends at an infinite rate") {
  SupplyNetwork network = mine_and_plant();
  network.finished[1] = network.stock[0] = 0;
  const auto bracket = narrow(network);
  CHECK(bracket.low[0] == unlimited);
  CHECK(bracket.at_most(0).count() == 0);
  CHECK(bracket.at_least(0).count() == 0);
}

TEST_CASE("a bracket of a tree of single suppliers holds the months of its cascade") {
  // Oracle: with one customer a node and one supplier an input needs follow backwards, so a rate is tried by one plain
  // recursion, and the least rate found by halving.
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const std::size_t nodes = 2 + random.below(12);
    std::vector<std::vector<std::uint32_t>> suppliers(nodes);
    for (std::uint32_t i = 0; i + 1 < nodes; ++i) suppliers[i + 1 + random.below(nodes - i - 1)].push_back(i);
    SupplyNetwork network;
    for (std::size_t i = 0; i < nodes; ++i) {
      SupplyNetwork::Node node{.demand = i + 1 == nodes ? 10.0 : 0.0,
                               .finished = random.between(0, 30),
                               .capacity = random.chance(0.2) ? unlimited : random.between(2, 12)};
      for (const std::uint32_t from : suppliers[i])
        node.inputs.push_back(
            {.arcs = {{.from = from, .flow = 5}}, .stock = random.between(1, 30), .t_per_t = random.between(0.5, 1.5)});
      network.add(node);
    }
    network.finish(false, false);
    const auto survives = [&](double rate) {
      std::vector<double> need = network.demand;
      for (std::size_t i = nodes; i-- > 0;) {
        const double made = std::max(0.0, need[i] - rate * network.finished[i]);
        if (made > network.capacity[i]) return false;
        for (std::size_t a = network.rows.slot_begin[i]; a < network.rows.slot_begin[i + 1]; ++a)
          need[network.rows.from[a]] = std::max(0.0, network.rows.t_per_t[a] * made - rate * network.stock[a]);
      }
      return true;
    };
    double low = 0, high = 1e3;
    for (int halving = 0; halving < 80; ++halving) (survives((low + high) / 2) ? high : low) = (low + high) / 2;
    const auto bracket = narrow(network);
    CHECK(bracket.low[0] <= high * (1 + 1e-9));
    if (survives(0))
      CHECK(bracket.high[0] == 0);
    else {
      CHECK(bracket.high[0] >= low * (1 - 1e-9));
      check_proofs(network, bracket);
    }
  }
}

namespace {

/// The greatest flow to the demand at this rate over all of it, by Boost; one input a node, a tonne for a tonne.
double served(const SupplyNetwork& network, double rate) {
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Graph = boost::adjacency_list<
      boost::vecS, boost::vecS, boost::directedS, boost::no_property,
      boost::property<boost::edge_capacity_t, double,
                      boost::property<boost::edge_residual_capacity_t, double,
                                      boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>>;
  const std::size_t nodes = network.demand.size(), source = 2 * nodes, sink = source + 1;
  Graph graph(sink + 1);
  const auto reverse = boost::get(boost::edge_reverse, graph);
  const auto capacity = boost::get(boost::edge_capacity, graph);
  double demand = 0;
  for (const double tonnes : network.demand) demand += tonnes;
  const auto add = [&](std::size_t from, std::size_t to, double most) {
    const auto forward = boost::add_edge(from, to, graph).first, back = boost::add_edge(to, from, graph).first;
    capacity[forward] = std::min(most, 1e3 * demand);
    capacity[back] = 0;
    reverse[forward] = back;
    reverse[back] = forward;
  };
  for (std::size_t i = 0; i < nodes; ++i) {  // node 2·i has the material, 2·i + 1 the product
    add(2 * i, 2 * i + 1, network.capacity[i]);
    add(source, 2 * i + 1, rate * network.finished[i]);
    add(2 * i + 1, sink, network.demand[i]);
    const std::size_t a = network.rows.slot_begin[i];
    if (a == network.rows.slot_begin[i + 1])
      add(source, 2 * i, unlimited);
    else
      add(source, 2 * i, rate * network.stock[a]);
    if (a == network.rows.slot_begin[i + 1]) continue;
    for (std::size_t e = network.rows.in_begin[a]; e < network.rows.in_begin[a + 1]; ++e)
      add(2 * std::size_t{network.rows.from[e]} + 1, 2 * i,
          network.arc_capacity.empty() ? unlimited : network.arc_capacity[e]);
  }
  std::vector<boost::default_color_type> colour(sink + 1);
  std::vector<Traits::edge_descriptor> way(sink + 1);
  return boost::edmonds_karp_max_flow(graph, source, sink,
                                      boost::color_map(colour.data()).predecessor_map(way.data())) /
         demand;
}

}  // namespace

TEST_CASE("a bracket of one material holds the rate at which Boost's maximum flow serves all") {
  int finite = 0;
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = draw(random, {.layers = 2 + random.below(4),
                                       .width = 1 + random.below(5),
                                       .cycles = seed % 2 == 0,
                                       .arc_capacities = seed % 3 == 0,
                                       .tight = random.between(0.2, 0.8)});
    const auto survives = [&](double rate) { return served(network, rate) >= 1 - 1e-10; };
    if (!survives(1e3)) {
      CHECK(narrow(network, 1e-3, 2000).high[0] >= 1e3 * (1 - 1e-6));
      continue;
    }
    double low = 0, high = 1e3;
    for (int halving = 0; halving < 50; ++halving) (survives((low + high) / 2) ? high : low) = (low + high) / 2;
    const auto bracket = narrow(network);
    CHECK(bracket.low[0] <= high * (1 + 1e-6));
    if (survives(0)) continue;
    CHECK(bracket.high[0] >= low * (1 - 1e-6));
    check_proofs(network, bracket);
    ++finite;
  }
  CHECK(finite >= static_cast<int>(seeds(10)));
}

TEST_CASE(
    "brackets of bills of materials with shares, offices and arc capacities are narrow and proven by both sides") {
  int finite = 0;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto network = draw(random, {.layers = 2 + random.below(4),
                                 .width = 1 + random.below(5),
                                 .most_inputs = 3,
                                 .recipes = true,
                                 .cycles = seed % 2 == 0,
                                 .shares = seed % 3 == 0,
                                 .arc_capacities = seed % 4 == 0,
                                 .offices = seed % 5 == 0,
                                 .tight = random.between(0.2, 0.8)});
    for (double& stock : network.finished) stock = std::max(stock, 0.1);
    const auto bracket = narrow(network);
    if (bracket.high[0] > 0)
      check_proofs(network, bracket), ++finite;
    else
      CHECK(network.holds(column<1>(bracket.plan.flow, 0), column<1>(bracket.plan.made, 0), 0));
  }
  CHECK(finite >= static_cast<int>(seeds(20)));
}

TEST_CASE("four scenarios side by side get the brackets that they get alone") {
  Random random(5);
  const auto network = draw(random, {.layers = 4, .width = 5, .most_inputs = 2, .recipes = true, .tight = 0.3});
  const std::vector<double> factors{1, 0.5, 1.25, 3};
  const auto supply = network.supply<4>(factors);
  const auto bracket = NarrowBracket<double, 4>(network.rows, supply)();
  // By hand: rates enter by their products with stocks alone, so stocks times f have the least rate divided by f.
  const auto alone = narrow(network);
  for (std::size_t s = 0; s < 4; ++s) {
    CAPTURE(s);
    CHECK(bracket.high[s] <= bracket.low[s] * 1.001);
    CHECK(bracket.low[s] * factors[s] <= alone.high[0] * (1 + 1e-9));
    CHECK(bracket.high[s] * factors[s] >= alone.low[0] * (1 - 1e-9));
    CHECK(network.holds(column<4>(bracket.plan.flow, s), column<4>(bracket.plan.made, s), bracket.high[s], factors[s]));
  }
}

TEST_CASE("garbage prices and plans prove nothing false") {
  constexpr double odd[] = {-1, 0, 1e-300, 1e300, unlimited, std::numeric_limits<double>::quiet_NaN()};
  int proven = 0, planned = 0;
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto network = draw(random, {.layers = 3,
                                 .width = 4,
                                 .most_inputs = 2,
                                 .recipes = true,
                                 .cycles = seed % 2 == 0,
                                 .shares = seed % 3 == 0,
                                 .arc_capacities = seed % 4 == 0,
                                 .offices = seed % 5 == 0,
                                 .tight = 0.4});
    for (double& stock : network.finished) stock = std::max(stock, 0.1);
    const auto truth = narrow(network);
    const auto supply = network.supply();
    kernel::PriceBound<double, 1> bound(network.rows, supply);
    kernel::PlanRepair<double, 1> repair(network.rows, supply);
    for (int trial = 0; trial < 50; ++trial) {
      const auto scatter = [&](kernel::PackArray<double, 1>& array, double noise) {
        for (std::size_t row = 0; row < array.rows(); ++row) {
          double& value = array.at(row, 0);
          value = random.chance(0.02)
                      ? odd[random.below(std::size(odd))]
                      : value * random.between(1 - noise, 1 + noise) + (noise > 0.5 ? random.uniform() : 0);
        }
      };
      const double noise = trial % 2 == 0 ? 0.1 : 1;
      auto prices = truth.prices;
      scatter(prices.output, noise);
      scatter(prices.input, noise);
      scatter(prices.share, noise);
      scatter(prices.office, noise);
      const double low = bound(prices)[0];
      CHECK(low <= truth.high[0] * (1 + 1e-12));
      if (low > 0) {
        ++proven;
        CHECK(network.proven(column<1>(prices.output, 0), column<1>(prices.input, 0), column<1>(prices.share, 0),
                             column<1>(prices.office, 0)) >= low * (1 - 1e-6));
      }
      auto plan = truth.plan;
      scatter(plan.flow, noise);
      scatter(plan.made, noise);
      CHECK(kernel::least_rate(network.rows, supply, plan, 0) >= truth.low[0]);
      const double rate = std::max(truth.high[0], 0.01) * random.between(0.5, 4);
      const double share = repair(plan, kernel::Pack<double, 1>::Constant(rate), 5)[0];
      if (share < 1) continue;
      ++planned;
      CHECK(rate >= truth.low[0]);
      CHECK(network.holds(column<1>(plan.flow, 0), column<1>(plan.made, 0), rate));
      CHECK(kernel::least_rate(network.rows, supply, plan, 0) <= rate * (1 + 1e-9));
    }
  }
  CHECK(proven > 100);
  CHECK(planned > 100);
}

TEST_CASE("a bracket starts from what is known") {
  const auto network = mine_and_plant();
  const auto supply = network.supply();
  NarrowBracket<double, 1> solver(network.rows, supply);
  const auto once = solver();
  const auto again = solver(once, {});
  CHECK(again.iterations == 0);
  CHECK(again.low == once.low);
  CHECK(again.high == once.high);
}

TEST_CASE("a bracket is the same each time") {
  Random random(3);
  const auto network = draw(random, {.layers = 4, .width = 5, .most_inputs = 2, .recipes = true, .tight = 0.3});
  const auto once = narrow(network), again = narrow(network);
  CHECK(once.low == again.low);
  CHECK(once.high == again.high);
  CHECK(once.iterations == again.iterations);
}

TEST_CASE("a bracket stops when asked to") {
  struct Stop {
    [[nodiscard]] bool stop_requested() const { return true; }
  };
  const auto network = mine_and_plant();
  const auto supply = network.supply();
  NarrowBracket<double, 1> solver(network.rows, supply);
  CHECK_THROWS_WITH_AS(static_cast<void>(solver({.stop = Stop{}})), "cancelled", Cancelled);
}

TEST_CASE("a bracket refuses rows that do not fit together") {
  auto network = mine_and_plant();
  network.rows.from[0] = 7;
  network.rows.t_per_t[0] = 0;
  CHECK_THROWS_WITH_AS(static_cast<void>(narrow(network)),
                       "supply rows has 2 issues\n"
                       "  t_per_t, slot 0: found 0.000000, expected above 0, finite\n"
                       "  from, arc 0: found 7, expected a position",
                       InvalidNetwork);
}

TEST_CASE("a bracket refuses numbers out of range and a tolerance of 0") {
  auto network = mine_and_plant();
  CHECK_THROWS_WITH_AS(static_cast<void>(narrow(network, 0)), "bracket tolerance: found 0.000000, expected above 0",
                       InvalidOptions);
  network.demand[1] = -1;
  CHECK_THROWS_WITH_AS(static_cast<void>(narrow(network)),
                       "supply case: demand, row 1: found -1.000000, expected 0 or more, finite", InvalidNetwork);
}

}  // namespace ytterby::test
