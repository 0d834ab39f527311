// SPDX-License-Identifier: Apache-2.0
/// @file  What systemic risk asks of a network, once for many shocks.
#pragma once

#include <cstdint>
#include <vector>

#include "exposure/supplier_shares.hpp"
#include "ytterby/exposure/systemic_risk.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// By position, slot and arc, as in Rows.
struct RiskModel {
  /// @throws InvalidOptions  as systemic_risk_of, but for the shock.
  RiskModel(const FrozenNetwork& network, const RiskOptions& options);

  const FrozenNetwork& network;
  const RiskOptions& options;
  SupplierShares shares;
  std::vector<double> essential;      ///< [slot]
  std::vector<double> ordered;        ///< [arc] its share in the supplier's output
  std::vector<double> ordered_rest;   ///< [position] of final demand; 1 where there is no output
  std::vector<double> output;         ///< [position]
  std::vector<double> weight;         ///< [position] adding up to 1
  std::vector<std::uint32_t> market;  ///< [position]
  std::vector<double> market_output;
  std::vector<std::uint32_t> market_size;
};

}  // namespace ytterby
