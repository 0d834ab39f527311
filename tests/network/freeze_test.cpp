// SPDX-License-Identifier: Apache-2.0
/// @file  What freeze keeps, and the rows it lays out.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>

#include "support/random_network.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"

using namespace ytterby;
using namespace ytterby::literals;
using namespace ytterby::test;

TEST_CASE("a frozen network has the values and ids of its tables") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_network(random, {.licences = Licences::reviewed});
    const auto frozen = freeze(network);
    PerNode<double> output(network.nodes.size());
    for (const NodeId node : network.nodes.ids()) output[node] = network.nodes[node].demand.value;
    for (const Edge& edge : network.edges) output[edge.from] += edge.flow.value;
    for (const NodeId id : network.nodes.ids()) {
      const Node& node = network.nodes[id];
      CHECK(frozen.name(id) == node.name);
      CHECK(frozen.site(id) == (node.site.empty() ? node.name : node.site));
      CHECK(frozen.product(id) == node.product);
      CHECK(frozen.stage(id) == node.stage);
      CHECK(frozen.country(id) == node.country);
      CHECK(frozen.capacity(id) == node.capacity);
      CHECK(frozen.stock(id) == node.stock);
      CHECK(frozen.demand(id) == node.demand);
      CHECK(frozen.output_value(id) == node.output_value);
      CHECK(frozen.output(id).value == doctest::Approx(output[id]).epsilon(1e-14));
      CHECK(frozen.find(node.name) == id);
    }
    for (const InputId id : network.inputs.ids()) {
      const Input& input = network.inputs[id];
      CHECK(frozen.node(id) == input.node);
      CHECK(frozen.product(id) == input.product);
      CHECK(frozen.t_per_t(id) == input.t_per_t);
      CHECK(frozen.stock(id) == input.stock);
      CHECK(frozen.essential(id) == input.essential);
    }
    for (const EdgeId id : network.edges.ids()) {
      const Edge& edge = network.edges[id];
      CHECK(frozen.from(id) == edge.from);
      CHECK(frozen.to(id) == edge.to);
      CHECK(frozen.flow(id) == edge.flow);
      CHECK(frozen.capacity(id) == edge.capacity);
      CHECK(frozen.lead_time(id) == edge.lead_time);
      CHECK(frozen.lane(id) == edge.lane);
      CHECK(frozen.node(frozen.input(id)) == edge.to);
      CHECK(frozen.product(frozen.input(id)) == frozen.product(edge.from));
      const auto edges = frozen.in_edges(frozen.input(id));
      CHECK(std::count(edges.begin(), edges.end(), id) == 1);
    }
    for (const LaneId id : network.lanes.ids()) CHECK(frozen.lane(id) == network.lanes[id]);
    for (const OfficeId id : network.offices.ids()) CHECK(frozen.office(id) == network.offices[id]);
    CHECK_FALSE(frozen.find("no such node").has_value());
  }
}

TEST_CASE("every edge keeps its lead time though thousands differ") {
  Network chain;
  chain.add(Node{.name = "0", .product = "X"});
  for (std::uint32_t i = 1; i < 5'000; ++i) {
    const auto node = chain.add(Node{.name = std::to_string(i), .product = "X"});
    chain.add(Input{.node = node, .product = "X"});
    chain.add(Edge{.from = NodeId{i - 1}, .to = node, .lead_time = Months{(i * 7) % 3'001 / 8.0}});
  }
  const auto network = freeze(chain);
  CHECK(network.rows().lead.size() == 3'001);
  for (const EdgeId edge : network.edges()) CHECK(network.lead_time(edge) == chain.edges[edge].lead_time);
}

TEST_CASE("rows are permutations with consistent bounds") {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto network = freeze(random_network(random));
    const Rows& rows = network.rows();
    for (std::uint32_t at = 0; at < rows.node_at.size(); ++at) CHECK(rows.position_of[rows.node_at[at]] == at);
    for (std::uint32_t arc = 0; arc < rows.edge_at.size(); ++arc) {
      CHECK(rows.arc_of[rows.edge_at[arc]] == arc);
      CHECK(rows.in_begin[rows.slot[arc]] <= arc);
      CHECK(arc < rows.in_begin[rows.slot[arc] + 1]);
      CHECK(rows.lead[rows.lead_class[arc]] == network.lead_time(rows.edge_at[arc]).count());
      CHECK(rows.from[arc] == rows.position_of[network.from(rows.edge_at[arc])]);
    }
    for (std::uint32_t at = 0; at < rows.node_at.size(); ++at) {
      for (auto out = rows.out_begin[at]; out < rows.out_begin[at + 1]; ++out)
        CHECK(rows.from[rows.out_arc[out]] == at);
      for (auto slot = rows.slot_begin[at]; slot < rows.slot_begin[at + 1]; ++slot)
        CHECK(network.node(rows.input_at[slot]) == rows.node_at[at]);
    }
    CHECK(rows.out_begin.back() == network.edges().size());
    CHECK(rows.in_begin.back() == network.edges().size());
    CHECK(rows.slot_begin.back() == network.inputs().size());
    CHECK(std::is_sorted(rows.lead.begin(), rows.lead.end()));
  }
}

TEST_CASE("an empty network freezes") {
  const auto network = freeze({});
  CHECK(network.nodes().size() == 0);
  CHECK_FALSE(network.find("").has_value());
  CHECK_FALSE(balance_of(network).node.has_value());
}

TEST_CASE("a faulty network is refused with all its faults") {
  Network network;
  network.add(Node{.name = "Mine", .product = "ore", .stock = {-5}});
  network.add(Node{.name = "Mine", .product = "ore"});
  CHECK_THROWS_WITH_AS(static_cast<void>(freeze(network)),
                       "network has 2 issues\n"
                       "  node 'Mine', stock: found -5 t, expected 0 t or more\n"
                       "  node 'Mine', name: found 'Mine' again, expected a name of its own",
                       InvalidNetwork);
}

TEST_CASE("copies share what cannot change") {
  static_assert(std::is_nothrow_copy_constructible_v<FrozenNetwork> && std::is_copy_assignable_v<FrozenNetwork>);
  Network network;
  network.add(Node{.name = "Mine", .product = "ore"});
  const auto frozen = freeze(network);
  const FrozenNetwork copy = frozen;  // NOLINT(performance-unnecessary-copy-initialization)
  CHECK(&copy.rows() == &frozen.rows());
  network.nodes[NodeId{0}].name = "Another";
  CHECK(copy.name(NodeId{0}) == "Mine");
}
