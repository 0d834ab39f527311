// SPDX-License-Identifier: Apache-2.0
/// @file  A network with its rows in another order.
#include "support/renumbered.hpp"

#include <utility>
#include <vector>

namespace ytterby::test {

namespace {

/// Moves the rows of a table; @return [old] new.
template <RowId Id, class Row>
Indexed<Id, Id> shuffle(Random& random, const Indexed<Id, Row>& from, Indexed<Id, Row>& to) {
  std::vector<Id> order(from.ids().begin(), from.ids().end());
  random.shuffle(order);
  Indexed<Id, Id> place(from.size());
  for (const Id old : order) place[old] = to.push_back(from[old]);
  return place;
}

}  // namespace

Renumbered renumbered(Random& random, const Network& network) {
  Renumbered other;
  other.node = shuffle(random, network.nodes, other.network.nodes);
  static_cast<void>(shuffle(random, network.inputs, other.network.inputs));
  other.edge = shuffle(random, network.edges, other.network.edges);
  const auto lane = shuffle(random, network.lanes, other.network.lanes);
  const auto office = shuffle(random, network.offices, other.network.offices);
  for (Input& input : other.network.inputs) input.node = other.node[input.node];
  for (Edge& edge : other.network.edges) {
    edge.from = other.node[edge.from];
    edge.to = other.node[edge.to];
    if (edge.lane != no_lane) edge.lane = lane[edge.lane];
  }
  for (Lane& row : other.network.lanes) row.office = office[row.office];
  return other;
}

}  // namespace ytterby::test
