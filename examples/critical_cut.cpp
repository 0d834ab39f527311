// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <ytterby/ytterby.hpp>

/// How long could jet-engine coatings last on what is outside the reach of a closed licence office, and what binds?
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);
  auto scenario = rare_earths.scenario("licences_stop");
  scenario.targets = {.node = {"USE_US_TBC"}};

  const ytterby::SurviveOptions options{.rivals = ytterby::Rivals::ignored};  // nobody else need be served
  const auto best = ytterby::survive(network, scenario, options);
  if (!best.months) {
    fmt::print("lasts for ever: {}\n", best.reason);
    return 0;
  }
  fmt::print("{:.1f} months at best\n", best.months->count());

  fmt::print("{:.0f} t in stock and under way, {:.1f} t a month wanted, {:.1f} t a month let through into\n",
             best.cut.stock.value, best.cut.demand.value, best.cut.inflow.value);
  for (const auto node : best.cut.nodes) fmt::print("  {}\n", network.name(node));

  fmt::print("one more month costs one of\n");
  for (const auto& gain : best.gradient) {
    if (!gain.input || gain.months_per_unit <= 0) continue;  // stock of what a node eats
    fmt::print("  {:.1f} t of {} at {}\n", 1 / gain.months_per_unit, network.product(*gain.input),
               network.name(gain.node));
  }

  const auto verdict = ytterby::verify(best, network, scenario, options);
  fmt::print("{}\n", verdict.holds ? "proved: a plan lasts as long, and nothing lasts longer" : verdict.why);
}
