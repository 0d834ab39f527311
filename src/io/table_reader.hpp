// SPDX-License-Identifier: Apache-2.0
/// @file  From the records of one CSV file to the rows of one table, every fault on the way noted.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_set>
#include <utility>
#include <vector>

#include "core/did_you_mean.hpp"
#include "core/quote.hpp"
#include "io/case_tables.hpp"
#include "io/cells.hpp"
#include "io/csv_table.hpp"
#include "io/table_log.hpp"
#include "ytterby/io/read_case.hpp"

namespace ytterby {

/// Says what a cell should have been, with the name that was probably meant.
class Expectations {
 public:
  explicit Expectations(const References& names) : names_(names) {}

  [[nodiscard]] std::string operator()(CellFault fault, std::string_view text) {
    switch (fault) {
      case CellFault::none: return {};
      case CellFault::not_a_number: return "a number";
      case CellFault::not_a_double: return "a number that fits a double (up to 1.8e308, down to 4.9e-324)";
      case CellFault::not_a_date: return "a date such as 2025-04-04";
      case CellFault::not_a_flag: return "0 or 1";
      case CellFault::unknown_node: return "a node of nodes.csv" + suggest(text, names_.nodes);
      case CellFault::unknown_lane: return "a lane of lanes.csv" + suggest(text, names_.lanes);
      case CellFault::unknown_office: return "an office of offices.csv" + suggest(text, names_.offices);
    }
    return {};
  }

 private:
  template <RowId Id, class Row>
  std::string suggest(std::string_view text, const NameIndex<Id, Row>* index) {
    if (index == nullptr || text.empty() || index->rows().size() > comparisons_left_) return {};
    comparisons_left_ -= index->rows().size();
    Nearest search{text};
    for (const Row& row : index->rows()) search.offer(row.name);
    return search.best() ? fmt::format(" (did you mean \"{}\"?)", *search.best()) : "";
  }

  const References& names_;
  std::size_t comparisons_left_ = 1'000'000;  // thousands of unknown names in a large table do without
};

/// Takes header and rows of one table. Rows with faults are kept, in their place, with what could be read of them.
template <RowId Id, class Row>
class TableReader : public CsvTaker {
 public:
  TableReader(Indexed<Id, Row>& rows, Notes& notes, TableLog& log, const References& names, std::uintmax_t file_size)
      : rows_(rows), notes_(notes), log_(log), names_(names), expected_(names), file_size_(file_size) {
    position_.fill(absent);
  }

  void look_ahead_far(const CsvRecord& record) override {
    for_each_node_named(record, [this](std::string_view name) { names_.nodes->fetch_begin(NodeIndex::hash_of(name)); });
  }
  void look_ahead_near(const CsvRecord& record) override {
    for_each_node_named(record,
                        [this](std::string_view name) { names_.nodes->fetch_bucket(NodeIndex::hash_of(name)); });
  }

  /// @return  Whether rows are wanted: not after a header that cannot be read.
  bool take(const CsvRecord& record) override {
    if (!std::exchange(has_header_, true)) return take_header(record);
    take_row(record);
    return true;
  }

  void finish() {
    if (has_header_) return;
    log_.report(0, {}, "an empty file", "a header row");
    log_.spoil_table();
  }

 private:
  using Spec = CaseTable<Row>;
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);

  template <class Names>
  static constexpr bool contains(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  /// Nodes are the names that are looked up by the million.
  template <class Visit>
  void for_each_node_named(const CsvRecord& record, Visit visit) const {
    if (names_.nodes == nullptr) return;
    for (std::size_t i = 0; i < column_count<Row>; ++i) {
      if (refers_to_node<Row>[i] && position_[i] < record.size()) visit(record[position_[i]]);
    }
  }

  bool take_header(const CsvRecord& record) {
    if (!record.faults.empty()) {
      for (const auto& fault : record.faults) {
        log_.report(record.line, fmt::format("column {}", fault.field + 1), fault.found, fault.expected);
      }
      log_.spoil_table();
      return false;
    }
    std::unordered_set<std::string_view> seen;
    for (std::size_t i = 0; i < record.size(); ++i) {
      const auto name = record[i];
      header_.emplace_back(name);
      if (name.empty()) {
        log_.report(record.line, fmt::format("column {}", i + 1), "an empty name", "a column's name");
      } else if (!seen.insert(name).second) {
        log_.report(record.line, column_words(name), "it again", "each column once");
      } else {
        place_column(name, i);
      }
    }
    report_missing_columns(record.line);
    return true;
  }

  void place_column(std::string_view name, std::size_t position) {
    const auto known = std::find(column_names<Row>.begin(), column_names<Row>.end(), name);
    if (known != column_names<Row>.end()) {
      position_[static_cast<std::size_t>(known - column_names<Row>.begin())] = position;
    } else {
      notes_.columns.emplace_back(name);
      note_position_.push_back(position);
    }
  }

  void report_missing_columns(int line) {
    for (const auto name : Spec::required) {
      if (contains(header_, name)) continue;
      log_.report(line, column_words(name), "none", "one" + did_you_mean(name, notes_.columns));
      log_.spoil_column(name, contains(Spec::keys, name));
    }
  }

  void take_row(const CsvRecord& record) {
    log_.add_row(record.line);
    if (is_shifted(record)) {
      log_.report(record.line, {}, fmt::format("{} field{}", record.size(), record.size() == 1 ? "" : "s"),
                  fmt::format("{} as in the header", header_.size()));
    }
    if (record.size() != header_.size()) log_.spoil_row(rows_.size());
    for (const auto& fault : record.faults) report_text(record, fault);
    rows_.push_back(read_row(record));
    if (!notes_.columns.empty()) take_notes(record);
    reserve_rows(record);
  }

  /// Fields are missing or too many, and nobody knows which: what the others say is no fault of theirs.
  [[nodiscard]] bool is_shifted(const CsvRecord& record) const {
    return record.size() != header_.size() && !record.is_cut;
  }

  void report_text(const CsvRecord& record, const CsvFault& fault) {
    const bool has_name = fault.field < header_.size();
    const auto where = has_name ? column_words(header_[fault.field]) : fmt::format("column {}", fault.field + 1);
    log_.report(record.line, where, fault.found, fault.expected);
    if (has_name) spoil_cell(header_[fault.field]);
  }

  Row read_row(const CsvRecord& record) {
    Row row{};
    const auto read_all = [&]<std::size_t... I>(std::index_sequence<I...>) {
      (read_column<I>(record, row.*(std::get<I>(Spec::columns).member)), ...);
    };
    read_all(std::make_index_sequence<column_count<Row>>{});
    return row;
  }

  template <std::size_t I, class Value>
  void read_column(const CsvRecord& record, Value& value) {
    constexpr auto name = column_names<Row>[I];
    constexpr bool is_required = contains(Spec::required, name);
    if constexpr (is_required && RowId<Value>) value = unknown_row<Value>;  // until it is found
    if (position_[I] >= record.size()) return;                              // absent, or cut off
    const auto text = record[position_[I]];
    CellFault fault = CellFault::none;
    if (!text.empty()) {
      fault = read_cell(text, value, names_);
    } else if (is_required) {
      fault = fault_of_empty(value);
    }
    if (fault != CellFault::none) report_cell(record, position_[I], name, fault);
  }

  void report_cell(const CsvRecord& record, std::size_t position, std::string_view name, CellFault fault) {
    const bool is_reported = std::ranges::any_of(record.faults, [&](const auto& f) { return f.field == position; });
    if (is_reported) return;
    const auto text = record[position];
    if (can_be_told(fault) && !is_shifted(record)) {
      log_.report(record.line, column_words(name), quoted(text), expected_(fault, text));
    }
    spoil_cell(name);
  }

  /// Not whether a name is unknown, while its table has faults of its own.
  [[nodiscard]] bool can_be_told(CellFault fault) const {
    switch (fault) {
      case CellFault::unknown_node: return names_.nodes != nullptr;
      case CellFault::unknown_lane: return names_.lanes != nullptr;
      case CellFault::unknown_office: return names_.offices != nullptr;
      default: return true;
    }
  }

  void spoil_cell(std::string_view name) {
    const auto known = std::find(column_names<Row>.begin(), column_names<Row>.end(), name);
    const auto row = rows_.size();  // the row at hand is added when it is complete
    if (known != column_names<Row>.end()) log_.spoil_cell(row, *known, contains(Spec::keys, name));
  }

  void take_notes(const CsvRecord& record) {
    auto& cells = notes_.rows.emplace_back(note_position_.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (note_position_[i] < record.size()) cells[i] = record[note_position_[i]];
    }
  }

  /// After a thousand rows their average length says how many there will be: growing by doubling would cost twice the
  /// memory for a moment.
  void reserve_rows(const CsvRecord& record) {
    constexpr std::size_t sample = 1000;
    if (rows_.size() > sample) return;
    sampled_bytes_ += record.text.size() + 1;  // with commas and the end of the line
    if (rows_.size() < sample) return;
    const auto rows = static_cast<double>(file_size_) / static_cast<double>(sampled_bytes_) * sample;
    try {
      rows_.reserve(std::max(rows_.size(), static_cast<std::size_t>(rows * 1.05)));
    } catch (const std::bad_alloc&) {
      return;  // the first rows were not like the others: go on without
    }
  }

  static std::string column_words(std::string_view name) { return fmt::format("column '{}'", name); }

  Indexed<Id, Row>& rows_;
  Notes& notes_;
  TableLog& log_;
  const References& names_;
  Expectations expected_;
  std::uintmax_t file_size_;
  std::size_t sampled_bytes_ = 0;
  bool has_header_ = false;
  std::vector<std::string> header_ = {};
  std::array<std::size_t, column_count<Row>> position_ = {};
  std::vector<std::size_t> note_position_ = {};
};

}  // namespace ytterby
