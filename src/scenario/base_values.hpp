// SPDX-License-Identifier: Apache-2.0
/// @file  The rows that an event selects, and what they are before any event.
#pragma once

#include <cstdint>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/validate.hpp"
#include "ytterby/scenario/event.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

/// The one table of which rows are selected; nodes if there are none.
[[nodiscard]] Table table_selected(const Selected& selected);

/// Their ids, in the order of the table.
[[nodiscard]] std::vector<std::uint32_t> rows_selected(const Selected& selected);

/// A lever of a row as the network has it, in the unit of its column; infinite if unlimited. A refile time that is not
/// given is the review time.
[[nodiscard]] double base_value(const FrozenNetwork& network, Table table, Lever lever, std::uint32_t row);

}  // namespace ytterby
