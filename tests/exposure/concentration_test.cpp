// SPDX-License-Identifier: Apache-2.0
/// @file  Concentration of every product at every stage, worked out by hand.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "exposure/two_economies.hpp"
#include "ytterby/exposure/concentration.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

/// "CHN 0.6, AUS 0.4", to twelve digits.
bool is_of(const Concentration& found, const std::vector<CountryShare>& expected) {
  if (found.countries.size() != expected.size()) return false;
  for (std::size_t k = 0; k < expected.size(); ++k)
    if (found.countries[k].country != expected[k].country ||
        found.countries[k].share != doctest::Approx(expected[k].share).epsilon(1e-12))
      return false;
  return true;
}

doctest::Approx exactly(double value) { return doctest::Approx(value).epsilon(1e-12); }

}  // namespace

TEST_CASE("refining looks more concentrated than the ore it draws on") {
  const auto found = concentration_by_stage(freeze(two_economies()));
  REQUIRE(found.stages.size() == 3);
  const auto& mines = found.stages[0];
  const auto& refining = found.stages[1];
  const auto& use = found.stages[2];
  CHECK(mines.stage == "mine");
  CHECK(mines.product == "ore");
  CHECK(mines.output == 100_t_per_mo);
  CHECK(is_of(mines.face_value, {{"CHN", 0.6}, {"AUS", 0.4}}));
  REQUIRE(mines.look_through.has_value());
  CHECK(is_of(*mines.look_through, {{"CHN", 0.6}, {"AUS", 0.4}}));  // a mine's ore is its own
  CHECK(mines.face_value.hhi.least == exactly(0.52));
  // 80 of 100 t are refined in China, 60 of them Chinese ore: 0.8² + 0.2² against 0.6² + 0.4².
  CHECK(refining.output == 100_t_per_mo);
  CHECK(is_of(refining.face_value, {{"CHN", 0.8}, {"USA", 0.2}}));
  CHECK(refining.face_value.hhi.least == exactly(0.68));
  CHECK(refining.face_value.hhi.most == refining.face_value.hhi.least);
  REQUIRE(refining.look_through.has_value());
  CHECK(is_of(*refining.look_through, {{"CHN", 0.6}, {"AUS", 0.4}}));
  CHECK(refining.look_through->hhi.least == exactly(0.52));
  CHECK(refining.look_through->unattributed == 0);
  // Used half in Japan, half in the United States; those alike stand by name.
  CHECK(is_of(use.face_value, {{"JPN", 0.5}, {"USA", 0.5}}));
  REQUIRE(use.look_through.has_value());
  CHECK(is_of(*use.look_through, {{"CHN", 0.6}, {"AUS", 0.4}}));
}

TEST_CASE("what comes from stock or from nowhere known is unattributed") {
  Network network = two_economies();
  network.nodes[two_economies_node::australian_mine].country = "";
  network.edges[id_at<EdgeId>(0)].flow = 45_t_per_mo;  // 15 of the 60 t of Chinese ore are drawn from stock
  network.nodes[two_economies_node::chinese_mine].capacity = 45_t_per_mo;
  const auto found = concentration_by_stage(freeze(network));
  const auto& mines = found.stages[0];
  // 45 t Chinese and 40 t of no country.
  CHECK(is_of(mines.face_value, {{"CHN", 45.0 / 85}}));
  CHECK(mines.face_value.unattributed == exactly(40.0 / 85));
  CHECK(mines.face_value.hhi.least == exactly(45.0 * 45 / (85 * 85)));
  CHECK(mines.face_value.hhi.most == exactly(1));
  // Of 80 t refined in China 45 are of Chinese ore; of the 20 t refined elsewhere none.
  const auto& refining = found.stages[1];
  REQUIRE(refining.look_through.has_value());
  CHECK(is_of(*refining.look_through, {{"CHN", 0.45}}));
  CHECK(refining.look_through->unattributed == exactly(0.55));
  CHECK(refining.look_through->hhi.least == exactly(0.2025));
  CHECK(found.supply.gaps.size() == 1);
}

TEST_CASE("a stage where no maker holds the material of a chain has no look-through") {
  Network network = two_economies();
  network.add(Node{.name = "Sand", .product = "sand", .stage = "pit", .country = "USA", .demand = 5_t_per_mo});
  network.add(Node{.name = "Scrap", .product = "metal", .stage = "refine", .country = "USA", .demand = 100_t_per_mo});
  const auto found = concentration_by_stage(freeze(network), {.measure = Measure::chain, .chain = {"ore"}});
  REQUIRE(found.stages.size() == 4);
  CHECK(found.stages[3].product == "sand");
  CHECK(is_of(found.stages[3].face_value, {{"USA", 1}}));
  CHECK_FALSE(found.stages[3].look_through.has_value());
  // The scrap counts where things are made, 80 of 200 t in China, and not where ore is followed.
  CHECK(is_of(found.stages[1].face_value, {{"USA", 0.6}, {"CHN", 0.4}}));
  REQUIRE(found.stages[1].look_through.has_value());
  CHECK(is_of(*found.stages[1].look_through, {{"CHN", 0.6}, {"AUS", 0.4}}));
}
