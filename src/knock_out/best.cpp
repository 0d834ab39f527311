// SPDX-License-Identifier: Apache-2.0
/// @file  The sweep over single nodes, and best cases one by one of all else.
#include "knock_out/best.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
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
  switch (outage.survival) {
    case Survival::at_once: return {.lasting = Lasting::at_once, .months = Months{0}};
    case Survival::for_a_time: return {.lasting = Lasting::limited, .months = Months{outage.months}};
    case Survival::for_ever: break;
  }
  return {.lasting = Lasting::for_ever};
}

BestOfEach by_sweep(const FrozenNetwork& network, const Scenario& scenario, const std::vector<Choice>& choices,
                    const KnockOutOptions& options) {
  if (!linear_solver_available())
    throw InvalidOptions("with_best_case: found a library built without CLP, expected one with it");
  const FilledBill filled = fill_bill(network, scenario, select_targets(network, scenario), options.step);
  std::vector<std::uint32_t> nodes;
  nodes.reserve(choices.size() + 1);
  for (const Choice& choice : choices) nodes.push_back(static_cast<std::uint32_t>(index_of(choice.nodes.front())));
  nodes.push_back(filled.idle);  // no outage, judged as all others are
  const SurvivalSweep sweep = sweep_survival(filled.bill, nodes, options.control);
  BestOfEach best{.undisturbed = best_months(sweep.outages.back())};
  best.each.reserve(choices.size());
  for (std::size_t i = 0; i < choices.size(); ++i) best.each.push_back(best_months(sweep.outages[i]));
  return best;
}

BestOfEach one_by_one(const FrozenNetwork& network, const Scenario& scenario, const std::vector<Choice>& choices,
                      const KnockOutOptions& options) {
  SurviveOptions asked{.rivals = Rivals::ignored, .step = options.step, .each = false, .sequence = false};
  asked.control.stop = options.control.stop;
  const auto best_case = [&](const Scenario& of) -> BestMonths {
    const BestCase found = survive(network, of, asked);
    return {.lasting = found.lasting, .months = found.months};
  };
  BestOfEach best{.undisturbed = best_case(scenario), .each = std::vector<BestMonths>(choices.size())};
  on_threads(choices.size(), options.control, [&](auto&& each) {
    each([&](std::size_t i) {
      Scenario with = scenario;
      with.events.push_back(choices[i].event);
      best.each[i] = best_case(with);
    });
  });
  return best;
}

std::optional<Months> lost(const BestMonths& undisturbed, const BestMonths& best) {
  if (undisturbed.lasting == Lasting::open || best.lasting == Lasting::open) return std::nullopt;
  if (!best.months) return Months{0};  // for ever, so undisturbed, too
  if (!undisturbed.months) return std::nullopt;
  return *undisturbed.months - *best.months;
}

}  // namespace

BestOfEach best_of_each(const FrozenNetwork& network, const Scenario& scenario, const std::vector<Choice>& choices,
                        const KnockOutOptions& options) {
  BestOfEach best = options.by == KnockOutBy::node ? by_sweep(network, scenario, choices, options)
                                                   : one_by_one(network, scenario, choices, options);
  best.undisturbed.lost = lost(best.undisturbed, best.undisturbed);
  for (BestMonths& one : best.each) one.lost = lost(best.undisturbed, one);
  return best;
}

}  // namespace ytterby
