// SPDX-License-Identifier: Apache-2.0
/// @file  Linear programs as plain values.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace ytterby {

/// A bound that does not bind; below, its negative.
inline constexpr double unbounded_above = std::numeric_limits<double>::infinity();

struct LinearEntry {
  std::size_t row = 0;
  std::size_t column = 0;
  double value = 0;

  friend bool operator==(const LinearEntry&, const LinearEntry&) = default;
};

/// Minimise cost·x, where column_lower ≤ x ≤ column_upper and row_lower ≤ A·x ≤ row_upper.
///
/// C columns, R rows; A is given by its entries, each place at most once, in any order.
struct LinearProgram {
  std::vector<double> column_lower = {}, column_upper = {}, cost = {};  ///< [column]
  std::vector<double> row_lower = {}, row_upper = {};                   ///< [row]
  std::vector<LinearEntry> entries = {};

  [[nodiscard]] std::size_t columns() const { return cost.size(); }
  [[nodiscard]] std::size_t rows() const { return row_lower.size(); }

  /// @return  Its place.
  std::size_t add_column(double lower, double upper, double cost_of_one);
  std::size_t add_row(double lower, double upper);
  void add_entry(std::size_t row, std::size_t column, double value) { entries.push_back({row, column, value}); }
  /// Empties it and keeps the memory.
  void clear();

  friend bool operator==(const LinearProgram&, const LinearProgram&) = default;
};

/// The entries column after column: those of column c are at start[c] … start[c + 1].
struct LinearColumns {
  std::vector<int> start = {}, row = {};
  std::vector<double> value = {};
};

/// Time O(C + R + entries).
/// @throws Error  on a list of another length, a bound or value that is no number, a lower bound above the upper one,
/// an
///                entry outside the program or given twice.
[[nodiscard]] LinearColumns by_column(const LinearProgram& program);

/// "3 rows and 4 columns", for messages.
[[nodiscard]] std::string size_of(const LinearProgram& program);

enum class LinearStatus {
  optimal,
  infeasible,  ///< no x keeps all bounds
  unbounded,   ///< some do, and the cost falls without end
  gave_up      ///< the solver could not tell, say for numerical reasons
};

/// Empty lists where there is nothing to say.
struct LinearSolution {
  LinearStatus status = LinearStatus::gave_up;
  double objective = 0;
  std::vector<double> columns = {};

  /// What the least cost rises by if the bound a row lies at rises by one: 0 or more at a lower bound, 0 or less at an
  /// upper one. Where the program is infeasible: multipliers that prove it, if the solver gave any, because no x within
  /// its bounds reaches Σ price·(bound the sign points to); signs as above, at any scale.
  std::vector<double> row_prices = {};
  std::vector<double> reduced_costs = {};  ///< cost − Aᵀ·row_prices: 0 or more at a lower bound, 0 or less at an upper
};

/// How far `row_prices` prove that no x exists: 1 and less by rounding if they do, 0 or less if they don't.
///
/// Time O(entries).
[[nodiscard]] double infeasibility_shown(const LinearProgram& program, const std::vector<double>& row_prices);

}  // namespace ytterby
