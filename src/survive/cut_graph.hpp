// SPDX-License-Identifier: Apache-2.0
/// @file  A case of one product as a network of flow in one common unit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// What a tonne of each node's product is worth in one common unit, of those that reach a target; 0: nothing.
struct CommonUnits {
  PerNode<double> of_node = {};
  PerNode<InputId> needed = {};  ///< the one input that its output depends on; `no_input`: none
  std::string why = {};          ///< why there are no such units; empty: there are

  static constexpr InputId no_input{0xffff'ffffU};
};

/// A node is worth t_per_t of its suppliers' products, on every edge alike to a relative 1e-12. Time O(N + L).
[[nodiscard]] CommonUnits common_units(const Facts& facts, const Reach& reach, const Aim& aim);

/// Places of goods and what passes between them, t and t/month times the common unit.
///
/// A node is one vertex, or two with an arc for its capacity where it has an input, and a capacity or there are
/// lead times. Vertices are in flow order.
struct CutGraph {
  using Vertex = std::uint32_t;
  static constexpr Vertex none = std::numeric_limits<Vertex>::max();

  /// Nothing by an end T up to `from`; later `amount`, and `rate` for the months from there to T, or to `until`.
  struct Supply {
    Vertex vertex = 0;
    double from = 0, until = 0, rate = 0, amount = 0;
  };
  /// `rate` to the end or to `until`.
  struct Need {
    Vertex vertex = 0;
    double rate = 0, until = 0;
  };

  std::vector<std::uint32_t> tail = {}, head = {};  ///< [arc]: those of `reach.edges`, then those of nodes
  std::vector<double> rate = {}, from = {};         ///< [arc] passes rate·(T − from)
  std::vector<EdgeId> edge_of = {};                 ///< [arc] of an edge
  std::vector<NodeId> node_of = {};                 ///< [arc − edges] of a node
  std::vector<Supply> supplies = {};
  std::vector<Need> needs = {};
  PerNode<Vertex> in = {}, out = {};  ///< `none`: of no use
  std::size_t vertices = 0;
  double last_change = 0;  ///< months, after which everything grows in straight lines
  bool has_leads = false;  ///< something takes time

  [[nodiscard]] bool is_one(NodeId node) const { return in[node] == out[node]; }
};

/// Time O(N + L).
[[nodiscard]] CutGraph cut_graph(const Facts& facts, const Reach& reach, const Aim& aim, const CommonUnits& units);

/// Goods on the side of a cut have a price, until `end`; the highest of a node that is served is 1.
[[nodiscard]] Prices prices_of_cut(const Facts& facts, const Reach& reach, const Aim& aim, const CommonUnits& units,
                                   const CutGraph& graph, const std::vector<char>& side, double end);

}  // namespace ytterby::best
