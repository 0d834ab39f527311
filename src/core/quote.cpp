// SPDX-License-Identifier: Apache-2.0
/// @file  Values from outside, as they are shown in messages.
#include "core/quote.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace ytterby {
namespace {

constexpr std::size_t longest_shown = 60;

/// At most so many bytes from the front, and no part of a UTF-8 character.
std::string_view front(std::string_view text, std::size_t size) {
  const auto continues = [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; };
  while (size > 0 && continues(text[size])) --size;
  return text.substr(0, size);
}

}  // namespace

std::string quoted(std::string_view text) {
  const bool is_long = text.size() > longest_shown;
  std::string shown = "\"";
  for (const char byte : is_long ? front(text, longest_shown) : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (byte == '\n') {
      shown += "\\n";
    } else if (code < 0x20 || code == 0x7f) {
      shown += fmt::format("\\x{:02x}", code);
    } else {
      shown += byte;
    }
  }
  return shown + (is_long ? "…\"" : "\"");
}

}  // namespace ytterby
