// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <optional>
#include <ytterby/ytterby.hpp>

/// Supply risk and GeoPolRisk of a small chain for the United States: by where things are made, and by where they are
/// from. The estimates of governance, recycling and price are made up.
int main() {
  using ytterby::Edge, ytterby::Input, ytterby::Node;
  ytterby::Network chain;
  const auto mine_c = chain.add(Node{.name = "Mine, China", .product = "ore", .stage = "mine", .country = "CHN"});
  const auto mine_a = chain.add(Node{.name = "Mine, Australia", .product = "ore", .stage = "mine", .country = "AUS"});
  const auto refine_c =
      chain.add(Node{.name = "Refinery, China", .product = "metal", .stage = "refine", .country = "CHN"});
  const auto refine_u =
      chain.add(Node{.name = "Refinery, US", .product = "metal", .stage = "refine", .country = "USA"});
  const auto use_u =
      chain.add(Node{.name = "Motors, US", .product = "motor", .stage = "use", .country = "USA", .demand = {50}});
  const auto use_j =
      chain.add(Node{.name = "Motors, Japan", .product = "motor", .stage = "use", .country = "JPN", .demand = {50}});
  for (const auto refinery : {refine_c, refine_u}) chain.add(Input{.node = refinery, .product = "ore"});
  for (const auto user : {use_u, use_j}) chain.add(Input{.node = user, .product = "metal"});
  chain.add(Edge{.from = mine_c, .to = refine_c, .flow = {60}});
  chain.add(Edge{.from = mine_a, .to = refine_c, .flow = {20}});
  chain.add(Edge{.from = mine_a, .to = refine_u, .flow = {20}});
  chain.add(Edge{.from = refine_c, .to = use_u, .flow = {30}});
  chain.add(Edge{.from = refine_u, .to = use_u, .flow = {20}});
  chain.add(Edge{.from = refine_c, .to = use_j, .flow = {50}});

  const auto found = ytterby::criticality_by_stage(
      ytterby::freeze(chain), {.economy = {"USA"},
                               .governance = {{"CHN", -0.5}, {"AUS", 1.5}, {"USA", 1.0}, {"JPN", 1.5}},
                               .recycling = {{"metal", 0.1}},
                               .prices = {{"metal", {50'000}}}});

  fmt::print("{:<8}{:<15}{:>9}{:>13}{:>13}{:>13}\n", "stage", "by where it is", "imported", "supply risk", "GeoPolRisk",
             "kg Cu per kg");
  for (const auto& row : found.stages) {
    const auto print = [&](const char* by, const ytterby::SupplyView& view) {
      const auto number = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.3f}", *value) : "–";
      };
      fmt::print("{:<8}{:<15}{:>9}{:>13}{:>13}{:>13}\n", row.stage, by, number(view.import_reliance),
                 number(view.supply_risk),
                 number(view.geopolrisk ? std::optional(view.geopolrisk->score) : std::nullopt),
                 number(view.geopolrisk ? view.geopolrisk->supply_risk_potential : std::nullopt));
    };
    print("made", row.face_value);
    print("from", *row.look_through);
  }
}
