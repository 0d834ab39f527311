// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <ytterby/ytterby.hpp>

/// Which sites no US end use can do without, whatever stocks there are, and how long those stocks last without each.
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);
  const ytterby::Scenario end_uses{.targets = {.stage = {"end_use"}, .country = {"USA"}}};

  const auto ranking = ytterby::knock_out(network, end_uses,
                                          {.by = ytterby::KnockOutBy::site,
                                           .with_best_case = true,
                                           .rank_by = ytterby::RankBy::best_months_lost,
                                           .horizon = ytterby::Months{60}});
  fmt::print("{:<12} {:>15} {:>8}   {}\n", "site", "months at most", "t lost", "needed for");
  for (const auto& site : ranking.entries) {
    std::map<std::string, std::size_t> products;  // how many uses of each are cut off, the site's own left out
    for (const auto target : site.cut_off)
      if (std::find(site.nodes.begin(), site.nodes.end(), target) == site.nodes.end())
        ++products[std::string(network.product(target))];
    if (products.empty()) continue;
    std::string needed_for;
    for (const auto& [product, uses] : products)
      needed_for +=
          fmt::format("{}{} {} of {}", needed_for.empty() ? "" : ", ", uses, uses == 1 ? "use" : "uses", product);
    const auto& months = site.best->months;
    fmt::print("{:<12} {:>15} {:>8.0f}   {}\n", site.what, months ? fmt::format("{:.1f}", months->count()) : "for ever",
               site.unserved.value, needed_for);
  }
}
