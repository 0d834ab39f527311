// SPDX-License-Identifier: Apache-2.0
/// @file  From the labels of a scenario to ids of one network.
#pragma once

#include <string_view>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// The nodes with all labels asked for, in the order of nodes.csv; every node if nothing is asked.
///
/// @param subject  Head of the message: "scenario 'Export stop', event 2".
/// @throws InvalidScenario  naming a label that no node has, and the nearest one; or when no node has them all.
[[nodiscard]] YTTERBY_EXPORT std::vector<NodeId> select_nodes(const FrozenNetwork& network, const NodeFilter& filter,
                                                              std::string_view subject);

/// What a scenario's targets are: the selected nodes with demand, in the order of nodes.csv.
///
/// @throws InvalidScenario  as above, or when none of them has demand.
[[nodiscard]] YTTERBY_EXPORT std::vector<NodeId> select_targets(const FrozenNetwork& network, const Scenario& scenario);

/// What one event acts on: the ids of exactly one kind; the others are empty.
struct Selected {
  std::vector<NodeId> nodes = {};
  std::vector<InputId> inputs = {};
  std::vector<EdgeId> edges = {};
  std::vector<LaneId> lanes = {};
  std::vector<OfficeId> offices = {};
};

/// @throws InvalidScenario  as above, when nothing is selected, or two kinds are mixed.
[[nodiscard]] YTTERBY_EXPORT Selected select(const FrozenNetwork& network, const Selection& selection,
                                             std::string_view subject);

}  // namespace ytterby
