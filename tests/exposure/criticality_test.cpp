// SPDX-License-Identifier: Apache-2.0
/// @file  The formulas of criticality by hand, and what they refuse.
#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/exposure/criticality.hpp"

using namespace ytterby;
using namespace ytterby::literals;

namespace {

doctest::Approx exactly(double value) { return doctest::Approx(value).epsilon(1e-12); }
constexpr double infinite = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("an estimate of governance is a risk from 0 to 1") {
  CHECK(governance_risk(2.5) == 0);
  CHECK(governance_risk(0) == 0.5);
  CHECK(governance_risk(-2.5) == 1);
  CHECK(governance_risk(-0.5) == exactly(0.6));
  CHECK(governance_risk(3) == 0);  // the World Bank's run beyond ±2.5 at times
  CHECK(governance_risk(-3) == 1);
}

TEST_CASE("supply risk halves the world's part of what is imported, and takes off recycling and substitutes") {
  // 0.8² · 6 · 1.1 + 0.2² · 3 · 0.8 = 4.224 + 0.096.
  const double global = eu_weighted_hhi(std::vector<EuSource>{{0.8, 6, 1.1}, {0.2, 3, 0.8}});
  CHECK(global == exactly(4.32));
  // IR 0.6: 0.3 · 4.32 + 0.7 · 2 = 2.696; less 10 % recycled, times 0.9: · 0.81.
  const EuSupply supply{.global = global, .sourcing = 2, .import_reliance = 0.6, .recycling = 0.1, .substitution = 0.9};
  CHECK(eu_supply_risk(supply) == exactly(2.18376));
  // Nothing imported: what the EU makes counts alone; all imported: half and half.
  CHECK(eu_supply_risk({.global = 4, .sourcing = 2, .import_reliance = 0}) == exactly(2));
  CHECK(eu_supply_risk({.global = 4, .sourcing = 2, .import_reliance = 1}) == exactly(3));
  // One of them known: it stands alone, whatever is imported.
  CHECK(eu_supply_risk({.global = 4, .import_reliance = 0.3}) == exactly(4));
  CHECK(eu_supply_risk({.sourcing = 2, .import_reliance = 0.3}) == exactly(2));
}

TEST_CASE("importance is value added by share of use, scaled by the largest sector") {
  // 0.5 · 40 + 0.25 · 200, of which substitutes leave 0.8; the rest of the use has no sector.
  const std::vector<SectorUse> uses{{0.5, 40}, {0.25, 200}};
  CHECK(economic_importance(uses, 0.8) == exactly(56));
  CHECK(eu_economic_importance(uses, 0.8, 250) == exactly(2.24));
  CHECK(eu_economic_importance(std::vector<SectorUse>{{1, 200}}, 1, 200) == exactly(10));
}

TEST_CASE("critical is what reaches both thresholds after rounding") {
  CHECK(eu_critical(1, 2.8));
  CHECK(eu_critical(0.95, 2.75));
  CHECK_FALSE(eu_critical(0.94, 9));
  CHECK_FALSE(eu_critical(5, 2.74));
}

TEST_CASE("geopolitical supply risk is concentration by the share imported from where it is unstable") {
  // 30 of 50 t imported, 20 t of g = 0.5 and 10 t of g = 0.2: 12/50; HHI 0.5; 40,000 USD/t are 40 USD/kg.
  const std::vector<RiskyImport> imports{{{20}, 0.5}, {{10}, 0.2}};
  const auto found = geopolrisk(0.5, imports, {20}, UnitValue{40'000}, 2);
  CHECK(found.import_risk == exactly(0.24));
  CHECK(found.score == exactly(0.12));
  REQUIRE(found.midpoint.has_value());
  CHECK(*found.midpoint == exactly(4.8));
  REQUIRE(found.supply_risk_potential.has_value());
  CHECK(*found.supply_risk_potential == exactly(2.4));
  // No price: a score alone. No imports: no risk.
  CHECK(geopolrisk(0.5, imports, {20}).score == exactly(0.12));
  CHECK_FALSE(geopolrisk(0.5, imports, {20}).midpoint.has_value());
  CHECK(geopolrisk(0.5, {}, {20}).import_risk == 0);
}

TEST_CASE("arguments out of their ranges are refused") {
  CHECK_THROWS_WITH_AS(static_cast<void>(governance_risk(infinite)),
                       "governance_risk, estimate: found inf, expected a finite number", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_weighted_hhi(std::vector<EuSource>{{-0.1, 5, 1}})),
                       "eu_weighted_hhi, sources[0], share: found -0.1, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_weighted_hhi(std::vector<EuSource>{{0.5, 5, 1}, {0.5, 11, 1}})),
                       "eu_weighted_hhi, sources[1], governance: found 11, expected a number from 0 to 10",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_weighted_hhi(std::vector<EuSource>{{0.5, 5, -1}})),
                       "eu_weighted_hhi, sources[0], trade: found -1, expected a finite number of 0 or more",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_weighted_hhi(std::vector<EuSource>{{0.75, 5, 1}, {0.75, 5, 1}})),
                       "eu_weighted_hhi, sources, shares: found 1.5 in all, expected 1 or less", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_supply_risk({})),
                       "eu_supply_risk, global and sourcing: found 0 of them known, expected one or both",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_supply_risk({.global = -1})),
                       "eu_supply_risk, global: found -1, expected a finite number of 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_supply_risk({.sourcing = -1})),
                       "eu_supply_risk, sourcing: found -1, expected a finite number of 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_supply_risk({.global = 1, .import_reliance = 80})),
                       "eu_supply_risk, import_reliance: found 80, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_supply_risk({.global = 1, .recycling = -0.1})),
                       "eu_supply_risk, recycling: found -0.1, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_supply_risk({.global = 1, .substitution = 2})),
                       "eu_supply_risk, substitution: found 2, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(economic_importance(std::vector<SectorUse>{{2, 1}}, 1)),
                       "economic_importance, uses[0], share: found 2, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(economic_importance(std::vector<SectorUse>{{0.5, -1}}, 1)),
                       "economic_importance, uses[0], value added: found -1, expected a finite number of 0 or more",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(economic_importance({}, 1.5)),
                       "economic_importance, substitution: found 1.5, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_economic_importance(std::vector<SectorUse>{{0.5, 9}, {0.75, 9}}, 1, 9)),
                       "eu_economic_importance, uses, shares: found 1.25 in all, expected 1 or less", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_economic_importance(std::vector<SectorUse>{{1, 9}}, 1, 8)),
                       "eu_economic_importance, largest_value_added: found 8, expected a finite number above 0, of a "
                       "sector as large as any of the uses",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_critical(-1, 3)),
                       "eu_critical, supply_risk: found -1, expected a finite number of 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(eu_critical(1, infinite)),
                       "eu_critical, economic_importance: found inf, expected a finite number of 0 or more",
                       InvalidOptions);
}

TEST_CASE("a geopolitical supply risk of nothing is refused") {
  const std::vector<RiskyImport> imports{{{20}, 0.5}};
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(5200, imports, {})),
                       "geopolrisk, hhi: found 5200, expected a number from 0 to 1", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(0.5, imports, {-1})),
                       "geopolrisk, production: found -1 t/month, expected a finite number of 0 or more",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(0.5, imports, {}, UnitValue{-1})),
                       "geopolrisk, price: found -1, expected a finite number of 0 or more", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(0.5, imports, {}, UnitValue{1}, 0)),
                       "geopolrisk, copper: found 0, expected a finite number above 0", InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(0.5, std::vector<RiskyImport>{{{-1}, 0.5}}, {})),
                       "geopolrisk, imports[0], amount: found -1, expected a finite number of 0 or more",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(0.5, std::vector<RiskyImport>{{{1}, -0.5}}, {})),
                       "geopolrisk, imports[0], instability: found -0.5, expected a number from 0 to 1",
                       InvalidOptions);
  CHECK_THROWS_WITH_AS(static_cast<void>(geopolrisk(0.5, {}, {})),
                       "geopolrisk, production and imports: found 0 t/month in all, expected more than 0",
                       InvalidOptions);
}
