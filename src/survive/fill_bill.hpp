// SPDX-License-Identifier: Apache-2.0
/// @file  A case in a lasting state, as a bill of materials.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "survive/bill_of_materials.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

struct FilledBill {
  BillOfMaterials bill = {};            ///< the first nodes are the network's; demand of targets alone, at price 1
  std::vector<double> dollars = {};     ///< [node of the bill] of a tonne of the target's demand; 0: not known
  std::size_t unvalued = 0;             ///< targets of which it is not
  std::uint32_t idle = 0;               ///< a node of the bill that trades with nobody: its outage is none
  std::vector<std::string> notes = {};  ///< what counts otherwise than it is
};

/// Licences are goods: a shipment that takes one is a node of its own, which needs the goods and licences that its
/// office makes, and its part of the lane's volume, a stock. An input that is essential in part has one more supplier:
/// of what the node can do without.
///
/// @param targets  Whose demand counts.
/// @param step     Cycles shorter than it hold goods for one step.
/// @throws InvalidScenario  as `resolve`; on an event that changes something after the start.
[[nodiscard]] FilledBill fill_bill(const FrozenNetwork& network, const Scenario& scenario,
                                   const std::vector<NodeId>& targets, Months step);

}  // namespace ytterby
