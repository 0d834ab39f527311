// SPDX-License-Identifier: Apache-2.0
/// @file  A frozen network in Eigen's terms.
#include "ytterby/network/eigen.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <utility>
#include <vector>

#include "support/random_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

namespace {

template <class Values>
concept HoldsShares = requires(const FrozenNetwork& network, Values&& values) {
  share_matrix(network, std::forward<Values>(values));
};
static_assert(HoldsShares<const std::vector<double>&> && !HoldsShares<std::vector<double>>);  // would dangle

/// Plant comes first in the tables, and last in flow order: it eats 3 and 1 t of ore from two mines, and 2 t of acid
/// from Works, which eats 5 t of ore from the second mine.
Network plant_first() {
  Network network;
  const auto plant = network.add(Node{.name = "Plant", .product = "metal", .demand = 1_t_per_mo});
  const auto works = network.add(Node{.name = "Works", .product = "acid"});
  const auto first = network.add(Node{.name = "First", .product = "ore"});
  const auto second = network.add(Node{.name = "Second", .product = "ore"});
  network.add(Input{.node = plant, .product = "acid"});
  network.add(Input{.node = works, .product = "ore"});
  network.add(Input{.node = plant, .product = "ore"});
  network.add(Edge{.from = works, .to = plant, .flow = {2}});
  network.add(Edge{.from = second, .to = plant, .flow = {1}});
  network.add(Edge{.from = second, .to = works, .flow = {5}});
  network.add(Edge{.from = first, .to = plant, .flow = {3}});
  return network;
}

using Vector = Eigen::VectorXd;

}  // namespace

TEST_CASE("matrices and vectors are the network's own rows") {
  const auto network = freeze(plant_first());
  const Rows& rows = network.rows();
  const auto flows = flow_matrix(network);
  CHECK(flows.valuePtr() == rows.flow.data());
  CHECK(static_cast<const void*>(flows.innerIndexPtr()) == rows.from.data());
  CHECK(static_cast<const void*>(flows.outerIndexPtr()) == rows.in_begin.data());
  CHECK(flow_vector(network).data() == rows.flow.data());
  CHECK(static_cast<const void*>(to_positions(network).indices().data()) == rows.position_of.data());
  CHECK(static_cast<const void*>(to_slots(network).indices().data()) == rows.slot_of.data());
  const auto shares = shares_of(network);
  CHECK(share_matrix(network, shares).valuePtr() == shares.data());
  CHECK(static_cast<const void*>(share_matrix(network, shares).innerIndexPtr()) == rows.from.data());
}

TEST_CASE("flows and shares multiply as they do by hand") {
  const auto network = freeze(plant_first());
  const auto nodes = to_positions(network);
  const auto inputs = to_slots(network);
  const Vector ones = Vector::Ones(4);

  // Into acid of Plant, ore of Works and ore of Plant; out of Plant, Works, First and Second.
  const Vector into = inputs.transpose() * (flow_matrix(network) * ones);
  CHECK(into == Vector{{2, 5, 4}});
  const Vector out_of = nodes.transpose() * (flow_matrix(network).transpose() * Vector::Ones(3));
  CHECK(out_of == Vector{{0, 2, 3, 6}});
  CHECK(flow_vector(network).sum() == 11);

  // What suppliers deliver of what was ordered, if First stops and Second delivers half: Works all of its acid, ore for
  // Works a half, ore for Plant 3/4 · 0 + 1/4 · 1/2.
  const auto shares = shares_of(network);
  const Vector delivered = nodes * Vector{{1, 1, 0, 0.5}};
  const Vector received = inputs.transpose() * (share_matrix(network, shares) * delivered);
  CHECK(received == Vector{{1, 0.5, 0.125}});
}

TEST_CASE("shares add up to one, or to nothing where nothing flows") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    Network tables = random_network(random);
    const auto wet = freeze(tables);
    const InputId dry = wet.input(EdgeId{0});
    for (const EdgeId edge : wet.in_edges(dry)) tables.edges[edge].flow = {};
    const auto network = freeze(tables);
    const auto shares = shares_of(network);
    const auto nodes = static_cast<Eigen::Index>(network.nodes().size());
    const Vector sums = to_slots(network).transpose() * (share_matrix(network, shares) * Vector::Ones(nodes));
    for (const InputId input : network.inputs()) {
      Flow inflow;
      for (const EdgeId edge : network.in_edges(input)) inflow += network.flow(edge);
      CHECK(sums[static_cast<Eigen::Index>(index_of(input))] ==
            doctest::Approx(inflow > Flow{} ? 1 : 0).epsilon(1e-14));
    }
    CHECK(sums[static_cast<Eigen::Index>(index_of(dry))] == 0);
  }
}
