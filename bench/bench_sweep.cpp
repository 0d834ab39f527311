// SPDX-License-Identifier: Apache-2.0
/// @file  What do all outages of single nodes cost, in time to survive and in dollars, each with its proof?
///
/// Beside it, in the same run: the plain way, a linear program of the whole network for each outage from scratch, by
/// the same solver, on a sample of outages; its time for all is the sample's, times their number. CPU times of one
/// thread. Answers are compared with the sample's before they are timed, and all must be proven.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "command.hpp"
#include "cpu_time.hpp"
#include "layered_bill.hpp"
#include "survive/linear_solver.hpp"
#include "survive/sweep.hpp"
#include "whole_program.hpp"

namespace ytterby::bench {

namespace {

constexpr double budget_seconds = 2, recovery = 3;
constexpr std::size_t sample = 30;

struct Plain {
  std::vector<LinearSolution> survival = {}, loss = {};
  double survival_seconds = 0, loss_seconds = 0;  // for all outages
};

Plain solve_sample(const BillOfMaterials& bill, const std::vector<std::uint32_t>& nodes) {
  Plain plain;
  const auto solve = [&](double months, std::vector<LinearSolution>& answers) {
    const double start = cpu_seconds();
    for (std::size_t s = 0; s < sample; ++s) {
      LinearSolver solver;
      solver.load(whole_program(bill, nodes[s * nodes.size() / sample], months));
      answers.push_back(solver.solve());
    }
    return (cpu_seconds() - start) * static_cast<double>(nodes.size()) / static_cast<double>(sample);
  };
  plain.survival_seconds = solve(0, plain.survival);
  plain.loss_seconds = solve(recovery, plain.loss);
  return plain;
}

bool near(double found, double expected) { return std::abs(found - expected) <= 2e-6 * std::abs(expected) + 1e-6; }

bool is_right(const SurvivalSweep& sweep, const LossSweep& loss, const Plain& plain) {
  const auto proven = [](const auto& outage) { return outage.is_proven; };
  if (!std::all_of(sweep.outages.begin(), sweep.outages.end(), proven)) return false;
  if (!std::all_of(loss.outages.begin(), loss.outages.end(), proven)) return false;
  for (std::size_t s = 0; s < sample; ++s) {
    const std::size_t i = s * sweep.outages.size() / sample;
    const LinearSolution& expected = plain.survival[s];
    const double burn = 1 / sweep.outages[i].months;  // 0 if for ever
    if ((sweep.outages[i].survival == Survival::at_once) != (expected.status == LinearStatus::infeasible)) return false;
    if (expected.status == LinearStatus::optimal && std::abs(burn - expected.objective) > 2e-6 * burn + 1e-9)
      return false;
    if (!near(loss.outages[i].dollars, plain.loss[s].objective)) return false;
  }
  return true;
}

int run(const Command& command) {
  print_circumstances(command.line);
  if (!linear_solver_available()) {
    std::printf("built without CLP: nothing to time\n");
    return 0;
  }
  const BillOfMaterials bill = layered_bill(command.quick ? LayeredBill{.nodes = 340, .edges = 400} : LayeredBill{});
  std::vector<std::uint32_t> nodes;  // 15 of every 17, from raw parts to end products
  for (std::uint32_t node = 0; node < bill.nodes(); ++node)
    if (node % 17 < 15) nodes.push_back(node);
  const std::vector<double> months(nodes.size(), recovery);

  const Plain plain = solve_sample(bill, nodes);
  std::vector<double> survival_seconds, loss_seconds;
  SurvivalSweep survival;
  LossSweep loss;
  for (int repetition = 0; repetition < (command.quick ? 1 : 5); ++repetition) {
    const double start = cpu_seconds();
    survival = sweep_survival(bill, nodes);
    const double middle = cpu_seconds();
    loss = sweep_loss(bill, nodes, months);
    survival_seconds.push_back(middle - start);
    loss_seconds.push_back(cpu_seconds() - middle);
  }
  if (!is_right(survival, loss, plain)) {
    std::printf("wrong answer: not timed\n");
    return 1;
  }
  const auto median = [](std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  };
  const auto count = [&](Survival kind) {
    return std::count_if(survival.outages.begin(), survival.outages.end(),
                         [&](const OutageSurvival& outage) { return outage.survival == kind; });
  };
  const auto losing = std::count_if(loss.outages.begin(), loss.outages.end(),
                                    [](const OutageLoss& outage) { return outage.dollars > 0; });
  std::printf("%zu nodes, %zu inputs, %zu edges, %zu outages of one node, each proven to 1e-6\n", bill.nodes(),
              bill.inputs(), bill.edges(), nodes.size());
  std::printf("survive   at once %td, for a time %td, for ever %td\n", count(Survival::at_once),
              count(Survival::for_a_time), count(Survival::for_ever));
  std::printf("recover   after %g months, %td lose something\n\n", recovery, losing);
  std::printf("%-10s %12s %16s %7s %10s %15s\n", "", "CPU seconds", "one by one *", "times", "programs",
              "largest region");
  const auto row = [](const char* name, double seconds, double plain_seconds, const SweepEffort& effort) {
    std::printf("%-10s %12.3f %16.1f %7.0f %10zu %9zu nodes\n", name, seconds, plain_seconds, plain_seconds / seconds,
                effort.programs, effort.largest_region);
  };
  row("survive", median(survival_seconds), plain.survival_seconds, survival.effort);
  row("recover", median(loss_seconds), plain.loss_seconds, loss.effort);
  std::printf("* from scratch, whole network: %zu of them timed, extrapolated to all\n", sample);
  const bool kept = std::max(median(survival_seconds), median(loss_seconds)) <= budget_seconds;
  if (!command.quick) std::printf("budget    %g s of CPU each: %s\n", budget_seconds, kept ? "kept" : "exceeded");
  return 0;
}

}  // namespace

}  // namespace ytterby::bench

int main(int argc, char** argv) {
  const auto command = ytterby::bench::take_command(argc, argv);
  return command ? ytterby::bench::run(*command) : 2;
}
