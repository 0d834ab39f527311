// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <string>
#include <ytterby/ytterby.hpp>

/// How few countries make each product at each stage, how few it comes from through all tiers, in points from 0 to
/// 10,000, and what part of its use the United States import on balance.
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);

  const auto points = [](const ytterby::Concentration& by_country) {
    const auto most = 10'000 * by_country.hhi.most;
    const auto least = 10'000 * by_country.hhi.least;
    return fmt::format("{:>6.0f}{}", least, most - least < 0.5 ? "     " : fmt::format("–{:.0f}", most));
  };
  const auto largest = [](const ytterby::Concentration& by_country) {
    if (by_country.countries.empty()) return std::string("none");
    return fmt::format("{} {:3.0f} %", by_country.countries.front().country, 100 * by_country.countries.front().share);
  };

  fmt::print("{:<11}{:<15}{:>9}  {:<21}{:<21}{:>8}\n", "stage", "product", "t/month", "made in", "comes from",
             "imported");
  for (const auto& row : ytterby::concentration_by_stage(network).stages) {
    if (row.stage == "end_use") continue;
    const auto trade = ytterby::trade_of(network, {.product = {row.product}, .stage = {row.stage}}, {"USA"});
    const auto relies = ytterby::import_reliance(trade).reliance;
    fmt::print("{:<11}{:<15}{:>9.1f}  {} {} {} {} {:>8}\n", row.stage, row.product, row.output.value,
               largest(row.face_value), points(row.face_value), largest(*row.look_through), points(*row.look_through),
               relies ? fmt::format("{:.0f} %", 100 * *relies) : "no use");
  }
}
