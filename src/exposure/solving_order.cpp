// SPDX-License-Identifier: Apache-2.0
/// @file  Strong components, by Boost.Graph, laid end to end.
#include "exposure/solving_order.hpp"

#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <boost/graph/two_bit_color_map.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <tuple>

#include "core/quote.hpp"
#include "exposure/arcs_into.hpp"
#include "ytterby/network/boost_graph.hpp"

namespace ytterby {

namespace {

// For filtered_graph, which wants it default constructible.
struct HasWeight {
  const Rows* rows = nullptr;
  const std::vector<double>* weight = nullptr;
  bool operator()(EdgeId edge) const { return (*weight)[rows->arc_of[edge]] > 0; }
};

/// Components by position, numbered against the flow: suppliers have the higher numbers.
struct Parts {
  std::vector<std::uint32_t> of = {};  ///< [position]
  std::uint32_t count = 0;
};

Parts strong_parts(const FrozenNetwork& network, const std::vector<double>& weight) {
  const boost::filtered_graph<FrozenNetwork, HasWeight> draws(network, HasWeight{&network.rows(), &weight});
  const auto index = get(boost::vertex_index, network);
  std::vector<std::uint32_t> of_node(network.nodes().size()), times(of_node.size());
  const auto count =
      boost::strong_components(draws, boost::make_iterator_property_map(of_node.begin(), index),
                               boost::vertex_index_map(index)
                                   .discover_time_map(boost::make_iterator_property_map(times.begin(), index))
                                   .color_map(boost::make_two_bit_color_map(of_node.size(), index)));
  Parts parts{.of = std::vector<std::uint32_t>(of_node.size()), .count = static_cast<std::uint32_t>(count)};
  for (std::size_t at = 0; at < parts.of.size(); ++at) parts.of[at] = of_node[index_of(network.rows().node_at[at])];
  return parts;
}

std::span<const std::uint32_t> suppliers(const Rows& rows, std::size_t at) {
  const auto [first, last] = arcs_into(rows, at);
  return std::span(rows.from).subspan(first, last - first);
}

struct PartPlace {
  std::uint32_t layer = 0, first = 0, size = 0;
};

/// Where parts come: by the longest way from a source, then by their first node in flow order.
std::vector<PartPlace> places(const Rows& rows, const std::vector<double>& weight, const Parts& parts) {
  std::vector<PartPlace> place(parts.count);
  std::vector<std::uint32_t> by_part(parts.of.size());
  std::iota(by_part.begin(), by_part.end(), 0U);
  std::stable_sort(by_part.begin(), by_part.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return parts.of[a] > parts.of[b]; });
  for (const std::uint32_t at : by_part) {
    PartPlace& here = place[parts.of[at]];
    if (here.size++ == 0) here.first = at;
    std::size_t arc = arcs_into(rows, at).first;
    for (const std::uint32_t from : suppliers(rows, at))
      if (weight[arc++] > 0 && parts.of[from] != parts.of[at])
        here.layer = std::max(here.layer, place[parts.of[from]].layer + 1);
  }
  return place;
}

}  // namespace

SolvingOrder solving_order(const FrozenNetwork& network, const std::vector<double>& weight) {
  const Rows& rows = network.rows();
  const Parts parts = strong_parts(network, weight);
  const auto place = places(rows, weight, parts);
  SolvingOrder order{.row_of = std::vector<std::uint32_t>(parts.of.size()),
                     .position_of = std::vector<std::uint32_t>(parts.of.size())};
  std::iota(order.position_of.begin(), order.position_of.end(), 0U);
  std::sort(order.position_of.begin(), order.position_of.end(), [&](std::uint32_t a, std::uint32_t b) {
    const PartPlace &of_a = place[parts.of[a]], &of_b = place[parts.of[b]];
    return std::tie(of_a.layer, of_a.first, a) < std::tie(of_b.layer, of_b.first, b);
  });
  for (std::uint32_t row = 0; row < order.row_of.size(); ++row) order.row_of[order.position_of[row]] = row;
  for (std::uint32_t row = 0; row < order.row_of.size(); row += place[parts.of[order.position_of[row]]].size) {
    const std::uint32_t at = order.position_of[row], size = place[parts.of[at]].size;
    bool loops = size > 1;
    std::size_t arc = arcs_into(rows, at).first;
    for (const std::uint32_t from : suppliers(rows, at)) loops = (weight[arc++] > 0 && from == at) || loops;
    if (loops) order.loops.push_back({row, row + size});
  }
  return order;
}

kernel::DependenceRows<double> dependence_rows(const Rows& rows, const SolvingOrder& order,
                                               const std::vector<double>& weight) {
  kernel::DependenceRows<double> matrix;
  const auto entries =
      static_cast<std::size_t>(std::count_if(weight.begin(), weight.end(), [](double value) { return value > 0; }));
  matrix.begin.reserve(order.position_of.size() + 1);
  matrix.turns.reserve(order.position_of.size());
  matrix.from.reserve(entries);
  matrix.weight.reserve(entries);
  matrix.begin.push_back(0);
  for (const std::uint32_t at : order.position_of) {
    double own = 0;
    std::size_t arc = arcs_into(rows, at).first;
    for (const std::uint32_t from : suppliers(rows, at)) {
      const double value = weight[arc++];
      if (from == at) own += value;
      if (from == at || !(value > 0)) continue;
      matrix.from.push_back(order.row_of[from]);
      matrix.weight.push_back(value);
    }
    matrix.begin.push_back(static_cast<std::uint32_t>(matrix.from.size()));
    matrix.turns.push_back(1 / (1 - own));
  }
  for (const kernel::Loop& loop : order.loops)
    if (loop.last - loop.first > 1) matrix.loops.push_back(loop);
  return matrix;
}

std::string names_of(const FrozenNetwork& network, const SolvingOrder& order, const kernel::Loop& loop) {
  constexpr std::uint32_t shown = 3;
  std::string names;
  for (std::uint32_t row = loop.first; row < std::min(loop.last, loop.first + shown); ++row)
    names += (names.empty() ? "" : ", ") + quoted(network.name(network.rows().node_at[order.position_of[row]]));
  if (loop.last - loop.first > shown) names += fmt::format(" and {} more", loop.last - loop.first - shown);
  return names;
}

}  // namespace ytterby
