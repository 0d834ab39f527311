// SPDX-License-Identifier: Apache-2.0
/// @file  Inoperability against published examples and by hand.
#include "ytterby/exposure/inoperability.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "support/chains.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;
using doctest::Approx;

namespace {

/// Lian and Haimes's two sectors.
const Interdependency lian_haimes{.sectors = 2, .shares = {0.15, 0.5, 0.1, 0.05}};

struct Stopped {
  [[nodiscard]] bool stop_requested() const { return true; }
};

}  // namespace

TEST_CASE("published two-sector examples are met to their digits") {
  // Haimes and Jiang 2001, as quoted in the tests of stigrs/iim: A = [0 0.8; 0.2 0], c = (0, 0.6), q = (0.571, 0.714).
  const auto first = inoperability_of({.sectors = 2, .shares = {0, 0.8, 0.2, 0}}, std::vector{0.0, 0.6});
  CHECK(std::abs(first.lost[0] - 0.571) < 0.0005);
  CHECK(std::abs(first.lost[1] - 0.714) < 0.0005);
  // By hand: q1 = 0.8·q2, q2 = 0.6/(1 − 0.16) = 5/7.
  CHECK(first.lost[1] == Approx(5.0 / 7).epsilon(1e-15));
  CHECK(first.stopped == std::vector{false, false});
  CHECK(first.error_bound < 1e-14);
  // Lian and Haimes 2006, quoted there too: c* = (0, 0.1), q = (0.066, 0.112).
  const auto second = inoperability_of(lian_haimes, std::vector{0.0, 0.1});
  CHECK(std::abs(second.lost[0] - 0.066) < 0.0005);
  CHECK(std::abs(second.lost[1] - 0.112) < 0.0005);
  // The determinant of 1 − A is 0.85·0.95 − 0.5·0.1 = 0.7575: q = (0.05, 0.085)/0.7575.
  CHECK(second.lost[0] == Approx(0.05 / 0.7575).epsilon(1e-14));
  CHECK(second.lost[1] == Approx(0.085 / 0.7575).epsilon(1e-14));
}

TEST_CASE("four sectors of which two stop are met to their digits") {
  // Haimes and Jiang 2001, quoted there too: c = (0, 0.5, 0, 0), q = (0.70, 0.78, 1, 1).
  const Interdependency sectors{.sectors = 4, .shares = {0, 0.9, 0, 0, 0.4, 0, 0, 0, 1, 0.8, 0, 0, 1, 0.9, 0, 0}};
  const auto found = inoperability_of(sectors, std::vector{0.0, 0.5, 0.0, 0.0});
  CHECK(std::abs(found.lost[0] - 0.70) < 0.005);
  CHECK(std::abs(found.lost[1] - 0.78) < 0.005);
  // q2 = 0.5/(1 − 0.36), q1 = 0.9·q2.
  CHECK(found.lost[1] == Approx(0.5 / 0.64).epsilon(1e-15));
  CHECK(found.lost == std::vector{found.lost[0], found.lost[1], 1.0, 1.0});
  CHECK(found.stopped == std::vector{false, false, true, true});
}

TEST_CASE("who has stopped passes on no more than all, which clipping afterwards forgets") {
  // q1 = min(1, 0.9 + 0.5·q2), q2 = min(1, 0.5·q1). Without a limit q1 = 0.9/0.75 = 1.2 and q2 = 0.6, but 1 stops
  // and 2 loses a half.
  const auto found = inoperability_of({.sectors = 2, .shares = {0, 0.5, 0.5, 0}}, std::vector{0.9, 0.0});
  CHECK(found.lost == std::vector{1.0, 0.5});
  CHECK(found.stopped == std::vector{true, false});
  CHECK(found.error_bound < 1e-14);
}

TEST_CASE("sectors that return more than they take stop all, or lose nothing") {
  const Interdependency sectors{.sectors = 3, .shares = {0, 2, 0, 1, 0, 0, 0, 0, 0.5}};
  CHECK(inoperability_of(sectors, std::vector{0.001, 0.0, 0.0}).lost == std::vector{1.0, 1.0, 0.0});
  CHECK(inoperability_of(sectors, std::vector{0.0, 0.0, 0.25}).lost == std::vector{0.0, 0.0, 0.5});
}

TEST_CASE("a table of sales gives the shares of customers and of suppliers") {
  // 1 sells 20 of 100 to 2, 2 sells 10 of 50 to 1. Customers: 2 has 0.2 of 1, 1 has 0.2 of 2. Suppliers: 1 spends 10 of
  // 100 on 2, 2 spends 20 of 50 on 1.
  const std::vector<double> sales{0, 20, 10, 0}, output{100, 50};
  CHECK(demand_side(sales, output) == Interdependency{2, {0, 0.2, 0.2, 0}});
  CHECK(supply_side(sales, output) == Interdependency{2, {0, 0.1, 0.4, 0}});
}

TEST_CASE("a network gives the shares of customers") {
  // The mine sells half of its output to the plant by two lanes, and half to final users: if these want half as much of
  // the plant, the mine loses a quarter.
  Network network = MineAndPlant{}.network();
  network.nodes[NodeId{0}].demand = 10_t_per_mo;
  const auto lane = network.add(Lane{.name = "ore", .office = network.add(Office{.name = "Ministry"})});
  network.edges[EdgeId{0}].flow = 4_t_per_mo;
  network.add(Edge{.from = NodeId{0}, .to = NodeId{1}, .lane = lane, .flow = 6_t_per_mo});
  const Interdependency sectors = demand_side(freeze(network));
  CHECK(sectors == Interdependency{2, {0, 0.5, 0, 0}});
  CHECK(inoperability_of(sectors, std::vector{0.0, 0.5}).lost == std::vector{0.25, 0.5});
}

TEST_CASE("two sectors recover as their eigenvalues say") {
  // A = [0 a; a 0] and k alike: sums and differences of losses fall by k·(1 − a) and k·(1 + a).
  const double a = 0.5, k = 2;
  const std::vector<Months> times{0_mo, 0.3_mo, 5_mo};
  const auto found = inoperability_over_time({.sectors = 2, .shares = {0, a, a, 0}}, {}, times,
                                             {.resilience = {k, k}, .initial = {0.8, 0.2}});
  for (std::size_t t = 0; t < times.size(); ++t) {
    const double sum = std::exp(-k * (1 - a) * times[t].count());
    const double difference = 0.6 * std::exp(-k * (1 + a) * times[t].count());
    CHECK(found.lost[t][0] == Approx((sum + difference) / 2).epsilon(1e-13));
    CHECK(found.lost[t][1] == Approx((sum - difference) / 2).epsilon(1e-13));
  }
  // ∫ of the sum (1 − e^−kt(1−a))/(k(1 − a)), of the difference likewise.
  const double sum = (1 - std::exp(-k * (1 - a) * 5)) / (k * (1 - a));
  const double difference = 0.6 * (1 - std::exp(-k * (1 + a) * 5)) / (k * (1 + a));
  CHECK(found.impact[0] == Approx((sum + difference) / 2).epsilon(1e-13));
  CHECK(found.impact[1] == Approx((sum - difference) / 2).epsilon(1e-13));
  CHECK(found.error_bound < 1e-11);
}

TEST_CASE("a perturbation that lasts leads to inoperability at rest, one that ends to none") {
  const std::vector<PerturbedFrom> lasts{{0_mo, {0, 0.1}}}, ends{{0_mo, {0, 0.1}}, {3_mo, {0, 0}}};
  const std::vector<Months> times{3_mo, 400_mo};
  const RecoveryOptions options{.resilience = {0.2, 0.2}};
  const auto at_rest = inoperability_of(lian_haimes, std::vector{0.0, 0.1});
  const auto lasting = inoperability_over_time(lian_haimes, lasts, times, options);
  const auto ending = inoperability_over_time(lian_haimes, ends, times, options);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(lasting.lost[1][i] == Approx(at_rest.lost[i]).epsilon(1e-12));
    CHECK(lasting.lost[0][i] == ending.lost[0][i]);
    CHECK(ending.lost[1][i] < 1e-12);
  }
}

TEST_CASE("resilience is what takes a sector by itself from one loss to another") {
  const double k = resilience_of(0.5, 0.01, 6_mo, 0.15);
  const auto found = inoperability_over_time({.sectors = 1, .shares = {0.15}}, {}, std::vector<Months>{6_mo},
                                             {.resilience = {k}, .initial = {0.5}});
  CHECK(found.lost[0][0] == Approx(0.01).epsilon(1e-13));
}

TEST_CASE("a sector whose loss to come is above all nears all and no more") {
  // c = 1.5: dq/dt = 1 − q, though 1.5 − q without a limit.
  const std::vector<PerturbedFrom> all{{0_mo, {1.5}}};
  const auto found = inoperability_over_time({.sectors = 1, .shares = {0}}, all, std::vector<Months>{1_mo, 50_mo},
                                             {.resilience = {1}});
  CHECK(found.lost[0][0] == Approx(1 - std::exp(-1.0)).epsilon(1e-13));
  CHECK(found.lost[1][0] == Approx(1).epsilon(1e-13));
  // With a return of itself of a half: dq/dt = min(1, 0.75 + q/2) − q. Until q = 1/2, at t1, q = 1.5·(1 − e^−t/2):
  // t1 = 2·ln(3/2). Then q = 1 − e^−(t − t1)/2.
  const std::vector<PerturbedFrom> most{{0_mo, {0.75}}};
  const auto turned = inoperability_over_time({.sectors = 1, .shares = {0.5}}, most, std::vector<Months>{0.5_mo, 3_mo},
                                              {.resilience = {1}});
  CHECK(turned.lost[0][0] == Approx(1.5 * (1 - std::exp(-0.25))).epsilon(1e-13));
  const double since = 3 - 2 * std::log(1.5);
  CHECK(turned.lost[1][0] == Approx(1 - std::exp(-since) / 2).epsilon(1e-12));
}

TEST_CASE("customers lose nothing while finished goods cover the loss") {
  // Sector 0 is down by a half for ever, c = 0.5 and q(0) = 0.5; it holds a month of output, which is used up after
  // two. Then sector 1, which follows at once but for k = 3, loses half of it.
  const Interdependency sectors{.sectors = 2, .shares = {0, 0, 1, 0}};
  const std::vector<PerturbedFrom> half{{0_mo, {0.5, 0}}};
  const auto found = inoperability_over_time(sectors, half, std::vector<Months>{1.999_mo, 2.5_mo},
                                             {.resilience = {1, 3}, .initial = {0.5, 0}, .cover = {1, 0}});
  CHECK(found.lost[0][0] == Approx(0.5).epsilon(1e-13));
  CHECK(found.lost[0][1] == 0);
  CHECK(found.lost[1][1] == Approx(0.5 * (1 - std::exp(-1.5))).epsilon(1e-12));
}

TEST_CASE("inoperability refuses what is no table, no share and no time") {
  const std::vector<double> two{0.5, 0.5};
  const auto rest = [](const Interdependency& sectors, const std::vector<double>& c) {
    static_cast<void>(inoperability_of(sectors, c));
  };
  const auto over = [](std::vector<PerturbedFrom> from, std::vector<Months> times, const RecoveryOptions& options) {
    static_cast<void>(inoperability_over_time(lian_haimes, from, times, options));
  };
  CHECK_THROWS_WITH_AS(rest({2, {0, 1, 0}}, two), "shares: found 3 numbers, expected 4 for 2 sectors", InvalidOptions);
  CHECK_THROWS_WITH_AS(rest({2, {0, 1, 0, -1}}, two), "shares 3: found -1, expected a finite number, 0 or more",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(rest(lian_haimes, {0.5}), "perturbation: found 1 numbers, expected one for each of 2 sectors",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(rest(lian_haimes, {0.5, -0.5}),
                       "perturbation 1: found -0.5, expected a finite number, 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(demand_side(std::vector<double>{1}, two)),
                       "sales: found 1 numbers, expected 4 for 2 sectors", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(supply_side(std::vector<double>{1}, std::vector<double>{0})),
                       "output 0: found 0, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(resilience_of(0.1, 0.1, 1_mo)),
                       "resilience: found a loss from 0.1 to 0.1, expected one that falls and stays above 0",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(resilience_of(0.5, 0.1, 0_mo)),
                       "resilience, time: found 0 months, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(resilience_of(0.5, 0.1, 1_mo, 1)),
                       "resilience, own share: found 1, expected 0 or more and below 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(over({}, {}, {}), "resilience: found 0 numbers, expected one for each of 2 sectors",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(over({}, {}, {.resilience = {1, 0}}), "resilience 1: found 0, expected a finite number above 0",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(over({}, {}, {.resilience = {1, 1}, .initial = {0, 2}}),
                       "initial 1: found 2, expected a share, 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(over({}, {}, {.resilience = {1, 1}, .cover = {0, -2}}),
                       "cover 1: found -2, expected a finite number, 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(over({{1_mo, two}}, {}, {.resilience = {1, 1}}),
                       "perturbation 0: found a beginning after 1 months, expected 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(over({{0_mo, two}, {0_mo, two}}, {}, {.resilience = {1, 1}}),
                       "perturbation 1: found a beginning after 0 months, expected one after that of the one before, 0",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(over({}, {2_mo, 1_mo}, {.resilience = {1, 1}}),
                       "times 1: found 1 months, expected finite numbers, 0 or more, ascending", InvalidOptions);
  CHECK_THROWS_AS(over({}, {2_mo}, {.resilience = {1, 1}, .control = {.stop = Stopped{}}}), Cancelled);
}
