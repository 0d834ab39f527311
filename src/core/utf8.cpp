// SPDX-License-Identifier: Apache-2.0
/// @file  Is this text UTF-8?
#include "core/utf8.hpp"

#include <algorithm>

namespace ytterby {
namespace {

/// Length of the character that starts with `lead` and the range of its second byte: RFC 3629, section 4. Length 0:
/// none.
struct Form {
  std::size_t length = 0;
  unsigned char low = 0x80, high = 0xbf;
};

Form form_of(unsigned char lead) {
  if (lead < 0x80) return {.length = 1};
  if (lead < 0xc2) return {};
  if (lead < 0xe0) return {.length = 2};
  if (lead == 0xe0) return {.length = 3, .low = 0xa0};
  if (lead == 0xed) return {.length = 3, .high = 0x9f};
  if (lead < 0xf0) return {.length = 3};
  if (lead == 0xf0) return {.length = 4, .low = 0x90};
  if (lead < 0xf4) return {.length = 4};
  if (lead == 0xf4) return {.length = 4, .high = 0x8f};
  return {};
}

bool holds_character(std::string_view text, const Form& form) {
  if (form.length == 0 || form.length > text.size()) return false;
  if (form.length == 1) return true;
  const auto is_between = [](char c, unsigned char low, unsigned char high) {
    return static_cast<unsigned char>(c) >= low && static_cast<unsigned char>(c) <= high;
  };
  const auto tail = text.substr(2, form.length - 2);
  return is_between(text[1], form.low, form.high) &&
         std::ranges::all_of(tail, [&](char c) { return is_between(c, 0x80, 0xbf); });
}

}  // namespace

std::size_t first_not_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto form = form_of(static_cast<unsigned char>(text[at]));
    if (!holds_character(text.substr(at), form)) return at;
    at += form.length;
  }
  return at;
}

}  // namespace ytterby
