// SPDX-License-Identifier: Apache-2.0
/// @file  Numbers, times and lists in words for people.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::words {

/// Three significant digits with thousands, or in millions and billions: "8,120", "12.3 M", "1.20 bn".
[[nodiscard]] std::string amount(double value);

/// One decimal: "5.6"; "–" for no time.
[[nodiscard]] std::string months(const std::optional<Months>& time);

/// The day so long after the start, "2025-09-20"; none without a start or a time, and past the year 9999.
[[nodiscard]] std::optional<std::string> day(const std::optional<Date>& start, const std::optional<Months>& time);

/// Likewise for a table: "–" for none.
[[nodiscard]] std::string date(const std::optional<Date>& start, const std::optional<Months>& time);

/// "none_in_horizon", "at_once" or "short".
[[nodiscard]] const char* status_of(const std::optional<Months>& to_shortage);

/// The scenario's name, or "baseline".
[[nodiscard]] std::string title_of(const Scenario& scenario);

/// The first target to run short, of several at the same time the first in nodes.csv; null if none does.
[[nodiscard]] const TargetOutcome* first_short(const Outcome& outcome);
[[nodiscard]] std::size_t number_short(const Outcome& outcome);

/// How urgent it is to run out then.
[[nodiscard]] Tone urgency(const std::optional<Months>& time);

/// Names of nodes, in their order.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<NodeId>& nodes, const FrozenNetwork& network);

/// "A", "A and B", "A, B and C"; of many the first `most` and how many more: "A, B and 4 more".
[[nodiscard]] std::string listed(const std::vector<std::string>& names, std::size_t most, const char* last = "and");

}  // namespace ytterby::words
