// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs followed where they lead against runs of everything.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/generate.hpp"
#include "support/policies.hpp"
#include "support/random_network.hpp"
#include "support/random_scenario.hpp"
#include "support/renumbered.hpp"
#include "ytterby/knock_out/knock_out.hpp"
#include "ytterby/simulate/prepared.hpp"
#include "ytterby/simulate/simulate.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// Each entry and pair against `simulate` with their events added, to the bit.
void check_against_simulate(const FrozenNetwork& network, const Scenario& scenario, const Ranking& ranking) {
  const Prepared prepared(network, {.horizon = ranking.horizon, .step = ranking.step});
  const auto check = [&](const KnockOut& entry, const std::vector<std::string>& whats) {
    CAPTURE(entry.what);
    Scenario with = scenario;
    for (const std::string& what : whats) with.events.push_back(knock_out_event(network, ranking.by, what));
    const TotalOutcome total = simulate(prepared, with).total;
    CHECK(entry.months_to_shortage == total.to_shortage);
    CHECK(entry.unserved == total.unserved);
    CHECK(entry.unserved_value == total.unserved_value);
  };
  for (const KnockOut& entry : ranking.entries) check(entry, {entry.what});
  for (const KnockOutPair& pair : ranking.pairs)
    check(pair.together, {ranking.entries[pair.first].what, ranking.entries[pair.second].what});
}

/// Networks that buffer much, little or nothing.
Network buffered(Random& random, Network network) {
  const double capacity = random.pick(std::vector<double>{1, 1.05, 1.5, 4});
  const double stock = random.pick(std::vector<double>{0, 0.3, 1, 5});
  for (Node& node : network.nodes) {
    node.capacity.value *= capacity;
    node.stock.value *= stock;
  }
  for (Input& input : network.inputs) input.stock.value *= stock;
  return network;
}

}  // namespace

TEST_CASE("a knock-out that is followed ends as one that is simulated, to the bit") {
  std::size_t followed = 0, all = 0;
  for (std::uint64_t seed = 0; seed < seeds(150); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(buffered(random, random_network(random, {.cycles = seed % 3 != 0,
                                                                         .leads = seed % 4 != 0,
                                                                         .edge_capacities = seed % 2 == 0,
                                                                         .unused = seed % 8 == 7})));
    const Ranking ranking = knock_out(network, {}, {.pairs_of_worst = 3});
    check_against_simulate(network, {}, ranking);
    followed += ranking.followed;
    all += ranking.entries.size() + ranking.pairs.size();
  }
  CHECK(2 * followed > all);  // else nothing was tried
}

TEST_CASE("likewise on generated networks, with and without buffers") {
  struct Kind {
    double capacity, stock, recycling;
  };
  for (const Kind kind : {Kind{1, 1, 0}, Kind{1, 1, 0.02}, Kind{1.5, 2, 0}, Kind{1, 0.1, 0}, Kind{1, 0, 0}}) {
    CAPTURE(kind.capacity);
    CAPTURE(kind.stock);
    CAPTURE(kind.recycling);
    Network plain = bench::generate({.edges = 2000, .recycling = kind.recycling});
    for (Node& node : plain.nodes) {
      node.capacity.value *= kind.capacity;
      node.stock.value *= kind.stock;
    }
    for (Input& input : plain.inputs) input.stock.value *= kind.stock;
    const auto network = freeze(plain);
    const Ranking ranking = knock_out(network);
    MESSAGE("followed " << ranking.followed << " of " << ranking.entries.size());
    check_against_simulate(network, {}, ranking);
    check_against_simulate(network, {}, knock_out(network, {}, {.by = KnockOutBy::country}));
  }
}

TEST_CASE("and where something happens anyway, in licences and under every policy") {
  for_all_policies(10, [](const Policy& policy, std::uint64_t seed) {
    Random random(seed);
    const Network plain =
        random_network(random, {.most_nodes = 25, .licences = seed % 2 == 0 ? Licences::reviewed : Licences::none});
    Scenario scenario = seed % 3 == 0 ? Scenario{} : random_scenario(random, plain);
    scenario.policy = policy;
    const auto network = freeze(plain);
    for (const KnockOutBy by : {KnockOutBy::node, KnockOutBy::stage, KnockOutBy::lane, KnockOutBy::office})
      check_against_simulate(network, scenario, knock_out(network, scenario, {.by = by, .pairs_of_worst = 2}));
  });
}

TEST_CASE("ranks do not depend on how rows are numbered") {
  for (std::uint64_t seed = 0; seed < seeds(20); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network plain = random_network(random);
    const Ranking a = knock_out(freeze(plain)), b = knock_out(freeze(renumbered(random, plain).network));
    REQUIRE(a.entries.size() == b.entries.size());
    for (std::size_t i = 0; i < a.entries.size(); ++i) CHECK(a.entries[i].what == b.entries[i].what);
  }
}
