// SPDX-License-Identifier: Apache-2.0
/// @file  The issues that `validate` collects, and how it names rows.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/network/validate.hpp"

namespace ytterby {

/// A row of a table, as messages name it: "node 'Separation'", "edge 'Separation' → 'Magnets'". Ids out of range are
/// shown as numbers.
[[nodiscard]] std::string words_of(const Network& network, NodeId node);
[[nodiscard]] std::string words_of(const Network& network, InputId input);
[[nodiscard]] std::string words_of(const Network& network, EdgeId edge);
[[nodiscard]] std::string words_of(const Network& network, LaneId lane);
[[nodiscard]] std::string words_of(const Network& network, OfficeId office);
[[nodiscard]] std::string words_of(const Network& network, SpecialDayId day);

[[nodiscard]] constexpr Table table_of(NodeId) { return Table::nodes; }
[[nodiscard]] constexpr Table table_of(InputId) { return Table::inputs; }
[[nodiscard]] constexpr Table table_of(EdgeId) { return Table::edges; }
[[nodiscard]] constexpr Table table_of(LaneId) { return Table::lanes; }
[[nodiscard]] constexpr Table table_of(OfficeId) { return Table::offices; }
[[nodiscard]] constexpr Table table_of(SpecialDayId) { return Table::special_days; }

/// What a column is called in case files, what in messages about a network built in code, and its unit.
struct ColumnWords {
  std::string_view column = {};
  std::string_view words = {};
  std::string_view unit = {};
};

/// Collects issues and lets the caller say where their rows came from.
class Findings {
 public:
  Findings(const Network& network, const Locate& locate) : network_(network), locate_(locate) {}

  /// A fault of one column of a row.
  template <RowId Id>
  void add(Id id, const ColumnWords& column, const std::string& found, const std::string& expected) {
    add(
        Issue{
            .where = fmt::format("{}, {}", words_of(network_, id), column.words), .found = found, .expected = expected},
        table_of(id), index_of(id), column.column);
  }

  /// A fault of a row as a whole.
  template <RowId Id>
  void add(Id id, const std::string& found, const std::string& expected) {
    add(Issue{.where = words_of(network_, id), .found = found, .expected = expected}, table_of(id), index_of(id), {});
  }

  /// In the order of tables and rows.
  [[nodiscard]] std::vector<Issue> take();

 private:
  struct Finding {
    Table table{};
    std::size_t row = 0;
    Issue issue = {};
  };

  void add(Issue issue, Table table, std::size_t row, std::string_view column) {
    if (!locate_ || locate_(issue, table, row, column)) findings_.push_back({table, row, std::move(issue)});
  }

  const Network& network_;
  const Locate& locate_;
  std::vector<Finding> findings_ = {};
};

/// The numbers of each row by themselves.
void check_node_values(const Network& network, Findings& findings);
void check_input_values(const Network& network, Findings& findings);
void check_edge_values(const Network& network, Findings& findings);
void check_lane_values(const Network& network, Findings& findings);
void check_office_values(const Network& network, Findings& findings);
void check_special_day_values(const Network& network, Findings& findings);

/// Names that must occur once.
void check_node_names(const Network& network, Findings& findings);
void check_lane_names(const Network& network, Findings& findings);
void check_office_names(const Network& network, Findings& findings);

/// Days of one country that occur twice.
void check_special_days(const Network& network, Findings& findings);

/// Inputs that occur twice or that no edge feeds; edges that occur twice or bring what their customer does not need.
void check_links(const Network& network, Findings& findings);

}  // namespace ytterby
