// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <array>
#include <cmath>
#include <ytterby/ytterby.hpp>

/// One office, three customers for the same magnets: how long has the oldest application waited, and how much waits, if
/// all stand in one queue, and if Europe has a channel of its own?
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);
  const auto lanes =
      ytterby::select(network, {.lane = {"NdFeB_hot:USA:other", "NdFeB_hot:XEU:all", "NdFeB_hot:JPN:all"}}, "example")
          .lanes;

  for (const char* name : {"april_2025_alone", "green_channel_europe"}) {
    const auto& scenario = rare_earths.scenario(name);
    fmt::print("{}\nmonth", scenario.name);
    for (const auto lane : lanes) fmt::print("  {:>22}", network.lane(lane).name);
    fmt::print("\n");

    int printed = 0;
    ytterby::SimulateOptions options;
    options.observe = [&](const ytterby::StepReport& step) {
      const int quarter = static_cast<int>(std::floor(step.month().count() / 3));
      if (quarter <= printed) return;
      printed = quarter;
      fmt::print("{:5}", 3 * quarter);
      for (const auto lane : lanes) {
        const auto account = step.lane(lane);
        fmt::print("  {:5.1f} months {:6.0f} t", account.oldest.count(), account.waiting.value);
      }
      fmt::print("\n");
    };
    static_cast<void>(ytterby::simulate(network, scenario, options));
  }
}
