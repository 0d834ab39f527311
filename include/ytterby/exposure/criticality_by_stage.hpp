// SPDX-License-Identifier: Apache-2.0
/// @file  The formulas of criticality at every stage of a network, at face value and through all tiers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/by_name.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/exposure/concentration.hpp"
#include "ytterby/exposure/criticality.hpp"
#include "ytterby/exposure/expose.hpp"
#include "ytterby/exposure/import_reliance.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

struct CriticalityOptions {
  std::vector<std::string> economy = {};  ///< countries whose supply is meant; at least one
  /// [country] mean of the six governance estimates, about −2.5 to 2.5, high is good. Of every country that makes
  /// anything.
  ByName<double> governance = {};
  ByName<double> stability = {};  ///< [country] the estimate of political stability, for GeoPolRisk; empty: governance
  ByName<double> trade = {};      ///< [country] t of the EU's formula; 1 for those not named
  ByName<double> recycling = {};  ///< [product] EoL-RIR, 0 to 1; 0 for those not named
  ByName<double> substitution = {};  ///< [product] SI_SR, 0 to 1; 1 for those not named
  ByName<UnitValue> prices = {};     ///< [product] for GeoPolRisk's midpoint; may be missing
  ExposeOptions expose = {};         ///< how origins are followed
};

/// A product at a stage, by country where it is made, or by country of origin.
struct SupplyView {
  Concentration world = {};                    ///< of all that is made of it
  std::optional<Concentration> sourcing = {};  ///< of what the economy makes and imports; none if it does neither
  double weighted_hhi = 0;                     ///< HHI_WGI,t of `world`, on the EU's scale from 0 to 10 and more
  std::optional<double> weighted_hhi_sourcing = {};
  /// Share that the supply risk counts as imported, 0 to 1. At face value, net import reliance; through all tiers, the
  /// part of apparent consumption that is known to have its origin abroad. None if nothing is consumed.
  std::optional<double> import_reliance = {};
  /// The EU's. Of the world alone where the economy makes and imports nothing; none where it exports all that it does.
  std::optional<double> supply_risk = {};
  std::optional<GeoPolRisk> geopolrisk = {};  ///< none if the economy makes and imports nothing

  friend bool operator==(const SupplyView&, const SupplyView&) = default;
};

struct StageCriticality {
  std::string stage = {};
  std::string product = {};
  Trade trade = {};
  ImportReliance reliance = {};
  SupplyView face_value = {};
  std::optional<SupplyView> look_through = {};  ///< none where no maker holds the material of `Measure::chain`

  friend bool operator==(const StageCriticality&, const StageCriticality&) = default;
};

struct StageCriticalities {
  std::vector<StageCriticality> stages = {};  ///< as they first occur in nodes.csv; none where nothing is made
  SupplyReport supply = {};                   ///< of the look-through

  friend bool operator==(const StageCriticalities&, const StageCriticalities&) = default;
};

/// Concentration, import reliance, supply risk and GeoPolRisk of every product at every stage, for one economy.
///
/// Through all tiers the formulas stay the same and their shares become shares of origin. What has no known origin
/// carries no risk: it stands beside, in `unattributed`, and results are lower bounds where there is any.
///
/// @throws InvalidOptions   on an economy without countries, countries without an estimate (all are named), a value out
///                          of the range of its formula, a product in a table that nobody makes.
/// @throws InvalidScenario  naming a country of the economy that does not occur.
/// @throws InvalidOptions, InvalidScenario, Cancelled  as `origins_of`.
/// Time as `origins_of` for all nodes, one solve a country.
[[nodiscard]] YTTERBY_EXPORT StageCriticalities criticality_by_stage(const FrozenNetwork& network,
                                                                     const CriticalityOptions& options);

}  // namespace ytterby
