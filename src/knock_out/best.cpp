// SPDX-License-Identifier: Apache-2.0
/// @file  The sweep over outages, and bills in which a lane is closed.
#include "knock_out/best.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/on_threads.hpp"
#include "survive/fill_bill.hpp"
#include "survive/linear_solver.hpp"
#include "survive/sweep.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

namespace {

BestMonths best_months(const OutageSurvival& outage) {
  BestMonths best{.lasting = Lasting::for_ever, .proven = outage.is_proven};
  if (outage.survival == Survival::for_ever) return best;
  best.lasting = outage.survival == Survival::at_once ? Lasting::at_once : Lasting::limited;
  best.months = Months{outage.months};
  return best;
}

/// All nodes from one program of the undisturbed network, and of what each outage reaches.
BestOfEach of_nodes(const FilledBill& filled, const std::vector<Choice>& choices, const Control& control) {
  std::vector<std::vector<std::uint32_t>> groups;
  groups.reserve(choices.size());
  for (const Choice& choice : choices) {
    std::vector<std::uint32_t>& group = groups.emplace_back();
    group.reserve(choice.nodes.size());
    for (const NodeId node : choice.nodes) group.push_back(static_cast<std::uint32_t>(index_of(node)));
  }
  const SurvivalSweep sweep = sweep_group_survival(filled.bill, groups, control);
  BestOfEach best{.undisturbed = best_months(sweep.undisturbed)};
  best.each.reserve(choices.size());
  for (const OutageSurvival& outage : sweep.outages) best.each.push_back(best_months(outage));
  return best;
}

/// A lane that is closed makes a bill of its own.
BestOfEach of_lanes(const FrozenNetwork& network, const Scenario& scenario, const std::vector<Choice>& choices,
                    Months step, const Control& control) {
  const std::vector<NodeId> targets = select_targets(network, scenario);
  const auto best_case = [&](const Scenario& of) {
    const FilledBill filled = fill_bill(network, of, targets, step);
    return best_months(sweep_survival(filled.bill, std::span<const std::uint32_t>{}).undisturbed);
  };
  BestOfEach best{.undisturbed = best_case(scenario), .each = std::vector<BestMonths>(choices.size())};
  on_threads(choices.size(), control, [&](auto&& each) {
    each([&](std::size_t i) {
      Scenario with = scenario;
      with.events.push_back(choices[i].event);
      best.each[i] = best_case(with);
    });
  });
  return best;
}

std::optional<Months> lost(const BestMonths& undisturbed, const BestMonths& best) {
  if (!best.months) return Months{0};  // for ever, so undisturbed, too
  if (!undisturbed.months) return std::nullopt;
  return *undisturbed.months - *best.months;
}

}  // namespace

void require_best_case(const FrozenNetwork& network, const Scenario& scenario, Months step) {
  if (!linear_solver_available())
    throw InvalidOptions("with_best_case: found a library built without CLP, expected one with it");
  static_cast<void>(fill_bill(network, scenario, select_targets(network, scenario), step));
}

BestOfEach best_of_each(const FrozenNetwork& network, const Scenario& scenario, const std::vector<Choice>& choices,
                        KnockOutBy by, Months step, const Control& control) {
  BestOfEach best =
      by == KnockOutBy::lane || by == KnockOutBy::office
          ? of_lanes(network, scenario, choices, step, control)
          : of_nodes(fill_bill(network, scenario, select_targets(network, scenario), step), choices, control);
  best.undisturbed.lost = lost(best.undisturbed, best.undisturbed);
  for (BestMonths& one : best.each) one.lost = lost(best.undisturbed, one);
  return best;
}

}  // namespace ytterby
