// SPDX-License-Identifier: Apache-2.0
/// @file  A network with one node as two halves.
#include "support/halved.hpp"

namespace ytterby::test {

Network halved(const Network& network, NodeId split) {
  Network other = network;
  Node& half = other.nodes[split];
  half.capacity = half.capacity / 2;
  half.stock = half.stock / 2;
  half.demand = half.demand / 2;
  Node copy = half;
  copy.name = twin_name;
  copy.site = "";
  const NodeId twin = other.add(copy);
  for (const InputId input : network.inputs.ids()) {
    if (network.inputs[input].node != split) continue;
    other.inputs[input].stock = other.inputs[input].stock / 2;
    Input of_twin = other.inputs[input];
    of_twin.node = twin;
    other.add(of_twin);
  }
  for (const EdgeId id : network.edges.ids()) {
    Edge& edge = other.edges[id];
    if (edge.from != split && edge.to != split) continue;
    edge.flow = edge.flow / 2;
    edge.capacity = edge.capacity / 2;
    Edge of_twin = edge;
    if (edge.from == split) of_twin.from = twin;
    if (edge.to == split) of_twin.to = twin;
    other.add(of_twin);
  }
  return other;
}

}  // namespace ytterby::test
