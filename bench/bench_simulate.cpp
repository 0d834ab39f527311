// SPDX-License-Identifier: Apache-2.0
/// @file  What does one step of the simulator cost an edge, free or licensed, in time and in memory, as networks grow?
///
/// Beside it, in the same run: a roofline of memory bandwidth and random reads, and the same equations walked plainly
/// on a Boost adjacency_list. Answers are checked before they are timed; times are CPU times of one thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adjacency_walk.hpp"
#include "command.hpp"
#include "generate.hpp"
#include "licensed.hpp"
#include "memory.hpp"
#include "roofline.hpp"
#include "subject.hpp"
#include "summary.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby::bench {

namespace {

/// One subject of a kind at a time, so that small ones do not lie in the memory of large ones.
template <class Of = Subject>
const Of& subject(std::size_t edges, double recycling) {
  static std::unique_ptr<const Of> kept;
  static std::pair<std::size_t, double> key;
  if (key != std::pair{edges, recycling}) {
    kept.reset();
    kept = std::make_unique<const Of>(edges, recycling);
    key = {edges, recycling};
  }
  return *kept;
}

/// The fault found in a subject's answers, looked for once.
template <class Of>
const std::string& fault_of(const Of& of, std::size_t edges, double recycling) {
  static std::string fault;
  static std::pair<std::size_t, double> key;
  if (key != std::pair{edges, recycling}) {
    fault = of.fault();
    key = {edges, recycling};
  }
  return fault;
}

const Roofline& roofline(const Subject& of, std::size_t edges) {
  static Roofline kept;
  static std::size_t key = 0;
  if (key != edges) {
    const auto bytes = static_cast<std::size_t>(of.streamed_bytes());
    kept = measure_roofline(bytes, of.network.inputs().size());
    key = edges;
  }
  return kept;
}

/// Seconds of CPU for each of `count` things in an iteration.
benchmark::Counter seconds_each(std::size_t count) {
  using Counter = benchmark::Counter;
  return Counter(static_cast<double>(count), Counter::Flags(Counter::kIsIterationInvariantRate | Counter::kInvert));
}

/// Times `steps` steps of what `make` sets up, which is not timed, by scenario.
template <class Of, class Make>
void time_steps(benchmark::State& state, std::size_t edges, double recycling, std::size_t scenarios, const Make& make) {
  const Of& on = subject<Of>(edges, recycling);
  if (const std::string& fault = fault_of(on, edges, recycling); !fault.empty()) {
    state.SkipWithError(("wrong answer, not timed: " + fault).c_str());
    return;
  }
  using Run = decltype(make(on));
  std::unique_ptr<Run> run;
  for (auto _ : state) {
    state.PauseTiming();
    run.reset();
    run.reset(new Run(make(on)));
    state.ResumeTiming();
    for (std::size_t n = 0; n < steps; ++n) run->advance();
  }
  state.counters[summary::cost] = seconds_each(steps * edges * scenarios);
  state.counters["steps/s"] =
      benchmark::Counter(static_cast<double>(steps), benchmark::Counter::kIsIterationInvariantRate);
}

void time_roofline(benchmark::State& state, std::size_t edges, double recycling) {
  const Subject& on = subject(edges, recycling);
  for (auto _ : state) benchmark::DoNotOptimize(roofline(on, edges));
  const Roofline& line = roofline(on, edges);
  const double streamed = on.streamed_bytes() / static_cast<double>(edges);
  state.counters[summary::triad] = line.triad_gb_per_s;
  state.counters[summary::gather] = line.gather_ns;
  state.counters[summary::streamed] = streamed;
  state.counters[summary::bound] = streamed / line.triad_gb_per_s + 2 * line.gather_ns;  // one gather each way
}

void time_simulate(benchmark::State& state, std::size_t edges, double recycling) {
  const Subject& on = subject(edges, recycling);
  const Months horizon = static_cast<double>(steps) * default_step;
  for (auto _ : state)
    benchmark::DoNotOptimize(simulate(on.network, refining_stop(), {.horizon = horizon}).mass_balance_error);
  state.counters[summary::cost] = seconds_each(steps * edges);
}

void time_set_up(benchmark::State& state, std::size_t edges, double recycling) {
  const Subject& on = subject(edges, recycling);
  std::unique_ptr<Pass> pass;
  for (auto _ : state) {
    state.PauseTiming();
    pass.reset();
    state.ResumeTiming();
    pass.reset(new Pass(on.disturbed()));
  }
  state.counters[summary::cost] = seconds_each(edges);
}

void time_freeze(benchmark::State& state, std::size_t edges, double recycling) {
  const Network network = generate({.edges = edges, .recycling = recycling});
  for (auto _ : state) benchmark::DoNotOptimize(freeze(network).rows().from.data());
  state.counters[summary::cost] = seconds_each(edges);
}

/// Resident memory above what there was before, in bytes an edge.
void weigh(benchmark::State& state, std::size_t edges, double recycling) {
  for (auto _ : state) {
    const std::size_t before = resident_bytes();
    const auto each = [&](std::size_t bytes) {
      return static_cast<double>(std::max(bytes, before) - before) / static_cast<double>(edges);
    };
    std::optional<Network> network = generate({.edges = edges, .recycling = recycling});
    state.counters["network_B"] = each(resident_bytes());
    if (!forget_peak()) {
      state.SkipWithError("no /proc/self/clear_refs: memory is not measured");
      return;
    }
    std::optional<FrozenNetwork> frozen = freeze(*network);
    state.counters["freeze_peak_B"] = each(peak_bytes());
    network.reset();
    state.counters["frozen_B"] = each(resident_bytes());
    forget_peak();
    const auto outcome = simulate(*frozen, refining_stop(), {.horizon = static_cast<double>(steps) * default_step});
    benchmark::DoNotOptimize(outcome.mass_balance_error);
    state.counters[summary::bytes] = each(peak_bytes());
  }
}

struct Plan {
  std::vector<std::size_t> sizes{10'000, 100'000, 1'200'000};
  int repetitions = 7;
  double seconds = 0.2;
};

/// Medians of `repetitions` are reported, and the best; of 0, one iteration as it is.
template <class Function>
void add(const Plan& plan, const char* what, std::size_t edges, double recycling, int repetitions,
         const Function& function) {
  const auto run = [=](benchmark::State& state) { function(state, edges, recycling); };
  auto* bench = benchmark::RegisterBenchmark(summary::name(what, edges, recycling).c_str(), run);
  bench->Unit(benchmark::kMillisecond);
  if (repetitions == 0) {
    bench->Iterations(1);
    return;
  }
  bench->MinTime(plan.seconds)->Repetitions(repetitions)->ReportAggregatesOnly();
  bench->ComputeStatistics(
      "best", [](const std::vector<double>& times) { return *std::min_element(times.begin(), times.end()); });
}

void add_all(const Plan& plan) {
  for (const std::size_t edges : plan.sizes) {
    for (const double recycling : {0.0, 0.01}) {
      const auto baseline = [](const Subject& on) { return on.baseline(); };
      const auto disturbed = [](const Subject& on) { return on.disturbed(); };
      const auto plain = [](const Subject& on) { return AdjacencyWalk(on.network, on.stop, default_step, tau); };
      const auto batch = [](const Subject& on) { return on.batch(); };
      const auto minimums_first = [](const Subject& on) { return on.minimums_first(); };
      const auto steps_of = [](const auto& make, std::size_t scenarios = 1) {
        return [make, scenarios](benchmark::State& state, std::size_t e, double r) {
          time_steps<Subject>(state, e, r, scenarios, make);
        };
      };
      const auto licensed = [](const auto& make, std::size_t scenarios) {
        return [make, scenarios](benchmark::State& state, std::size_t e, double r) {
          time_steps<Licensed>(state, e, r, scenarios, make);
          state.counters[summary::licensed] = static_cast<double>(subject<Licensed>(e, r).licensed);
        };
      };
      const int many = plan.repetitions, few = edges > 2'000'000 ? 1 : std::min(many, 3);
      add(plan, summary::memory, edges, recycling, 0, weigh);  // first, while the process is small
      add(plan, summary::freezing, edges, recycling, few, time_freeze);
      add(plan, summary::roofline, edges, recycling, 0, time_roofline);
      add(plan, summary::set_up, edges, recycling, few, time_set_up);
      add(plan, summary::baseline, edges, recycling, many, steps_of(baseline));
      add(plan, summary::disturbed, edges, recycling, many, steps_of(disturbed));
      if (edges <= 2'000'000) add(plan, summary::batch, edges, recycling, few, steps_of(batch, 8));
      if (edges <= 2'000'000) {
        const auto alone = [](const Licensed& on) { return on.alone(); };
        const auto together = [](const Licensed& on) { return on.batch(); };
        add(plan, summary::lanes, edges, recycling, few, licensed(alone, 1));
        add(plan, summary::lanes_batch, edges, recycling, few, licensed(together, 8));
      }
      add(plan, summary::policies, edges, recycling, few, steps_of(minimums_first));
      add(plan, summary::simulate, edges, recycling, few, time_simulate);
      add(plan, summary::adjacency, edges, recycling, few, steps_of(plain));
    }
  }
}

}  // namespace

}  // namespace ytterby::bench

/// Besides the flags of Google Benchmark: --quick, the smallest size alone and once; --large, 10 million edges too.
int main(int argc, char** argv) {
  using namespace ytterby::bench;
  const auto command = take_command(argc, argv);
  if (!command) return 2;
  Plan plan;
  if (command->quick) plan = {.sizes = {10'000}, .repetitions = 1, .seconds = 0.01};
  if (command->large) plan.sizes.push_back(10'000'000);
  add_all(plan);
  Summary reporter(command->line);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  return reporter.print() ? 0 : 1;
}
