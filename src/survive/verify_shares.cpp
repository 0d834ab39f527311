// SPDX-License-Identifier: Apache-2.0
/// @file  What of its suppliers' product a customer may get.
#include <algorithm>

#include "survive/verify_facts.hpp"

namespace ytterby::proof {

void CaseFacts::find_shares() {
  const auto nodes = network_.nodes().size(), edges = network_.edges().size();
  has_share_ = PerEdge<bool>(edges, false);
  has_own_share_ = PerNode<bool>(nodes, false);
  if (!share_) return;
  flows_vary_ = std::any_of(timeline_.groups.begin(), timeline_.groups.end(),
                            [](const LeverGroup& group) { return group.lever == Lever::flow; });
  shipped_.assign(flows_vary_ ? pieces() : 1, PerNode<Line>(nodes));
  for (std::size_t piece = 0; piece < shipped_.size(); ++piece)
    for (const EdgeId edge : network_.edges()) {
      const Line flow = value(Table::edges, Lever::flow, index_of(edge), network_.flow(edge).value, piece);
      Line& sum = shipped_[piece][network_.from(edge)];
      sum = {sum.begin + flow.begin, sum.end + flow.end};
    }
  const auto limits = [](Line share) { return share.begin < 1 || share.end < 1; };
  for (std::size_t piece = 0; piece < shipped_.size(); ++piece) {
    for (const EdgeId edge : network_.edges()) has_share_[edge] = has_share_[edge] || limits(share(edge, piece));
    for (const NodeId node : network_.nodes())
      has_own_share_[node] = has_own_share_[node] || limits(own_share(node, piece));
  }
}

Line CaseFacts::share(EdgeId edge, std::size_t piece) const {
  if (!share_) return {1, 1};
  const NodeId from = network_.from(edge);
  const Line flow = value(Table::edges, Lever::flow, index_of(edge), network_.flow(edge).value, piece);
  const Line sum = shipped_[flows_vary_ ? piece : 0][from];
  const double own = network_.demand(from).value;
  const auto of = [&](double part, double all) { return all > 0 ? std::min(1.0, flex_ * part / all) : 1.0; };
  return {of(flow.begin, sum.begin + own), of(flow.end, sum.end + own)};
}

Line CaseFacts::own_share(NodeId node, std::size_t piece) const {
  if (!share_) return {1, 1};
  const Line sum = shipped_[flows_vary_ ? piece : 0][node];
  const double own = network_.demand(node).value;
  const auto of = [&](double others) { return others > 0 ? std::min(1.0, flex_ * own / (others + own)) : 1.0; };
  return {of(sum.begin), of(sum.end)};
}

bool CaseFacts::has_share(EdgeId edge) const { return has_share_[edge]; }
bool CaseFacts::has_own_share(NodeId node) const { return has_own_share_[node]; }

}  // namespace ytterby::proof
