// SPDX-License-Identifier: Apache-2.0
/// @file  What does the time to survive of one product cost, as networks grow?
///
/// Beside it, in the same run: the same Newton steps over the maximum flows of Boost and of LEMON, each on its quickest
/// graph. Nobody is timed whose answer differs; times are CPU times of one thread, and graphs are built before.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "cpu_time.hpp"
#include "newton_rivals.hpp"
#include "reporter.hpp"
#include "survive_case.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/kernel/parametric_flow.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"
#include "ytterby/survive/verify.hpp"

namespace ytterby::bench {

namespace {

/// CPU seconds of each repetition.
using Times = std::vector<double>;
using Flow = kernel::ParametricFlow<double>;

/// What was measured at one size.
struct Row {
  std::size_t edges = 0;
  std::size_t arcs = 0;
  double lambda = 0;
  int steps = 0;
  Times build = {}, survive = {}, ties = {}, settle = {};
  Times boost = {}, lemon = {};
  Times whole = {}, verify = {};  ///< `survive` on the network, and its `verify` again
  Times program = {};             ///< `survive` by linear program (CLP)
};

/// Not a number when there are none.
double median(Times values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// One case at a time.
const SurviveCase& case_of(const Row& row) {
  static std::unique_ptr<const SurviveCase> kept;
  if (kept == nullptr || kept->edges != row.edges) {
    kept.reset();
    kept = std::make_unique<const SurviveCase>(survive_case(row.edges));
  }
  return *kept;
}

kernel::FlowArcs<double> arcs_of(const SurviveCase& of) {
  return {.nodes = of.nodes(), .tail = of.tail, .head = of.head, .capacity = of.capacity};
}

void time_survive(benchmark::State& state, Row& row) {
  const SurviveCase& on = case_of(row);
  row.arcs = on.tail.size();
  for (auto _ : state) {
    double start = cpu_seconds();
    const auto lap = [&start] {
      const double before = start;
      start = cpu_seconds();
      return start - before;
    };
    Flow flow(arcs_of(on));
    row.build.push_back(lap());
    auto cut = flow.least_rate(on.fixed, on.stock, on.demand);
    row.survive.push_back(lap());
    flow.resolve_ties(cut);
    row.ties.push_back(lap());
    flow.flow().settle();
    row.settle.push_back(lap());
    row.lambda = cut.parameter;
    row.steps = cut.steps;
    state.SetIterationTime(row.survive.back());
    if (cut.met != kernel::Met::up_to) state.SkipWithError("lasts for ever or not at all: the case tests nothing");
  }
}

/// Times a rival whose answer is ours.
template <class Rival>
void time_rival(benchmark::State& state, Row& row, Times& times) {
  const SurviveCase& on = case_of(row);
  const double expected = Flow(arcs_of(on)).least_rate(on.fixed, on.stock, on.demand).parameter;
  Rival rival(on);
  for (auto _ : state) {
    const double start = cpu_seconds(), lambda = rival.run(), taken = cpu_seconds() - start;
    if (!(std::abs(lambda - expected) <= 1e-9 * expected)) {
      times.clear();
      state.SkipWithError("another answer, not timed");
      return;
    }
    times.push_back(taken);
    state.SetIterationTime(taken);
  }
}

/// From the frozen network to a verified best case.
void time_whole(benchmark::State& state, Row& row) {
  const FrozenNetwork network = freeze(network_of(case_of(row)));
  const SurviveOptions options{.rivals = Rivals::ignored, .each = false, .sequence = false};
  for (auto _ : state) {
    double start = cpu_seconds();
    const BestCase best = ytterby::survive(network, {}, options);
    row.whole.push_back(cpu_seconds() - start);
    state.SetIterationTime(row.whole.back());
    start = cpu_seconds();
    const Verdict verdict = verify(best, network, {}, options);
    row.verify.push_back(cpu_seconds() - start);
    if (!verdict.holds || !best.exact || best.method != Method::cut) state.SkipWithError("not proven by a cut");
    if (!(std::abs(best.upper.count() * row.lambda - 1) <= 1e-9)) state.SkipWithError("another answer");
  }
}

/// The same answer by linear program.
void time_program(benchmark::State& state, Row& row) {
  const FrozenNetwork network = freeze(network_of(case_of(row)));
  const SurviveOptions options{.rivals = Rivals::ignored, .method = Method::lp, .each = false, .sequence = false};
  for (auto _ : state) {
    try {
      const double start = cpu_seconds();
      const BestCase best = ytterby::survive(network, {}, options);
      row.program.push_back(cpu_seconds() - start);
      state.SetIterationTime(row.program.back());
      if (!(std::abs(best.upper.count() * row.lambda - 1) <= 1e-6)) {
        row.program.clear();
        state.SkipWithError("another answer, not timed");
      }
    } catch (const InvalidOptions& error) {  // built without CLP
      state.SkipWithError(error.what());
    }
  }
}

void time_boost(benchmark::State& state, Row& row) { time_rival<BoostNewton>(state, row, row.boost); }
#ifdef YTTERBY_HAS_LEMON
void time_lemon(benchmark::State& state, Row& row) { time_rival<LemonNewton>(state, row, row.lemon); }
#endif

void add(const char* what, Row& row, int repetitions, void (*function)(benchmark::State&, Row&)) {
  const auto name = what + ('/' + std::to_string(row.edges));
  auto* const bench =
      benchmark::RegisterBenchmark(name.c_str(), [&row, function](benchmark::State& state) { function(state, row); });
  bench->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(repetitions)->UseManualTime();
}

struct Plan {
  std::size_t edges = 0;
  int repetitions = 1, boost_repetitions = 1, lemon_repetitions = 1;  // of rivals: none where too slow to wait for
  int program_repetitions = 0;
};

void add_all(Row& row, const Plan& plan) {
  add("survive", row, plan.repetitions, time_survive);
  add("whole", row, std::min(plan.repetitions, 3), time_whole);
  if (plan.program_repetitions > 0) add("linear_program", row, plan.program_repetitions, time_program);
  if (plan.boost_repetitions > 0) add("boost_push_relabel", row, plan.boost_repetitions, time_boost);
#ifdef YTTERBY_HAS_LEMON
  if (plan.lemon_repetitions > 0) add("lemon_preflow", row, plan.lemon_repetitions, time_lemon);
#endif
}

/// At that size, at least that many times as fast as Newton steps over Boost; faster than LEMON everywhere.
struct Goal {
  std::size_t edges = 0;
  double times_boost = 0;
};
constexpr Goal goals[] = {{110'000, 5}, {1'200'000, 4}};

void print(const std::deque<Row>& rows, const std::string& command_line) {
  print_circumstances(command_line);
  std::printf(
      "seconds of CPU, median [best]; one thread; ns an edge of the network; rivals: s, and times our median\n\n");
  std::printf("%9s %9s %7s %5s | %15s %7s | %6s %6s %6s | %8s %5s | %8s %5s\n", "edges", "arcs", "months", "steps",
              "survive", "ns/edge", "build", "ties", "plan", "Boost", "times", "LEMON", "times");
  for (const Row& row : rows) {
    if (row.survive.empty()) continue;
    const double survive = median(row.survive), boost = median(row.boost), lemon = median(row.lemon);
    std::printf("%9zu %9zu %7.3f %5d | %6.4f [%6.4f] %7.0f | %6.4f %6.4f %6.4f | %8.4f %5.1f | %8.4f %5.1f\n",
                row.edges, row.arcs, 1 / row.lambda, row.steps, survive,
                *std::min_element(row.survive.begin(), row.survive.end()),
                1e9 * survive / static_cast<double>(row.edges), median(row.build), median(row.ties), median(row.settle),
                boost, boost / survive, lemon, lemon / survive);
  }
  std::printf(
      "\n%9s | %8s %8s %8s %8s %8s %5s   the whole answer of `survive` on the network, `verify` in it; by CLP\n",
      "edges", "whole", "times", "verify", "rest", "CLP", "times");
  for (const Row& row : rows) {
    if (row.whole.empty() || row.survive.empty()) continue;
    const double whole = median(row.whole), verified = median(row.verify);
    const double kernel = median(row.build) + median(row.survive) + median(row.ties) + median(row.settle);
    std::printf("%9zu | %8.4f %8.1f %8.4f %8.4f %8.4f %5.1f   kernel %.4f\n", row.edges, whole, whole / kernel,
                verified, whole - verified - kernel, median(row.program), median(row.program) / whole, kernel);
  }
#ifndef YTTERBY_HAS_LEMON
  std::printf("\nbuilt without LEMON (liblemon-dev): that rival is missing\n");
#endif
  std::printf("\n");
  for (const Row& row : rows)
    for (const Goal& goal : goals) {
      if (row.edges != goal.edges || row.survive.empty() || row.boost.empty()) continue;
      const double times = median(row.boost) / median(row.survive);
      std::printf("at %zu edges: %.1f times as fast as over Boost, expected %.0f (%s)\n", row.edges, times,
                  goal.times_boost, times >= goal.times_boost ? "met" : "MISSED");
      if (row.lemon.empty()) continue;
      const double times_lemon = median(row.lemon) / median(row.survive);
      std::printf("at %zu edges: %.1f times as fast as over LEMON, expected more than 1 (%s)\n", row.edges, times_lemon,
                  times_lemon > 1 ? "met" : "MISSED");
    }
}

}  // namespace

}  // namespace ytterby::bench

/// Besides the flags of Google Benchmark: --quick, the smallest size alone and once; --large, 10 million edges too, for
/// which no rival is waited for.
int main(int argc, char** argv) {
  using namespace ytterby::bench;
  const auto command = take_command(argc, argv);
  if (!command) return 2;
  std::deque<Row> rows;
  const auto plan = [&](const Plan& of) { add_all(rows.emplace_back(Row{.edges = of.edges}), of); };
  if (command->quick) {
    plan({.edges = 10'000});
  } else {
    plan({.edges = 10'000, .repetitions = 9, .boost_repetitions = 7, .lemon_repetitions = 5, .program_repetitions = 1});
    plan({.edges = 110'000, .repetitions = 9, .boost_repetitions = 7, .lemon_repetitions = 5});
    plan({.edges = 1'200'000, .repetitions = 5, .boost_repetitions = 3, .lemon_repetitions = 1});
  }
  if (command->large) plan({.edges = 10'000'000, .repetitions = 3, .boost_repetitions = 0, .lemon_repetitions = 0});
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  print(rows, command->line);
  return reporter.failed() ? 1 : 0;
}
