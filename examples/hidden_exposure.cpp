// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>
#include <ytterby/ytterby.hpp>

/// How Chinese the magnets in US motors are: by who ships them, by where their metals come from, and by what they
/// passed through; and how much of them is lost if China stops.
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);
  const auto motors =
      ytterby::select_nodes(network, {.product = {"NdFeB_hot"}, .stage = {"end_use"}, .country = {"USA"}}, "motors");
  ytterby::Selection china;
  china.nodes.country = {"CHN"};
  const std::vector sets{china};

  const auto all = ytterby::expose(network, motors, sets);
  const auto stopped = ytterby::outage_over_time(network, motors, china, ytterby::Months{12});
  fmt::print("US motors by use     shipped  all tiers  passed | lost after 0   3   6  12 months\n");
  for (std::size_t i = 0; i < motors.size(); ++i) {
    const auto& share = all.exposures[i];
    fmt::print("{:<19} {:>6.0f} % {:>8.0f} % {:>5.0f} % |        ", network.name(motors[i]), 100 * *share.face_value,
               100 * *share.look_through, 100 * *share.pass_through);
    for (const double months : {0, 3, 6, 12})
      fmt::print(" {:>3.0f}", 100 * ytterby::lost_after(stopped.targets[i], ytterby::Months{months}));
    fmt::print(" %\n");
  }

  fmt::print("\nthe metals in {}, where they were dug\n", network.name(motors.front()));
  for (const char* const ore : {"NdPr_feed", "Dy_feed", "Tb_feed"}) {
    const auto origins = ytterby::origins_of(network, motors, ytterby::Label::country,
                                             {.measure = ytterby::Measure::chain, .chain = {ore}});
    std::vector<std::pair<double, std::string>> from;
    for (std::size_t i = 0; i < origins.groups.size(); ++i)
      if (const double share = origins.targets.front().look_through[i]; share > 0.005)
        from.emplace_back(share, origins.groups[i]);
    std::sort(from.rbegin(), from.rend());
    fmt::print("{:<10}", ore);
    for (const auto& [share, country] : from) fmt::print("  {} {:2.0f} %", country, 100 * share);
    fmt::print("\n");
  }
}
