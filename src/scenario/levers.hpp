// SPDX-License-Identifier: Apache-2.0
/// @file  Which table has which levers, and the values they take.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "ytterby/network/validate.hpp"
#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// "nodes", "edges", …
[[nodiscard]] std::string_view words_of(Table table);

/// What an event on that table can change, in the order of messages.
[[nodiscard]] std::span<const Lever> levers_of(Table table);

/// Whether its values lie between 0 and 1.
[[nodiscard]] bool is_share(Lever lever);
/// Whether it is a share that never reaches 1.
[[nodiscard]] bool is_below_one(Lever lever);

/// Whether it is a time of a lane, which is no longer than `longest_lane_time`.
[[nodiscard]] bool is_lane_time(Lever lever);

/// Empty when a lever may be set to that value, or scaled by that factor; else what was expected: "0 to 1".
[[nodiscard]] std::string_view expected_of_set(Lever lever, double value);
[[nodiscard]] std::string_view expected_of_scale(Lever lever, double factor);

}  // namespace ytterby
