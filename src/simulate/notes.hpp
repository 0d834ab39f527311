// SPDX-License-Identifier: Apache-2.0
/// @file  What the reader of an outcome should know about the run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby {

/// The same whatever the scenario: where the baseline does not balance, and who lives on stock.
[[nodiscard]] std::vector<std::string> notes_on(const FrozenNetwork& network, const Balance& balance);

/// @param on_network  The notes on its balance.
/// @param lengthened  Edges that count as one step long.
[[nodiscard]] std::vector<std::string> notes_on(const Timeline& timeline, Rationing rule,
                                                const std::vector<std::string>& on_network, std::size_t lengthened);

}  // namespace ytterby
