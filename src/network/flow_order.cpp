// SPDX-License-Identifier: Apache-2.0
/// @file  Cycles and flow order, by Boost.Graph.
#include "network/flow_order.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/graph/two_bit_color_map.hpp>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <span>
#include <tuple>
#include <utility>

#include "ytterby/network/boost_graph.hpp"

namespace ytterby {

namespace {

/// An edge of a contracted subgraph; `rank` is the place of its lead time among all.
struct Link {
  std::uint32_t from, to, rank;
  EdgeId edge;
};

constexpr std::uint32_t unplaced = 0xffff'ffffU;

/// Numbers the vertices that occur 0, 1, 2, … and returns how many there are. `place` holds `unplaced` for every vertex
/// there may be, before and after.
std::uint32_t compact(std::vector<Link>& links, std::vector<std::uint32_t>& place) {
  std::vector<std::uint32_t> seen;
  const auto number = [&](std::uint32_t& vertex) {
    std::uint32_t& at = place[vertex];
    if (at == unplaced) {
      at = static_cast<std::uint32_t>(seen.size());
      seen.push_back(vertex);
    }
    vertex = at;
  };
  for (Link& link : links) {
    number(link.from);
    number(link.to);
  }
  for (const std::uint32_t vertex : seen) place[vertex] = unplaced;
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
void mark_closing(std::uint32_t first, std::uint32_t last, std::vector<Link> links, std::vector<std::uint32_t>& place,
                  PerEdge<bool>& closing) {
  const bool candidates = std::any_of(links.begin(), links.end(), [&](const Link& link) { return link.rank >= first; });
  if (!candidates) return;
  const auto vertices = compact(links, place);
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
  mark_closing(first, middle, std::move(shorter), place, closing);
  mark_closing(middle, last, std::move(longer), place, closing);
}

// Predicates for filtered_graph, which wants them default constructible.
struct Runs {
  const PerEdge<bool>* closing = nullptr;
  bool operator()(EdgeId edge) const { return !(*closing)[edge]; }
};
struct IsShorter {
  const Rows* rows = nullptr;
  std::uint32_t end = 0;
  bool operator()(EdgeId edge) const { return rows->lead_class[rows->arc_of[edge]] < end; }
};

struct Place {
  std::uint32_t layer = 0;  ///< edges on the longest way from a source
  std::uint32_t edges_in = 0;
};

struct Components {
  std::vector<std::uint32_t> of = {};  ///< [node]
  std::size_t count = 0;
};

/// Boost's own colours and times take 12 bytes a node, these 4: few of their reads miss the cache.
template <class Graph>
Components components_of(const Graph& graph) {
  const auto index = get(boost::vertex_index, graph);
  const auto nodes = num_vertices(graph);
  Components found{.of = std::vector<std::uint32_t>(nodes)};
  std::vector<std::uint32_t> times(nodes);
  found.count =
      boost::strong_components(graph, boost::make_iterator_property_map(found.of.begin(), index),
                               boost::discover_time_map(boost::make_iterator_property_map(times.begin(), index))
                                   .color_map(boost::make_two_bit_color_map(nodes, index)));
  return found;
}

}  // namespace

PerEdge<bool> closing_edges(const FrozenNetwork& network) {
  const Rows& rows = network.rows();
  PerEdge<bool> closing(network.edges().size());
  if (rows.lead.empty()) return closing;
  const auto whole = components_of(network);
  // Cycles often close by the longest lead of all, as that of scrap: without it nothing may be left to look at.
  const auto longest = static_cast<std::uint32_t>(rows.lead.size() - 1);
  const bool has_ways_back = whole.count < network.nodes().size();
  const auto shorter =
      has_ways_back ? components_of(boost::filtered_graph(network, IsShorter{&rows, longest})) : Components{};
  std::vector<Link> links;
  for (const NodeId node : network.nodes()) {
    const auto from = static_cast<std::uint32_t>(node);
    const auto [first, last] = out_edges(node, network);
    for (auto edge = first; edge != last; ++edge) {
      const auto to = static_cast<std::uint32_t>(target(*edge, network));
      const auto rank = rows.lead_class[rows.arc_of[*edge]];
      if (rank == longest || !has_ways_back) {
        closing[*edge] = whole.of[from] == whole.of[to];
      } else if (shorter.of[from] == shorter.of[to]) {
        links.push_back({from, to, rank, *edge});
      }
    }
  }
  if (links.empty()) return closing;
  std::vector<std::uint32_t> place(network.nodes().size(), unplaced);
  mark_closing(0, longest, std::move(links), place, closing);
  return closing;
}

std::vector<NodeId> flow_order(const FrozenNetwork& network, const PerEdge<bool>& closing) {
  const boost::filtered_graph<FrozenNetwork, Runs> runs(network, Runs{&closing});
  std::vector<NodeId> order;
  order.reserve(network.nodes().size());
  boost::topological_sort(
      runs, std::back_inserter(order),
      boost::color_map(boost::make_two_bit_color_map(num_vertices(runs), get(boost::vertex_index, network))));
  std::reverse(order.begin(), order.end());  // suppliers first
  PerNode<Place> place(network.nodes().size());
  for (const NodeId node : order) {
    const auto next = place[node].layer + 1;
    const auto [first, last] = out_edges(node, network);
    for (auto edge = first; edge != last; ++edge) {
      Place& customer = place[target(*edge, network)];
      ++customer.edges_in;
      if (!closing[*edge]) customer.layer = std::max(customer.layer, next);
    }
  }
  std::sort(order.begin(), order.end(), [&](NodeId a, NodeId b) {
    return std::tie(place[a].layer, place[a].edges_in, a) < std::tie(place[b].layer, place[b].edges_in, b);
  });
  return order;
}

}  // namespace ytterby
