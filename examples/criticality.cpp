// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <optional>
#include <ytterby/ytterby.hpp>

/// The EU's supply risk of each product at each stage, for the United States: by where it is made, and by where it is
/// from through all tiers. No recycling rate or substitute is put in.
int main() {
  const auto rare_earths = ytterby::read_case("data/rare_earths_2024");
  const auto network = ytterby::freeze(rare_earths.network);

  // World Bank, Worldwide Governance Indicators 2021, update of 2022: mean of the six, by country as in the Ocean
  // Health Index's ohiprep_v2025. Groups of countries have the mean of the world, which the indicators put at 0.
  const ytterby::ByName<double> governance{
      {"AUS", 1.499},  {"BRA", -0.256}, {"CHN", -0.250}, {"EST", 1.309},  {"FRA", 1.098},  {"GBR", 1.280},
      {"IND", -0.112}, {"JPN", 1.338},  {"KOR", 0.998},  {"MEX", -0.509}, {"MMR", -1.459}, {"MYS", 0.404},
      {"PHL", -0.347}, {"RUS", -0.704}, {"THA", -0.222}, {"USA", 1.027},  {"VNM", -0.329}, {"XAF", 0},
      {"XEU", 0},      {"XKA", 0},      {"XRW", 0},      {"XSE", 0}};

  fmt::print("{:<26}{:>17}{:>17}\n", "", "made", "from");
  fmt::print("{:<11}{:<15}", "stage", "product");
  for (int view = 0; view < 2; ++view) fmt::print("{:>9}{:>8}", "imported", "risk");
  fmt::print("\n");

  const auto per_cent = [](std::optional<double> share) { return share ? fmt::format("{:.0f} %", 100 * *share) : "–"; };
  const auto print = [&](const ytterby::SupplyView& view) {
    fmt::print("{:>9}{:>8}", per_cent(view.import_reliance),
               view.supply_risk ? fmt::format("{:.2f}", *view.supply_risk) : "–");
  };
  for (const auto& row :
       ytterby::criticality_by_stage(network, {.economy = {"USA"}, .governance = governance}).stages) {
    if (row.stage == "end_use") continue;
    fmt::print("{:<11}{:<15}", row.stage, row.product);
    print(row.face_value);
    print(*row.look_through);
    fmt::print("\n");
  }
}
