// SPDX-License-Identifier: Apache-2.0
/// @file  Building linear programs, and checking what others built.
#include "survive/linear_program.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

void require_length(std::string_view name, std::size_t found, std::size_t expected) {
  if (found != expected)
    throw Error(fmt::format("linear program, {}: found {} values, expected {}", name, found, expected));
}

void require_bounds(std::string_view what, const std::vector<double>& lower, const std::vector<double>& upper) {
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const bool reachable = lower[i] < unbounded_above && upper[i] > -unbounded_above;  // false for what is no number
    if (!(lower[i] <= upper[i]) || !reachable)
      throw Error(fmt::format("linear program, {} {}: found bounds {} and {}, expected the lower one first", what, i,
                              lower[i], upper[i]));
  }
}

}  // namespace

std::size_t LinearProgram::add_column(double lower, double upper, double cost_of_one) {
  column_lower.push_back(lower);
  column_upper.push_back(upper);
  cost.push_back(cost_of_one);
  return cost.size() - 1;
}

std::size_t LinearProgram::add_row(double lower, double upper) {
  row_lower.push_back(lower);
  row_upper.push_back(upper);
  return row_lower.size() - 1;
}

void LinearProgram::clear() {
  for (auto* list : {&column_lower, &column_upper, &cost, &row_lower, &row_upper}) list->clear();
  entries.clear();
}

std::string size_of(const LinearProgram& program) {
  return fmt::format("{} rows and {} columns", program.rows(), program.columns());
}

LinearColumns by_column(const LinearProgram& program) {
  require_length("column_lower", program.column_lower.size(), program.columns());
  require_length("column_upper", program.column_upper.size(), program.columns());
  require_length("row_upper", program.row_upper.size(), program.rows());
  require_bounds("column", program.column_lower, program.column_upper);
  require_bounds("row", program.row_lower, program.row_upper);
  for (std::size_t c = 0; c < program.columns(); ++c)
    if (!std::isfinite(program.cost[c]))
      throw Error(fmt::format("linear program, column {}: found cost {}, expected a number", c, program.cost[c]));
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<int>::max());
  if (std::max({program.rows(), program.columns(), program.entries.size()}) >= most)
    throw Error(fmt::format("linear program: found {} and {} entries, expected fewer than {}", size_of(program),
                            program.entries.size(), most));

  LinearColumns columns;
  columns.start.assign(program.columns() + 1, 0);
  for (std::size_t i = 0; i < program.entries.size(); ++i) {
    const LinearEntry& entry = program.entries[i];
    if (entry.row >= program.rows() || entry.column >= program.columns())
      throw Error(fmt::format("linear program, entry {}: found row {} and column {}, expected some of {}", i, entry.row,
                              entry.column, size_of(program)));
    if (!std::isfinite(entry.value))
      throw Error(fmt::format("linear program, entry {}: found {}, expected a number", i, entry.value));
    ++columns.start[entry.column + 1];
  }
  for (std::size_t c = 0; c < program.columns(); ++c) columns.start[c + 1] += columns.start[c];

  columns.row.resize(program.entries.size());
  columns.value.resize(program.entries.size());
  std::vector<int> next(columns.start.begin(), columns.start.end() - 1);
  for (const LinearEntry& entry : program.entries) {
    const auto at = static_cast<std::size_t>(next[entry.column]++);
    columns.row[at] = static_cast<int>(entry.row);
    columns.value[at] = entry.value;
  }

  std::vector<std::size_t> seen_in(program.rows(), program.columns());
  for (std::size_t c = 0; c < program.columns(); ++c) {
    for (auto at = static_cast<std::size_t>(columns.start[c]); at < static_cast<std::size_t>(columns.start[c + 1]);
         ++at) {
      const auto row = static_cast<std::size_t>(columns.row[at]);
      if (seen_in[row] == c)
        throw Error(fmt::format("linear program: found two entries in row {}, column {}, expected one", row, c));
      seen_in[row] = c;
    }
  }
  return columns;
}

double infeasibility_shown(const LinearProgram& program, const std::vector<double>& row_prices) {
  if (row_prices.size() != program.rows()) return 0;
  double largest = 0;
  for (const double price : row_prices) largest = std::max(largest, std::abs(price));
  const double rounding = 1e-9 * largest;

  double needed = 0, size = 0;
  for (std::size_t r = 0; r < row_prices.size(); ++r) {
    const double price = row_prices[r];
    const double bound = price > 0 ? program.row_lower[r] : program.row_upper[r];
    if (std::abs(price) <= rounding && !std::isfinite(bound)) continue;
    if (price == 0) continue;
    needed += price * bound;
    size += std::abs(price * bound);
  }
  std::vector<double> pull(program.columns(), 0);
  for (const LinearEntry& entry : program.entries) pull[entry.column] += entry.value * row_prices[entry.row];
  double reached = 0;
  for (std::size_t c = 0; c < pull.size(); ++c) {
    const double bound = pull[c] > 0 ? program.column_upper[c] : program.column_lower[c];
    if (std::abs(pull[c]) <= rounding && !std::isfinite(bound)) continue;
    if (pull[c] == 0) continue;
    reached += pull[c] * bound;
    size += std::abs(pull[c] * bound);
  }
  return size > 0 && std::isfinite(size) ? (needed - reached) / size : 0;
}

}  // namespace ytterby
