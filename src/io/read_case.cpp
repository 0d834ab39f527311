// SPDX-License-Identifier: Apache-2.0
/// @file  Case folders in: every table, then what fits together, then the scenarios.
#include "ytterby/io/read_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/did_you_mean.hpp"
#include "core/issue_list.hpp"
#include "io/case_tables.hpp"
#include "io/csv_table.hpp"
#include "io/table_log.hpp"
#include "io/table_reader.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/validate.hpp"

namespace ytterby {
namespace {

namespace fs = std::filesystem;

enum class Presence { required, optional };

/// Reads the tables of one folder. A table is read after those it refers to.
class CaseReader {
 public:
  explicit CaseReader(fs::path folder)
      : folder_(std::move(folder)), logs_{log_of<Node>(), log_of<Input>(),  log_of<Edge>(),
                                          log_of<Lane>(), log_of<Office>(), log_of<SpecialDay>()} {}

  /// @return  Everything found in the tables.
  std::vector<Issue> read(Case& whole) {
    read_tables(whole);
    return sorted(validate_tables(whole.network));
  }

 private:
  template <class Row>
  [[nodiscard]] TableLog log_of() const {
    return TableLog{(folder_ / CaseTable<Row>::file).string()};
  }
  [[nodiscard]] TableLog& log(Table table) { return logs_[static_cast<std::size_t>(table)]; }

  void read_tables(Case& whole) {
    Network& network = whole.network;
    References names;

    read_table(network.nodes, whole.node_notes, Presence::required, names);
    const NodeIndex nodes{network.nodes};
    if (log(Table::nodes).keys_hold()) names.nodes = &nodes;

    read_table(network.offices, whole.office_notes, Presence::optional, names);
    const OfficeIndex offices{network.offices};
    if (log(Table::offices).keys_hold()) names.offices = &offices;

    read_table(network.lanes, whole.lane_notes, Presence::optional, names);
    const LaneIndex lanes{network.lanes};
    if (log(Table::lanes).keys_hold()) names.lanes = &lanes;

    read_table(network.inputs, whole.input_notes, Presence::required, names);
    read_table(network.edges, whole.edge_notes, Presence::required, names);
    read_table(network.special_days, whole.special_day_notes, Presence::optional, names);
  }

  template <RowId Id, class Row>
  void read_table(Indexed<Id, Row>& rows, Notes& notes, Presence presence, const References& names) {
    TableLog& table_log = log(CaseTable<Row>::table);
    const fs::path file{table_log.file()};
    std::error_code no_size;
    const auto size = fs::file_size(file, no_size);
    if (!fs::exists(file)) {
      if (presence == Presence::required) refuse_table(table_log, "no such file", "a table of the case");
      return;
    }
    try {
      TableReader<Id, Row> reader{rows, notes, table_log, names, no_size ? 0 : size};
      read_csv(file, reader);
      reader.finish();
    } catch (const std::system_error& error) {
      refuse_table(table_log, "a file that cannot be read: " + error.code().message(), "a table of the case");
    }
  }

  static void refuse_table(TableLog& table_log, std::string found, std::string expected) {
    table_log.report(0, {}, std::move(found), std::move(expected));
    table_log.spoil_table();
  }

  std::vector<Issue> validate_tables(const Network& network) {
    return validate(network, [&](Issue& issue, Table table, std::size_t row, std::string_view column) {
      if (log(table).is_spoilt(row, column)) return false;
      if (column.empty() && !can_judge_links(table)) return false;
      issue.file = log(table).file();
      issue.line = log(table).line_of(row);
      if (!column.empty()) issue.where = fmt::format("column '{}'", column);
      return true;
    });
  }

  /// How a row fits the others is known when their keys are: of an input which edges feed it, of an edge what its
  /// customer needs.
  [[nodiscard]] bool can_judge_links(Table table) {
    return log(Table::nodes).keys_hold() && log(table == Table::inputs ? Table::edges : Table::inputs).keys_hold();
  }

  /// Everything found while reading and afterwards, table by table and there by line.
  [[nodiscard]] std::vector<Issue> sorted(const std::vector<Issue>& of_validation) const {
    std::vector<Issue> all;
    for (const TableLog& table_log : logs_) {
      const auto begin = static_cast<std::ptrdiff_t>(all.size());
      all.insert(all.end(), table_log.issues().begin(), table_log.issues().end());
      std::ranges::copy_if(of_validation, std::back_inserter(all),
                           [&](const Issue& issue) { return issue.file == table_log.file(); });
      std::stable_sort(all.begin() + begin, all.end(), [](const Issue& a, const Issue& b) { return a.line < b.line; });
    }
    return all;
  }

  fs::path folder_;
  std::array<TableLog, 6> logs_;  // in the order of Table
};

void require_folder(const fs::path& folder) {
  if (fs::is_directory(folder)) return;
  throw InvalidCase{"case",
                    {{.file = folder.string(),
                      .found = fs::exists(folder) ? "a file" : "no such folder",
                      .expected = "a folder with nodes.csv, inputs.csv and edges.csv"}}};
}

/// The last part of the path, whether written as "data/x", "data/x/" or ".".
std::string name_of(const fs::path& folder) {
  const auto full = fs::absolute(folder).lexically_normal();
  return (full.has_filename() ? full : full.parent_path()).filename().string();
}

/// What is wrong with scenario files, one after the other.
struct ScenarioFaults {
  std::vector<Issue> issues = {};
  std::vector<InvalidScenario> refusals = {};  // of one file each
};

std::vector<fs::path> scenario_files(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::directory_iterator{folder}) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

std::vector<std::string> names_of(const std::vector<fs::path>& files) {
  std::vector<std::string> names;
  names.reserve(files.size());
  for (const auto& file : files) names.push_back(file.stem().string());
  return names;
}

ScenarioFaults read_scenarios(const std::vector<fs::path>& files, const ReadOptions& options, Case& whole) {
  ScenarioFaults faults;
  for (const auto& file : files) {
    const std::string name = file.stem().string();
    if (options.scenarios && std::ranges::find(*options.scenarios, name) == options.scenarios->end()) continue;
    try {
      whole.scenarios.emplace(name, read_scenario(file));
    } catch (const InvalidScenario& refusal) {
      faults.issues.insert(faults.issues.end(), refusal.issues().begin(), refusal.issues().end());
      faults.refusals.push_back(refusal);
    }
  }
  return faults;
}

[[noreturn]] void refuse_name(std::string_view case_name, std::string_view key, const std::vector<std::string>& keys) {
  throw InvalidScenario{fmt::format("case '{}': found no scenario \"{}\"{}, expected one of: {}", case_name, key,
                                    did_you_mean(key, keys),
                                    keys.empty() ? "none are there" : fmt::format("{}", fmt::join(keys, ", ")))};
}

}  // namespace

const Scenario& Case::scenario(std::string_view key) const {
  if (const auto found = scenarios.find(key); found != scenarios.end()) return found->second;
  std::vector<std::string> keys;
  for (const auto& [existing, unused] : scenarios) keys.emplace_back(existing);
  refuse_name(name, key, keys);
}

Case read_case(const FilePath& from, const ReadOptions& options) try {
  const fs::path folder{from.text()};
  require_folder(folder);
  Case whole{.name = name_of(folder)};
  const auto subject = fmt::format("case {}", folder.string());
  auto issues = CaseReader{folder}.read(whole);
  const auto files = scenario_files(folder / "scenarios");
  const auto of_scenarios = read_scenarios(files, options, whole);
  if (!issues.empty()) {
    issues.insert(issues.end(), of_scenarios.issues.begin(), of_scenarios.issues.end());
    throw InvalidCase{subject, std::move(issues)};
  }
  if (of_scenarios.refusals.size() == 1) throw of_scenarios.refusals.front();
  if (!of_scenarios.issues.empty())
    throw InvalidScenario{list_issues(subject, of_scenarios.issues), of_scenarios.issues};
  if (options.scenarios)
    for (const std::string& asked : *options.scenarios)
      if (!whole.scenarios.contains(asked)) refuse_name(whole.name, asked, names_of(files));
  return whole;
} catch (const fs::filesystem_error& error) {
  throw InvalidCase{"case",
                    {{.file = error.path1().string(),
                      .found = "what cannot be read: " + error.code().message(),
                      .expected = "a part of the case"}}};
}

}  // namespace ytterby
