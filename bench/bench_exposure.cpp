// SPDX-License-Identifier: Apache-2.0
/// @file  What does looking through all tiers cost, by edge and right-hand side, as networks grow and widths do?
///
/// Beside it, in the same run: a roofline of memory bandwidth and random reads, and Eigen's SparseLU where it can. The
/// residual is checked before anything is timed; times are CPU times of one thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "cpu_time.hpp"
#include "exposure_subject.hpp"
#include "reporter.hpp"
#include "roofline.hpp"

namespace ytterby::bench {

namespace {

using Case = std::pair<std::size_t, double>;  // edges, recycling

/// One subject at a time, so that small ones do not lie in the memory of large ones.
const ExposureSubject& subject(const Case& of) {
  static std::unique_ptr<const ExposureSubject> kept;
  static Case key;
  if (!kept || key != of) {
    kept.reset();
    kept = std::make_unique<const ExposureSubject>(of.first, of.second);
    key = of;
  }
  return *kept;
}

/// What the table at the end shows, in seconds but for the roofline.
struct Figures {
  double set_up = 0, lu_factors = 0, lu_solve = 0;
  std::map<int, double> solve = {}, bound_ns = {};  ///< [width] a batch; an edge and right-hand side
  double residual = 0;
};
using Table = std::map<Case, Figures>;

/// Medians of what one call takes.
template <class Function>
double median_seconds(benchmark::State& state, Function&& function) {
  std::vector<double> seconds;
  for (auto _ : state) {
    const double before = cpu_seconds();
    function();
    seconds.push_back(cpu_seconds() - before);
    state.SetIterationTime(std::max(seconds.back(), 1e-9));
  }
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle;
}

void time_set_up(benchmark::State& state, const Case& of, Table& table) {
  const ExposureSubject& on = subject(of);
  table[of].set_up = median_seconds(state, [&] { benchmark::DoNotOptimize(on.set_up().matrix.weight.data()); });
}

template <int Width>
void time_solve(benchmark::State& state, const Case& of, Table& table) {
  const ExposureSubject& on = subject(of);
  const kernel::LookThrough<double, Width> look_through(on.system.matrix);
  const auto given = on.given<Width>();
  kernel::PackArray<double, Width> x;
  look_through.solve(given, kernel::Given::added, x);
  Figures& figures = table[of];
  const double residual = look_through.residual(given, kernel::Given::added, x);
  figures.residual = std::max(figures.residual, residual);
  if (!(residual < residual_budget)) {
    state.SkipWithError(("wrong answer, not timed: residual " + std::to_string(residual)).c_str());
    return;
  }
  figures.solve[Width] = median_seconds(state, [&] {
    look_through.solve(given, kernel::Given::added, x);
    benchmark::DoNotOptimize(x.row(0));
  });
  const auto streamed = on.streamed_bytes(Width) / static_cast<double>(of.first);
  const Roofline line = measure_roofline(static_cast<std::size_t>(on.streamed_bytes(Width)), on.system.matrix.size());
  figures.bound_ns[Width] = (streamed / line.triad_gb_per_s + line.gather_ns) / Width;
}

void time_elimination(benchmark::State& state, const Case& of, Table& table) {
  const ExposureSubject& on = subject(of);
  std::unique_ptr<SparseElimination> elimination;
  Figures& figures = table[of];
  figures.lu_factors =
      median_seconds(state, [&] { elimination = std::make_unique<SparseElimination>(on.system.matrix); });
  const auto given = on.given<1>();
  const std::vector<double> b(given.row(0), given.row(0) + given.rows());
  kernel::PackArray<double, 1> x;
  kernel::LookThrough<double, 1>(on.system.matrix).solve(given, kernel::Given::added, x);
  std::vector<double> other;
  std::vector<double> seconds(7);
  for (double& taken : seconds) {
    const double before = cpu_seconds();
    other = elimination->solve(b);
    taken = cpu_seconds() - before;
  }
  std::nth_element(seconds.begin(), seconds.begin() + 3, seconds.end());
  figures.lu_solve = seconds[3];
  for (std::size_t row = 0; row < other.size(); ++row)
    if (std::abs(other[row] - x.at(row, 0)) > 1e-10)
      state.SkipWithError("wrong answer: SparseLU and look-through disagree");
}

struct Plan {
  std::vector<std::size_t> sizes{10'000, 110'000, 1'200'000};
  std::size_t largest_eliminated = 110'000;
  int repeats = 15;
};

void add_all(const Plan& plan, Table& table) {
  const auto add = [&](const char* what, const Case& of, int iterations, auto&& function) {
    const auto name =
        std::string(what) + '/' + std::to_string(of.first) + "/recycling:" + (of.second > 0 ? "0.01" : "0");
    const auto run = [&table, of, function](benchmark::State& state) { function(state, of, table); };
    benchmark::RegisterBenchmark(name.c_str(), run)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime()
        ->Iterations(iterations);
  };
  for (const std::size_t edges : plan.sizes) {
    for (const double recycling : {0.0, 0.01}) {
      const Case of{edges, recycling};
      add("set_up", of, std::min(plan.repeats, 5), time_set_up);
      add("width_1", of, plan.repeats, time_solve<1>);
      add("width_4", of, plan.repeats, time_solve<4>);
      add("width_8", of, plan.repeats, time_solve<8>);
      if (edges <= plan.largest_eliminated) add("sparse_lu", of, 1, time_elimination);
    }
  }
}

void print(const Table& table, const std::string& command) {
  print_circumstances(command);
  std::printf(
      "one thread, medians of CPU time; ns an edge and right-hand side, beside one pass at the roofline; SparseLU: "
      "Eigen's, and how many times as long as one right-hand side after set-up, and as set-up and one right-hand "
      "side\n\n");
  std::printf("%8s %9s | %9s %8s | %8s | %7s %7s | %7s %7s | %7s %7s | %8s | %9s %9s %8s %8s\n", "edges", "recycling",
              "set-up ms", "ns/edge", "ms/rhs", "width 1", "roofl.", "width 4", "roofl.", "width 8", "roofl.",
              "residual", "LU ms", "ms/rhs", "/rhs", "/all");
  for (const auto& [of, figures] : table) {
    const auto edges = static_cast<double>(of.first);
    const auto at = [](const std::map<int, double>& by_width, int width) {
      const auto found = by_width.find(width);
      return found == by_width.end() ? std::nan("") : found->second;
    };
    const double alone = at(figures.solve, 1);
    std::printf("%8zu %9g | %9.2f %8.1f | %8.3f |", of.first, of.second, 1e3 * figures.set_up,
                1e9 * figures.set_up / edges, 1e3 * alone);
    for (const int width : {1, 4, 8})
      std::printf(" %7.2f %7.2f |", 1e9 * at(figures.solve, width) / edges / width, at(figures.bound_ns, width));
    std::printf(" %8.1e |", figures.residual);
    if (figures.lu_factors > 0)
      std::printf(" %9.1f %9.3f %8.1f %8.1f", 1e3 * figures.lu_factors, 1e3 * figures.lu_solve,
                  figures.lu_solve / alone, (figures.lu_factors + figures.lu_solve) / (figures.set_up + alone));
    std::printf("\n");
  }
  constexpr double ms_budget = 15;
  for (const auto& [of, figures] : table)
    if (of.first == 1'200'000)
      std::printf("\nat %zu edges, recycling %g: %.1f of %.0f ms a right-hand side (%s)\n", of.first, of.second,
                  1e3 * figures.solve.at(1), ms_budget, 1e3 * figures.solve.at(1) <= ms_budget ? "met" : "MISSED");
}

}  // namespace

}  // namespace ytterby::bench

/// Besides the flags of Google Benchmark: --quick, the smallest size alone and once; --large, 10 million edges too.
int main(int argc, char** argv) {
  using namespace ytterby::bench;
  const auto command = take_command(argc, argv);
  if (!command) return 2;
  Plan plan;
  if (command->quick) plan = {.sizes = {10'000}, .largest_eliminated = 10'000, .repeats = 1};
  if (command->large) plan.sizes.push_back(10'000'000);
  Table table;
  add_all(plan, table);
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  if (reporter.failed()) return 1;
  print(table, command->line);
  return 0;
}
