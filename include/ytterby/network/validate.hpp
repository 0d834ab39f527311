// SPDX-License-Identifier: Apache-2.0
/// @file  Every fault of a network, not only the first.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/std_function.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby {

enum class Table { nodes, inputs, edges, lanes, offices, special_days };

/// Says where a row came from: may fill `file` and `line`, and put a file's words into `where`. `column` is the
/// column's name in the case files ("stock_t"), empty when the fault is the row's. Returns whether the issue counts:
/// false for what follows from a fault that was reported before.
using Locate = std::function<bool(Issue& issue, Table table, std::size_t row, std::string_view column)>;

/// Checks names, ranges, references and that every edge and input has its counterpart. An unbalanced baseline is no
/// fault. Time O((N + L) log N), memory O(N + L).
///
/// @return  All issues, in the order of tables and rows; empty when `freeze` would accept.
[[nodiscard]] YTTERBY_EXPORT std::vector<Issue> validate(const Network& network, const Locate& locate = {});

}  // namespace ytterby
