// SPDX-License-Identifier: Apache-2.0
/// @file  Strong components of a list of arcs, by Boost.Graph.
#pragma once

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <cstdint>
#include <utility>
#include <vector>

namespace ytterby::kernel {

/// Tail and head.
using Arc = std::pair<std::uint32_t, std::uint32_t>;

/// [vertex] The strong component of each of the vertices 0, 1, 2, …, numbered so that arcs between components run from
/// higher numbers to lower ones. Time and memory O(vertices + arcs).
[[nodiscard]] inline std::vector<std::uint32_t> strong_components(std::size_t vertices, const std::vector<Arc>& arcs) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property,
                                                   boost::no_property, std::uint32_t, std::uint32_t>;
  const Graph graph(boost::edges_are_unsorted_multi_pass, arcs.begin(), arcs.end(),
                    static_cast<std::uint32_t>(vertices));
  std::vector<std::uint32_t> component(vertices);
  boost::strong_components(graph,
                           boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
  return component;
}

}  // namespace ytterby::kernel
