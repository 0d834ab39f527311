// SPDX-License-Identifier: Apache-2.0
/// @file  What binds in a best case and what more would cost, in words.
#pragma once

#include <cstddef>
#include <string>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::words {

/// Stock, demand and inflow of the cut, then the limits it crosses; empty if nothing binds.
[[nodiscard]] std::string limits_of(const BestCase& best, const FrozenNetwork& network, std::size_t width);

/// What one more month costs, the most effective first; empty if nothing helps.
[[nodiscard]] std::string costs_of(const BestCase& best, const FrozenNetwork& network, std::size_t width);

}  // namespace ytterby::words
