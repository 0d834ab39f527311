// SPDX-License-Identifier: Apache-2.0
/// @file  Newton steps over Boost's push_relabel_max_flow.
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <boost/property_map/property_map.hpp>

#include <cstdint>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "newton_rivals.hpp"
#include "newton_steps.hpp"

namespace ytterby::bench {

namespace {

using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                               boost::no_property, std::uint32_t, std::uint32_t>;
using Edge = boost::graph_traits<Csr>::edge_descriptor;

}  // namespace

struct BoostNewton::Graph {
  explicit Graph(const SurviveCase& of) : made_from(&of) {
    const auto nodes = static_cast<std::uint32_t>(of.nodes());
    source = nodes;
    sink = nodes + 1;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;  // each arc, then its reverse
    const auto add = [&](std::uint32_t from, std::uint32_t to) {
      ends.emplace_back(from, to);
      ends.emplace_back(to, from);
    };
    for (std::size_t a = 0; a < of.tail.size(); ++a) add(of.tail[a], of.head[a]);
    for (std::uint32_t i = 0; i < nodes; ++i)
      if (of.fixed[i] > 0 || of.stock[i] > 0) {
        supplied.push_back(i);
        add(source, i);
      }
    std::vector<std::uint32_t> demanding;
    for (std::uint32_t i = 0; i < nodes; ++i)
      if (of.demand[i] > 0) {
        demanding.push_back(i);
        add(i, sink);
      }
    // Rows keep the order of the list: the k-th edge out of a node is the k-th of its kind in `ends`.
    graph = Csr(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), nodes + 2);
    std::vector<std::uint32_t> next(nodes + 3, 0);
    for (const auto& end : ends) ++next[end.first + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    std::vector<std::uint32_t> at(ends.size());
    for (std::size_t k = 0; k < ends.size(); ++k) at[k] = next[ends[k].first]++;
    reverse.resize(ends.size());
    for (std::size_t k = 0; k < ends.size(); ++k) reverse[at[k]] = Edge(ends[k ^ 1U].first, at[k ^ 1U]);
    capacity.assign(ends.size(), 0);
    residual.assign(ends.size(), 0);
    for (std::size_t a = 0; a < of.tail.size(); ++a) capacity[at[2 * a]] = of.capacity[a];
    const std::size_t first_supply = 2 * of.tail.size();
    for (std::size_t k = 0; k < supplied.size(); ++k) supply_arc.push_back(at[first_supply + 2 * k]);
    const std::size_t first_demand = first_supply + 2 * supplied.size();
    for (std::size_t k = 0; k < demanding.size(); ++k) capacity[at[first_demand + 2 * k]] = of.demand[demanding[k]];
  }

  void cut(double lambda, std::vector<char>& inside) {
    const SurviveCase& of = *made_from;
    for (std::size_t k = 0; k < supplied.size(); ++k)
      capacity[supply_arc[k]] = of.fixed[supplied[k]] + lambda * of.stock[supplied[k]];
    const auto index = get(boost::edge_index, graph);
    boost::push_relabel_max_flow(graph, source, sink, boost::make_iterator_property_map(capacity.begin(), index),
                                 boost::make_iterator_property_map(residual.begin(), index),
                                 boost::make_iterator_property_map(reverse.begin(), index),
                                 get(boost::vertex_index, graph));
    inside.assign(of.nodes(), 0);
    std::vector<std::uint32_t> reached{sink};  // those from which the sink can be reached
    std::vector<char> seen(of.nodes() + 2, 0);
    seen[sink] = 1;
    while (!reached.empty()) {
      const std::uint32_t node = reached.back();
      reached.pop_back();
      for (auto [out, end] = out_edges(node, graph); out != end; ++out) {
        const std::uint32_t from = target(*out, graph);
        if (seen[from] || !(residual[get(index, reverse[get(index, *out)])] > 0)) continue;
        seen[from] = 1;
        reached.push_back(from);
      }
    }
    for (std::size_t i = 0; i < of.nodes(); ++i) inside[i] = seen[i];
  }

  const SurviveCase* made_from;
  std::uint32_t source = 0, sink = 0;
  std::vector<std::uint32_t> supplied = {}, supply_arc = {};
  Csr graph = {};
  std::vector<Edge> reverse = {};
  std::vector<double> capacity = {}, residual = {};
  int steps = 0;
};

BoostNewton::BoostNewton(const SurviveCase& of) : graph_(std::make_unique<Graph>(of)) {}
BoostNewton::~BoostNewton() = default;
int BoostNewton::steps() const { return graph_->steps; }
double BoostNewton::run() {
  return newton(*graph_->made_from, graph_->steps,
                [this](double lambda, std::vector<char>& inside) { graph_->cut(lambda, inside); });
}

}  // namespace ytterby::bench
