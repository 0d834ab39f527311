// SPDX-License-Identifier: Apache-2.0
/// @file  The equations of the simulator, written down plainly on a Boost adjacency_list.
#pragma once

#include <boost/graph/adjacency_list.hpp>
#include <cstdint>
#include <vector>

#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::bench {

/// What a careful programmer would write first: bundled properties, vertices numbered as in the tables, one walk
/// against the topological order and one along it. Oracle of the kernel's answers and measure of its speed.
///
/// Knows node capacities that change at the start; no licences, edge capacities or other events.
class AdjacencyWalk {
 public:
  AdjacencyWalk(const FrozenNetwork& network, const Timeline& timeline, Months step, Months tau);

  void advance();

  [[nodiscard]] double fill(NodeId node) const { return graph_[index_of(node)].fill; }
  [[nodiscard]] double made(NodeId node) const { return graph_[index_of(node)].made; }

 private:
  struct Stage {  ///< of one input
    double stock, transit = 0, target, order = 0, t_per_t, essential;
    std::vector<double> due = {};  ///< what arrives in the steps to come
    std::size_t now = 0;
  };
  struct Firm {
    double demand = 0, capacity = 0, finished = 0, finished_target = 0, faced = 0, fill = 1, made = 0;
    std::vector<Stage> inputs = {};
  };
  struct Link {
    double share = 0, late = 0;
    double order = 0;  ///< that the supplier serves in this step
    double wish = 0;   ///< of the step before, where it closes a cycle
    std::uint32_t input = 0, whole = 0;
    bool closes = false;
  };
  using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::bidirectionalS, Firm, Link>;
  using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

  void add_firms(const FrozenNetwork& network);
  void add_links(const FrozenNetwork& network);
  void order_firms();
  void orders_up(Vertex at);
  void goods_down(Vertex at);
  void close_cycles();
  static void ship(Stage& input, const Link& link, std::size_t turned, double goods);

  Months step_;
  double gain_;
  Graph graph_;
  std::vector<Vertex> customers_first_ = {};
  std::vector<boost::graph_traits<Graph>::edge_descriptor> closing_ = {};
};

}  // namespace ytterby::bench
