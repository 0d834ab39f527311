// SPDX-License-Identifier: Apache-2.0
/// @file  The compressed sparse rows behind a FrozenNetwork, in flow order, for kernels.
#pragma once

#include <cstdint>
#include <vector>

#include "ytterby/core/indexed.hpp"

namespace ytterby {

/// Raw arrays. A *position* is a node's place in flow order, a *slot* one input of a node, an *arc* an edge's place
/// among the edges into a slot. N nodes, S inputs, L edges; L below 2^31.
///
/// Flow order: every arc that does not close a cycle runs from a lower position to a higher one. An arc closes a cycle
/// if there is a way back from its customer to its supplier with no lead time longer than its own; so every cycle has
/// one, and which ones are does not depend on how rows are numbered. Arcs shorter than any step that lie on no cycle of
/// such arcs always run forward.
struct Rows {
  std::vector<NodeId> node_at;            ///< [position]
  PerNode<std::uint32_t> position_of;     ///< [node]
  std::vector<std::uint32_t> slot_begin;  ///< [position], N + 1
  std::vector<std::uint32_t> out_begin;   ///< [position], N + 1, into out_arc
  std::vector<InputId> input_at;          ///< [slot]
  PerInput<std::uint32_t> slot_of;        ///< [input]
  std::vector<NodeId> node_of;            ///< [slot] whose input it is
  std::vector<std::uint32_t> in_begin;    ///< [slot], S + 1: its arcs

  std::vector<EdgeId> edge_at;      ///< [arc]
  PerEdge<std::uint32_t> arc_of;    ///< [edge]
  std::vector<std::uint32_t> from;  ///< [arc] position of the supplier
  std::vector<std::uint32_t> slot;  ///< [arc]
  std::vector<std::uint32_t>
      out_arc;                     ///< arcs by supplier, in the order of slots; empty if that is how they are numbered
  std::vector<bool> closes_cycle;  ///< [arc]

  std::vector<double> flow;               ///< [arc] t/month
  std::vector<std::uint32_t> lead_class;  ///< [arc] into `lead`
  std::vector<double> lead;               ///< [lead class] months, ascending, distinct
  std::vector<double> edge_capacity;      ///< [arc] t/month, infinite where unlimited; empty if all are
  std::vector<LaneId> lane;               ///< [arc]; empty if there are none
};

}  // namespace ytterby
