// SPDX-License-Identifier: Apache-2.0
/// @file  Laws of concentration and criticality on random networks, cyclic ones too.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "support/random_network.hpp"
#include "support/renumbered.hpp"
#include "ytterby/exposure/criticality_by_stage.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Countries at random, some nodes without one.
Network with_countries(Random& random, const NetworkKind& kind) {
  constexpr std::array names{"AUS", "CHN", "MMR", "MYS", "USA", ""};
  Network network = random_network(random, kind);
  for (std::size_t k = 0; k < network.nodes.size(); ++k)
    network.nodes[id_at<NodeId>(k)].country = names[random.below(names.size())];
  return network;
}

using Shares = std::map<std::string, double>;

/// Tonnes of each country of origin in a tonne of each node's output: by sending parts upstream, over and over.
PerNode<Shares> slow_origins(const FrozenNetwork& network) {
  PerNode<Shares> shares(network.nodes().size());
  for (double moved = 1; moved > 1e-15;) {
    PerNode<Shares> next(network.nodes().size());
    moved = 0;
    for (const NodeId node : network.nodes()) {
      double need = 0;
      for (const InputId input : network.inputs(node)) need += network.t_per_t(input);
      if (network.inputs(node).empty()) next[node][std::string(network.country(node))] = 1;
      for (const InputId input : network.inputs(node)) {
        double inflow = 0;
        for (const EdgeId edge : network.in_edges(input)) inflow += network.flow(edge).value;
        const double all = std::max(inflow, network.need(input).value);
        for (const EdgeId edge : network.in_edges(input))
          for (const auto& [country, share] : shares[network.from(edge)])
            if (all > 0) next[node][country] += network.t_per_t(input) / need * network.flow(edge).value / all * share;
      }
      for (const auto& [country, share] : next[node]) moved = std::max(moved, std::abs(share - shares[node][country]));
    }
    shares = std::move(next);
  }
  return shares;
}

void check_adds_up(const Concentration& found) {
  double sum = found.unattributed;
  for (const CountryShare& country : found.countries) sum += country.share;
  CHECK(sum == doctest::Approx(1).epsilon(1e-11));
  CHECK(found.hhi.least <= found.hhi.most);
  CHECK(found.hhi.most <= 1 + 1e-9);
  // Not below shares that are all alike.
  const double known = 1 - found.unattributed;
  if (!found.countries.empty())
    CHECK(found.hhi.least >= known * known / static_cast<double>(found.countries.size()) - 1e-9);
}

void check_alike(const Concentration& one, const Concentration& other) {
  REQUIRE(one.countries.size() == other.countries.size());
  Shares others;
  for (const CountryShare& country : other.countries) others[country.country] = country.share;
  for (const CountryShare& country : one.countries)
    CHECK(others.at(country.country) == doctest::Approx(country.share).epsilon(1e-9));
}

const CriticalityOptions seen_from_two{
    .economy = {"USA", "MYS"}, .governance = {{"AUS", 1.6}, {"CHN", -0.3}, {"MMR", -1.8}, {"MYS", 0.4}, {"USA", 1.1}}};

bool has_country(const Network& network, const std::string& name) {
  for (std::size_t k = 0; k < network.nodes.size(); ++k)
    if (network.nodes[id_at<NodeId>(k)].country == name) return true;
  return false;
}

}  // namespace

TEST_CASE("concentration through all tiers is that of tonnes sent upstream one tier at a time") {
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(with_countries(random, {.most_nodes = 40, .unused = seed % 2 == 0}));
    const auto origins = slow_origins(network);
    for (const StageConcentration& stage : concentration_by_stage(network).stages) {
      check_adds_up(stage.face_value);
      REQUIRE(stage.look_through.has_value());
      check_adds_up(*stage.look_through);
      Shares expected;
      double output = 0;
      for (const NodeId node : network.nodes()) {
        if (network.stage(node) != stage.stage || network.product(node) != stage.product) continue;
        output += network.output(node).value;
        for (const auto& [country, share] : origins[node]) expected[country] += network.output(node).value * share;
      }
      CHECK(stage.output.value == doctest::Approx(output).epsilon(1e-12));
      double nowhere = 1;
      for (const auto& [country, tonnes] : expected)
        if (!country.empty()) nowhere -= tonnes / output;
      CHECK(std::abs(stage.look_through->unattributed - nowhere) < 1e-9);
      for (const CountryShare& country : stage.look_through->countries)
        CHECK(country.share == doctest::Approx(expected.at(country.country) / output).epsilon(1e-9));
    }
  }
}

TEST_CASE("criticality stays in its ranges and does not depend on the order of the rows") {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < seeds(100); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = with_countries(random, {.most_nodes = 40, .unused = seed % 2 == 0});
    if (!has_country(network, "USA") || !has_country(network, "MYS")) continue;
    const auto found = criticality_by_stage(freeze(network), seen_from_two);
    const auto other = criticality_by_stage(freeze(renumbered(random, network).network), seen_from_two);
    REQUIRE(found.stages.size() == other.stages.size());
    for (const StageCriticality& stage : found.stages) {
      const auto same = std::find_if(other.stages.begin(), other.stages.end(), [&](const StageCriticality& row) {
        return row.stage == stage.stage && row.product == stage.product;
      });
      REQUIRE(same != other.stages.end());
      REQUIRE(stage.look_through.has_value());
      REQUIRE(same->look_through.has_value());
      check_alike(stage.look_through->world, same->look_through->world);
      for (const auto& [view, twin] :
           {std::pair(&stage.face_value, &same->face_value), std::pair(&*stage.look_through, &*same->look_through)}) {
        check_adds_up(view->world);
        CHECK(view->weighted_hhi <= 10 * view->world.hhi.least + 1e-9);
        CHECK(view->weighted_hhi == doctest::Approx(twin->weighted_hhi).epsilon(1e-9));
        REQUIRE(view->supply_risk.has_value() == twin->supply_risk.has_value());
        if (view->supply_risk) CHECK(*view->supply_risk == doctest::Approx(*twin->supply_risk).epsilon(1e-9));
        if (view->import_reliance) {
          CHECK(*view->import_reliance >= 0);
          CHECK(*view->import_reliance <= 1);
        }
        REQUIRE(view->geopolrisk.has_value() == twin->geopolrisk.has_value());
        if (!view->geopolrisk) continue;
        CHECK(view->geopolrisk->score <= view->world.hhi.least + 1e-12);
        CHECK(view->geopolrisk->score == doctest::Approx(twin->geopolrisk->score).epsilon(1e-9));
        ++compared;
      }
    }
  }
  CHECK(compared > 100 / (sanitized ? 5 : 1));
}
