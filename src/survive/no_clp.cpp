// SPDX-License-Identifier: Apache-2.0
/// @file  The solver of linear programs where CLP was not found: it refuses.
#include <fmt/core.h>

#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

struct LinearSolver::State {};

bool linear_solver_available() { return false; }

void LinearBasis::add_rows(std::size_t) {}

LinearSolver::LinearSolver() = default;
LinearSolver::~LinearSolver() = default;
LinearSolver::LinearSolver(LinearSolver&&) noexcept = default;
LinearSolver& LinearSolver::operator=(LinearSolver&&) noexcept = default;

LinearSolver::State& LinearSolver::loaded() const { throw Error("linear program: built without CLP"); }

void LinearSolver::load(const LinearProgram& program, const StopToken&) {
  throw Error(fmt::format("linear program of {}: built without CLP", size_of(program)));
}

void LinearSolver::set_column_bounds(std::size_t, double, double) { loaded(); }
void LinearSolver::set_row_bounds(std::size_t, double, double) { loaded(); }
void LinearSolver::set_cost(std::size_t, double) { loaded(); }
void LinearSolver::set_entry(std::size_t, std::size_t, double) { loaded(); }
LinearSolution LinearSolver::solve() {
  loaded();
  return {};
}
LinearBasis LinearSolver::basis() const {
  loaded();
  return {};
}
void LinearSolver::restore(const LinearBasis&) { loaded(); }
std::size_t LinearSolver::steps() const {
  loaded();
  return 0;
}

}  // namespace ytterby
