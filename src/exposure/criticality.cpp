// SPDX-License-Identifier: Apache-2.0
#include "ytterby/exposure/criticality.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "exposure/expect_parts.hpp"
#include "licence/expect.hpp"

namespace ytterby {

namespace {

using detail::expect;
using detail::expect_number;
using detail::expect_part;
using detail::item_of;

/// Σ A·Q, of checked uses.
double value_added_of(const char* where, std::span<const SectorUse> uses) {
  double shares = 0;
  double sum = 0;
  for (std::size_t k = 0; k < uses.size(); ++k) {
    expect_part(where, item_of("uses", k) + ", share", uses[k].share);
    expect_number(where, (item_of("uses", k) + ", value added").c_str(), uses[k].value_added);
    shares += uses[k].share;
    sum += uses[k].share * uses[k].value_added;
  }
  detail::expect_parts_of_one(where, "uses, shares", shares);
  return sum;
}

double to_a_decimal(double value) { return std::round(value * 10) / 10; }

}  // namespace

double governance_risk(double estimate) {
  expect(std::isfinite(estimate), "governance_risk", "estimate", estimate, "", "a finite number");
  constexpr double best = 2.5;
  constexpr double span = 5;
  return std::clamp((best - estimate) / span, 0.0, 1.0);
}

double eu_weighted_hhi(std::span<const EuSource> sources) {
  constexpr const char* where = "eu_weighted_hhi";
  constexpr double worst = 10;
  double shares = 0;
  double sum = 0;
  for (std::size_t k = 0; k < sources.size(); ++k) {
    const EuSource& source = sources[k];
    expect_part(where, item_of("sources", k) + ", share", source.share);
    expect(source.governance >= 0 && source.governance <= worst, where,
           (item_of("sources", k) + ", governance").c_str(), source.governance, "", "a number from 0 to 10");
    expect_number(where, (item_of("sources", k) + ", trade").c_str(), source.trade);
    shares += source.share;
    sum += source.share * source.share * source.governance * source.trade;
  }
  detail::expect_parts_of_one(where, "sources, shares", shares);
  return sum;
}

double eu_supply_risk(const EuSupply& supply) {
  constexpr const char* where = "eu_supply_risk";
  if (supply.global) expect_number(where, "global", *supply.global);
  if (supply.sourcing) expect_number(where, "sourcing", *supply.sourcing);
  expect(supply.global || supply.sourcing, where, "global and sourcing", 0, " of them known", "one or both");
  expect_part(where, "import_reliance", supply.import_reliance);
  expect_part(where, "recycling", supply.recycling);
  expect_part(where, "substitution", supply.substitution);
  const double global = supply.global ? *supply.global : *supply.sourcing;
  const double sourcing = supply.sourcing ? *supply.sourcing : *supply.global;
  const double imported = supply.import_reliance / 2;
  return (global * imported + sourcing * (1 - imported)) * (1 - supply.recycling) * supply.substitution;
}

double economic_importance(std::span<const SectorUse> uses, double substitution) {
  constexpr const char* where = "economic_importance";
  expect_part(where, "substitution", substitution);
  return value_added_of(where, uses) * substitution;
}

double eu_economic_importance(std::span<const SectorUse> uses, double substitution, double largest_value_added) {
  constexpr const char* where = "eu_economic_importance";
  constexpr double top = 10;
  expect_part(where, "substitution", substitution);
  double largest = 0;
  for (const SectorUse& use : uses) largest = std::max(largest, use.value_added);
  expect(largest_value_added > 0 && largest_value_added >= largest && std::isfinite(largest_value_added), where,
         "largest_value_added", largest_value_added, "",
         "a finite number above 0, of a sector as large as any of the uses");
  return top * value_added_of(where, uses) / largest_value_added * substitution;
}

bool eu_critical(double supply_risk, double economic_importance) {
  expect_number("eu_critical", "supply_risk", supply_risk);
  expect_number("eu_critical", "economic_importance", economic_importance);
  return to_a_decimal(supply_risk) >= eu_supply_risk_threshold &&
         to_a_decimal(economic_importance) >= eu_economic_importance_threshold;
}

GeoPolRisk geopolrisk(double hhi, std::span<const RiskyImport> imports, Flow production, std::optional<UnitValue> price,
                      double copper) {
  constexpr const char* where = "geopolrisk";
  constexpr double kilograms_per_tonne = 1000;
  expect_part(where, "hhi", hhi);
  expect(production.value >= 0 && std::isfinite(production.value), where, "production", production.value, " t/month",
         "a finite number of 0 or more");
  if (price) expect_number(where, "price", price->value);
  expect(copper > 0 && std::isfinite(copper), where, "copper", copper, "", "a finite number above 0");
  double supply = production.value;
  double at_risk = 0;
  for (std::size_t k = 0; k < imports.size(); ++k) {
    expect_number(where, (item_of("imports", k) + ", amount").c_str(), imports[k].amount.value);
    expect_part(where, item_of("imports", k) + ", instability", imports[k].instability);
    supply += imports[k].amount.value;
    at_risk += imports[k].amount.value * imports[k].instability;
  }
  expect(supply > 0, where, "production and imports", supply, " t/month in all", "more than 0");
  GeoPolRisk found{.import_risk = at_risk / supply};
  found.score = hhi * found.import_risk;
  if (price) {
    found.midpoint = found.score * price->value / kilograms_per_tonne;
    found.supply_risk_potential = *found.midpoint / copper;
  }
  return found;
}

}  // namespace ytterby
