// SPDX-License-Identifier: Apache-2.0
/// @file  The solver of linear programs, over CLP.
#include <fmt/core.h>

#include <ClpEventHandler.hpp>
#include <ClpSimplex.hpp>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

/// Stops CLP between two steps.
class Watch : public ClpEventHandler {
 public:
  explicit Watch(StopToken stop) : stop_(std::move(stop)) {}
  int event(Event what) override {
    constexpr int go_on = -1, end = 0;
    return what == endOfIteration && stop_.stop_requested() ? end : go_on;
  }
  [[nodiscard]] ClpEventHandler* clone() const override { return new Watch(*this); }  // which CLP deletes

 private:
  StopToken stop_;
};

constexpr int clp_optimal = 0;  // among CLP's own answers, status()

/// CLP's infinity is the largest double.
double to_clp(double bound) { return std::clamp(bound, -COIN_DBL_MAX, COIN_DBL_MAX); }

std::vector<double> to_clp(const std::vector<double>& bounds) {
  std::vector<double> clamped(bounds.size());
  std::transform(bounds.begin(), bounds.end(), clamped.begin(), [](double bound) { return to_clp(bound); });
  return clamped;
}

void require_place(std::string_view what, std::size_t place, std::size_t count) {
  if (place >= count)
    throw Error(fmt::format("linear program, {}: found {}, expected less than {}", what, place, count));
}

void require_number(std::string_view what, double value) {
  if (!std::isfinite(value)) throw Error(fmt::format("linear program, {}: found {}, expected a number", what, value));
}

void require_bounds(std::string_view what, std::size_t place, double lower, double upper) {
  if (!(lower <= upper) || !(lower < unbounded_above) || !(upper > -unbounded_above))
    throw Error(fmt::format("linear program, {} {}: found bounds {} and {}, expected the lower one first", what, place,
                            lower, upper));
}

}  // namespace

bool linear_solver_available() { return true; }

struct LinearSolver::State {
  State(const LinearProgram& given, StopToken when) : program(given), columns(by_column(given)), stop(std::move(when)) {
    for (std::size_t c = 0, at = 0; c < program.columns(); ++c)  // in the order of `columns`, where set_entry looks
      for (; at < static_cast<std::size_t>(columns.start[c + 1]); ++at)
        program.entries[at] = {static_cast<std::size_t>(columns.row[at]), c, columns.value[at]};
    model.setLogLevel(0);
    model.setPrimalTolerance(1e-9);
    model.setDualTolerance(1e-9);
    const Watch watch(stop);
    model.passInEventHandler(&watch);
    const auto column_lower = to_clp(program.column_lower), column_upper = to_clp(program.column_upper);
    const auto row_lower = to_clp(program.row_lower), row_upper = to_clp(program.row_upper);
    model.loadProblem(static_cast<int>(program.columns()), static_cast<int>(program.rows()), columns.start.data(),
                      columns.row.data(), columns.value.data(), column_lower.data(), column_upper.data(),
                      program.cost.data(), row_lower.data(), row_upper.data());
  }

  /// Where there is nothing to pivot on, CLP adds a 6.
  [[nodiscard]] bool met_its_tolerances() const {
    return model.status() == clp_optimal && (model.secondaryStatus() == 0 || model.secondaryStatus() == 6);
  }

  /// The dual simplex also finds its way where neither bounds nor reduced costs hold, so it is the default.
  void run() {
    steps = 0;
    if (costs_changed && !bounds_changed) {
      primal();
    } else {
      dual();
    }
    bounds_changed = costs_changed = false;
    if (model.status() != clp_optimal) return;
    if (!met_its_tolerances()) primal();
    if (!met_its_tolerances()) {  // scaled values were within the tolerances, the true ones are not
      model.scaling(0);
      dual();
      if (!met_its_tolerances()) primal();
      model.scaling(3);
    }
  }

  void dual() {
    model.dual();
    count();
  }
  void primal() {
    model.primal();
    count();
  }
  void count() {
    steps += static_cast<std::size_t>(std::max(0, model.numberIterations()));
    if (stop.stop_requested()) throw Cancelled();
  }

  [[nodiscard]] LinearSolution optimal() const {
    const auto list = [](const double* values, std::size_t count) {
      return std::vector<double>(values, values + count);
    };
    return {.status = LinearStatus::optimal,
            .objective = model.objectiveValue(),
            .columns = list(model.primalColumnSolution(), program.columns()),
            .row_prices = list(model.dualRowSolution(), program.rows()),
            .reduced_costs = list(model.dualColumnSolution(), program.columns())};
  }

  /// CLP's rays are not there for all programs, and what it calls unbounded may be infeasible as well. So the question
  /// is put as a program that always has an answer: how much of the rows' bounds must be given up at least, and its
  /// prices.
  [[nodiscard]] std::optional<LinearSolution> infeasible() {
    LinearProgram lenient = program;
    std::fill(lenient.cost.begin(), lenient.cost.end(), 0);
    for (std::size_t r = 0; r < program.rows(); ++r) {
      if (std::isfinite(program.row_lower[r])) lenient.add_entry(r, lenient.add_column(0, unbounded_above, 1), 1);
      if (std::isfinite(program.row_upper[r])) lenient.add_entry(r, lenient.add_column(0, unbounded_above, 1), -1);
    }
    State state(lenient, stop);
    state.run();
    steps += state.steps;
    if (!state.met_its_tolerances()) return std::nullopt;
    LinearSolution solution{.status = LinearStatus::infeasible, .row_prices = state.optimal().row_prices};
    if (infeasibility_shown(program, solution.row_prices) < 1e-9) return std::nullopt;
    return solution;
  }

  /// Likewise: is there a direction that breaks no bound however far one goes, along which the cost falls?
  [[nodiscard]] bool falls_without_end() {
    LinearProgram ways = program;
    for (std::size_t c = 0; c < program.columns(); ++c) {
      ways.column_lower[c] = std::isfinite(program.column_lower[c]) ? 0 : -1;
      ways.column_upper[c] = std::isfinite(program.column_upper[c]) ? 0 : 1;
    }
    for (std::size_t r = 0; r < program.rows(); ++r) {
      if (std::isfinite(program.row_lower[r])) ways.row_lower[r] = 0;
      if (std::isfinite(program.row_upper[r])) ways.row_upper[r] = 0;
    }
    State state(ways, stop);
    state.run();
    steps += state.steps;
    double largest = 0;
    for (const double cost : program.cost) largest = std::max(largest, std::abs(cost));
    return state.met_its_tolerances() && state.model.objectiveValue() < -1e-9 * largest;
  }

  LinearProgram program;
  LinearColumns columns;
  StopToken stop;
  ClpSimplex model = {};
  bool bounds_changed = true, costs_changed = true;  // since the last call of run
  std::size_t steps = 0;
};

LinearSolver::LinearSolver() = default;
LinearSolver::~LinearSolver() = default;
LinearSolver::LinearSolver(LinearSolver&&) noexcept = default;
LinearSolver& LinearSolver::operator=(LinearSolver&&) noexcept = default;

LinearSolver::State& LinearSolver::loaded() const {
  if (state_ == nullptr) throw Error("linear program: nothing is loaded");
  return *state_;
}

// A model of its own, because CLP carries random numbers and sizes from one program to the next.
void LinearSolver::load(const LinearProgram& program, const StopToken& stop) {
  state_ = std::make_unique<State>(program, stop);
}

void LinearSolver::set_column_bounds(std::size_t column, double lower, double upper) {
  State& state = loaded();
  require_place("column", column, state.program.columns());
  require_bounds("column", column, lower, upper);
  state.program.column_lower[column] = lower;
  state.program.column_upper[column] = upper;
  state.model.setColumnBounds(static_cast<int>(column), to_clp(lower), to_clp(upper));
  state.bounds_changed = true;
}

void LinearSolver::set_row_bounds(std::size_t row, double lower, double upper) {
  State& state = loaded();
  require_place("row", row, state.program.rows());
  require_bounds("row", row, lower, upper);
  state.program.row_lower[row] = lower;
  state.program.row_upper[row] = upper;
  state.model.setRowBounds(static_cast<int>(row), to_clp(lower), to_clp(upper));
  state.bounds_changed = true;
}

void LinearSolver::set_cost(std::size_t column, double cost) {
  State& state = loaded();
  require_place("column", column, state.program.columns());
  require_number("cost", cost);
  state.program.cost[column] = cost;
  state.model.setObjectiveCoefficient(static_cast<int>(column), cost);
  state.costs_changed = true;
}

void LinearSolver::set_entry(std::size_t row, std::size_t column, double value) {
  State& state = loaded();
  require_place("row", row, state.program.rows());
  require_place("column", column, state.program.columns());
  require_number("entry", value);
  const auto first = state.columns.row.begin() + state.columns.start[column];
  const auto last = state.columns.row.begin() + state.columns.start[column + 1];
  const auto found = std::find(first, last, static_cast<int>(row));
  if (found == last)
    throw Error(fmt::format("linear program: found no entry in row {}, column {}, to be changed", row, column));
  state.program.entries[static_cast<std::size_t>(found - state.columns.row.begin())].value = value;
  state.model.modifyCoefficient(static_cast<int>(row), static_cast<int>(column), value, true);
  state.costs_changed = true;
}

LinearSolution LinearSolver::solve() {
  State& state = loaded();
  state.run();
  if (state.met_its_tolerances()) return state.optimal();
  if (auto infeasible = state.infeasible()) return *std::move(infeasible);
  if (state.falls_without_end()) return {.status = LinearStatus::unbounded, .objective = -unbounded_above};
  // There is a best x, then, and scaling led astray.
  state.model.scaling(0);
  state.primal();
  state.model.scaling(3);
  return state.met_its_tolerances() ? state.optimal() : LinearSolution{};
}

void LinearBasis::add_rows(std::size_t count) {
  state.insert(state.end(), count, static_cast<unsigned char>(ClpSimplex::basic));
}

LinearBasis LinearSolver::basis() const {
  const State& state = loaded();
  const unsigned char* const first = state.model.statusArray();
  return {.state = {first, first + state.program.columns() + state.program.rows()}};
}

void LinearSolver::restore(const LinearBasis& basis) {
  State& state = loaded();
  const std::size_t size = state.program.columns() + state.program.rows();
  if (basis.state.size() != size)
    throw Error(fmt::format("basis: found {} columns and rows, expected {}", basis.state.size(), size));
  state.model.copyinStatus(basis.state.data());
  state.bounds_changed = true;  // values of another basis: bounds need not hold
}

std::size_t LinearSolver::steps() const { return loaded().steps; }

}  // namespace ytterby
