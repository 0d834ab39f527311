// SPDX-License-Identifier: Apache-2.0
/// @file  Collecting counters and printing them.
#include "summary.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

#include "command.hpp"

namespace ytterby::bench {

namespace {

constexpr double ns_budget = 10, bytes_budget = 100;
constexpr std::size_t budget_edges = 1'200'000;

}  // namespace

namespace summary {

std::string name(const std::string& what, std::size_t edges, double recycling) {
  return what + '/' + std::to_string(edges) + "/recycling:" + (recycling > 0 ? "0.01" : "0");
}

}  // namespace summary

Summary::Row& Summary::row(std::size_t edges, double recycling) {
  for (Row& row : rows_)
    if (row.edges == edges && row.recycling == recycling) return row;
  return rows_.emplace_back(Row{.edges = edges, .recycling = recycling});
}

void Summary::ReportRuns(const std::vector<Run>& runs) {
  Reporter::ReportRuns(runs);
  for (const Run& run : runs) {
    const std::string& name = run.run_name.function_name;  // what/edges/recycling:share
    const std::size_t first = name.find('/'), second = name.find('/', first + 1);
    if (first == std::string::npos || second == std::string::npos) continue;
    std::size_t edges = 0;
    std::from_chars(name.data() + first + 1, name.data() + second, edges);
    Row& to = row(edges, name.ends_with(":0") ? 0 : 0.01);
    for (const auto& [counter, value] : run.counters) {
      const std::string key = name.substr(0, first) + ' ' + counter;
      if (run.aggregate_name != "best") to.median.try_emplace(key, value.value);
      if (run.aggregate_name == "median") to.median[key] = value.value;
      if (run.aggregate_name == "best") to.best[key] = value.value;
    }
  }
}

bool Summary::print() {
  const auto value = [](const std::map<std::string, double>& from, const char* bench, const char* counter) {
    const auto at = from.find(std::string(bench) + ' ' + counter);
    return at == from.end() ? std::numeric_limits<double>::quiet_NaN() : at->second;
  };
  print_circumstances(command_);
  std::printf(
      "ns of CPU an edge and step, median [best]; one thread; bytes an edge; licensed: an edge that needs a "
      "licence; of 8: a scenario of eight\n\n");
  std::printf("%9s %9s | %15s %15s %6s | %8s %6s | %8s %8s | %7s %7s %6s %8s %6s | %14s %6s | %8s %8s | %6s\n", "edges",
              "recycling", "pass, baseline", "disturbed", "of 8", "licensed", "of 8", "policies", "simulate", "triad",
              "gather", "bytes", "roofline", "pass/", "adjacency_list", "/pass", "set-up", "freeze", "memory");
  std::printf("%9s %9s | %15s %15s %6s | %8s %6s | %8s %8s | %7s %7s %6s %8s %6s | %14s %6s | %8s %8s | %6s\n", "", "",
              "ns", "ns", "ns", "ns", "ns", "ns", "ns", "GB/s", "ns", "moved", "ns", "roofl.", "ns", "", "ns/edge",
              "ns/edge", "B/edge");
  for (const Row& row : rows_) {
    const auto median = [&](const char* bench, const char* counter) { return value(row.median, bench, counter); };
    const auto ns = [&](const char* bench) { return 1e9 * median(bench, summary::cost); };
    const auto best = [&](const char* bench) { return 1e9 * value(row.best, bench, summary::cost); };
    // Of a licensed edge, beside those that need no licence: what all edges take more, over the share of the licensed.
    const auto ns_licensed = [&](const char* with, const char* without) {
      return ns(without) + (ns(with) - ns(without)) * static_cast<double>(row.edges) / median(with, summary::licensed);
    };
    const double pass = ns(summary::disturbed), bound = median(summary::roofline, summary::bound);
    std::printf(
        "%9zu %9g | %6.1f [%6.1f] %6.1f [%6.1f] %6.2f | %8.1f %6.1f | %8.1f %8.1f | %7.1f %7.2f %6.0f %8.1f %6.1f | "
        "%6.0f [%5.0f] %6.1f | %8.0f %8.0f | %6.0f\n",
        row.edges, row.recycling, ns(summary::baseline), best(summary::baseline), pass, best(summary::disturbed),
        ns(summary::batch), ns_licensed(summary::lanes, summary::disturbed),
        ns_licensed(summary::lanes_batch, summary::batch), ns(summary::policies), ns(summary::simulate),
        median(summary::roofline, summary::triad), median(summary::roofline, summary::gather),
        median(summary::roofline, summary::streamed), bound, pass / bound, ns(summary::adjacency),
        best(summary::adjacency), ns(summary::adjacency) / pass, ns(summary::set_up), ns(summary::freezing),
        median(summary::memory, summary::bytes));
  }
  for (const Row& row : rows_) {
    if (row.edges != budget_edges) continue;
    const double slowest = 1e9 * std::max(value(row.median, summary::baseline, summary::cost),
                                          value(row.median, summary::disturbed, summary::cost));
    const double bytes = value(row.median, summary::memory, summary::bytes);
    std::printf("\nat %zu edges, recycling %g: pass %.1f of %.0f ns (%s), memory %.0f of %.0f bytes (%s)\n", row.edges,
                row.recycling, slowest, ns_budget, slowest <= ns_budget ? "met" : "MISSED", bytes, bytes_budget,
                bytes <= bytes_budget ? "met" : "MISSED");
  }
  return !failed();
}

}  // namespace ytterby::bench
