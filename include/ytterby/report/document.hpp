// SPDX-License-Identifier: Apache-2.0
/// @file  Tables for people, independent of what is in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/export.hpp"

namespace ytterby {

enum class Align { left, right };
enum class Tone { plain, alarm, warning, quiet };

struct TableCell {
  std::string text = {};
  Tone tone = Tone::plain;
};

/// Rows of text under titles; every row has as many cells as there are titles.
struct TextTable {
  struct Heading {
    std::string title = {};
    Align align = Align::left;
  };
  std::vector<Heading> headings = {};
  std::vector<std::vector<TableCell>> rows = {};
};

struct RenderOptions {
  std::size_t width = 100;  ///< columns; the first left-aligned column is cut to fit, marked by "…"
  bool colour = false;      ///< ANSI colours by tone
};

/// Aligned columns, two blanks apart, a rule under the titles. Widths count code points of UTF-8.
[[nodiscard]] YTTERBY_EXPORT std::string render(const TextTable& table, const RenderOptions& options = {});

/// Words of `text` in lines of at most `width` columns, all but the first indented by `indent`.
[[nodiscard]] YTTERBY_EXPORT std::string wrap(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace ytterby
