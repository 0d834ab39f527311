// SPDX-License-Identifier: Apache-2.0
/// @file  Case folders in: CSV tables and TOML scenarios.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/by_name.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/file_path.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// The columns of one table that the model doesn't know, cell by cell: sources, assumptions.
struct Notes {
  std::vector<std::string> columns = {};
  std::vector<std::vector<std::string>> rows = {};  ///< [row][column]; empty when there are no columns

  friend bool operator==(const Notes&, const Notes&) = default;
};

/// A case folder in memory.
struct Case {
  std::string name = {};  ///< the folder's
  Network network = {};
  Notes node_notes = {}, input_notes = {}, edge_notes = {}, lane_notes = {}, office_notes = {}, special_day_notes = {};
  ByName<Scenario> scenarios = {};  ///< by file name without ".toml"

  /// @throws InvalidScenario  naming the scenarios there are, when `key` is none of them.
  [[nodiscard]] YTTERBY_EXPORT const Scenario& scenario(std::string_view key) const;

  friend bool operator==(const Case&, const Case&) = default;
};

/// What of a case folder is read.
struct ReadOptions {
  std::optional<std::vector<std::string>> scenarios = {};  ///< by file name without ".toml", these alone; none: all
};

/// Reads nodes.csv, inputs.csv, edges.csv, and where they are there lanes.csv, offices.csv, holidays.csv and
/// scenarios/*.toml.
///
/// CSV by RFC 4180 in UTF-8; byte-order mark and CRLF accepted, empty cell = default, unknown columns kept as notes.
///
/// @throws InvalidCase      with every fault, of the scenario files read too: file, line, column, found, expected.
/// @throws InvalidScenario  likewise, when only scenario files have faults; naming the scenarios there are, when one
///                          asked for is none of them.
///
/// One pass over each file; time O((N + L) log N), memory O(N + L).
[[nodiscard]] YTTERBY_EXPORT Case read_case(const FilePath& folder, const ReadOptions& options = {});

/// Columns that are kept as notes and named nearly like an optional one which their table lacks, each in words for
/// people: "edges.csv:1: column 'lead_month' is kept as a note (did you mean "lead_months"?)". They may be meant as
/// they are, so that nothing is refused for them.
///
/// Reads the headers of the tables alone; a table without a readable one has none.
[[nodiscard]] YTTERBY_EXPORT std::vector<std::string> doubtful_columns(const FilePath& folder);

/// Reads one scenario file. @throws InvalidScenario as above.
[[nodiscard]] YTTERBY_EXPORT Scenario read_scenario(const FilePath& file);

}  // namespace ytterby
