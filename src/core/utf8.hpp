// SPDX-License-Identifier: Apache-2.0
/// @file  Is this text UTF-8?
#pragma once

#include <cstddef>
#include <string_view>

namespace ytterby {

/// The first byte that is no part of a character in UTF-8 (RFC 3629: shortest form, no surrogates, up to U+10FFFF), or
/// text.size() when all are. NUL is a character.
[[nodiscard]] std::size_t first_not_utf8(std::string_view text);

}  // namespace ytterby
