// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <ytterby/ytterby.hpp>

using ytterby::Months;

void print(const ytterby::FrozenNetwork& network, const char* title, const ytterby::Scenario& scenario) {
  fmt::print("{}\n", title);
  for (const auto& target : ytterby::simulate(network, scenario).targets) {
    fmt::print("  {:<14} ", network.name(target.node));
    if (target.shortages.empty()) fmt::print(" never short");
    for (const auto& shortage : target.shortages) {
      const bool first = &shortage == &target.shortages.front();
      fmt::print("{} from month {:.1f}", first ? " short" : ", again", shortage.from.count());
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
  scenario.horizon = Months{24};  // later dysprosium runs out at magnet makers in Japan, licence or not

  const auto renewal = ytterby::find_event(scenario, "renewal");
  fmt::print("The licence ends after {:.1f} months.\n", ytterby::schedule_of(scenario)[renewal].begin.count());
  print(network, "Renewed on that day", scenario);

  auto ended = scenario;
  ended.events[renewal].happens = false;
  print(network, "Never renewed", ended);

  const auto delay = ytterby::longest_delay(network, scenario, renewal);
  if (!delay.longest || !delay.harmful) return 0;
  fmt::print("A renewal {:.1f} months late harms nobody.\n", delay.longest->count());
  print(network, "Renewed a little later still", ytterby::put_off(scenario, renewal, *delay.harmful));

  // Who is short before a licence comes runs short twice.
  auto general = rare_earths.scenario("general_licences");
  general.targets = scenario.targets;
  general.horizon = Months{26};
  print(network, "General licences, which come later and end after twelve months", general);
  general.events[ytterby::find_event(general, "general licences renewed")].happens = true;
  print(network, "And renewed on the day they end", general);
}
