// SPDX-License-Identifier: Apache-2.0
/// @file  Cycles and flow order, by Boost.Graph.
#include "network/flow_order.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>

#include "ytterby/network/boost_graph.hpp"

namespace ytterby {

namespace {

/// An edge of a contracted subgraph; `rank` is the place of its lead time among all.
struct Link {
  std::uint32_t from, to, rank;
  EdgeId edge;
};

/// Numbers the vertices that occur 0, 1, 2, … and returns how many there are.
std::uint32_t compact(std::vector<Link>& links) {
  std::vector<std::uint32_t> seen;
  seen.reserve(2 * links.size());
  for (const Link& link : links) {
    seen.push_back(link.from);
    seen.push_back(link.to);
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  const auto place = [&](std::uint32_t vertex) {
    return static_cast<std::uint32_t>(std::lower_bound(seen.begin(), seen.end(), vertex) - seen.begin());
  };
  for (Link& link : links) {
    link.from = place(link.from);
    link.to = place(link.to);
  }
  return static_cast<std::uint32_t>(seen.size());
}

/// The strong component of each vertex, counting only links of a rank below `end`.
std::vector<std::uint32_t> components_below(std::uint32_t end, const std::vector<Link>& links, std::uint32_t vertices) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ends;
  for (const Link& link : links)
    if (link.rank < end) ends.emplace_back(link.from, link.to);
  const Graph graph(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), vertices);
  std::vector<std::uint32_t> component(vertices);
  boost::strong_components(graph,
                           boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  return component;
}

/// Marks, among links whose ends are not yet connected by ranks below `first`, those of a rank in [first, last) that
/// close a cycle of no higher rank.
void mark_closing(std::uint32_t first, std::uint32_t last, std::vector<Link> links, PerEdge<bool>& closing) {
  const bool candidates = std::any_of(links.begin(), links.end(), [&](const Link& link) { return link.rank >= first; });
  if (!candidates) return;
  const auto vertices = compact(links);
  if (last - first == 1) {
    const auto component = components_below(last, links, vertices);
    for (const Link& link : links)
      if (link.rank == first && component[link.from] == component[link.to]) closing[link.edge] = true;
    return;
  }
  const auto middle = first + (last - first) / 2;
  const auto component = components_below(middle, links, vertices);
  std::vector<Link> shorter, longer;
  for (Link& link : links) {
    const bool connected = component[link.from] == component[link.to];
    if (connected && link.rank < middle) {
      shorter.push_back(link);
    } else if (connected) {
      closing[link.edge] = true;
    } else {
      longer.push_back({component[link.from], component[link.to], link.rank, link.edge});
    }
  }
  links = {};
  mark_closing(first, middle, std::move(shorter), closing);
  mark_closing(middle, last, std::move(longer), closing);
}

/// A predicate for filtered_graph, which wants it default constructible.
struct Runs {
  const PerEdge<bool>* closing = nullptr;
  bool operator()(EdgeId edge) const { return !(*closing)[edge]; }
};

}  // namespace

PerEdge<bool> closing_edges(const FrozenNetwork& network) {
  std::vector<std::uint32_t> component(network.nodes().size());
  boost::strong_components(network,
                           boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, network)));
  const Rows& rows = network.rows();
  std::vector<Link> links;
  for (const EdgeId edge : network.edges()) {
    const auto from = static_cast<std::uint32_t>(network.from(edge)), to = static_cast<std::uint32_t>(network.to(edge));
    if (component[from] == component[to]) links.push_back({from, to, rows.lead_class[rows.arc_of[edge]], edge});
  }
  PerEdge<bool> closing(network.edges().size());
  if (!links.empty()) mark_closing(0, static_cast<std::uint32_t>(rows.lead.size()), std::move(links), closing);
  return closing;
}

std::vector<NodeId> flow_order(const FrozenNetwork& network, const PerEdge<bool>& closing) {
  const boost::filtered_graph<FrozenNetwork, Runs> runs(network, Runs{&closing});
  std::vector<NodeId> order;
  order.reserve(network.nodes().size());
  boost::topological_sort(runs, std::back_inserter(order));
  std::reverse(order.begin(), order.end());  // suppliers first
  PerNode<std::uint32_t> layer(network.nodes().size(), 0);
  for (const NodeId node : order) {
    const auto [first, last] = out_edges(node, network);
    for (auto edge = first; edge != last; ++edge) {
      if (closing[*edge]) continue;
      std::uint32_t& customer = layer[network.to(*edge)];
      customer = std::max(customer, layer[node] + 1);
    }
  }
  std::sort(order.begin(), order.end(), [&](NodeId a, NodeId b) {
    return std::pair{layer[a], a} < std::pair{layer[b], b};
  });
  return order;
}

}  // namespace ytterby
