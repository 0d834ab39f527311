// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <vector>
#include <ytterby/ytterby.hpp>

using enum ytterby::Rationing;

constexpr auto rules = {proportional, priority, largest_first, equal_fill, minimum_first};

/// One row for each target that runs short under some rule, one column for each rule.
void print(const ytterby::FrozenNetwork& network, const std::vector<ytterby::Outcome>& outcomes) {
  fmt::print("{:<18}", "months");
  for (const auto rule : rules) fmt::print("{:>14}", std::string(key_of(rule)));
  for (std::size_t i = 0; i < outcomes.front().targets.size(); ++i) {
    const auto lasts = [&](const auto& outcome) { return !outcome.targets[i].to_shortage; };
    if (std::ranges::all_of(outcomes, lasts)) continue;
    fmt::print("\n{:<18}", network.name(outcomes.front().targets[i].node));
    for (const auto& outcome : outcomes) {
      const auto& months = outcome.targets[i].to_shortage;
      fmt::print("{:>14}", months ? fmt::format("{:.1f}", months->count()) : "lasts");
    }
  }
  fmt::print("\n{:<18}", "unserved, t");
  for (const auto& outcome : outcomes) fmt::print("{:>14.0f}", outcome.total.unserved.value);
  fmt::print("\n");
}

/// How the answer depends on who is served first, and on whether buyers turn to suppliers that deliver.
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);

  // The largest refiner loses half its capacity. By priority, China is served first; minimum shares are half of what
  // US buyers order.
  auto outage = rare_earths.scenario("refining_outage");
  outage.events.push_back({.on = {.nodes = {.country = {"CHN"}}}, .set = {{ytterby::Lever::priority, 1}}});
  outage.events.push_back({.on = {.nodes = {.country = {"USA"}}}, .set = {{ytterby::Lever::minimum_share, 0.5}}});

  for (const bool resourcing : {false, true}) {
    std::vector<ytterby::Scenario> scenarios;
    for (const auto rule : rules) {
      scenarios.push_back(outage);
      scenarios.back().policy = {.rationing = rule, .resourcing = resourcing};
    }
    fmt::print("{}\n", resourcing ? "\nOrders move to suppliers that deliver" : "Orders keep their shares");
    print(network, ytterby::simulate_each(network, scenarios));
  }
}
