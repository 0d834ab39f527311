// SPDX-License-Identifier: Apache-2.0
/// @file  Cells of case files: from text to values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "io/name_index.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby {

using NodeIndex = NameIndex<NodeId, Node>;
using LaneIndex = NameIndex<LaneId, Lane>;
using OfficeIndex = NameIndex<OfficeId, Office>;

/// The tables that cells may refer to by name; none: it has faults of its own, and no name in it can be relied on.
struct References {
  const NodeIndex* nodes = nullptr;
  const LaneIndex* lanes = nullptr;
  const OfficeIndex* offices = nullptr;
};

/// What is wrong with a cell.
enum class CellFault : std::uint8_t {
  none,
  not_a_number,
  not_a_double,
  not_a_date,
  not_a_flag,
  unknown_node,
  unknown_lane,
  unknown_office
};

/// Stands for a row that was looked for in vain; beyond every table, and not `no_lane`.
template <RowId Id>
inline constexpr Id unknown_row{0xffff'fffeU};

/// Decimal digits with sign, point and exponent: no blanks, no plus sign in front, no "inf", no "nan".
[[nodiscard]] CellFault read_cell(std::string_view text, double& value);

// Each sets `value` from a cell that is not empty.
template <class Unit>
[[nodiscard]] CellFault read_cell(std::string_view text, Quantity<Unit>& value, const References&) {
  return read_cell(text, value.value);
}
[[nodiscard]] CellFault read_cell(std::string_view text, double& value, const References&);
[[nodiscard]] CellFault read_cell(std::string_view text, std::string& value, const References&);
[[nodiscard]] CellFault read_cell(std::string_view text, Months& value, const References&);
[[nodiscard]] CellFault read_cell(std::string_view text, std::optional<Months>& value, const References&);
[[nodiscard]] CellFault read_cell(std::string_view text, Date& value, const References&);  ///< 2025-04-04
[[nodiscard]] CellFault read_cell(std::string_view text, bool& value, const References&);  ///< 0 or 1
[[nodiscard]] CellFault read_cell(std::string_view text, NodeId& value, const References& names);
[[nodiscard]] CellFault read_cell(std::string_view text, LaneId& value, const References& names);
[[nodiscard]] CellFault read_cell(std::string_view text, OfficeId& value, const References& names);

/// The fault of an empty cell where the table requires one. Of texts, validate says what is missing.
template <class Value>
[[nodiscard]] constexpr CellFault fault_of_empty(const Value&) {
  return CellFault::not_a_number;
}
[[nodiscard]] inline CellFault fault_of_empty(const std::string&) { return CellFault::none; }
[[nodiscard]] constexpr CellFault fault_of_empty(Date) { return CellFault::not_a_date; }
[[nodiscard]] constexpr CellFault fault_of_empty(NodeId) { return CellFault::unknown_node; }
[[nodiscard]] constexpr CellFault fault_of_empty(OfficeId) { return CellFault::unknown_office; }

}  // namespace ytterby
