// SPDX-License-Identifier: Apache-2.0
/// @file  Formulas of criticality: the EU's supply risk and economic importance, the GeoPolRisk method.
///
/// Every function throws InvalidOptions, naming function and argument, for what is outside the ranges stated.
/// docs/criticality.md says which figures in print they are checked against; `criticality_by_stage` applies them to a
/// network.
#pragma once

#include <optional>
#include <span>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// (2.5 − w)/5, from 0, governed best, to 1: a Worldwide Governance Indicator as a risk.
/// @param estimate  w, finite; the World Bank's run from about −2.5 to 2.5, and what is beyond counts as the end.
/// Times 10 it is the scaled indicator of the EU, which takes the mean of all six; GeoPolRisk takes the one of
/// political stability and absence of violence.
[[nodiscard]] YTTERBY_EXPORT double governance_risk(double estimate);

/// A country among those that a material comes from.
struct EuSource {
  double share = 0;       ///< S, 0 to 1
  double governance = 0;  ///< WGI scaled, 0 to 10, high is bad: 10·governance_risk
  double trade = 1;       ///< t, 0 or more: below 1 with agreements or within the EU, above 1 with export restrictions
};

/// HHI_WGI,t = Σ S²·WGI·t.
/// @param sources  Shares of a sum of at most 1; of what is missing no risk is counted.
/// Blengini et al. (2017), Assessment of the Methodology for Establishing the EU List of Critical Raw Materials:
/// Background Report, EUR 28654, doi:10.2760/73303.
[[nodiscard]] YTTERBY_EXPORT double eu_weighted_hhi(std::span<const EuSource> sources);

/// What the EU's supply risk is calculated from.
struct EuSupply {
  std::optional<double> global = {};    ///< HHI_WGI,t of the world's production, 0 or more
  std::optional<double> sourcing = {};  ///< HHI_WGI,t of what the EU makes and imports, 0 or more
  double import_reliance = 1;           ///< IR, 0 to 1; counts where both are known
  double recycling = 0;                 ///< EoL-RIR, the end-of-life recycling input rate, 0 to 1
  double substitution = 1;              ///< SI_SR, 0 to 1: 1 where nothing else will do
};

/// SR = [HHI_GS·IR/2 + HHI_EU·(1 − IR/2)]·(1 − EoL-RIR)·SI_SR, where HHI are weighted by governance and trade; if only
/// one of them is known, it stands alone. The EU rounds to a decimal and takes the riskier of extraction and
/// processing. Blengini et al. (2017), as `eu_weighted_hhi`.
[[nodiscard]] YTTERBY_EXPORT double eu_supply_risk(const EuSupply& supply);

/// A sector that uses a material.
struct SectorUse {
  double share = 0;        ///< A, of the material's end use, 0 to 1
  double value_added = 0;  ///< Q, of the whole sector, 0 or more, in any currency
};

/// EI = Σ A·Q·SI_EI, in the currency of Q.
/// @param uses          Shares of a sum of at most 1.
/// @param substitution  SI_EI, 0 to 1: 1 where nothing else will do.
/// Blengini et al. (2017), as `eu_weighted_hhi`.
[[nodiscard]] YTTERBY_EXPORT double economic_importance(std::span<const SectorUse> uses, double substitution);

/// 10·EI/Q_max: the EU's scale, on which a material of the largest sector alone has 10.
/// @param largest_value_added  Q_max, above 0, no less than any Q.
[[nodiscard]] YTTERBY_EXPORT double eu_economic_importance(std::span<const SectorUse> uses, double substitution,
                                                           double largest_value_added);

/// From which the EU calls a material critical, after rounding to a decimal, if it reaches both (2017 on).
inline constexpr double eu_supply_risk_threshold = 1.0;
inline constexpr double eu_economic_importance_threshold = 2.8;

/// Whether both reach their threshold when rounded to a decimal.
/// @param supply_risk, economic_importance  0 or more.
[[nodiscard]] YTTERBY_EXPORT bool eu_critical(double supply_risk, double economic_importance);

/// What an economy imports from a country.
struct RiskyImport {
  Flow amount = {};        ///< f, 0 or more
  double instability = 0;  ///< g, 0 to 1, high is bad: governance_risk of political stability
};

/// The midpoint of copper that the GeoPolRisk method divides by, in USD/kg: the mean over OECD countries, 2017 to 2021.
/// geopolrisk-py, core.py (Koyamparambath et al. 2024).
inline constexpr double geopolrisk_copper = 0.409412948;

struct GeoPolRisk {
  double import_risk = 0;               ///< Σ g·f/(p + F), 0 to 1
  double score = 0;                     ///< HHI·import risk, 0 to 1
  std::optional<double> midpoint = {};  ///< score·price, USD at risk per kg; none without a price
  /// Characterisation factor: midpoint by that of copper, kg of copper per kg. None without a price.
  std::optional<double> supply_risk_potential = {};

  friend bool operator==(const GeoPolRisk&, const GeoPolRisk&) = default;
};

/// HHI·Σ g·f/(p + F), F all imports: the geopolitical supply risk of a material for an economy.
///
/// @param hhi         Of the world's production by country, 0 to 1.
/// @param production  p, at home, 0 or more; p + F above 0.
/// @param price       0 or more, if there is one.
/// @param copper      Midpoint of the reference, USD/kg, above 0.
/// Gemechu et al. (2016), Journal of Industrial Ecology 20(1); with p: Helbig et al. (2016), Journal of Cleaner
/// Production 137; midpoint: Santillán-Saldivar et al. (2022), International Journal of Life Cycle Assessment 27;
/// potential: Koyamparambath et al. (2024), doi:10.1016/j.resconrec.2024.107801.
[[nodiscard]] YTTERBY_EXPORT GeoPolRisk geopolrisk(double hhi, std::span<const RiskyImport> imports, Flow production,
                                                   std::optional<UnitValue> price = {},
                                                   double copper = geopolrisk_copper);

}  // namespace ytterby
