// SPDX-License-Identifier: Apache-2.0
/// @file  Numbers in words for people.
#pragma once

#include <string>

namespace ytterby::words {

/// Three significant digits with thousands, or in millions and billions: "8,120", "12.3 M", "1.20 bn".
[[nodiscard]] std::string amount(double value);

}  // namespace ytterby::words
