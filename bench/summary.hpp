// SPDX-License-Identifier: Apache-2.0
/// @file  The table at the end of bench_simulate: what was measured, side by side.
#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "reporter.hpp"

namespace ytterby::bench {

/// Names of benches and counters that the table looks for.
namespace summary {

inline constexpr const char *memory = "memory", *freezing = "freeze", *roofline = "roofline", *set_up = "set_up",
                            *baseline = "pass_baseline", *disturbed = "pass_disturbed", *batch = "batch_of_8",
                            *lanes = "lanes", *lanes_batch = "lanes_of_8", *policies = "minimum_first_resourced",
                            *simulate = "simulate", *adjacency = "adjacency_list";
inline constexpr const char *cost = "cost", *triad = "triad_GB/s", *gather = "gather_ns", *streamed = "streamed_B",
                            *bound = "bound_ns", *bytes = "simulate_peak_B", *licensed = "licensed_edges";

/// "pass_baseline/1200000/recycling:0.01".
[[nodiscard]] std::string name(const std::string& what, std::size_t edges, double recycling);

}  // namespace summary

/// Reports as Google Benchmark does, and remembers medians and bests.
class Summary : public Reporter {
 public:
  explicit Summary(std::string command) : Reporter(OO_Tabular), command_(std::move(command)) {}

  void ReportRuns(const std::vector<Run>& runs) override;

  /// Machine, compiler, command, then one line for each network; @return whether every bench ran.
  bool print();

 private:
  struct Row {
    std::size_t edges = 0;
    double recycling = 0;
    std::map<std::string, double> median = {}, best = {};  ///< "bench counter"
  };
  [[nodiscard]] Row& row(std::size_t edges, double recycling);

  std::string command_;
  std::vector<Row> rows_ = {};
};

}  // namespace ytterby::bench
