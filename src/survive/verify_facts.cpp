// SPDX-License-Identifier: Apache-2.0
/// @file  The tables of a case under its events, as lines.
#include "survive/verify_facts.hpp"

namespace ytterby::proof {

CaseFacts::CaseFacts(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options,
                     std::span<const NodeId> served)
    : CasePieces(network, scenario),
      tau_(scenario.policy.tau.count()),
      flex_(options.flex),
      share_(options.rivals == Rivals::share),
      served_(network.nodes().size(), false) {
  for (const NodeId node : served) served_[node] = true;
  find_reviews();
  find_open_licences();
  sort_edges();
  find_shares();
  find_stocks(options.step.count());
  find_ways();
}

std::span<const EdgeId> CaseFacts::out_edges(NodeId node) const {
  return std::span(out_edges_)
      .subspan(out_begin_[index_of(node)], out_begin_[index_of(node) + 1] - out_begin_[index_of(node)]);
}

Line CaseFacts::capacity(NodeId node, std::size_t piece) const {
  return value(Table::nodes, Lever::capacity, index_of(node), network_.capacity(node).value, piece);
}

Line CaseFacts::demand(NodeId node, std::size_t piece) const {
  return value(Table::nodes, Lever::demand, index_of(node), network_.demand(node).value, piece);
}

Line CaseFacts::t_per_t(InputId input, std::size_t piece) const {
  return value(Table::inputs, Lever::t_per_t, index_of(input), network_.t_per_t(input), piece);
}

Line CaseFacts::essential(InputId input, std::size_t piece) const {
  return value(Table::inputs, Lever::essential, index_of(input), network_.essential(input), piece);
}

Line CaseFacts::wanted(NodeId node, std::size_t piece) const {
  const Line most = capacity(node, piece);
  if (!out_edges(node).empty()) return most;
  const double refill = network_.stock(node).value / tau_;
  const Line own = demand(node, piece);
  return lower(most, {own.begin + refill, own.end + refill});
}

Line CaseFacts::lead(EdgeId edge, std::size_t piece) const {
  return value(Table::edges, Lever::lead_time, index_of(edge), network_.lead_time(edge).count(), piece);
}

bool CaseFacts::lead_varies(EdgeId edge) const { return group_of(Table::edges, Lever::lead_time, index_of(edge)) > 0; }

Line CaseFacts::licences(OfficeId office, std::size_t piece) const {
  const double base = network_.office(office).licences_per_month.value;
  const Line rate = value(Table::offices, Lever::licences_per_month, index_of(office), base, piece);
  return works_.empty() || works_[piece][office] != 0 || rate.is_unlimited() ? rate : Line{0, 0};
}

void CaseFacts::sort_edges() {
  out_begin_.assign(network_.nodes().size() + 1, 0);
  for (const EdgeId edge : network_.edges()) ++out_begin_[index_of(network_.from(edge)) + 1];
  for (std::size_t i = 1; i < out_begin_.size(); ++i) out_begin_[i] += out_begin_[i - 1];
  out_edges_.resize(network_.edges().size());
  auto next = out_begin_;
  lane_edges_ = PerLane<std::vector<EdgeId>>(network_.lanes().size());
  for (const EdgeId edge : network_.edges()) {
    out_edges_[next[index_of(network_.from(edge))]++] = edge;
    if (network_.lane(edge) != no_lane) lane_edges_[network_.lane(edge)].push_back(edge);
  }
}

}  // namespace ytterby::proof
