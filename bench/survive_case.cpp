// SPDX-License-Identifier: Apache-2.0
/// @file  From a generated network to the arrays of one product.
#include "survive_case.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "generate.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/random.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby::bench {

namespace {

constexpr const char* stages[] = {"mine", "refine", "metal", "magnet", "component", "industry"};

std::size_t layer_of(const Node& node) {
  return static_cast<std::size_t>(std::find(std::begin(stages), std::end(stages), node.stage) - std::begin(stages));
}

/// What each edge must carry and each node must make, t/month; recycled scrap is on top.
struct Needs {
  explicit Needs(const Network& network)
      : of_node(network.nodes.size(), 0), of_edge(network.edges.size(), 0), layer(network.nodes.size()) {
    std::vector<double> inflow(network.nodes.size(), 0);
    for (std::size_t i = 0; i < layer.size(); ++i) {
      layer[i] = layer_of(network.nodes[id_at<NodeId>(i)]);
      of_node[i] = network.nodes[id_at<NodeId>(i)].demand.value;
    }
    std::vector<std::vector<EdgeId>> into(std::size(stages));  // [layer of the customer]
    for (std::size_t e = 0; e < of_edge.size(); ++e) {
      const Edge& edge = network.edges[id_at<EdgeId>(e)];
      const std::size_t to = index_of(edge.to);
      if (layer[index_of(edge.from)] > layer[to]) {
        of_edge[e] = edge.flow.value;
      } else {
        into[layer[to]].push_back(id_at<EdgeId>(e));
        inflow[to] += edge.flow.value;
      }
    }
    for (std::size_t at = into.size(); at-- > 0;) {
      for (const EdgeId id : into[at]) {
        const Edge& edge = network.edges[id];
        const std::size_t to = index_of(edge.to);
        of_edge[index_of(id)] = of_node[to] * edge.flow.value / inflow[to];
        of_node[index_of(edge.from)] += of_edge[index_of(id)];
      }
    }
  }

  std::vector<double> of_node, of_edge;
  std::vector<std::size_t> layer;
};

}  // namespace

SurviveCase survive_case(std::size_t edges) {
  const Network network = generate({.edges = edges, .recycling = 0.01});
  const Needs need(network);
  const std::size_t firms = network.nodes.size();
  RandomStream random(Seed{7}, 0);
  const auto headroom = [&random] { return 1.02 + 0.58 * random.uniform(); };

  SurviveCase made{.edges = edges};
  std::vector<double> output(firms);
  for (std::size_t i = 0; i < firms; ++i) output[i] = need.of_node[i] * headroom();
  std::vector<std::size_t> refineries;
  double refined = 0, hit = 0;
  for (std::size_t i = 0; i < firms; ++i)
    if (need.layer[i] == 1) {
      refineries.push_back(i);
      refined += output[i];
    }
  std::sort(refineries.begin(), refineries.end(), [&](auto a, auto b) { return output[a] > output[b]; });
  for (const std::size_t i : refineries) {
    if (hit >= 0.6 * refined) break;
    hit += output[i];
    output[i] *= 0.1;
  }

  const auto goods_in = [](std::size_t firm) { return static_cast<std::uint32_t>(2 * firm); };
  const auto goods_out = [](std::size_t firm) { return static_cast<std::uint32_t>(2 * firm + 1); };
  made.fixed.assign(2 * firms, 0);
  made.stock.assign(2 * firms, 0);
  made.demand.assign(2 * firms, 0);
  const auto add = [&made](std::uint32_t from, std::uint32_t to, double capacity) {
    made.tail.push_back(from);
    made.head.push_back(to);
    made.capacity.push_back(capacity);
  };
  for (std::size_t i = 0; i < firms; ++i) {
    const bool is_mine = need.layer[i] == 0;
    if (is_mine) made.fixed[goods_out(i)] = output[i];
    if (!is_mine) add(goods_in(i), goods_out(i), output[i]);
    made.stock[is_mine ? goods_out(i) : goods_in(i)] = need.of_node[i] * 1.7 * std::exp(0.55 * random.normal());
    made.demand[goods_out(i)] = network.nodes[id_at<NodeId>(i)].demand.value;
  }
  for (std::size_t e = 0; e < need.of_edge.size(); ++e) {
    const Edge& edge = network.edges[id_at<EdgeId>(e)];
    add(goods_out(index_of(edge.from)), goods_in(index_of(edge.to)), need.of_edge[e] * headroom());
  }
  return made;
}

Network network_of(const SurviveCase& of) {
  Network network;
  const std::size_t firms = of.nodes() / 2;
  std::vector<double> capacity(firms);
  std::vector<char> is_mine(firms, 1);
  for (std::size_t i = 0; i < firms; ++i) capacity[i] = of.fixed[2 * i + 1];
  for (std::size_t a = 0; a < of.tail.size(); ++a)
    if (of.tail[a] / 2 == of.head[a] / 2 && of.tail[a] < of.head[a]) {
      capacity[of.tail[a] / 2] = of.capacity[a];
      is_mine[of.tail[a] / 2] = 0;
    }
  for (std::size_t i = 0; i < firms; ++i) {
    const auto node = network.add(Node{.name = "Firm " + std::to_string(i),
                                       .product = "oxide",
                                       .country = "AUS",
                                       .capacity = {capacity[i]},
                                       .stock = {of.stock[2 * i + 1]},
                                       .demand = {of.demand[2 * i + 1]}});
    if (is_mine[i] == 0) network.add(Input{.node = node, .product = "oxide", .stock = {of.stock[2 * i]}});
  }
  for (std::size_t a = 0; a < of.tail.size(); ++a) {
    const std::size_t from = of.tail[a] / 2, to = of.head[a] / 2;
    if (from == to && of.tail[a] < of.head[a]) continue;
    network.add(Edge{.from = id_at<NodeId>(from), .to = id_at<NodeId>(to), .capacity = {of.capacity[a]}});
  }
  return network;
}

}  // namespace ytterby::bench
