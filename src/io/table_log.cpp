// SPDX-License-Identifier: Apache-2.0
/// @file  What is known of a table file while and after it is read: faults, and the line of each row.
#include "io/table_log.hpp"

#include <algorithm>
#include <iterator>

namespace ytterby {

void TableLog::add_row(int line) {
  const auto row = rows_++;
  const bool follows = !stretches_.empty() && line_of(row) == line;
  if (!follows) stretches_.push_back({row, line});
}

int TableLog::line_of(std::size_t row) const {
  const auto after = std::ranges::upper_bound(stretches_, row, {}, &Stretch::first_row);
  const auto& stretch = *std::prev(after);
  return stretch.first_line + static_cast<int>(row - stretch.first_row);
}

void TableLog::report(int line, std::string where, std::string found, std::string expected) {
  issues_.push_back({.file = file_,
                     .line = line,
                     .where = std::move(where),
                     .found = std::move(found),
                     .expected = std::move(expected)});
}

void TableLog::spoil_cell(std::size_t row, std::string_view column, bool is_key) {
  spoilt_cells_.push_back({row, {column, is_key}});
  if (is_key) keys_hold_ = false;
}

void TableLog::spoil_row(std::size_t row) { spoil_cell(row, {}, true); }

void TableLog::spoil_column(std::string_view column, bool is_key) {
  spoilt_columns_.push_back({column, is_key});
  if (is_key) keys_hold_ = false;
}

void TableLog::spoil_table() { spoil_column({}, true); }

bool TableLog::SpoiltColumn::covers(std::string_view column) const {
  return name.empty() || name == column || (column.empty() && is_key);
}

bool TableLog::is_spoilt(std::size_t row, std::string_view column) const {
  for (const auto& spoilt : spoilt_columns_) {
    if (spoilt.covers(column)) return true;
  }
  auto cell = std::ranges::lower_bound(spoilt_cells_, row, {}, &SpoiltCell::row);
  for (; cell != spoilt_cells_.end() && cell->row == row; ++cell) {
    if (cell->column.covers(column)) return true;
  }
  return false;
}

}  // namespace ytterby
