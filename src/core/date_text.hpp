// SPDX-License-Identifier: Apache-2.0
/// @file  Dates as files have them: 2025-04-04.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ytterby/core/units.hpp"

namespace ytterby {

/// Four digits of the year, two of the month and of the day.
[[nodiscard]] std::string date_text(Date date);

/// Nothing for any other text, and for a day that the calendar does not have.
[[nodiscard]] std::optional<Date> date_of(std::string_view text);

/// Whether its year has four digits, so that `date_of` reads what `date_text` writes.
[[nodiscard]] bool has_date_text(Date date);

}  // namespace ytterby
