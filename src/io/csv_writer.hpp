// SPDX-License-Identifier: Apache-2.0
/// @file  CSV files out.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace ytterby {

/// Writes RFC 4180 with LF; quotes only where needed.
class CsvWriter {
 public:
  /// @throws Error  when the file cannot be created.
  explicit CsvWriter(const std::filesystem::path& file);

  /// @throws Error  on a text that may not stand in a CSV file: not UTF-8, a NUL byte, too long.
  void cell(std::string_view text);
  void end_row();

  /// @throws Error  when anything could not be written.
  void close();

 private:
  void append_quoted(std::string_view text);

  std::string name_;
  std::ofstream out_;
  std::size_t rows_ = 0;
  std::string row_ = {};
  bool is_row_begun_ = false;
};

}  // namespace ytterby
