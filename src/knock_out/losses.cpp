// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs followed where they lead, or simulated in whole.
#include "knock_out/losses.hpp"

#include <utility>

#include "ytterby/simulate/simulate_each.hpp"

namespace ytterby {

LossesOfEach losses_of_each(const Prepared& prepared, const Scenario& scenario, const Outcome& /*undisturbed*/,
                            const std::vector<Together>& runs) {
  LossesOfEach losses{.each = std::vector<Losses>(runs.size())};
  const auto disturbed = [&](std::size_t i) {
    Scenario with = scenario;
    for (const Choice* choice : runs[i]) with.events.push_back(choice->event);
    return with;
  };
  simulate_each(prepared, runs.size(), disturbed, [&](std::size_t i, Outcome&& outcome) {
    losses.each[i] = {outcome.total.to_shortage, outcome.total.unserved, outcome.total.unserved_value};
  });
  return losses;
}

}  // namespace ytterby
