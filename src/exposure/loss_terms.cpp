// SPDX-License-Identifier: Apache-2.0
/// @file  Shares of inputs, and the terms made of them.
#include "exposure/loss_terms.hpp"

#include <fmt/core.h>

#include <cmath>

#include "ytterby/core/error.hpp"
#include "ytterby/scenario/select.hpp"

namespace ytterby {

Stop stop_of(const FrozenNetwork& network, const Selection& stopped, std::string_view subject) {
  const Selected selected = select(network, stopped, subject);
  if (!selected.inputs.empty() || !selected.offices.empty())
    throw InvalidScenario(fmt::format("{}: found {}, expected nodes, edges or lanes", subject,
                                      selected.inputs.empty() ? "offices" : "inputs"));
  Stop stop{.nodes = PerNode<bool>(network.nodes().size()), .edges = PerEdge<bool>(network.edges().size())};
  for (const NodeId node : selected.nodes) stop.nodes[node] = true;
  for (const EdgeId edge : selected.edges) stop.edges[edge] = true;
  if (selected.lanes.empty()) return stop;
  PerLane<bool> lanes(network.lanes().size());
  for (const LaneId lane : selected.lanes) lanes[lane] = true;
  for (const EdgeId edge : network.edges())
    if (network.lane(edge) != no_lane && lanes[network.lane(edge)]) stop.edges[edge] = true;
  return stop;
}

void require_targets(const FrozenNetwork& network, std::span<const NodeId> targets) {
  for (const NodeId target : targets)
    if (index_of(target) >= network.nodes().size())
      throw InvalidOptions(
          fmt::format("targets: found node {}, expected one below {}", index_of(target), network.nodes().size()));
}

InputShares input_shares(const FrozenNetwork& network) {
  constexpr double rounding = 1e-12;
  const Rows& rows = network.rows();
  InputShares shares{.of_arc = std::vector<double>(rows.from.size()),
                     .unattributed = std::vector<double>(rows.input_at.size())};
  for (std::size_t slot = 0; slot < rows.input_at.size(); ++slot) {
    const double need = network.need(rows.input_at[slot]).value;
    double inflow = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) inflow += rows.flow[arc];
    const bool covered = inflow >= need * (1 - rounding);
    const double whole = covered ? inflow : need;
    if (!covered) shares.unattributed[slot] = 1 - inflow / need;
    if (whole <= 0) shares.unattributed[slot] = 1;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc)
      shares.of_arc[arc] = whole > 0 ? rows.flow[arc] / whole : 0;
  }
  return shares;
}

NetworkTerms loss_terms(const FrozenNetwork& network, const InputShares& shares, const PerEdge<bool>& closed) {
  const Rows& rows = network.rows();
  NetworkTerms made{.terms = {.term_begin = rows.slot_begin}};
  auto& terms = made.terms;
  terms.arc_begin.reserve(rows.input_at.size() + 1);
  terms.rest.reserve(rows.input_at.size());
  made.base.reserve(rows.input_at.size());
  terms.from.reserve(rows.from.size());
  terms.gain.reserve(rows.from.size());
  for (std::size_t slot = 0; slot < rows.input_at.size(); ++slot) {
    const double essential = network.essential(rows.input_at[slot]);
    double base = 0;
    for (auto arc = rows.in_begin[slot]; arc < rows.in_begin[slot + 1]; ++arc) {
      const double gain = essential * shares.of_arc[arc];
      if (closed[rows.edge_at[arc]]) {
        base += gain;
      } else if (gain > 0) {
        terms.from.push_back(rows.from[arc]);
        terms.gain.push_back(gain);
      }
    }
    terms.arc_begin.push_back(static_cast<std::uint32_t>(terms.from.size()));
    terms.rest.push_back((1 - essential) + essential * shares.unattributed[slot] + base);
    made.base.push_back(base);
  }
  return made;
}

}  // namespace ytterby
