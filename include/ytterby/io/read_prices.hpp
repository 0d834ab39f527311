// SPDX-License-Identifier: Apache-2.0
/// @file  Prices by product in.
#pragma once

#include "ytterby/core/by_name.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/file_path.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// Reads a CSV table with the columns product and usd_per_t; any others, sources for example, are passed over.
///
/// @return  [product] finite and above 0.
/// @throws InvalidCase  with every fault: file, line, column, found, expected.
[[nodiscard]] YTTERBY_EXPORT ByName<UnitValue> read_prices(const FilePath& file);

}  // namespace ytterby
