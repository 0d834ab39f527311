// SPDX-License-Identifier: Apache-2.0
/// @file  Google Benchmark's report, and whether every bench ran.
#pragma once

#include <benchmark/benchmark.h>

#include <vector>

namespace ytterby::bench {

/// Reports as Google Benchmark does, and remembers whether every bench ran.
class Reporter : public benchmark::ConsoleReporter {
 public:
  explicit Reporter(OutputOptions options = OO_Defaults) : ConsoleReporter(options) {}

  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) failed_ = failed_ || run.error_occurred;
  }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  bool failed_ = false;
};

}  // namespace ytterby::bench
