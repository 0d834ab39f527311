// SPDX-License-Identifier: Apache-2.0
/// @file  A set of nodes or of edges as marks.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// Marks of one kind; the others are all false.
struct MarkedSet {
  bool of_edges = false;
  std::vector<bool> node = {};  ///< [position]
  std::vector<bool> arc = {};   ///< [arc]
};

/// Lanes, offices and inputs as the edges they stand for.
///
/// @throws InvalidScenario  as `select`.
[[nodiscard]] MarkedSet marked_set(const FrozenNetwork& network, const Selection& selection, std::string_view subject);

/// Which of them are of nodes, in order.
[[nodiscard]] std::vector<std::size_t> sets_of_nodes(const std::vector<MarkedSet>& sets);

}  // namespace ytterby
