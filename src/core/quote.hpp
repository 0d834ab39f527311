// SPDX-License-Identifier: Apache-2.0
/// @file  Values from outside, as they are shown in messages.
#pragma once

#include <string>
#include <string_view>

namespace ytterby {

/// The text in double quotes, on one line and cut where it is long: "n/a", "first\nsecond", "a very long …".
[[nodiscard]] std::string quoted(std::string_view text);

}  // namespace ytterby
