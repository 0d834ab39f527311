// SPDX-License-Identifier: Apache-2.0
/// @file  What is known of a table file while and after it is read: faults, and the line of each row.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ytterby/core/error.hpp"

namespace ytterby {

/// Keeps the issues of one file, and which cells they spoil: what follows from a spoilt cell is not reported again.
class TableLog {
 public:
  explicit TableLog(std::string file) : file_(std::move(file)) {}

  [[nodiscard]] const std::string& file() const { return file_; }

  /// Rows come in order.
  void add_row(int line);
  [[nodiscard]] int line_of(std::size_t row) const;

  /// An issue of the file as a whole (line 0), of its header, or of a row.
  void report(int line, std::string where, std::string found, std::string expected);

  /// Keys are what rows are known by and refer with. A row without them says nothing about how it fits the others.
  void spoil_cell(std::size_t row, std::string_view column, bool is_key);
  void spoil_row(std::size_t row);
  void spoil_column(std::string_view column, bool is_key);
  void spoil_table();

  /// Whether a fault was reported that covers this cell; of the row as a whole if `column` is empty.
  [[nodiscard]] bool is_spoilt(std::size_t row, std::string_view column) const;

  /// No key is spoilt: what other tables find missing here is missing.
  [[nodiscard]] bool keys_hold() const { return keys_hold_; }

  [[nodiscard]] const std::vector<Issue>& issues() const { return issues_; }

 private:
  struct Stretch {  // rows on lines that follow each other
    std::size_t first_row = 0;
    int first_line = 0;
  };
  struct SpoiltColumn {
    std::string_view name = {};  // empty: all of them
    bool is_key = false;
    [[nodiscard]] bool covers(std::string_view column) const;
  };
  struct SpoiltCell {
    std::size_t row = 0;
    SpoiltColumn column = {};
  };

  std::string file_;
  std::vector<Issue> issues_ = {};
  std::size_t rows_ = 0;
  std::vector<Stretch> stretches_ = {};
  std::vector<SpoiltCell> spoilt_cells_ = {};  // by row
  std::vector<SpoiltColumn> spoilt_columns_ = {};
  bool keys_hold_ = true;
};

}  // namespace ytterby
