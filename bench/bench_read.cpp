// SPDX-License-Identifier: Apache-2.0
/// @file  What does reading a case cost an edge, in time and in memory, as networks grow?
///
/// Beside it, in the same run: counting the newlines of the same files, in this process and by `wc -l`, and the
/// bandwidth of memory. What is read is compared with what was written before it is timed; times are CPU times of one
/// thread, and files lie in the system's cache.
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <deque>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command.hpp"
#include "cpu_time.hpp"
#include "generate.hpp"
#include "memory.hpp"
#include "reporter.hpp"
#include "roofline.hpp"
#include "tests/support/case_folder.hpp"
#include "ytterby/io/read_case.hpp"
#include "ytterby/io/write_case.hpp"

namespace ytterby::bench {

namespace {

constexpr double seconds_budget = 10, bytes_budget = 80;
constexpr std::size_t budget_edges = 10'000'000;
constexpr const char* tables[] = {"nodes.csv", "inputs.csv", "edges.csv"};

/// What was measured at one size.
struct Row {
  std::size_t edges = 0;
  double file_bytes = 0, resident_bytes = 0, peak_bytes = 0;
  std::vector<double> read = {}, newlines = {}, wc = {};  // CPU seconds of each repetition
  double triad_gb_per_s = 0;
};

/// Not a number when there are none.
double median(std::vector<double> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// A case in a folder of its own.
struct Subject {
  explicit Subject(std::size_t of_edges) : edges(of_edges) {
    Case written{.network = generate({.edges = edges, .recycling = 0.01})};
    write_case(written, path());
    is_read_rightly = read_case(path()).network == written.network;
  }

  [[nodiscard]] std::filesystem::path path() const { return folder.path() / "case"; }

  test::TemporaryFolder folder = {};
  std::size_t edges;
  bool is_read_rightly = false;
};

/// One subject at a time.
const Subject& subject(std::size_t edges) {
  static std::unique_ptr<const Subject> kept;
  if (kept == nullptr || kept->edges != edges) {
    kept.reset();
    kept = std::make_unique<const Subject>(edges);
  }
  return *kept;
}

double bytes_of_files(const Subject& of) {
  std::uintmax_t bytes = 0;
  for (const char* table : tables) bytes += std::filesystem::file_size(of.path() / table);
  return static_cast<double>(bytes);
}

std::size_t count_newlines(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> chunk(std::size_t{1} << 18U);
  std::size_t count = 0;
  while (in) {
    in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
    const char* const end = chunk.data() + in.gcount();
    const auto next = [&](const char* at) {
      return static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    };
    for (const char* at = next(chunk.data()); at != nullptr; at = next(at + 1)) ++count;
  }
  return count;
}

std::size_t count_newlines(const Subject& of) {
  std::size_t count = 0;
  for (const char* table : tables) count += count_newlines(of.path() / table);
  return count;
}

/// Of children that ended.
double children_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// What `wc -l` counts in all tables together; 0 if it cannot be run.
std::size_t count_by_wc(const Subject& of) {
  const auto command = "cd '" + of.path().string() + "' && wc -l nodes.csv inputs.csv edges.csv 2>&1";
  std::FILE* const output = popen(command.c_str(), "r");
  if (output == nullptr) return 0;
  std::size_t last = 0;  // the total stands in the last line
  for (char line[256]; std::fgets(line, sizeof line, output) != nullptr;)
    if (std::sscanf(line, "%zu", &last) != 1) last = 0;
  return pclose(output) == 0 ? last : 0;
}

void time_read(benchmark::State& state, Row& row) {
  const Subject& on = subject(row.edges);
  if (!on.is_read_rightly) {
    state.SkipWithError("wrong answer, not timed: what was read is not what was written");
    return;
  }
  row.file_bytes = bytes_of_files(on);
  for (auto _ : state) {
    const std::size_t before = resident_bytes();
    const bool is_weighed = forget_peak();
    const double start = cpu_seconds();
    const Case whole = read_case(on.path());
    const double taken = cpu_seconds() - start;
    if (is_weighed) {
      row.peak_bytes = std::max(row.peak_bytes, static_cast<double>(peak_bytes()) - static_cast<double>(before));
      row.resident_bytes = static_cast<double>(resident_bytes()) - static_cast<double>(before);
    }
    row.read.push_back(taken);
    state.SetIterationTime(taken);
  }
}

void time_newlines(benchmark::State& state, Row& row) {
  const Subject& on = subject(row.edges);
  for (auto _ : state) {
    const double start = cpu_seconds();
    benchmark::DoNotOptimize(count_newlines(on));
    row.newlines.push_back(cpu_seconds() - start);
    state.SetIterationTime(row.newlines.back());
  }
}

void time_wc(benchmark::State& state, Row& row) {
  const Subject& on = subject(row.edges);
  if (count_by_wc(on) != count_newlines(on)) {
    state.SkipWithError("no wc -l that counts as we do");
    return;
  }
  for (auto _ : state) {
    const double start = children_seconds();
    benchmark::DoNotOptimize(count_by_wc(on));
    row.wc.push_back(children_seconds() - start);
    state.SetIterationTime(row.wc.back());
  }
}

void time_roofline(benchmark::State& state, Row& row) {
  const Subject& on = subject(row.edges);
  for (auto _ : state)
    row.triad_gb_per_s = measure_roofline(static_cast<std::size_t>(bytes_of_files(on)), row.edges / 8).triad_gb_per_s;
  state.counters["triad_GB/s"] = row.triad_gb_per_s;
}

void add(const char* what, Row& row, int repetitions, void (*function)(benchmark::State&, Row&), bool times_itself) {
  const auto name = what + ('/' + std::to_string(row.edges));
  auto* const bench =
      benchmark::RegisterBenchmark(name.c_str(), [&row, function](benchmark::State& state) { function(state, row); });
  bench->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(repetitions);
  if (times_itself) bench->UseManualTime();
}

void add_all(Row& row, int repetitions) {
  add("read", row, repetitions, time_read, true);
  add("newlines", row, repetitions, time_newlines, true);
  add("wc", row, repetitions, time_wc, true);
  add("roofline", row, 1, time_roofline, false);
}

void print(const std::deque<Row>& rows, const std::string& command_line) {
  print_circumstances(command_line);
  std::printf("seconds of CPU, median [best]; one thread; edges with their eighth of nodes and inputs\n\n");
  std::printf("%9s %6s | %15s %8s %6s | %6s %6s | %8s %7s | %8s %7s | %6s %7s\n", "edges", "files", "read", "read",
              "read", "peak", "case", "newlines", "read/", "wc -l", "read/", "triad", "read/");
  std::printf("%9s %6s | %15s %8s %6s | %6s %6s | %8s %7s | %8s %7s | %6s %7s\n", "", "MB", "s", "ns/edge", "MB/s",
              "B/edge", "B/edge", "ns/edge", "newl.", "ns/edge", "wc", "GB/s", "moved");
  for (const Row& row : rows) {
    if (row.read.empty()) continue;
    const auto edges = static_cast<double>(row.edges);
    const double read = median(row.read), newlines = median(row.newlines), wc = median(row.wc);
    const double moved = 1e-9 * (row.file_bytes + row.resident_bytes) / row.triad_gb_per_s;  // once each
    std::printf("%9zu %6.1f | %6.3f [%6.3f] %8.0f %6.0f | %6.1f %6.1f | %8.1f %7.1f | %8.1f %7.1f | %6.1f %7.1f\n",
                row.edges, 1e-6 * row.file_bytes, read, *std::min_element(row.read.begin(), row.read.end()),
                1e9 * read / edges, 1e-6 * row.file_bytes / read, row.peak_bytes / edges, row.resident_bytes / edges,
                1e9 * newlines / edges, read / newlines, 1e9 * wc / edges, read / wc, row.triad_gb_per_s, read / moved);
  }
  for (const Row& row : rows) {
    if (row.edges != budget_edges || row.read.empty()) continue;
    const double read = median(row.read), bytes = row.peak_bytes / static_cast<double>(row.edges);
    std::printf("\nat %zu edges: read in %.1f of %.0f s (%s), peak %.1f of %.0f bytes an edge (%s)\n", row.edges, read,
                seconds_budget, read <= seconds_budget ? "met" : "MISSED", bytes, bytes_budget,
                bytes <= bytes_budget ? "met" : "MISSED");
  }
}

}  // namespace

}  // namespace ytterby::bench

/// Besides the flags of Google Benchmark: --quick, the smallest size alone and once; --large, 10 million edges too.
int main(int argc, char** argv) {
  using namespace ytterby::bench;
  const auto command = take_command(argc, argv);
  if (!command) return 2;
  std::deque<Row> rows;
  const auto plan = [&](std::size_t edges, int repetitions) { add_all(rows.emplace_back(Row{edges}), repetitions); };
  if (command->quick) {
    plan(10'000, 1);
  } else {
    plan(100'000, 7);
    plan(1'000'000, 5);
  }
  if (command->large) plan(10'000'000, 3);
  Reporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::Shutdown();
  print(rows, command->line);
  return reporter.failed() ? 1 : 0;
}
