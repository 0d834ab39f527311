// SPDX-License-Identifier: Apache-2.0
/// @file  Import reliance: by hand, from a network, and as the U.S. Geological Survey prints it.
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "exposure/two_economies.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/import_reliance.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("who imports more than he exports relies on imports, a net exporter on none") {
  // 20 made, 40 in, 10 out: 50 consumed, 30 of them from abroad on balance.
  const auto importer = import_reliance({.production = {20}, .imports = {40}, .exports = {10}});
  CHECK(importer.apparent_consumption == 50_t_per_mo);
  CHECK(importer.net == 0.6);
  CHECK(importer.reliance == 0.6);
  // 100 made, 10 in, 60 out: −50 of 50.
  const auto exporter = import_reliance({.production = {100}, .imports = {10}, .exports = {60}});
  CHECK(exporter.net == -1);
  CHECK(exporter.reliance == 0);
}

TEST_CASE("where nothing is consumed there is no reliance") {
  const auto all_exported = import_reliance({.production = {0.1}, .imports = {0.2}, .exports = {0.3}});
  CHECK_FALSE(all_exported.net.has_value());  // 0.1 + 0.2 − 0.3 is above 0 by rounding alone
  CHECK_FALSE(all_exported.reliance.has_value());
  const auto from_stock = import_reliance({.production = {1}, .imports = {0}, .exports = {3}});
  CHECK(from_stock.apparent_consumption.value == -2);
  CHECK_FALSE(from_stock.reliance.has_value());
  CHECK_FALSE(import_reliance({}).reliance.has_value());
}

TEST_CASE("the reliance of the United States on rare earths is that of the USGS") {
  // Mineral Commodity Summaries 2019, Rare Earths, p. 132, Salient Statistics: mine production, imports and exports of
  // compounds, ferrocerium and alloys, and metals, t of oxide; apparent consumption, and net import reliance in per
  // cent.
  struct Year {
    Trade trade;
    double consumption, reliance;
    double half_digits;  // of all that is printed to three digits, added up: what its rounding can amount to
  };
  for (const Year& year : {Year{{{5400}, {12300 + 371 + 348}, {4390 + 1640 + 140}}, 12200, 56, 163},  // 2014
                           Year{{{5900}, {9160 + 356 + 385}, {4980 + 1220 + 60}}, 9550, 38, 72},      // 2015
                           Year{{{0}, {11500 + 268 + 404}, {590 + 943 + 103}}, 10500, 100, 103},      // 2016
                           Year{{{0}, {11000 + 309 + 524}, {1740 + 982 + 55}}, 9060, 100, 62}}) {     // 2017
    const auto found = import_reliance(year.trade);
    CHECK(std::abs(found.apparent_consumption.value - year.consumption) <= year.half_digits);
    REQUIRE(found.reliance.has_value());
    CHECK(std::round(*found.reliance * 100) == year.reliance);
  }
}

TEST_CASE("trade is what crosses the border of an economy, of one country or several") {
  const auto network = freeze(two_economies());
  const NodeFilter metal{.product = {"metal"}};
  CHECK(trade_of(network, metal, {"USA"}) == Trade{.production = {20}, .imports = {30}, .exports = {0}});
  CHECK(trade_of(network, metal, {"CHN"}) == Trade{.production = {80}, .imports = {0}, .exports = {80}});
  CHECK(trade_of(network, metal, {"USA", "JPN"}) == Trade{.production = {20}, .imports = {80}, .exports = {0}});
  CHECK(trade_of(network, {.stage = {"mine"}}, {"CHN"}) == Trade{.production = {60}, .imports = {20}, .exports = {0}});
}

TEST_CASE("trade that cannot be is refused, so are economies and goods that are not there") {
  CHECK_THROWS_WITH_AS(static_cast<void>(import_reliance({.production = {1}, .imports = {-1}})),
                       "import_reliance, imports: found -1, expected a finite number of 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(import_reliance({.production = unlimited<Flow>})),
                       "import_reliance, production: found inf, expected a finite number of 0 or more", InvalidOptions);
  const auto network = freeze(two_economies());
  CHECK_THROWS_WITH_AS(static_cast<void>(trade_of(network, {.product = {"metal"}}, {})),
                       "trade_of, countries: found no country, expected those of the economy", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(trade_of(network, {.product = {"metals"}}, {"USA"})),
                       "trade_of, goods: no node with product = \"metals\" (did you mean \"metal\"?)", InvalidScenario);
  CHECK_THROWS_WITH_AS(static_cast<void>(trade_of(network, {.product = {"metal"}}, {"US"})),
                       "trade_of, countries: no node with country = \"US\" (did you mean \"USA\"?)", InvalidScenario);
}
