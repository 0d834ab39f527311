// SPDX-License-Identifier: Apache-2.0
/// @file  CSV files, record by record, in constant memory.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ytterby {

/// No field may be longer: a quote that is never closed would swallow the file.
inline constexpr std::size_t longest_field = std::size_t{1} << 20U;

/// A fault of the text itself, before anything in it is understood.
struct CsvFault {
  std::size_t field = 0;
  std::string found = {};
  std::string expected = {};
};

/// Why a text may not stand in a CSV field: a NUL byte, bytes that are not UTF-8, more than `longest_field`. Both
/// members are empty when it may.
struct BadText {
  std::string found = {};
  std::string expected = {};
};
[[nodiscard]] BadText check_text(std::string_view text);

/// One record; a field with a fault is empty.
struct CsvRecord {
  int line = 0;                        ///< on which it begins; line ends within quotes count
  std::string text = {};               ///< all fields, one byte between them
  std::vector<std::size_t> ends = {};  ///< of each field in `text`
  std::vector<CsvFault> faults = {};
  bool is_cut = false;  ///< by its last fault: more fields may have followed

  [[nodiscard]] std::size_t size() const { return ends.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t field) const {
    const auto begin = field == 0 ? 0 : ends[field - 1] + 1;
    return std::string_view{text}.substr(begin, ends[field] - begin);
  }
};

/// Takes the records of a file in order. So that it need not wait for memory, it sees each record twice before.
class CsvTaker {
 public:
  CsvTaker() = default;
  virtual ~CsvTaker() = default;
  CsvTaker(const CsvTaker&) = delete;
  CsvTaker& operator=(const CsvTaker&) = delete;

  virtual void look_ahead_far(const CsvRecord&) {}
  virtual void look_ahead_near(const CsvRecord&) {}

  /// @return  Whether more are wanted.
  virtual bool take(const CsvRecord& record) = 0;
};

/// How a file is read; the records do not depend on it.
struct CsvOptions {
  std::size_t chunk_size = std::size_t{1} << 18U;  ///< bytes read at a time
  bool splits_plain_lines = true;                  ///< false: libcsv sees every byte
};

/// Reads RFC 4180 with LF, CRLF or CR, with or without a byte-order mark; lines without a character are skipped.
///
/// Lines of ASCII without quotes are split at their commas, which takes a sixth of libcsv's time; all others are
/// libcsv's. A quote out of place costs the rest of its line. After a field that is too long, or never closed, reading
/// stops.
///
/// @throws std::system_error  when the file cannot be read.
void read_csv(const std::filesystem::path& file, CsvTaker& taker, const CsvOptions& options = {});

}  // namespace ytterby
