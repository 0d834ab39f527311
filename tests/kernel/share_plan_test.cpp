// SPDX-License-Identifier: Apache-2.0
/// @file  Plan and prices by shares: worked out by hand, and on random networks checked row by row.
#include "ytterby/kernel/share_plan.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernel/supply_network.hpp"
#include "support/random.hpp"
#include "ytterby/kernel/price_bound.hpp"

namespace ytterby::test {
namespace {

/// Rates between which the least one lies, each recomputed by plain loops.
struct Found {
  double low = -unlimited, high = unlimited;
};

Found share_out(const SupplyNetwork& network) {
  const auto supply = network.supply();
  kernel::Plan<double, 1> plan(network.rows);
  kernel::Prices<double, 1> prices(network.rows);
  Found found;
  found.high = kernel::SharePlan<double, 1>(network.rows, supply)(0, plan, prices);
  if (std::isfinite(found.high)) CHECK(network.holds(column<1>(plan.flow, 0), column<1>(plan.made, 0), found.high));
  if (found.high == 0) return found;
  found.low = kernel::PriceBound<double, 1>(network.rows, supply)(prices)[0];
  if (found.low > 0)
    CHECK(network.proven(column<1>(prices.output, 0), column<1>(prices.input, 0), column<1>(prices.share, 0),
                         column<1>(prices.office, 0)) >= found.low * (1 - 1e-9));
  return found;
}

void check_rate(const SupplyNetwork& network, double rate) {
  const Found found = share_out(network);
  CHECK(found.low == doctest::Approx(rate).epsilon(1e-9));
  CHECK(found.high == doctest::Approx(rate).epsilon(1e-9));
}

/// Every supplier's shares add up to 1 at most, and only the last layer has demand, which draw() sees to.
void forbid_rivalry(SupplyNetwork& network) {
  std::vector<double> sum(network.demand.size());
  for (std::size_t e = 0; e < network.rows.arcs(); ++e) {
    double& share = network.rows.share[e];
    if (network.demand[network.rows.from[e]] > 0) share = 0;
    if (!(share < unlimited)) share = 0.8;
    sum[network.rows.from[e]] += share;
  }
  for (std::size_t e = 0; e < network.rows.arcs(); ++e)
    if (const double all = sum[network.rows.from[e]]; all > 1) network.rows.share[e] /= all;
}

}  // namespace

TEST_CASE("a share plan lets a customer have its share of what is made and of what is in stock") {
  // By hand: half of the supplier's 10 t a month and 8 t in stock, 12 t of one's own: 8 = 5 + λ·4 + λ·12.
  SupplyNetwork network;
  network.add({.finished = 8, .capacity = 10});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0, .flow = 5, .share = 0.5}}, .stock = 12}}});
  network.finish(true, false);
  check_rate(network, 3. / 16);
}

TEST_CASE("a share plan follows what binds as it changes with the rate") {
  // By hand: input 0 brings 4 + λ·30, input 1 brings 6 + λ·5 for 10 t: λ = 0.2 and 0.8, so the second binds, the later
  // one; at λ = 0 it was the first.
  SupplyNetwork network;
  network.add({.capacity = 4});
  network.add({.capacity = 6});
  network.add({.demand = 10, .inputs = {{.arcs = {{.from = 0}}, .stock = 30}, {.arcs = {{.from = 1}}, .stock = 5}}});
  network.finish(false, false);
  check_rate(network, 0.8);
}

TEST_CASE("a share plan counts what recycling brings back for ever") {
  // By hand: the plant makes y of the mine's 4 t, 10 t in stock, and a fifth of its own output; its customer gets
  // four fifths. y = 4 + λ·10 + y/5, 0.8·y = 8: λ = 0.4.
  SupplyNetwork network;
  network.add({.capacity = 4});
  network.add({.inputs = {{.arcs = {{.from = 0}, {.from = 1, .share = 0.2}}, .stock = 10}}});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 1, .share = 0.8}}}}});
  network.finish(true, false);
  check_rate(network, 0.4);
}

TEST_CASE("a share plan follows cycles to the end that bring nearly all back") {
  // By hand: plant 1 makes y of the mine's 1 t, `stock` t in stock and all that plant 2 makes, which is a share g of y.
  // The customer gets the other (1 − g)·y = 1 + λ·stock and has 10 t: λ = 0.1 / (10 + stock), whatever g is.
  for (const double stock : {0., 40.})
    for (const double back : {0.5, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9999}) {
      CAPTURE(back);
      SupplyNetwork network;
      network.add({.capacity = 1});
      network.add({.inputs = {{.arcs = {{.from = 0}, {.from = 2, .flow = 9}}, .stock = stock}}});
      network.add({.inputs = {{.arcs = {{.from = 1, .flow = 9, .share = back}}}}});
      network.add({.demand = 1.1, .finished = 10, .inputs = {{.arcs = {{.from = 1, .share = 1 - back}}}}});
      network.finish(true, false);
      const double rate = 0.1 / (10 + stock);
      const Found found = share_out(network);
      CHECK(found.low == doctest::Approx(rate).epsilon(1e-7));
      CHECK(found.high == doctest::Approx(rate).epsilon(1e-7));
      const auto supply = network.supply();
      const auto each = kernel::SharePlan<double, 1>(network.rows, supply).each(0, 1e-6);
      REQUIRE(each);
      CHECK(each->low[3] == doctest::Approx(rate).epsilon(1e-6));
      CHECK(each->high[3] == doctest::Approx(rate).epsilon(1e-6));
    }
}

TEST_CASE("a share plan follows a cycle until a capacity in it binds") {
  // By hand: as before with g = 0.999 and 2 t a month at most at plant 2: plant 1 makes 1 + 2, of which the customer
  // gets a thousandth: 1.1 = 0.003 + λ·10.
  SupplyNetwork network;
  network.add({.capacity = 1});
  network.add({.inputs = {{.arcs = {{.from = 0}, {.from = 2, .flow = 9}}}}});
  network.add({.capacity = 2, .inputs = {{.arcs = {{.from = 1, .flow = 9, .share = 0.999}}}}});
  network.add({.demand = 1.1, .finished = 10, .inputs = {{.arcs = {{.from = 1, .share = 0.001}}}}});
  network.finish(true, false);
  check_rate(network, 0.1097);
}

TEST_CASE("a share plan lets what goes round and round without a source stay where it is") {
  // By hand: two plants pass all on to each other, so that any amount would do; nobody else gets any of it.
  SupplyNetwork network;
  network.add({.inputs = {{.arcs = {{.from = 1, .share = 1}}}}});
  network.add({.inputs = {{.arcs = {{.from = 0, .share = 1}}}}});
  network.add({.capacity = 1});
  network.add({.demand = 2, .finished = 4, .inputs = {{.arcs = {{.from = 2, .share = 1}}}}});
  network.finish(true, false);
  check_rate(network, 0.25);
}

TEST_CASE("a share plan follows cycles within cycles") {
  // By hand: plant 1 makes y, of which plant 3 gets 0.49·y and gives half to plant 1 and half to plant 2, which gets
  // 0.5·y besides and gives all back: y = 1 + 0.245·y + 0.745·y = 100. The customer gets a hundredth, 1 of 3 t.
  SupplyNetwork network;
  network.add({.capacity = 1});
  network.add({.inputs = {{.arcs = {{.from = 0}, {.from = 2, .flow = 9}, {.from = 3, .flow = 9, .share = 0.5}}}}});
  network.add({.inputs = {{.arcs = {{.from = 1, .flow = 9, .share = 0.5}, {.from = 3, .flow = 9, .share = 0.5}}}}});
  network.add({.inputs = {{.arcs = {{.from = 1, .flow = 9, .share = 0.49}}}}});
  network.add({.demand = 3, .finished = 20, .inputs = {{.arcs = {{.from = 1, .share = 0.01}}}}});
  network.finish(true, false);
  check_rate(network, 0.1);
}

TEST_CASE("a share plan keeps to what arcs carry and to the licences of an arc alone") {
  // By hand: 3 t carried and 2 licences for 2 t each, 12 t wanted, 10 t in stock: λ = 0.5.
  SupplyNetwork network;
  network.add({});
  network.add({});
  network.add(
      {.demand = 12,
       .inputs = {{.arcs = {{.from = 0, .capacity = 3}, {.from = 1, .office = 0, .t_per_licence = 2}}, .stock = 10}}});
  network.finish(false, true, {2});
  check_rate(network, 0.5);
}

TEST_CASE("a share plan says what lasts for ever and what cannot be met at all") {
  SupplyNetwork network;
  network.add({.capacity = 6});
  network.add({.demand = 6, .inputs = {{.arcs = {{.from = 0}}}}});
  network.finish(false, false);
  CHECK(share_out(network).high == 0);
  network.capacity[0] = 5;
  const Found found = share_out(network);
  CHECK(found.low == unlimited);
  CHECK(found.high == unlimited);
}

TEST_CASE("a share plan divides what is competed for by usual flows, and prices it as if each could have all") {
  // By hand: 12 t a month for two plants that want 8 and usually get 8 and 4. By usual flows the second lacks 4 t of
  // which it has 8 in stock: λ = 0.5. If each could have all, nobody would lack anything.
  SupplyNetwork network;
  network.add({.capacity = 12});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0, .flow = 8}}, .stock = 8}}});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0, .flow = 4}}, .stock = 8}}});
  network.finish(false, false);
  CHECK(share_out(network).high == doctest::Approx(0.5));
}

TEST_CASE("a share plan and its prices meet where nobody competes") {
  std::size_t limited = 0;
  for (std::uint64_t seed = 0; seed < seeds(300); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    auto network = draw(random, {.layers = 3 + seed % 3,
                                 .width = 2 + seed % 5,
                                 .most_inputs = 1 + seed % 3,
                                 .recipes = seed % 2 == 0,
                                 .cycles = seed % 3 == 0,
                                 .shares = true,
                                 .arc_capacities = seed % 5 == 0});
    forbid_rivalry(network);
    const Found found = share_out(network);
    CAPTURE(found.low);
    CAPTURE(found.high);
    CHECK((found.high == 0 || found.high <= found.low * (1 + 1e-6)));
    CHECK((found.high == 0 || found.high >= found.low * (1 - 1e-9)));
    limited += found.high > 0 && std::isfinite(found.high) ? 1 : 0;
  }
  CHECK(limited > seeds(300) / 3);
}

TEST_CASE("share plans give each target the rate that it needs alone") {
  std::size_t compared = 0;
  for (std::uint64_t seed = 0; seed < seeds(60); ++seed) {
    CAPTURE(seed);
    Random random(2000 + seed);
    auto network = draw(random, {.layers = 3, .width = 4, .most_inputs = 2, .cycles = seed % 3 == 0, .shares = true});
    forbid_rivalry(network);
    const auto supply = network.supply();
    const auto each = kernel::SharePlan<double, 1>(network.rows, supply).each(0, 1e-4);
    REQUIRE(each);
    for (std::size_t i = 0; i < network.demand.size(); ++i) {
      if (!(network.demand[i] > 0)) continue;
      SupplyNetwork alone = network;
      for (std::size_t k = 0; k < network.demand.size(); ++k)
        if (k != i) alone.demand[k] = 0;
      const double rate = share_out(alone).high;
      CHECK(each->high[i] >= rate * (1 - 1e-9));
      CHECK(each->low[i] <= rate * (1 + 1e-9));
      CHECK((each->high[i] <= each->low[i] * (1 + 1e-4) || each->high[i] == each->low[i]));
      ++compared;
    }
  }
  CHECK(compared == 4 * seeds(60));
}

TEST_CASE("share plans of each target are not given where customers compete") {
  SupplyNetwork network;
  network.add({.capacity = 12});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0}}}}});
  network.add({.demand = 8, .inputs = {{.arcs = {{.from = 0}}}}});
  network.finish(false, false);
  const auto supply = network.supply();
  CHECK_FALSE(kernel::SharePlan<double, 1>(network.rows, supply).each(0, 1e-4));
}

TEST_CASE("a share plan holds and its prices prove something less where customers compete") {
  std::size_t planned = 0, priced = 0;
  for (std::uint64_t seed = 0; seed < seeds(300); ++seed) {
    CAPTURE(seed);
    Random random(1000 + seed);
    const auto network = draw(random, {.layers = 2 + seed % 4,
                                       .width = 2 + seed % 5,
                                       .most_inputs = 1 + seed % 3,
                                       .recipes = seed % 2 == 0,
                                       .cycles = seed % 3 == 0,
                                       .shares = seed % 4 > 0,
                                       .arc_capacities = seed % 5 == 0,
                                       .offices = seed % 7 == 0});
    const Found found = share_out(network);
    CHECK((found.high == 0 || found.low <= found.high * (1 + 1e-9)));
    planned += std::isfinite(found.high) ? 1 : 0;
    priced += found.low > 0 ? 1 : 0;
  }
  CHECK(planned > seeds(300) / 5);
  CHECK(priced > seeds(300) / 5);
}

}  // namespace ytterby::test
