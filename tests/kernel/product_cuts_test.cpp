// SPDX-License-Identifier: Apache-2.0
/// @file  Cuts of one product at a time: worked out by hand, exact for one product, and never wrong.
#include "ytterby/kernel/product_cuts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/supply_network.hpp"
#include "support/random.hpp"
#include "ytterby/kernel/bracket_start.hpp"
#include "ytterby/kernel/price_bound.hpp"
#include "ytterby/kernel/rate_bracket.hpp"

namespace ytterby::test {
namespace {

/// What the prices of a product's cut prove; minus infinity without a cut.
double proven_by(const SupplyNetwork& network, std::uint32_t product) {
  const auto supply = network.supply();
  kernel::Prices<double, 1> prices(network.rows);
  if (!kernel::ProductCuts<double, 1>(network.rows, supply)(0, product, prices)) return -unlimited;
  return kernel::PriceBound<double, 1>(network.rows, supply)(prices)[0];
}

double proven_by_best(const SupplyNetwork& network) {
  const auto supply = network.supply();
  double best = -unlimited;
  for (const auto product : kernel::ProductCuts<double, 1>(network.rows, supply).products(100))
    best = std::max(best, proven_by(network, product));
  return best;
}

}  // namespace

TEST_CASE("a cut of each product proves how long its stocks last") {
  // By hand: 10 t wanted, 4 finished. Of product 0 there are 6 t a month and 20 t: 10 = 6 + λ·24. Of product 1, two
  // tonnes a tonne, 15 t and 50 t: 2·(10 − λ·4) = 15 + λ·50.
  const SupplyNetwork network = plant_of_two_materials();
  CHECK(proven_by(network, 0) == doctest::Approx(4. / 24));
  CHECK(proven_by(network, 1) == doctest::Approx(5. / 58));
}

TEST_CASE("a cut of two plants that compete counts the stocks of both") {
  // By hand: 12 t a month for 16, with 8 + 8 t in stock: λ = 0.25.
  SupplyNetwork network;
  network.add({.capacity = 12});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0}}, .stock = 8}}});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0}}, .stock = 8}}});
  network.finish(false, false);
  CHECK(proven_by(network, 0) == doctest::Approx(0.25));
}

TEST_CASE("a cut of a product keeps to the licences of an arc") {
  // By hand: 2 licences for 3 t each, 10 t wanted, 8 t in stock: λ = 0.5.
  SupplyNetwork network;
  network.add({});
  network.add({.demand = 10, .inputs = {{.arcs = {{.from = 0, .office = 0, .t_per_licence = 3}}, .stock = 8}}});
  network.finish(false, false, {2});
  CHECK(proven_by(network, 0) == doctest::Approx(0.5));
}

TEST_CASE("there is no cut of a product that lasts for ever, and products with more customers come first") {
  SupplyNetwork network;
  network.add({.capacity = 5});
  network.add({.capacity = 16});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0}}, .stock = 3}, {.arcs = {{.from = 1}}}}});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 1}}}}});
  network.finish(false, false);
  CHECK(proven_by(network, 1) == -unlimited);
  CHECK(proven_by(network, 0) == doctest::Approx(1));  // 8 = 5 + λ·3
  const auto supply = network.supply();
  const kernel::ProductCuts<double, 1> cuts(network.rows, supply);
  CHECK(cuts.products(9) == std::vector<std::uint32_t>{1, 0});
  CHECK(cuts.products(1) == std::vector<std::uint32_t>{1});
}

TEST_CASE("the cut of a network of one product is its least rate, and of several a bound") {
  std::size_t exact = 0;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    Random random(3000 + seed);
    const bool is_single = seed % 2 == 0;
    const auto network = draw(random, {.layers = 3 + seed % 2,
                                       .width = 3,
                                       .most_inputs = is_single ? 1U : 2U,
                                       .recipes = !is_single,
                                       .cycles = seed % 4 == 1,
                                       .arc_capacities = seed % 3 == 0});
    const auto supply = network.supply();
    const auto bracket =
        kernel::NarrowBracket<double, 1>(network.rows, supply)({.tolerance = 1e-4, .iterations = 20'000});
    const double proven = proven_by_best(network);
    CAPTURE(bracket.low[0]);
    CHECK(proven <= bracket.high[0] * (1 + 1e-9));
    if (!is_single || bracket.high[0] == 0) continue;
    CHECK(proven >= bracket.low[0] * (1 - 1e-9));
    ++exact;
  }
  CHECK(exact > seeds(60) / 6);
}

TEST_CASE("a bracket starts as narrow as the plan by usual flows and the best cut are apart") {
  // By hand: 12 t a month for two plants that want 8 and 4, and get so much by usual flows; 4 t more for the first are
  // missing, of which it has 8 t.
  SupplyNetwork network;
  network.add({.capacity = 12});
  network.add({.demand = 12, .inputs = {{.arcs = {{.from = 0, .flow = 8}}, .stock = 8}}});
  network.add({.demand = 4, .inputs = {{.arcs = {{.from = 0, .flow = 4}}, .stock = 0}}});
  network.finish(false, false);
  const auto supply = network.supply();
  const kernel::Plan<double, 1> nothing(network.rows);
  const auto known = kernel::start_bracket(network.rows, supply, nothing);
  CHECK(known.low[0] == doctest::Approx(0.5));
  CHECK(known.high[0] == doctest::Approx(0.5));
  CHECK(network.holds(column<1>(known.plan.flow, 0), column<1>(known.plan.made, 0), known.high[0]));
}

}  // namespace ytterby::test
