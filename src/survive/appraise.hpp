// SPDX-License-Identifier: Apache-2.0
/// @file  What a case is worth at given prices.
#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::best {

/// Prices as steps in time: those of the cells until the goods come too late.
class PricesInTime {
 public:
  PricesInTime(const Facts& facts, const Reach& reach, const Prices& prices, double end)
      : facts_(facts), reach_(reach), prices_(prices), end_(end) {}

  [[nodiscard]] double end() const { return end_; }
  /// Where cells of the prices end.
  [[nodiscard]] const std::vector<Months>& until() const { return prices_.until; }
  /// Place among the cells of the prices.
  [[nodiscard]] std::size_t cell_at(double time) const;
  [[nodiscard]] double output(NodeId node, double time) const;
  [[nodiscard]] double input(InputId input, double time) const;
  [[nodiscard]] double share(EdgeId edge, double time) const;
  [[nodiscard]] double own_share(NodeId node, double time) const;
  [[nodiscard]] double licence(OfficeId office, double time) const;
  [[nodiscard]] double volume(LaneId lane) const { return prices_.volume.empty() ? 0 : prices_.volume[lane]; }
  /// Of a tonne that a node has made: its own, and the rights of its customers that come with it.
  [[nodiscard]] double with_rights(NodeId node, double time) const;
  /// Whether an edge that can carry could gain anything at some time, since prices do not rise: saves looking closer.
  [[nodiscard]] bool may_gain_on(EdgeId edge) const {
    const FrozenNetwork& network = *facts_.network;
    const double there = prices_.input.front()[network.input(edge)];
    return there > 0 && (reach_.edge[edge] == no_limit || there > prices_.output.back()[network.from(edge)]);
  }
  /// What a tonne gains on an edge that leaves at a time, over lead time `lead`, before any price of a licence.
  [[nodiscard]] double gain_on(EdgeId edge, double time, double lead) const;

 private:
  const Facts& facts_;
  const Reach& reach_;
  const Prices& prices_;
  double end_;
};

/// The values at stake, each in the unit of the prices.
class Appraiser {
 public:
  virtual ~Appraiser() = default;
  virtual void finished_stock(NodeId, double /*tonnes*/, double /*price*/) {}
  virtual void input_stock(InputId, double /*tonnes*/, double /*price*/) {}
  /// Of what an event brings.
  virtual void later_stock(double /*tonnes*/, double /*price*/) {}
  virtual void under_way(EdgeId, double /*value*/) {}
  /// @param per_unit  Of one more t/month, over all the time.
  /// @param passes    Tonnes within capacity, while the last of them earns.
  virtual void capacity(NodeId, double /*per_unit*/, double /*value*/, double /*passes*/) {}
  virtual void edge(EdgeId, double /*per_unit*/, double /*value*/) {}
  virtual void licences(OfficeId, double /*per_unit*/, double /*value*/) {}
  virtual void volume(LaneId, double /*per_unit*/, double /*value*/) {}
  virtual void demand(NodeId, double /*per_unit*/, double /*value*/) {}
  /// Something unlimited that would earn: these prices prove nothing.
  virtual void unlimited(double /*margin*/) {}
};

/// Values all that there is until `end`, at prices whose last cell is as long as that asks for.
///
/// Time O((N + L)·cells).
void appraise(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end,
              Appraiser& appraiser);

/// Sums of the above.
struct Worth {
  double stock = 0;   ///< in stock and under way
  double inflow = 0;  ///< what throughput can add, over all the time
  double demand = 0;
  double unlimited = 0;  ///< the most that a tonne earns where there is no limit: rounding, or nothing is proven
  /// Above 0: no plan lasts as long.
  [[nodiscard]] double missing() const { return unlimited > 1e-9 ? -no_limit : demand - stock - inflow; }
};
[[nodiscard]] Worth worth_of(const Facts& facts, const Reach& reach, const Aim& aim, const Prices& prices, double end);

}  // namespace ytterby::best
