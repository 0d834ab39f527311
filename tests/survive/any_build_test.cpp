// SPDX-License-Identifier: Apache-2.0
/// @file  What is answered whether or not linear programs are built in.
#include <doctest/doctest.h>

#include "ytterby/io/read_case.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;

TEST_CASE("the case that comes with the project is answered, with proof, by whatever is built in") {
  const Case whole = read_case("data/rare_earths_2024");
  const FrozenNetwork network = freeze(whole.network);
  for (const Rivals rivals : {Rivals::share, Rivals::ignored}) {
    const BestCase best =
        survive(network, whole.scenario("licences_stop"), {.rivals = rivals, .each = false, .sequence = false});
    CHECK(best.lasting == Lasting::limited);
    CHECK(best.verdict.why == "");
    CHECK(best.verdict.holds);
    REQUIRE(best.months.has_value());
    // 1.19 t of terbium in stock and under way at the phosphor makers, for 0.50 t a month: nodes.csv and edges.csv.
    CHECK(best.months->count() == doctest::Approx(2.38).epsilon(0.01));
    CHECK(best.lower.count() > 0.99 * best.months->count());
  }
}
