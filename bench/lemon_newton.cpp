// SPDX-License-Identifier: Apache-2.0
/// @file  Newton steps over LEMON's Preflow.
#include <lemon/preflow.h>
#include <lemon/static_graph.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "newton_rivals.hpp"
#include "newton_steps.hpp"

namespace ytterby::bench {

struct LemonNewton::Graph {
  using Digraph = lemon::StaticDigraph;

  explicit Graph(const SurviveCase& of) : made_from(&of), capacity(digraph) {
    const int nodes = static_cast<int>(of.nodes()), source = nodes, sink = nodes + 1;
    struct Arc {
      int from, to;
      double capacity;
      std::int64_t supplied;  // node, or -1
    };
    std::vector<Arc> list;
    for (std::size_t a = 0; a < of.tail.size(); ++a)
      list.push_back({static_cast<int>(of.tail[a]), static_cast<int>(of.head[a]), of.capacity[a], -1});
    for (int i = 0; i < nodes; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (of.fixed[at] > 0 || of.stock[at] > 0) list.push_back({source, i, 0, i});
      if (of.demand[at] > 0) list.push_back({i, sink, of.demand[at], -1});
    }
    std::stable_sort(list.begin(), list.end(), [](const Arc& a, const Arc& b) { return a.from < b.from; });
    std::vector<std::pair<int, int>> ends;
    for (const Arc& arc : list) ends.emplace_back(arc.from, arc.to);
    digraph.build(nodes + 2, ends.begin(), ends.end());
    for (std::size_t k = 0; k < list.size(); ++k) {
      capacity[digraph.arc(static_cast<int>(k))] = list[k].capacity;
      if (list[k].supplied >= 0) supply.emplace_back(static_cast<int>(k), static_cast<std::size_t>(list[k].supplied));
    }
    from = digraph.node(source);
    to = digraph.node(sink);
  }

  void cut(double lambda, std::vector<char>& inside) {
    const SurviveCase& of = *made_from;
    for (const auto& [arc, node] : supply) capacity[digraph.arc(arc)] = of.fixed[node] + lambda * of.stock[node];
    lemon::Preflow<Digraph, Digraph::ArcMap<double>> preflow(digraph, capacity, from, to);
    preflow.runMinCut();
    for (std::size_t i = 0; i < of.nodes(); ++i) inside[i] = preflow.minCut(digraph.node(static_cast<int>(i))) ? 0 : 1;
  }

  const SurviveCase* made_from;
  Digraph digraph = {};
  Digraph::ArcMap<double> capacity;
  std::vector<std::pair<int, std::size_t>> supply = {};  // arc, node
  Digraph::Node from = {}, to = {};
  int steps = 0;
};

LemonNewton::LemonNewton(const SurviveCase& of) : graph_(std::make_unique<Graph>(of)) {}
LemonNewton::~LemonNewton() = default;
int LemonNewton::steps() const { return graph_->steps; }
double LemonNewton::run() {
  return newton(*graph_->made_from, graph_->steps,
                [this](double lambda, std::vector<char>& inside) { graph_->cut(lambda, inside); });
}

}  // namespace ytterby::bench
