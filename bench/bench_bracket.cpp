// SPDX-License-Identifier: Apache-2.0
/// @file  How long does it take to bracket the bill-of-materials time to survive within 0.1 %, by edge and by scenario?
///
/// Proofs are recomputed before anything is reported; times are CPU times of one thread.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "command.hpp"
#include "generate.hpp"
#include "reporter.hpp"
#include "ytterby/kernel/bracket_start.hpp"
#include "ytterby/kernel/rate_bracket.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby::bench {

namespace {

constexpr double tolerance = 1e-3;

/// A generated network whose largest refineries, nine tenths of all capacity, fall to a tenth; scenarios hold stocks
/// from 80 % upwards.
template <int Width>
struct Program {
  kernel::SupplyRows rows = {};
  kernel::SupplyCase<double, Width> supply = {};

  /// With shares, each customer may have its part of the usual output; what goes elsewhere is out of reach.
  Program(std::size_t edges, std::uint64_t seed, bool shares = false) {
    const auto network = freeze(generate({.edges = edges, .recycling = 0.01, .seed = Seed{seed}}));
    const Rows& from = network.rows();
    rows = {.slot_begin = from.slot_begin, .in_begin = from.in_begin, .from = from.from, .flow = from.flow};
    for (const InputId input : from.input_at) rows.t_per_t.push_back(network.t_per_t(input));
    if (shares) share_out();
    std::vector<double> capacity;
    for (const NodeId node : from.node_at) capacity.push_back(network.capacity(node).value);
    cut_largest(network, capacity);
    supply.demand.assign(rows.nodes());
    supply.finished.assign(rows.nodes());
    supply.capacity.assign(rows.nodes());
    supply.stock.assign(rows.slots());
    for (std::size_t s = 0; s < Width; ++s) {
      const double held = Width == 1 ? 1 : 0.8 + 0.05 * static_cast<double>(s);
      for (std::size_t i = 0; i < rows.nodes(); ++i) {
        const NodeId node = from.node_at[i];
        supply.demand.at(i, s) = network.demand(node).value;
        supply.finished.at(i, s) = held * network.stock(node).value;
        supply.capacity.at(i, s) = capacity[i];
      }
      for (std::size_t a = 0; a < rows.slots(); ++a)
        supply.stock.at(a, s) = held * network.stock(from.input_at[a]).value;
    }
  }

 private:
  void share_out() {
    std::vector<double> sum(rows.nodes());
    for (std::size_t e = 0; e < rows.arcs(); ++e) sum[rows.from[e]] += rows.flow[e];
    for (std::size_t e = 0; e < rows.arcs(); ++e) {
      const double all = sum[rows.from[e]];
      rows.share.push_back(rows.flow[e] < all ? rows.flow[e] / all : kernel::SupplyRows::free);
    }
  }

  static void cut_largest(const FrozenNetwork& network, std::vector<double>& capacity) {
    std::vector<std::size_t> refineries;
    double left = 0;
    for (std::size_t i = 0; i < capacity.size(); ++i) {
      if (network.stage(network.rows().node_at[i]) != "refine") continue;
      refineries.push_back(i);
      left += 0.9 * capacity[i];
    }
    std::sort(refineries.begin(), refineries.end(), [&](std::size_t a, std::size_t b) {
      return std::pair{capacity[b], a} < std::pair{capacity[a], b};
    });
    for (const std::size_t i : refineries) {
      if (left <= 0) break;
      left -= capacity[i];
      capacity[i] *= 0.1;
    }
  }
};

template <int Width>
const Program<Width>& program(std::size_t edges, std::uint64_t seed) {
  static std::unique_ptr<const Program<Width>> kept;
  static std::pair<std::size_t, std::uint64_t> key;
  if (!kept || key != std::pair{edges, seed}) {
    kept = std::make_unique<const Program<Width>>(edges, seed);
    key = {edges, seed};
  }
  return *kept;
}

/// Whether plan and prices prove a bracket as narrow as asked for.
template <int Width>
bool is_proven(const Program<Width>& of, const kernel::RateBracket<double, Width>& bracket) {
  auto prices = bracket.prices;
  const auto low = kernel::PriceBound<double, Width>(of.rows, of.supply)(prices);
  for (std::size_t s = 0; s < Width; ++s) {
    const double high = kernel::least_rate(of.rows, of.supply, bracket.plan, s);
    if (!(high > 0 && high <= low[static_cast<int>(s)] * (1 + 1.01 * tolerance))) return false;
  }
  return true;
}

/// Seconds of CPU until every scenario's bracket is narrow.
template <int Width>
void narrow(benchmark::State& state) {
  const auto& of = program<Width>(static_cast<std::size_t>(state.range(0)), static_cast<std::uint64_t>(state.range(1)));
  kernel::NarrowBracket<double, Width> solver(of.rows, of.supply);
  std::size_t iterations = 0;
  Months months{};
  for (auto _ : state) {
    const auto bracket = solver({.tolerance = tolerance, .iterations = 100'000});
    iterations = bracket.iterations;
    months = bracket.at_least(0);
    state.PauseTiming();
    const bool proven = is_proven(of, bracket);
    state.ResumeTiming();
    if (!proven) return state.SkipWithError("the bracket is not proven within 0.1 %");
  }
  using Counter = benchmark::Counter;
  state.counters["iterations"] = static_cast<double>(iterations);
  state.counters["months"] = months.count();
  state.counters["s/scenario"] = Counter(Width, Counter::Flags(Counter::kIsIterationInvariantRate | Counter::kInvert));
}

/// The same for one scenario, from plan and prices of shares and the cuts of products where `started`, else from
/// nothing; with shares or without.
void narrow_from(benchmark::State& state) {
  const bool shares = state.range(2) != 0, started = state.range(3) != 0;
  const Program<1> of(static_cast<std::size_t>(state.range(0)), static_cast<std::uint64_t>(state.range(1)), shares);
  kernel::NarrowBracket<double, 1> solver(of.rows, of.supply);
  kernel::RateBracket<double, 1> bracket(of.rows);
  double start_gap = 0;
  for (auto _ : state) {
    kernel::RateBracket<double, 1> known(of.rows);
    if (started)
      known = kernel::start_bracket(of.rows, of.supply, kernel::Plan<double, 1>(of.rows), {.tolerance = tolerance});
    start_gap = known.high[0] / known.low[0] - 1;
    bracket = solver(std::move(known), {.tolerance = tolerance, .iterations = 20'000});
  }
  state.counters["iterations"] = static_cast<double>(bracket.iterations);
  state.counters["months"] = bracket.at_least(0).count();
  state.counters["start_gap"] = started && start_gap >= 0 ? start_gap : std::numeric_limits<double>::infinity();
  state.counters["gap"] = bracket.high[0] / bracket.low[0] - 1;
}

/// Seconds of CPU that one iteration costs for an edge and a scenario.
template <int Width>
void iterate(benchmark::State& state) {
  const auto& of = program<Width>(static_cast<std::size_t>(state.range(0)), 1);
  const kernel::PrimalDualSteps<double, Width> steps(of.rows, of.supply);
  kernel::PrimalDual<double, Width> iteration(of.rows, of.supply, steps);
  for (auto _ : state) iteration.advance();
  using Counter = benchmark::Counter;
  state.counters["s/edge/scenario"] = Counter(static_cast<double>(of.rows.arcs() * Width),
                                              Counter::Flags(Counter::kIsIterationInvariantRate | Counter::kInvert));
}

template <class Bench>
void add(const char* name, Bench bench, std::vector<std::int64_t> arguments) {
  benchmark::RegisterBenchmark(name, bench)->Args(arguments)->Unit(benchmark::kMillisecond);
}

}  // namespace

}  // namespace ytterby::bench

/// Besides the flags of Google Benchmark: --quick, the smallest size alone.
int main(int argc, char** argv) {
  using namespace ytterby::bench;
  const auto command = take_command(argc, argv);
  if (!command) return 2;
  const std::int64_t edges = command->quick ? 3000 : 100'000;
  add("iterate_1", iterate<1>, {edges});
  add("iterate_8", iterate<8>, {edges});
  for (const std::int64_t seed : {1, 2, 3}) {
    add("narrow_1", narrow<1>, {edges, seed});
    if (command->quick) break;
  }
  add("narrow_8", narrow<8>, {edges, 1});
  for (const std::int64_t size : {edges / 10, edges})
    for (const std::int64_t shares : {0, 1})
      for (const std::int64_t started : {0, 1})
        if (!command->quick || size == edges) add("narrow_from", narrow_from, {size, 1, shares, started});
  Reporter reporter(Reporter::OO_Tabular);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  print_circumstances(command->line);
  return reporter.failed() ? 1 : 0;
}
