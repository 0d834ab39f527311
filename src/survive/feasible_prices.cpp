// SPDX-License-Identifier: Apache-2.0
/// @file  One pass along the flow that lowers prices.
#include "survive/feasible_prices.hpp"

#include <algorithm>
#include <cmath>

#include "ytterby/network/boost_graph.hpp"

namespace ytterby::best {

namespace {

constexpr int most_rounds = 20;

class Lowering {
 public:
  Lowering(const Facts& facts, const Reach& reach, Prices& prices)
      : facts_(facts), network_(*facts.network), reach_(reach), prices_(prices), end_(prices.until.back().count()) {}

  void run() {
    for (int round = 0; round < most_rounds; ++round) {
      changed_ = false;
      for (const NodeId node : reach_.nodes) {
        for (const InputId input : network_.inputs(node)) pass_edges(input);
        pass_node(node);
      }
      if (!changed_) return;
    }
  }

 private:
  /// No price rises from one cell to the next.
  template <class Id>
  void lower(std::vector<Indexed<Id, double>>& price, Id id, std::size_t k, double limit) {
    for (; k < price.size() && price[k][id] > limit; ++k) {
      price[k][id] = limit;
      changed_ = true;
    }
  }

  void pass_edges(InputId input) {
    for (const EdgeId edge : network_.in_edges(input)) {
      if (std::isinf(reach_.edge[edge]) || network_.lane(edge) != no_lane) continue;
      for (std::size_t k = 0; k < prices_.until.size(); ++k) {
        const Cell& cell = facts_.cells[k];
        if (std::isfinite(cell.edge_capacity[edge]) || !(cell.from < end_ - reach_.edge[edge])) continue;
        const double share = prices_.share.empty() ? 0 : prices_.share[k][edge];
        lower(prices_.input, input, first_arrival(cell, edge, k), prices_.output[k][network_.from(edge)] + share);
      }
    }
  }

  /// The cell in which the first of what leaves in cell k can arrive.
  [[nodiscard]] std::size_t first_arrival(const Cell& cell, EdgeId edge, std::size_t k) const {
    while (k < prices_.until.size() && !(cell.from + cell.lead[edge] < facts_.cells[k].to)) ++k;
    return k;
  }

  void pass_node(NodeId node) {
    for (std::size_t k = 0; k < prices_.until.size(); ++k) {
      const Cell& cell = facts_.cells[k];
      if (std::isfinite(cell.capacity[node]) || !(cell.from < end_ - reach_.node[node])) continue;
      double limit = 0;
      for (const InputId input : network_.inputs(node)) {
        const double cost = prices_.input[k][input] * cell.t_per_t[input];
        if (cell.essential[input] >= 1) limit += cost;
        if (cell.essential[input] < 1 && std::isfinite(cell.free_output[input])) limit += cost / cell.essential[input];
      }
      lower(prices_.output, node, k, std::max(0.0, limit - rights(node, cell, k)));
    }
  }

  /// Of customers and of the node itself, that come with a tonne made.
  [[nodiscard]] double rights(NodeId node, const Cell& cell, std::size_t k) const {
    double worth = 0;
    if (!prices_.own_share.empty()) worth += prices_.own_share[k][node] * std::min(1.0, cell.own_share[node]);
    if (prices_.share.empty()) return worth;
    const auto [begin, end] = out_edges(node, network_);
    for (auto edge = begin; edge != end; ++edge) worth += prices_.share[k][*edge] * std::min(1.0, cell.share[*edge]);
    return worth;
  }

  const Facts& facts_;
  const FrozenNetwork& network_;
  const Reach& reach_;
  Prices& prices_;
  double end_;
  bool changed_ = false;
};

}  // namespace

void make_feasible(const Facts& facts, const Reach& reach, Prices& prices) { Lowering(facts, reach, prices).run(); }

}  // namespace ytterby::best
