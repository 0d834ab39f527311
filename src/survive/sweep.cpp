// SPDX-License-Identifier: Apache-2.0
/// @file  Outages handed out to threads.
#include "survive/sweep.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "core/on_threads.hpp"
#include "survive/outage_region.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

void require_nodes(const BillOfMaterials& bill, std::size_t outage, std::span<const std::uint32_t> nodes) {
  for (const std::uint32_t node : nodes)
    if (node >= bill.nodes())
      throw Error(fmt::format("sweep, nodes[{}]: found {}, expected less than {}", outage, node, bill.nodes()));
}

/// Calls `solve(solver, i)` for every i, from several threads, each with a solver of its own.
template <class Solve>
void for_each_outage(const BillOfMaterials& bill, const BillIndex& index, std::size_t count, const Control& control,
                     Solve&& solve) {
  if (control.threads < 1)
    throw InvalidOptions(fmt::format("sweep, threads: found {}, expected 1 or more", control.threads));
  on_threads(count, control, [&](auto&& each) {
    OutageSolver solver(bill, index);
    each([&](std::size_t i) { solve(solver, i); });
  });
}

OutageSurvival survival_of(const BillOfMaterials& bill, std::uint32_t node, const ProvenPlan& found) {
  OutageSurvival result{.node = node, .is_proven = is_proven(bill, found, {})};
  result.months = 1 / found.achieved;  // infinite if nothing is burnt
  result.upper_months = 1 / found.bound;
  if (found.achieved == 0) result.upper_months = infinite;
  if (std::isinf(found.bound)) result.months = 0;
  result.survival = result.months == 0         ? Survival::at_once
                    : result.months < infinite ? Survival::for_a_time
                                               : Survival::for_ever;
  return result;
}

OutageLoss loss_of(const BillOfMaterials& bill, std::uint32_t node, double months, const ProvenPlan& found) {
  OutageLoss result{.node = node,
                    .months = months,
                    .dollars = found.achieved,
                    .least_dollars = found.bound,
                    .is_proven = is_proven(bill, found, {.months = months})};
  double stake = 0;
  for (std::size_t n = 0; n < bill.nodes(); ++n) stake += months * bill.price[n] * bill.demand[n];
  if (result.dollars <= 1e-9 * stake) result.dollars = result.least_dollars = 0;
  return result;
}

SweepEffort effort_of(const std::vector<SweepEffort>& each, std::size_t before) {
  SweepEffort sum{.programs = before};
  for (const SweepEffort& one : each) {
    sum.programs += one.programs;
    sum.largest_region = std::max(sum.largest_region, one.largest_region);
  }
  return sum;
}

/// @param out  (i) → the nodes of outage i, ascending.
template <class Out>
SurvivalSweep sweep_outages(const BillOfMaterials& bill, std::size_t count, Out&& out, const Control& control) {
  require_sound(bill);
  for (std::size_t i = 0; i < count; ++i) require_nodes(bill, i, out(i));
  const BillIndex index(bill);
  const ProvenPlan base = OutageSolver(bill, index).undisturbed({});
  const auto nobody = static_cast<std::uint32_t>(bill.nodes());
  SurvivalSweep result{.undisturbed = survival_of(bill, nobody, base), .outages = std::vector<OutageSurvival>(count)};
  std::vector<SweepEffort> efforts(count);
  for_each_outage(bill, index, count, control, [&](OutageSolver& solver, std::size_t i) {
    const std::span<const std::uint32_t> nodes = out(i);
    const ProvenPlan found = solver.disturbed(base, {.nodes = nodes}, {});
    result.outages[i] = survival_of(bill, nodes.empty() ? nobody : nodes.front(), found);
    efforts[i] = {.programs = found.programs, .largest_region = found.nodes};
  });
  result.effort = effort_of(efforts, 1);
  return result;
}

}  // namespace

SurvivalSweep sweep_survival(const BillOfMaterials& bill, std::span<const std::uint32_t> nodes,
                             const Control& control) {
  return sweep_outages(
      bill, nodes.size(), [&](std::size_t i) { return nodes.subspan(i, 1); }, control);
}

SurvivalSweep sweep_group_survival(const BillOfMaterials& bill, std::span<const std::vector<std::uint32_t>> groups,
                                   const Control& control) {
  return sweep_outages(
      bill, groups.size(), [&](std::size_t i) { return std::span(groups[i]); }, control);
}

LossSweep sweep_loss(const BillOfMaterials& bill, std::span<const std::uint32_t> nodes, std::span<const double> months,
                     const Control& control) {
  require_sound(bill);
  for (std::size_t i = 0; i < nodes.size(); ++i) require_nodes(bill, i, nodes.subspan(i, 1));
  if (months.size() != nodes.size())
    throw Error(fmt::format("sweep, months: found {} values, expected {}", months.size(), nodes.size()));
  for (std::size_t i = 0; i < months.size(); ++i)
    if (!(months[i] > 0) || std::isinf(months[i]))
      throw Error(fmt::format("sweep, months[{}]: found {}, expected more than 0 and a number", i, months[i]));

  const BillIndex index(bill);
  // A plan that lasts for ever loses nothing in any time; where there is none, every time has a best plan of its own.
  const ProvenPlan lasting = OutageSolver(bill, index).undisturbed({});
  std::map<double, ProvenPlan> base;
  for (const double time : months) base.try_emplace(time);
  std::size_t programs = 1;
  for (auto& [time, plan] : base) {
    plan = lasting;
    std::fill(plan.prices.output.begin(), plan.prices.output.end(), 0);
    std::fill(plan.prices.input.begin(), plan.prices.input.end(), 0);
    plan.bound = 0;
    plan.achieved = dollars_lost(bill, index, plan.plan, time, {});
    if (plan.achieved == 0) continue;
    plan = OutageSolver(bill, index).undisturbed({.months = time});
    ++programs;
  }

  LossSweep sweep{.outages = std::vector<OutageLoss>(nodes.size())};
  std::vector<SweepEffort> efforts(nodes.size());
  for_each_outage(bill, index, nodes.size(), control, [&](OutageSolver& solver, std::size_t i) {
    const ProvenPlan found =
        solver.disturbed(base.at(months[i]), {.nodes = nodes.subspan(i, 1)}, {.months = months[i]});
    sweep.outages[i] = loss_of(bill, nodes[i], months[i], found);
    efforts[i] = {.programs = found.programs, .largest_region = found.nodes};
  });
  sweep.effort = effort_of(efforts, programs);

  double worst = 0;
  for (const OutageLoss& outage : sweep.outages) worst = std::max(worst, outage.dollars);
  if (worst > 0)
    for (OutageLoss& outage : sweep.outages) outage.risk_exposure = outage.dollars / worst;
  return sweep;
}

}  // namespace ytterby
