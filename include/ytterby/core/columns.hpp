// SPDX-License-Identifier: Apache-2.0
/// @file  One list of columns a struct: table, CSV and JSON are all written from it.
#pragma once

#include <tuple>

namespace ytterby {

/// A named member: `Column{"node", &TargetOutcome::node}`.
template <class Struct, class Member>
struct Column {
  const char* key;
  Member Struct::*member;
};

template <class Struct, class Member>
Column(const char*, Member Struct::*) -> Column<Struct, Member>;  // Clang 14 has no aggregate deduction

/// Specialise with a tuple of Columns, in the order in which they shall be written.
template <class Struct>
inline constexpr auto columns = std::tuple{};

/// Calls `visit(key, value)` for each column.
template <class Struct, class Visit>
constexpr void for_each_column(const Struct& row, Visit&& visit) {
  std::apply([&](const auto&... column) { (visit(column.key, row.*(column.member)), ...); }, columns<Struct>);
}

}  // namespace ytterby
