// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <chrono>
#include <cstddef>
#include <vector>
#include <ytterby/ytterby.hpp>

using ytterby::Months, ytterby::Outcome;

constexpr int most_weeks = 26;

void print(const ytterby::FrozenNetwork& network, const char* title, const Outcome& outcome) {
  fmt::print("{}\n", title);
  for (const auto& target : outcome.targets) {
    fmt::print("  {:<14} ", network.name(target.node));
    if (target.shortages.empty()) fmt::print(" never short");
    for (const auto& shortage : target.shortages) {
      fmt::print(" short from month {:.1f}", shortage.from.count());
      if (shortage.to) fmt::print(" to {:.1f}", shortage.to->count());
    }
    fmt::print(", {:.0f} t unserved\n", target.unserved.value);
  }
}

/// Suppliers of car makers have a licence for six months. What if it is not renewed, and how late may the renewal come?
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);
  auto scenario = rare_earths.scenario("six_month_licences");
  scenario.targets = {.node = {"USE_US_EV_HOT", "USE_US_ICE_HOT"}};
  scenario.horizon = Months{15};  // later the lack of Chinese dysprosium in Japan makes itself felt, licence or not

  const auto renewal = ytterby::find_event(scenario, "renewal");
  const Months expiry = ytterby::schedule_of(scenario)[renewal].begin;
  std::vector<ytterby::Scenario> late;  // renewed after 0, 1, 2 … weeks, and at last never
  for (int weeks = 0; weeks <= most_weeks; ++weeks) {
    late.push_back(scenario);
    late.back().events[renewal].at = expiry + Months{std::chrono::weeks{weeks}};
  }
  late.push_back(scenario);
  late.back().events[renewal].happens = false;
  const auto outcomes = ytterby::simulate_each(network, late);

  fmt::print("The licence ends after {:.1f} months.\n", expiry.count());
  print(network, "Renewed on that day", outcomes.front());
  print(network, "Never renewed", outcomes.back());
  std::size_t harmful = 1;
  while (harmful < outcomes.size() && !outcomes[harmful].total.to_shortage) ++harmful;
  if (harmful > most_weeks) return 0;
  fmt::print("A renewal {} weeks late harms nobody.\n", harmful - 1);
  print(network, "One week later still", outcomes[harmful]);
}
