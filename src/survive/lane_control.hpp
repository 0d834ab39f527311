// SPDX-License-Identifier: Apache-2.0
/// @file  Which part of a lane's shipments needs a licence, and whether any is approved.
#pragma once

#include <string>

#include "survive/facts.hpp"
#include "survive/values_in_span.hpp"

namespace ytterby::best {

/// Whether some of what it ships may ever need no licence.
[[nodiscard]] bool is_partly_free(const GivenCase& given, LaneId lane);
/// The largest part of each lane's shipments that needs a licence within a span.
[[nodiscard]] PerLane<double> most_controlled(const GivenCase& given, double from, double to);
/// Whether anything is approved within a cell.
[[nodiscard]] bool grants_at(const GivenCase& given, LaneId lane, const Cell& cell);

void note_leaks(const GivenCase& given, std::vector<std::string>& notes);

}  // namespace ytterby::best
