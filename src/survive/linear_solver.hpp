// SPDX-License-Identifier: Apache-2.0
/// @file  A solver of linear programs that is loaded once and solves again, from where it stood, after small changes.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "survive/linear_program.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

/// Whether the library was built with a solver (CLP). If not, `LinearSolver::load` throws.
[[nodiscard]] bool linear_solver_available();

/// The solver could not tell.
class GaveUp : public Error {
 public:
  using Error::Error;
};

/// Which columns and rows lie at which bound: where a solver stands, and may start from again.
struct LinearBasis {
  std::vector<unsigned char> state = {};  ///< columns, then rows, as the solver writes them

  /// For a program with that many more rows at its end, none of which binds yet.
  void add_rows(std::size_t count);

  friend bool operator==(const LinearBasis&, const LinearBasis&) = default;
};

/// Simplex method on one program at a time. Each thread takes a solver of its own; what one answers depends on what it
/// was loaded with and asked since, on nothing else. It prints nothing and leaves signals alone.
///
/// An optimal answer keeps bounds and signs of reduced costs to 1e-9, in the scale the solver chose.
class LinearSolver {
 public:
  LinearSolver();
  ~LinearSolver();
  LinearSolver(LinearSolver&& other) noexcept;
  LinearSolver& operator=(LinearSolver&& other) noexcept;
  LinearSolver(const LinearSolver&) = delete;
  LinearSolver& operator=(const LinearSolver&) = delete;

  /// Forgets everything before.
  /// @param stop    Asked after each step of the simplex.
  /// @throws Error  on a program that `by_column` refuses; where no solver was built in.
  void load(const LinearProgram& program, const StopToken& stop = {});

  // Changes to what is loaded.
  // @throws Error  on a column or row that is not there, a bound or value that is no number, bounds in the wrong order.
  void set_column_bounds(std::size_t column, double lower, double upper);
  void set_row_bounds(std::size_t row, double lower, double upper);
  void set_cost(std::size_t column, double cost);
  /// Of an entry that is there; time O(entries of the column).
  void set_entry(std::size_t row, std::size_t column, double value);

  /// From the basis of the last call, or from the one restored since: by the dual simplex after changes of bounds, by
  /// the primal one after changes of costs and entries, so that a small change takes few steps.
  /// @throws Cancelled  when a stop was requested.
  [[nodiscard]] LinearSolution solve();

  /// Of the last call of `solve`.
  [[nodiscard]] LinearBasis basis() const;
  /// @throws Error  if it is not of a program of this size.
  void restore(const LinearBasis& basis);
  /// Steps of the simplex in the last call of `solve`.
  [[nodiscard]] std::size_t steps() const;

 private:
  struct State;
  State& loaded() const;  // throws if nothing is
  std::unique_ptr<State> state_;
};

}  // namespace ytterby
