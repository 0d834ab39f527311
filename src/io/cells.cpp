// SPDX-License-Identifier: Apache-2.0
/// @file  Cells of case files: from text to values.
#include "io/cells.hpp"

#include <charconv>
#include <system_error>

#include "core/date_text.hpp"

namespace ytterby {
namespace {

/// from_chars would take "inf" and "nan" as well.
bool begins_like_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && (text.front() == '.' || (text.front() >= '0' && text.front() <= '9'));
}

template <RowId Id, class Row>
CellFault look_up(std::string_view name, Id& value, const NameIndex<Id, Row>* names, CellFault if_unknown) {
  const auto row = names == nullptr ? std::nullopt : names->find(name);
  value = row.value_or(unknown_row<Id>);
  return row ? CellFault::none : if_unknown;
}

}  // namespace

CellFault read_cell(std::string_view text, double& value) {
  if (!begins_like_number(text)) return CellFault::not_a_number;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  if (stopped != end || error == std::errc::invalid_argument) return CellFault::not_a_number;
  return error == std::errc{} ? CellFault::none : CellFault::not_a_double;
}

CellFault read_cell(std::string_view text, double& value, const References&) { return read_cell(text, value); }

CellFault read_cell(std::string_view text, std::string& value, const References&) {
  value = std::string{text};  // assigning would take twice the letters
  return CellFault::none;
}

CellFault read_cell(std::string_view text, Months& value, const References&) {
  double count = 0;
  const auto fault = read_cell(text, count);
  value = Months{count};
  return fault;
}

CellFault read_cell(std::string_view text, std::optional<Months>& value, const References& names) {
  return read_cell(text, value.emplace(), names);
}

CellFault read_cell(std::string_view text, Date& value, const References&) {
  const auto date = date_of(text);
  value = date.value_or(Date{});
  return date ? CellFault::none : CellFault::not_a_date;
}

CellFault read_cell(std::string_view text, bool& value, const References&) {
  value = text == "1";
  return text == "0" || text == "1" ? CellFault::none : CellFault::not_a_flag;
}

CellFault read_cell(std::string_view text, NodeId& value, const References& names) {
  return look_up(text, value, names.nodes, CellFault::unknown_node);
}

CellFault read_cell(std::string_view text, LaneId& value, const References& names) {
  return look_up(text, value, names.lanes, CellFault::unknown_lane);
}

CellFault read_cell(std::string_view text, OfficeId& value, const References& names) {
  return look_up(text, value, names.offices, CellFault::unknown_office);
}

}  // namespace ytterby
