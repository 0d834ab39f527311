// SPDX-License-Identifier: Apache-2.0
/// @file  Case folders out.
#include "ytterby/io/write_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "core/date_text.hpp"
#include "io/case_tables.hpp"
#include "io/csv_writer.hpp"
#include "io/scenario_text.hpp"
#include "io/staging.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/validate.hpp"

namespace ytterby {
namespace {

namespace fs = std::filesystem;

/// Cells as `read_cell` takes them: names for ids, nothing for no limit.
class CellText {
 public:
  explicit CellText(const Network& network) : network_(network) {}

  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(double number) const { return fmt::format("{}", number); }
  std::string operator()(Months time) const { return (*this)(time.count()); }
  std::string operator()(const std::optional<Months>& time) const { return time ? (*this)(*time) : ""; }
  std::string operator()(Date date) const { return date_text(date); }
  std::string operator()(bool flag) const { return flag ? "1" : "0"; }
  std::string operator()(NodeId node) const { return network_.nodes[node].name; }
  std::string operator()(LaneId lane) const { return lane == no_lane ? "" : network_.lanes[lane].name; }
  std::string operator()(OfficeId office) const { return network_.offices[office].name; }
  template <class Unit>
  std::string operator()(Quantity<Unit> quantity) const {
    return is_unlimited(quantity) ? "" : (*this)(quantity.value);
  }

 private:
  const Network& network_;
};

/// @throws Error  when notes are not one cell for each row and column, or their columns could not be told apart.
template <class Row>
void check_notes(const Notes& notes, std::size_t rows) {
  const auto refuse = [](const std::string& found, const std::string& expected) {
    throw Error{fmt::format("notes of {}: found {}, expected {}", CaseTable<Row>::file, found, expected)};
  };
  const auto expected_rows = notes.columns.empty() ? 0 : rows;
  if (notes.rows.size() != expected_rows) {
    refuse(fmt::format("{} rows", notes.rows.size()), fmt::format("{}", expected_rows));
  }
  for (const auto& cells : notes.rows) {
    if (cells.size() == notes.columns.size()) continue;
    refuse(fmt::format("a row of {} cells", cells.size()), fmt::format("{}", notes.columns.size()));
  }
  for (auto column = notes.columns.begin(); column != notes.columns.end(); ++column) {
    const bool is_taken = std::ranges::find(column_names<Row>, *column) != column_names<Row>.end() ||
                          std::find(notes.columns.begin(), column, *column) != column;
    if (is_taken) refuse(fmt::format("column '{}' again", *column), "a name of its own");
    if (column->empty()) refuse("a column without a name", "a name");
  }
}

template <RowId Id, class Row>
void write_table(const fs::path& folder, const Indexed<Id, Row>& rows, const Notes& notes, const CellText& text) {
  check_notes<Row>(notes, rows.size());
  CsvWriter out{folder / CaseTable<Row>::file};
  for (const auto name : column_names<Row>) out.cell(name);
  for (const auto& name : notes.columns) out.cell(name);
  out.end_row();
  for (const Id id : rows.ids()) {
    const Row& row = rows[id];
    std::apply([&](const auto&... column) { (out.cell(text(row.*(column.member))), ...); }, CaseTable<Row>::columns);
    if (!notes.columns.empty()) {
      for (const auto& cell : notes.rows[index_of(id)]) out.cell(cell);
    }
    out.end_row();
  }
  out.close();
}

void write_tables(const fs::path& folder, const Case& whole) {
  const Network& network = whole.network;
  const CellText text{network};
  const auto is_needed = [](const auto& rows, const Notes& notes) { return !rows.empty() || !notes.columns.empty(); };
  write_table(folder, network.nodes, whole.node_notes, text);
  write_table(folder, network.inputs, whole.input_notes, text);
  write_table(folder, network.edges, whole.edge_notes, text);
  if (is_needed(network.lanes, whole.lane_notes)) write_table(folder, network.lanes, whole.lane_notes, text);
  if (is_needed(network.offices, whole.office_notes)) write_table(folder, network.offices, whole.office_notes, text);
  if (is_needed(network.special_days, whole.special_day_notes))
    write_table(folder, network.special_days, whole.special_day_notes, text);
}

void write_text(const fs::path& file, const std::string& text) {
  std::ofstream out{file, std::ios::binary};
  out << text;
  out.close();
  if (!out) throw Error{fmt::format("{}: cannot be written", file.string())};
}

void write_scenarios(const fs::path& folder, const ByName<Scenario>& scenarios) {
  if (scenarios.empty()) return;
  fs::create_directory(folder);
  for (const auto& [key, scenario] : scenarios) {
    const fs::path file{key + ".toml"};
    const bool is_file_name = file.filename() == file && file.stem() == key && key.find('\0') == std::string::npos;
    if (!is_file_name) throw Error{fmt::format("scenario key '{}': expected a file's name", key)};
    write_text(folder / file, print_scenario(scenario));
  }
}

/// All exceptions of the library are its own.
template <class Action>
void with_own_errors(Action&& action) {
  try {
    action();
  } catch (const fs::filesystem_error& error) {
    throw Error{fmt::format("{}: cannot be written: {}", error.path1().string(), error.code().message())};
  }
}

}  // namespace

void write_case(const Case& whole, const FilePath& folder) {
  if (auto issues = validate(whole.network); !issues.empty()) throw InvalidNetwork{"network", std::move(issues)};
  with_own_errors([&] {
    Staging staging{folder.text()};
    fs::create_directory(staging.path());
    write_tables(staging.path(), whole);
    write_scenarios(staging.path() / "scenarios", whole.scenarios);
    staging.commit();
  });
}

void write_scenario(const Scenario& scenario, const FilePath& file) {
  const auto text = print_scenario(scenario);
  with_own_errors([&] {
    Staging staging{file.text()};
    write_text(staging.path(), text);
    staging.commit();
  });
}

}  // namespace ytterby
