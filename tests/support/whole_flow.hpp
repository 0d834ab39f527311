// SPDX-License-Identifier: Apache-2.0
/// @file  Boost's graph for maximum flows in whole numbers, an oracle that shares no code with the library.
#pragma once

#include <boost/graph/adjacency_list.hpp>

#include <cstddef>

namespace ytterby::test {

using WholeFlowTraits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using WholeFlowGraph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, long long,
                    boost::property<boost::edge_residual_capacity_t, long long,
                                    boost::property<boost::edge_reverse_t, WholeFlowTraits::edge_descriptor>>>>;

/// An edge and its reverse, which carries nothing.
inline WholeFlowTraits::edge_descriptor connect(WholeFlowGraph& graph, std::size_t from, std::size_t to,
                                                long long capacity) {
  const auto there = boost::add_edge(from, to, graph).first, back = boost::add_edge(to, from, graph).first;
  boost::put(boost::edge_capacity, graph, there, capacity);
  boost::put(boost::edge_capacity, graph, back, 0);
  boost::put(boost::edge_reverse, graph, there, back);
  boost::put(boost::edge_reverse, graph, back, there);
  return there;
}

}  // namespace ytterby::test
