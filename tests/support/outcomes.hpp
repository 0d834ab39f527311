// SPDX-License-Identifier: Apache-2.0
/// @file  Two outcomes side by side.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::test {

/// Where two runs of the same targets differ by more than `tolerance` (relative, above 1 month or tonne; else
/// absolute), target by target: who runs short, when, how deep. Empty if they don't.
[[nodiscard]] std::string difference(const Outcome& a, const Outcome& b, double tolerance);

/// The same by name, where rows are numbered differently.
[[nodiscard]] std::string difference(const FrozenNetwork& network_a, const Outcome& a, const FrozenNetwork& network_b,
                                     const Outcome& b, double tolerance);

}  // namespace ytterby::test
