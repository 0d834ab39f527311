// SPDX-License-Identifier: Apache-2.0
/// @file  Linear programs: what is built, what is refused, and what the solver answers, by hand and on random ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "survive/linear_program.hpp"
#include "survive/linear_solver.hpp"
#include "ytterby/core/error.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

constexpr double none = unbounded_above;

/// Two products of 3 and 5 dollars: x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18.
/// By hand: x = 2, y = 6, 36 dollars. The second row is worth 3/2 and the third 1 a unit, because with both at their
/// bounds y = row2/2 and x = (row3 − row2)/3, so 3x + 5y = row3 + 3/2·row2; the first row is slack.
LinearProgram workshop() {
  LinearProgram program;
  const auto x = program.add_column(0, none, -3), y = program.add_column(0, none, -5);
  const auto one = program.add_row(-none, 4), two = program.add_row(-none, 12), three = program.add_row(-none, 18);
  program.add_entry(one, x, 1);
  program.add_entry(three, x, 3);
  program.add_entry(two, y, 2);
  program.add_entry(three, y, 2);
  return program;
}

LinearSolution solve(const LinearProgram& program) {
  LinearSolver solver;
  solver.load(program);
  return solver.solve();
}

/// How far an optimal answer is from one, from the program alone: bounds and rows kept, each price and reduced cost of
/// the sign of the bound it belongs to, and reduced costs = cost − Aᵀ·prices. Each relative to the largest term in it.
double residual(const LinearProgram& program, const LinearSolution& solution) {
  double worst = 0;
  const auto see = [&](double excess, double scale) { worst = std::max(worst, excess / std::max(1.0, scale)); };
  std::vector<double> row(program.rows(), 0), row_scale(program.rows(), 0);
  std::vector<double> left = program.cost, scale(program.columns(), 0);
  for (const LinearEntry& entry : program.entries) {
    const double part = entry.value * solution.columns[entry.column];
    row[entry.row] += part;
    row_scale[entry.row] = std::max(row_scale[entry.row], std::abs(part));
    left[entry.column] -= entry.value * solution.row_prices[entry.row];
    scale[entry.column] = std::max(scale[entry.column], std::abs(entry.value * solution.row_prices[entry.row]));
  }
  const auto judge = [&](double value, double lower, double upper, double price, double size, double price_size) {
    see(lower - value, size);
    see(value - upper, size);
    const double tolerance = 1e-7 * std::max(1.0, size);
    if (value > lower + tolerance) see(price, price_size);
    if (value < upper - tolerance) see(-price, price_size);
  };
  for (std::size_t r = 0; r < program.rows(); ++r)
    judge(row[r], program.row_lower[r], program.row_upper[r], solution.row_prices[r], row_scale[r], 1);
  for (std::size_t c = 0; c < program.columns(); ++c) {
    see(std::abs(left[c] - solution.reduced_costs[c]), scale[c]);
    judge(solution.columns[c], program.column_lower[c], program.column_upper[c], left[c], std::abs(solution.columns[c]),
          scale[c]);
  }
  return worst;
}

LinearProgram random_program(Random& random) {
  LinearProgram program;
  const std::size_t columns = 1 + random.below(12), rows = 1 + random.below(10);
  for (std::size_t c = 0; c < columns; ++c) {  // one draw a statement: compilers order arguments as they like
    const double lower = random.chance(0.8) ? 0 : -random.between(0, 5);
    const double upper = random.chance(0.7) ? random.between(0, 9) : none;
    const double cost = random.between(-1, 3);
    program.add_column(lower, upper, random.chance(0.5) ? cost : std::floor(cost));
  }
  for (std::size_t r = 0; r < rows; ++r) {
    const double lower = std::floor(random.between(-6, 6));
    const double kind = random.uniform();
    const double upper = kind < 0.5 ? none : lower + std::floor(random.between(0, 5));
    program.add_row(kind < 0.7 ? lower : -none, upper);
  }
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c)
      if (random.chance(0.4)) program.add_entry(r, c, random.chance(0.5) ? 1 : random.between(-2, 3));
  return program;
}

}  // namespace

TEST_CASE("a linear program has its entries column after column, whatever their order") {
  LinearProgram program;
  for (int i = 0; i < 2; ++i) program.add_column(0, 1, 0);
  for (int i = 0; i < 3; ++i) program.add_row(0, 1);
  program.add_entry(2, 1, 7);
  program.add_entry(0, 0, 5);
  program.add_entry(1, 1, 6);
  const auto columns = by_column(program);
  CHECK(columns.start == std::vector<int>{0, 1, 3});
  CHECK(columns.row == std::vector<int>{0, 2, 1});
  CHECK(columns.value == std::vector<double>{5, 7, 6});
  program.clear();
  CHECK(program == LinearProgram{});
}

TEST_CASE("a linear program that makes no sense is refused") {
  const auto refused = [](const char* message, auto&& spoil) {
    LinearProgram program = workshop();
    spoil(program);
    CHECK_THROWS_WITH_AS(static_cast<void>(by_column(program)), message, Error);
  };
  refused("linear program, entry 4: found row 3 and column 0, expected some of 3 rows and 2 columns",
          [](LinearProgram& program) { program.add_entry(3, 0, 1); });
  refused("linear program, entry 4: found nan, expected a number",
          [](LinearProgram& program) { program.add_entry(1, 0, std::nan("")); });
  refused("linear program: found two entries in row 2, column 1, expected one",
          [](LinearProgram& program) { program.add_entry(2, 1, 0); });
  refused("linear program, column 2: found bounds 2 and 1, expected the lower one first",
          [](LinearProgram& program) { program.add_column(2, 1, 0); });
  refused("linear program, row 3: found bounds inf and inf, expected the lower one first",
          [](LinearProgram& program) { program.add_row(none, none); });
  refused("linear program, column 2: found cost inf, expected a number",
          [](LinearProgram& program) { program.add_column(0, 1, none); });
  refused("linear program, row_upper: found 2 values, expected 3",
          [](LinearProgram& program) { program.row_upper.pop_back(); });
}

TEST_CASE("without a solver linear programs are refused") {
  if (linear_solver_available()) return;
  LinearSolver solver;
  CHECK_THROWS_WITH_AS(solver.load(workshop()), "linear program of 3 rows and 2 columns: built without CLP", Error);
  CHECK_THROWS_WITH_AS(static_cast<void>(solver.solve()), "linear program: built without CLP", Error);
}

TEST_SUITE("with a solver" * doctest::skip(!linear_solver_available())) {
  TEST_CASE("a workshop of two products earns what it does by hand") {
    const auto solution = solve(workshop());
    REQUIRE(solution.status == LinearStatus::optimal);
    CHECK(solution.objective == doctest::Approx(-36).epsilon(1e-12));
    CHECK(solution.columns[0] == doctest::Approx(2).epsilon(1e-12));
    CHECK(solution.columns[1] == doctest::Approx(6).epsilon(1e-12));
    CHECK(solution.row_prices[0] == doctest::Approx(0));
    CHECK(solution.row_prices[1] == doctest::Approx(-1.5).epsilon(1e-12));
    CHECK(solution.row_prices[2] == doctest::Approx(-1).epsilon(1e-12));
    CHECK(residual(workshop(), solution) < 1e-12);
  }

  TEST_CASE("what two rows exclude is infeasible and their prices prove it") {
    // x + y ≤ 1 and x + y ≥ 2: the rows weighed −1 and 1 ask for 0·x ≥ 1.
    LinearProgram program;
    for (int i = 0; i < 2; ++i) program.add_column(0, none, 1);
    program.add_row(-none, 1);
    program.add_row(2, none);
    for (std::size_t r = 0; r < 2; ++r)
      for (std::size_t c = 0; c < 2; ++c) program.add_entry(r, c, 1);
    const auto solution = solve(program);
    REQUIRE(solution.status == LinearStatus::infeasible);
    REQUIRE(solution.row_prices.size() == 2);
    CHECK(solution.row_prices[1] > 0);
    CHECK(solution.row_prices[0] == doctest::Approx(-solution.row_prices[1]).epsilon(1e-12));
    // By hand: (2 − 1)/(2 + 1) of what is added up is left over.
    CHECK(infeasibility_shown(program, {-1, 1}) == doctest::Approx(1.0 / 3).epsilon(1e-12));
    CHECK(infeasibility_shown(program, {1, 1}) <= 0);
    CHECK(infeasibility_shown(program, {0, 0}) <= 0);
  }

  TEST_CASE("a cost that falls without end is unbounded") {
    // x − y = 1 with both costs −1: x = 1 + y, y grows.
    LinearProgram program;
    for (int i = 0; i < 2; ++i) program.add_column(0, none, -1);
    program.add_row(1, 1);
    program.add_entry(0, 0, 1);
    program.add_entry(0, 1, -1);
    CHECK(solve(program).status == LinearStatus::unbounded);
  }

  TEST_CASE("a program that is infeasible and costs without end is infeasible") {
    LinearProgram program;
    for (int i = 0; i < 2; ++i) program.add_column(0, none, -1);
    program.add_row(-none, -1);  // x ≤ −1
    program.add_entry(0, 0, 1);
    CHECK(solve(program).status == LinearStatus::infeasible);
  }

  TEST_CASE("columns without rows go to the bound that costs least") {
    LinearProgram program;
    program.add_column(-1, 2, 3);
    program.add_column(-1, 2, -3);
    const auto solution = solve(program);
    REQUIRE(solution.status == LinearStatus::optimal);
    CHECK(solution.objective == doctest::Approx(-9).epsilon(1e-12));
    CHECK(solution.columns == std::vector<double>{-1, 2});
  }

  TEST_CASE("a corner where more rows meet than there are columns is found") {
    // x ≤ 1, y ≤ 1, x + y ≤ 2, x + 2y ≤ 3, 2x + y ≤ 3 all meet at (1, 1), where x + y is largest.
    LinearProgram program;
    for (int i = 0; i < 2; ++i) program.add_column(0, none, -1);
    const double weights[5][3] = {{1, 0, 1}, {0, 1, 1}, {1, 1, 2}, {1, 2, 3}, {2, 1, 3}};
    for (const auto& [x, y, most] : weights) {
      const auto row = program.add_row(-none, most);
      program.add_entry(row, 0, x);
      program.add_entry(row, 1, y);
    }
    const auto solution = solve(program);
    REQUIRE(solution.status == LinearStatus::optimal);
    CHECK(solution.columns[0] == doctest::Approx(1).epsilon(1e-12));
    CHECK(solution.columns[1] == doctest::Approx(1).epsilon(1e-12));
    CHECK(residual(program, solution) < 1e-12);
  }

  TEST_CASE("changes of a bound, a cost and an entry change the answer as by hand") {
    LinearSolver solver;
    solver.load(workshop());
    static_cast<void>(solver.solve());
    const auto objective = [&] {
      const auto solution = solver.solve();
      REQUIRE(solution.status == LinearStatus::optimal);
      return solution.objective;
    };
    solver.set_row_bounds(1, -none, 10);  // y = 5, x = 8/3: 8 + 25
    CHECK(objective() == doctest::Approx(-33).epsilon(1e-12));
    solver.set_column_bounds(0, 0, 1);  // x = 1, y = 5
    CHECK(objective() == doctest::Approx(-28).epsilon(1e-12));
    solver.set_cost(0, -30);  // x and y stay
    CHECK(objective() == doctest::Approx(-55).epsilon(1e-12));
    solver.set_entry(2, 0, 18);  // 18x + 2y ≤ 18 and y ≤ 5: x = 8/18, 30·8/18 + 25 = 115/3
    CHECK(objective() == doctest::Approx(-115.0 / 3).epsilon(1e-12));
    solver.set_row_bounds(2, 37, none);  // 18·1 + 2·5 = 28 is the most
    CHECK(solver.solve().status == LinearStatus::infeasible);
    solver.set_row_bounds(2, -none, 18);
    CHECK(objective() == doctest::Approx(-115.0 / 3).epsilon(1e-12));
  }

  TEST_CASE("an entry of zero may become another, and become zero again") {
    // The least x with 0·x ≥ 1, then 2·x ≥ 1.
    LinearProgram program;
    program.add_column(0, none, 1);
    program.add_row(1, none);
    program.add_entry(0, 0, 0);
    LinearSolver solver;
    solver.load(program);
    CHECK(solver.solve().status == LinearStatus::infeasible);
    solver.set_entry(0, 0, 2);
    CHECK(solver.solve().objective == doctest::Approx(0.5).epsilon(1e-12));
    solver.set_entry(0, 0, 0);
    CHECK(solver.solve().status == LinearStatus::infeasible);
    solver.set_entry(0, 0, 4);
    CHECK(solver.solve().objective == doctest::Approx(0.25).epsilon(1e-12));
  }

  TEST_CASE("a change that makes no sense is refused and changes nothing") {
    LinearSolver solver;
    CHECK_THROWS_WITH_AS(static_cast<void>(solver.solve()), "linear program: nothing is loaded", Error);
    solver.load(workshop());
    CHECK_THROWS_WITH_AS(solver.set_column_bounds(2, 0, 1), "linear program, column: found 2, expected less than 2",
                         Error);
    CHECK_THROWS_WITH_AS(solver.set_row_bounds(0, 5, 4),
                         "linear program, row 0: found bounds 5 and 4, expected the lower one first", Error);
    CHECK_THROWS_WITH_AS(solver.set_cost(0, std::nan("")), "linear program, cost: found nan, expected a number", Error);
    CHECK_THROWS_WITH_AS(solver.set_entry(1, 0, 1), "linear program: found no entry in row 1, column 0, to be changed",
                         Error);
    CHECK_THROWS_WITH_AS(solver.restore({.state = {1}}), "basis: found 1 columns and rows, expected 5", Error);
    CHECK(solver.solve().objective == doctest::Approx(-36).epsilon(1e-12));
  }

  TEST_CASE("a restored basis needs no step") {
    LinearSolver solver;
    solver.load(workshop());
    static_cast<void>(solver.solve());
    CHECK(solver.steps() > 0);
    const auto basis = solver.basis();
    solver.set_row_bounds(1, -none, 2);
    static_cast<void>(solver.solve());
    solver.set_row_bounds(1, -none, 12);
    solver.restore(basis);
    CHECK(solver.solve().objective == doctest::Approx(-36).epsilon(1e-12));
    CHECK(solver.steps() == 0);
  }

  TEST_CASE("random programs are solved to their residuals, or shown to have no answer") {
    std::size_t optimal = 0, infeasible = 0, unbounded = 0;
    for (std::uint64_t seed = 0; seed < seeds(2000); ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const auto program = random_program(random);
      const auto solution = solve(program);
      switch (solution.status) {
        case LinearStatus::optimal:
          ++optimal;
          CHECK(residual(program, solution) < 1e-9);
          break;
        case LinearStatus::infeasible:
          ++infeasible;
          CHECK(infeasibility_shown(program, solution.row_prices) > 1e-9);
          break;
        case LinearStatus::unbounded: {
          ++unbounded;
          auto fenced = program;  // else costs are some tens
          for (double& upper : fenced.column_upper) upper = std::min(upper, 1e6);
          CHECK(solve(fenced).objective < -1e3);
          break;
        }
        case LinearStatus::gave_up: FAIL("gave up");
      }
    }
    CHECK(optimal > seeds(200));
    CHECK(infeasible > seeds(200));
    CHECK(unbounded > 0);
  }

  TEST_CASE("warm after changes is what cold says") {
    for (std::uint64_t seed = 0; seed < seeds(300); ++seed) {
      CAPTURE(seed);
      Random random(seed);
      auto program = random_program(random);
      LinearSolver warm;
      warm.load(program);
      static_cast<void>(warm.solve());
      const auto start = warm.basis();
      for (int change = 0; change < 6; ++change) {
        const std::size_t column = random.below(program.columns()), row = random.below(program.rows());
        const double kind = random.uniform();
        if (kind < 0.4) {
          program.column_upper[column] = program.column_lower[column] + std::floor(random.between(0, 4));
          warm.set_column_bounds(column, program.column_lower[column], program.column_upper[column]);
        } else if (kind < 0.6) {
          program.row_lower[row] = -none;
          program.row_upper[row] = std::floor(random.between(0, 6));
          warm.set_row_bounds(row, -none, program.row_upper[row]);
        } else if (kind < 0.8) {
          program.cost[column] = random.between(-1, 3);
          warm.set_cost(column, program.cost[column]);
        } else if (!program.entries.empty()) {
          LinearEntry& entry = program.entries[random.below(program.entries.size())];
          entry.value = random.between(-2, 3);
          warm.set_entry(entry.row, entry.column, entry.value);
        }
        if (change == 3) warm.restore(start);
        const auto found = warm.solve(), expected = solve(program);
        REQUIRE(found.status == expected.status);
        if (found.status != LinearStatus::optimal) continue;
        CHECK(found.objective == doctest::Approx(expected.objective).epsilon(1e-9));
        CHECK(residual(program, found) < 1e-9);
      }
    }
  }
}
