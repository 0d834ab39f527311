// SPDX-License-Identifier: Apache-2.0
/// @file  Options that ask for everything a run can tell.
#pragma once

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::test {

/// The series of every node.
[[nodiscard]] inline SimulateOptions with_all_series(const FrozenNetwork& network, SimulateOptions options = {}) {
  options.series_of.assign(network.nodes().begin(), network.nodes().end());
  return options;
}

}  // namespace ytterby::test
