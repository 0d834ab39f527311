// SPDX-License-Identifier: Apache-2.0
/// @file  How few countries make what there is of a product at a stage, and how few it comes from through all tiers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/exposure/expose.hpp"
#include "ytterby/exposure/herfindahl.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

struct CountryShare {
  std::string country = {};
  double share = 0;

  friend bool operator==(const CountryShare&, const CountryShare&) = default;
};

/// By country, of one amount.
struct Concentration {
  std::vector<CountryShare> countries = {};  ///< above 0, largest first, those alike by name
  double unattributed = 0;                   ///< share of no country that is known: 1 less those above
  HerfindahlRange hhi = {};

  friend bool operator==(const Concentration&, const Concentration&) = default;
};

/// A product at a stage, over all nodes that make it there.
struct StageConcentration {
  std::string stage = {};
  std::string product = {};
  Flow output = {};               ///< baseline
  Concentration face_value = {};  ///< by country where it is made; nodes without a country are unattributed
  /// By country of origin. With `Measure::chain`, over the nodes that hold the material; none if none does.
  std::optional<Concentration> look_through = {};

  friend bool operator==(const StageConcentration&, const StageConcentration&) = default;
};

struct StageConcentrations {
  std::vector<StageConcentration> stages = {};  ///< as they first occur in nodes.csv; none where nothing is made
  SupplyReport supply = {};                     ///< of the look-through

  friend bool operator==(const StageConcentrations&, const StageConcentrations&) = default;
};

/// The concentration of every product at every stage, weighted by baseline output.
///
/// @throws InvalidOptions, InvalidScenario, Cancelled  as `origins_of`.
/// Time as `origins_of` for all nodes, one solve a country.
[[nodiscard]] YTTERBY_EXPORT StageConcentrations concentration_by_stage(const FrozenNetwork& network,
                                                                        const ExposeOptions& options = {});

}  // namespace ytterby
