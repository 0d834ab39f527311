// SPDX-License-Identifier: Apache-2.0
/// @file  Criticality at every stage of a network worked out by hand, at face value and through all tiers.
#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

#include "exposure/two_economies.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/exposure/criticality_by_stage.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Estimates that make risks of 0.6, 0.2, 0.3 and 0.2.
CriticalityOptions seen_from(const std::string& country) {
  return {.economy = {country}, .governance = {{"CHN", -0.5}, {"AUS", 1.5}, {"USA", 1.0}, {"JPN", 1.5}}};
}

StageCriticality stage_of(const CriticalityOptions& options, const std::string& stage) {
  for (auto& row : criticality_by_stage(freeze(two_economies()), options).stages)
    if (row.stage == stage) return row;
  FAIL("no such stage");
  return {};
}

/// There, and that to rounding.
bool is(std::optional<double> found, double expected) {
  return found && *found == doctest::Approx(expected).epsilon(1e-12);
}

}  // namespace

TEST_CASE("at face value risk is by where things are made") {
  auto options = seen_from("USA");
  options.recycling = {{"metal", 0.1}};
  options.substitution = {{"metal", 0.9}};
  options.prices = {{"metal", {50'000}}};
  const auto metal = stage_of(options, "refine");
  CHECK(metal.product == "metal");
  CHECK(metal.trade == Trade{.production = {20}, .imports = {30}, .exports = {0}});
  CHECK(is(metal.reliance.reliance, 0.6));
  const SupplyView& view = metal.face_value;
  // World: 0.8 Chinese, 0.2 American: 0.64 · 6 + 0.04 · 3. Sourcing: 30 Chinese and 20 t of its own: 0.36 · 6 + 0.16
  // · 3.
  CHECK(is(view.weighted_hhi, 3.96));
  REQUIRE(view.sourcing.has_value());
  CHECK(view.sourcing->countries.front().country == "CHN");
  CHECK(is(view.sourcing->hhi.least, 0.52));
  CHECK(is(view.weighted_hhi_sourcing, 2.64));
  CHECK(is(view.import_reliance, 0.6));
  // 0.3 · 3.96 + 0.7 · 2.64 = 3.036, times 0.9 · 0.9.
  CHECK(is(view.supply_risk, 2.45916));
  // HHI 0.68; 30 of 50 t from where it is 0.6; 50 USD/kg.
  REQUIRE(view.geopolrisk.has_value());
  CHECK(is(view.geopolrisk->import_risk, 0.36));
  CHECK(is(view.geopolrisk->score, 0.2448));
  CHECK(is(view.geopolrisk->midpoint, 12.24));
  CHECK(is(view.geopolrisk->supply_risk_potential, 12.24 / 0.409412948));
}

TEST_CASE("through all tiers risk is by where things are from") {
  const auto metal = stage_of(seen_from("USA"), "refine");
  REQUIRE(metal.look_through.has_value());
  const SupplyView& view = *metal.look_through;
  // World: 0.36 · 6 + 0.16 · 2. Sourcing: 20 t of Australian ore, and 30 t of which a quarter: 0.2025 · 6 + 0.3025 · 2.
  CHECK(is(view.weighted_hhi, 2.48));
  CHECK(is(view.weighted_hhi_sourcing, 1.82));
  // Nothing is of American ore: (2.48 + 1.82)/2.
  CHECK(is(view.import_reliance, 1));
  CHECK(is(view.supply_risk, 2.15));
  // HHI 0.52, times 0.45 · 0.6 + 0.55 · 0.2.
  REQUIRE(view.geopolrisk.has_value());
  CHECK(is(view.geopolrisk->import_risk, 0.38));
  CHECK(is(view.geopolrisk->score, 0.1976));
  CHECK_FALSE(view.geopolrisk->midpoint.has_value());
}

TEST_CASE("who makes all that he uses still depends on ore from abroad") {
  const auto motor = stage_of(seen_from("USA"), "use");
  // Made half in Japan: 0.25 · 2 + 0.25 · 3; its own motors alone count: 3.
  CHECK(is(motor.face_value.import_reliance, 0));
  CHECK(is(motor.face_value.supply_risk, 3));
  REQUIRE(motor.face_value.geopolrisk.has_value());
  CHECK(motor.face_value.geopolrisk->score == 0);
  REQUIRE(motor.look_through.has_value());
  CHECK(is(motor.look_through->import_reliance, 1));
  // 50 t, 22.5 of Chinese ore and 27.5 of Australian, as the metal.
  CHECK(is(motor.look_through->supply_risk, 2.15));
}

TEST_CASE("the world's risk stands alone where an economy takes no part, and none where it exports all") {
  const auto from_japan = stage_of(seen_from("JPN"), "mine");
  CHECK_FALSE(from_japan.reliance.reliance.has_value());
  CHECK_FALSE(from_japan.face_value.sourcing.has_value());
  CHECK_FALSE(from_japan.face_value.weighted_hhi_sourcing.has_value());
  CHECK_FALSE(from_japan.face_value.geopolrisk.has_value());
  CHECK(is(from_japan.face_value.supply_risk, 2.48));
  const auto from_australia = stage_of(seen_from("AUS"), "mine");
  CHECK(from_australia.trade == Trade{.production = {40}, .imports = {0}, .exports = {40}});
  CHECK_FALSE(from_australia.face_value.supply_risk.has_value());
  CHECK(is(from_australia.face_value.weighted_hhi_sourcing, 2));
  REQUIRE(from_australia.look_through.has_value());
  CHECK_FALSE(from_australia.look_through->import_reliance.has_value());
  CHECK_FALSE(from_australia.look_through->supply_risk.has_value());
}

TEST_CASE("what is used but for rounding is nothing, however it is looked at") {
  Network network = two_economies();
  const auto shed =
      network.add(Node{.name = "Shed", .product = "rust", .stage = "use", .country = "AUS", .demand = {1e-9}});
  network.add(Input{.node = shed, .product = "ore"});
  network.add(Edge{.from = two_economies_node::australian_mine, .to = shed, .flow = {1e-9}});
  const auto ore = criticality_by_stage(freeze(network), seen_from("AUS")).stages.front();
  CHECK_FALSE(ore.reliance.net.has_value());
  REQUIRE(ore.look_through.has_value());
  CHECK_FALSE(ore.look_through->import_reliance.has_value());
  CHECK_FALSE(ore.look_through->supply_risk.has_value());
}

TEST_CASE("an economy of several countries has no imports among them") {
  auto options = seen_from("USA");
  options.economy = {"USA", "CHN"};
  const auto metal = stage_of(options, "refine");
  CHECK(metal.trade == Trade{.production = {100}, .imports = {0}, .exports = {50}});
  REQUIRE(metal.look_through.has_value());
  // Kept: 20 t of Australian ore, and 30 t of which a quarter: 27.5 of 50.
  CHECK(is(metal.look_through->import_reliance, 0.55));
  // Of all 100 t made at home 40 are of Australian ore.
  REQUIRE(metal.look_through->geopolrisk.has_value());
  CHECK(is(metal.look_through->geopolrisk->import_risk, 0.08));
}

TEST_CASE("trade parameters weigh countries, and stability may differ from governance") {
  auto options = seen_from("USA");
  options.trade = {{"CHN", 1.5}};
  options.stability = {{"CHN", 2.5}, {"AUS", 1.5}, {"USA", 1.0}, {"JPN", 1.5}};
  const auto metal = stage_of(options, "refine");
  CHECK(is(metal.face_value.weighted_hhi, 0.64 * 6 * 1.5 + 0.04 * 3));
  REQUIRE(metal.face_value.geopolrisk.has_value());
  CHECK(metal.face_value.geopolrisk->import_risk == 0);
}

TEST_CASE("what has no country stands beside and carries no risk") {
  Network network = two_economies();
  network.nodes[two_economies_node::australian_mine].country = "";
  const auto stages = criticality_by_stage(freeze(network), seen_from("USA")).stages;
  // The 20 t of ore that come from nobody knows where are imported; of the world's risk China's 0.36 · 6 is known.
  const SupplyView& ore = stages.front().face_value;
  CHECK(is(ore.world.unattributed, 0.4));
  REQUIRE(ore.sourcing.has_value());
  CHECK(ore.sourcing->unattributed == 1);
  CHECK(ore.sourcing->hhi == HerfindahlRange{.least = 0, .most = 1});
  CHECK(is(ore.import_reliance, 1));
  CHECK(is(ore.supply_risk, 1.08));
  REQUIRE(ore.geopolrisk.has_value());
  CHECK(ore.geopolrisk->import_risk == 0);
  // Of the 50 t of metal 22.5 are known to be of Chinese ore.
  REQUIRE(stages[1].look_through.has_value());
  CHECK(is(stages[1].look_through->import_reliance, 0.45));
  REQUIRE(stages[1].look_through->geopolrisk.has_value());
  CHECK(is(stages[1].look_through->geopolrisk->import_risk, 0.27));
}

TEST_CASE("missing estimates are named together, and other faults in options one by one") {
  const auto network = freeze(two_economies());
  auto options = seen_from("USA");
  options.governance.erase("CHN");
  options.governance.erase("JPN");
  CHECK_THROWS_WITH_AS(
      static_cast<void>(criticality_by_stage(network, options)),
      "criticality_by_stage, governance: found none of 'CHN', 'JPN', expected one of every country that "
      "makes anything",
      InvalidOptions);
  options = seen_from("USA");
  options.stability = {{"USA", 1}, {"AUS", 1}, {"JPN", 1}};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "criticality_by_stage, stability: found none of 'CHN', expected one of every country that makes "
                       "anything",
                       InvalidOptions);
  options = seen_from("USA");
  options.economy = {};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "criticality_by_stage, economy: found no country, expected those of the economy",
                       InvalidOptions);
  options.economy = {"UAS"};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "criticality_by_stage, economy: no node with country = \"UAS\" (did you mean \"USA\"?)",
                       InvalidScenario);
  options = seen_from("USA");
  options.recycling = {{"copper", 0.5}};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "criticality_by_stage, recycling: found product 'copper', expected one that a node makes",
                       InvalidOptions);
  options.recycling = {{"metal", 50}};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "eu_supply_risk, recycling: found 50, expected a number from 0 to 1", InvalidOptions);
  options = seen_from("USA");
  options.substitution = {{"copper", 0.5}};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "criticality_by_stage, substitution: found product 'copper', expected one that a node makes",
                       InvalidOptions);
  options = seen_from("USA");
  options.prices = {{"copper", {9'000}}};
  CHECK_THROWS_WITH_AS(static_cast<void>(criticality_by_stage(network, options)),
                       "criticality_by_stage, prices: found product 'copper', expected one that a node makes",
                       InvalidOptions);
}
