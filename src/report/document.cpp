// SPDX-License-Identifier: Apache-2.0
/// @file  Laying out text.
#include "ytterby/report/document.hpp"

#include <algorithm>

namespace ytterby {

namespace {

constexpr std::string_view gap = "  ";

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

std::string cut(std::string_view text, std::size_t width) {
  if (width_of(text) <= width) return std::string(text);
  std::size_t bytes = 0, seen = 0;
  while (seen + 1 < width && bytes < text.size()) {
    ++bytes;
    while (bytes < text.size() && continues(text[bytes])) ++bytes;
    ++seen;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::string_view colour_of(Tone tone) {
  switch (tone) {
    case Tone::alarm: return "\x1b[31m";
    case Tone::warning: return "\x1b[33m";
    case Tone::quiet: return "\x1b[2m";
    case Tone::plain: break;
  }
  return {};
}

std::vector<std::size_t> column_widths(const TextTable& table, std::size_t limit) {
  std::vector<std::size_t> widths;
  for (const auto& heading : table.headings) widths.push_back(width_of(heading.title));
  for (const auto& row : table.rows)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i].text));
  std::size_t total = gap.size() * (widths.size() - 1);
  for (const std::size_t width : widths) total += width;
  for (std::size_t i = 0; i < widths.size() && total > limit; ++i) {
    if (table.headings[i].align != Align::left) continue;
    widths[i] -= std::min(total - limit, widths[i] - std::min<std::size_t>(widths[i], 8));
    break;
  }
  return widths;
}

void add_cell(std::string& line, const TableCell& cell, Align align, std::size_t width, bool last, bool colour) {
  const std::string text = cut(cell.text, width);
  const std::string blanks(width - width_of(text), ' ');
  const std::string_view tint = colour ? colour_of(cell.tone) : std::string_view{};
  if (align == Align::right) line += blanks;
  line += tint;
  line += text;
  if (!tint.empty()) line += "\x1b[0m";
  if (align == Align::left && !last) line += blanks;
  if (!last) line += gap;
}

}  // namespace

std::string render(const TextTable& table, const RenderOptions& options) {
  if (table.headings.empty()) return {};
  const auto widths = column_widths(table, options.width);
  std::string text, rule;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const bool last = i + 1 == widths.size();
    add_cell(text, {table.headings[i].title, Tone::plain}, table.headings[i].align, widths[i], last, false);
    for (std::size_t dash = 0; dash < widths[i]; ++dash) rule += "─";
    if (!last) rule += gap;
  }
  text += '\n' + rule + '\n';
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i)
      add_cell(text, row[i], table.headings[i].align, widths[i], i + 1 == row.size(), options.colour);
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  std::string lines;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (column > 0 && column + 1 + width_of(word) > width) {
      lines += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (column > 0) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width_of(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines + '\n';
}

}  // namespace ytterby
