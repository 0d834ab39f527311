// SPDX-License-Identifier: Apache-2.0
/// @file  Names with stars.
#pragma once

#include <string_view>

namespace ytterby {

/// Whether a name is of a pattern, in which each '*' stands for any text, none included. Every name fits itself.
/// Time O(pattern · name).
[[nodiscard]] bool fits_pattern(std::string_view pattern, std::string_view name);

}  // namespace ytterby
