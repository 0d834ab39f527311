// SPDX-License-Identifier: Apache-2.0
/// @file  CSV files out, quoted by libcsv.
#include "io/csv_writer.hpp"

#include <csv.h>
#include <fmt/format.h>

#include <cstddef>

#include "io/csv_table.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {
namespace {

/// Blanks at the ends are kept by our reader, but not by everybody's.
bool needs_quotes(std::string_view text) {
  if (text.empty()) return false;
  return text.front() == ' ' || text.back() == ' ' || text.find_first_of(",\"\r\n\t") != std::string_view::npos;
}

}  // namespace

CsvWriter::CsvWriter(const std::filesystem::path& file) : name_(file.string()), out_(file, std::ios::binary) {
  if (!out_) throw Error{fmt::format("{}: cannot be written", name_)};
}

void CsvWriter::cell(std::string_view text) {
  if (is_row_begun_) row_ += ',';
  is_row_begun_ = true;
  if (const auto bad = check_text(text); !bad.found.empty()) {
    throw Error{fmt::format("{}: row {}: found {}, expected {}", name_, rows_ + 1, bad.found, bad.expected)};
  }
  if (needs_quotes(text)) {
    append_quoted(text);
  } else {
    row_ += text;
  }
}

void CsvWriter::append_quoted(std::string_view text) {
  const auto begin = row_.size();
  row_.resize(begin + 2 * text.size() + 2);  // at most, if all of it were quotes
  row_.resize(begin + csv_write(row_.data() + begin, row_.size() - begin, text.data(), text.size()));
}

void CsvWriter::end_row() {
  row_ += '\n';
  out_.write(row_.data(), static_cast<std::streamsize>(row_.size()));
  row_.clear();
  ++rows_;
  is_row_begun_ = false;
}

void CsvWriter::close() {
  out_.close();
  if (!out_) throw Error{fmt::format("{}: cannot be written", name_)};
}

}  // namespace ytterby
