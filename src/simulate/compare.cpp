// SPDX-License-Identifier: Apache-2.0
/// @file  Lining up the targets of several outcomes.
#include "ytterby/simulate/compare.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "ytterby/simulate/simulate_each.hpp"

namespace ytterby {

namespace {

/// Both in the order of nodes.csv.
std::vector<ComparedTarget> line_up(const FrozenNetwork& network, const std::vector<Outcome>& outcomes) {
  std::vector<ComparedTarget> targets;
  std::vector<std::size_t> next(outcomes.size(), 0);
  for (const NodeId node : network.nodes()) {
    ComparedTarget target{.node = node};
    bool any = false;
    target.place.reserve(outcomes.size());
    for (std::size_t s = 0; s < outcomes.size(); ++s) {
      const auto& of = outcomes[s].targets;
      const bool here = next[s] < of.size() && of[next[s]].node == node;
      target.place.push_back(here ? std::optional(next[s]++) : std::nullopt);
      any = any || here;
    }
    if (any) targets.push_back(std::move(target));
  }
  return targets;
}

std::vector<std::string> notes_on(const std::vector<Outcome>& outcomes) {
  const auto longer = [](const Outcome& a, const Outcome& b) { return a.horizon < b.horizon; };
  const auto [least, most] = std::minmax_element(outcomes.begin(), outcomes.end(), longer);
  if (outcomes.empty() || least->horizon == most->horizon) return {};
  return {fmt::format("the scenarios look {:g} to {:g} months ahead: who lasts in a short one may run short later",
                      least->horizon.count(), most->horizon.count())};
}

}  // namespace

const TargetOutcome* Comparison::outcome(std::size_t target, std::size_t scenario) const {
  const auto& place = targets.at(target).place.at(scenario);
  return place ? &outcomes.at(scenario).targets.at(*place) : nullptr;
}

std::optional<Months> Comparison::difference(std::size_t target, std::size_t scenario) const {
  const TargetOutcome *const here = outcome(target, scenario), *const first = outcome(target, 0);
  if (here == nullptr || first == nullptr || !here->to_shortage || !first->to_shortage) return {};
  return *here->to_shortage - *first->to_shortage;
}

Comparison compare(const Prepared& prepared, std::span<const Scenario> scenarios) {
  Comparison comparison{.outcomes = simulate_each(prepared, scenarios)};
  comparison.targets = line_up(prepared.network(), comparison.outcomes);
  comparison.notes = notes_on(comparison.outcomes);
  return comparison;
}

Comparison compare(const FrozenNetwork& network, std::span<const Scenario> scenarios, const SimulateOptions& options) {
  return compare(Prepared(network, options), scenarios);
}

}  // namespace ytterby
