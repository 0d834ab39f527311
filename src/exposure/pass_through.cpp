// SPDX-License-Identifier: Apache-2.0
/// @file  Who has reached a set has reached it.
#include "exposure/pass_through.hpp"

#include <algorithm>
#include <cstddef>

#include "exposure/arcs_into.hpp"
#include "exposure/solve_each.hpp"

namespace ytterby {

namespace {

class Passage {
 public:
  Passage(const Rows& rows, const SupplySystem& system, const std::vector<MarkedSet>& sets,
          std::vector<Exposure>& exposures)
      : rows_(rows), system_(system), sets_(sets), exposures_(exposures) {}

  [[nodiscard]] double solve_nodes(const std::vector<std::size_t>& of_nodes, const Control& control) {
    const auto fill = [&](std::size_t k, auto&& given) {
      const MarkedSet& set = sets_[of_nodes[k]];
      for (std::size_t row = 0; row < system_.matrix.size(); ++row)
        if (set.node[system_.order.position_of[row]]) given(row) = 1;
      fill_closed(set, given);
    };
    const auto take = [&](std::size_t k, auto&& passed) { take_at_targets(of_nodes[k], passed); };
    return solve_each(system_.matrix, kernel::Given::held, of_nodes.size(), control, fill, take);
  }

  /// What has come over an edge of the set is followed no further.
  [[nodiscard]] double solve_edges(std::size_t s, const Control& control) {
    const MarkedSet& set = sets_[s];
    std::vector<double> others = system_.share;
    for (std::size_t arc = 0; arc < others.size(); ++arc)
      if (set.arc[arc]) others[arc] = 0;
    const auto fill = [&](std::size_t, auto&& given) {
      for (std::size_t arc = 0; arc < others.size(); ++arc)
        if (set.arc[arc]) given(row_of_customer(arc)) += system_.share[arc];
      fill_closed(set, given);
    };
    const auto take = [&](std::size_t, auto&& passed) { take_at_targets(s, passed); };
    return solve_each(dependence_rows(rows_, system_.order, others), kernel::Given::added, 1, control, fill, take);
  }

 private:
  [[nodiscard]] std::uint32_t row_of_customer(std::size_t arc) const {
    return system_.order.row_of[rows_.position_of[rows_.node_of[rows_.slot[arc]]]];
  }

  /// What goes round a closed loop passes all of it.
  template <class At>
  void fill_closed(const MarkedSet& set, At&& given) const {
    for (const kernel::Loop& loop : system_.closed) {
      bool touched = false;
      for (std::size_t row = loop.first; row < loop.last; ++row)
        touched = touched || touches(set, system_.order.position_of[row]);
      for (std::size_t row = loop.first; touched && row < loop.last; ++row) given(row) = 1;
    }
  }
  [[nodiscard]] bool touches(const MarkedSet& set, std::size_t at) const {
    bool touched = set.node[at];
    const auto [first, last] = arcs_into(rows_, at);
    for (std::size_t arc = first; arc < last; ++arc)
      touched = touched || (set.arc[arc] && system_.draws.share[arc] > 0);
    return touched;
  }

  /// From what has passed the set at each supplier to what has at the targets.
  template <class At>
  void take_at_targets(std::size_t s, At&& passed) {
    const MarkedSet& set = sets_[s];
    for (std::size_t t = 0; t < system_.targets.size(); ++t) {
      const std::size_t at = system_.targets[t];
      if (!system_.draws.defined[at]) continue;
      double sum = set.node[at] ? system_.draws.own[at] : 0;
      const auto [first, last] = arcs_into(rows_, at);
      for (std::size_t arc = first; arc < last; ++arc)
        sum += system_.draws.share[arc] * (set.arc[arc] ? 1 : passed(system_.order.row_of[rows_.from[arc]]));
      exposures_[t * sets_.size() + s].pass_through = sum;
    }
  }

  const Rows& rows_;
  const SupplySystem& system_;
  const std::vector<MarkedSet>& sets_;
  std::vector<Exposure>& exposures_;
};

}  // namespace

double solve_pass_through(const Rows& rows, const SupplySystem& system, const std::vector<MarkedSet>& sets,
                          const Control& control, std::vector<Exposure>& exposures) {
  Passage passage(rows, system, sets, exposures);
  double residual = passage.solve_nodes(sets_of_nodes(sets), control);
  for (std::size_t s = 0; s < sets.size(); ++s)
    if (sets[s].of_edges) residual = std::max(residual, passage.solve_edges(s, control));
  return residual;
}

}  // namespace ytterby
