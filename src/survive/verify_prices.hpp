// SPDX-License-Identifier: Apache-2.0
/// @file  What everything in the case is worth at given prices.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "survive/verify_facts.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby::proof {

/// At the prices, for one time to be reached.
struct Worth {
  double stock = 0;   ///< in stock and under way
  double inflow = 0;  ///< what limits let pass: capacities, edges, licences, volumes
  double demand = 0;
  std::string fault = {};  ///< why it is worth without limit

  /// Above 0: the time cannot be reached.
  [[nodiscard]] double excess() const { return demand - stock - inflow; }
  /// Whether it is, by more than rounding.
  [[nodiscard]] bool proves() const;
};

/// For a plan that lasts to T the demand to T is worth no more than all supply, at any prices that never rise: supply
/// less use of each good up to any moment is not below 0, and so are the limits. Where the demand is worth more there
/// is no such plan.
///
/// What is set to an amount after the start is taken to be added to what is there; a stock that is scaled up then has
/// no bound, and is refused.
class Valuation {
 public:
  Valuation(const Prices& prices, const CaseFacts& facts);

  /// Sizes, times, numbers below 0 or that are none, prices that rise; empty: none.
  [[nodiscard]] std::string fault() const;
  /// Where the last cell begins: what is to be reached is later.
  [[nodiscard]] double earliest() const;

  /// The last cell stretched, or cut, to end at `time`, above `earliest`. O((N + L)·cells·log).
  [[nodiscard]] Worth at(double time) const;
  /// The shortest time near `claimed` that is proven out of reach; none if none is, up to 2^30 times that.
  [[nodiscard]] std::optional<double> proven_near(double claimed) const;

  /// The largest price of the output of nodes that are served.
  [[nodiscard]] double largest_served() const;
  /// Of product, inputs or rights to a share, at any time; only where it can count before `time`.
  [[nodiscard]] double largest_of(NodeId node) const;
  [[nodiscard]] double largest_of(NodeId node, double time) const;

  /// By how much supply less demand until `time` would grow with one more unit.
  [[nodiscard]] double of_stock(NodeId node, double time) const;
  [[nodiscard]] double of_stock(InputId input, double time) const;
  [[nodiscard]] double of_capacity(NodeId node, double time) const;
  [[nodiscard]] double of_capacity(EdgeId edge, double time) const;
  [[nodiscard]] double of_demand(NodeId node, double time) const;
  /// Of a t/month through a lane: by what its best edge gains, and by the price of its licences and volume.
  struct LaneWorth {
    double by_edges = 0, by_licences = 0;
  };
  [[nodiscard]] LaneWorth of_lane(LaneId lane, double time) const;
  /// Of the right to a share, at any time; without an edge, the node's own.
  [[nodiscard]] double of_share(NodeId node, std::optional<EdgeId> edge, double time) const;

  /// What a limit lets pass until `time`: while it is worth something, and always.
  struct Passing {
    double worth = 0, all = 0;
  };
  [[nodiscard]] Passing passing(NodeId node, double time) const;
  [[nodiscard]] Passing passing(EdgeId edge, double time) const;

 private:
  struct Segment;
  struct Offer;
  [[nodiscard]] std::size_t cell_at(double time) const;
  [[nodiscard]] double output(NodeId node, double at, double time) const;
  [[nodiscard]] double input(InputId input, double at, double time) const;
  [[nodiscard]] double share(EdgeId edge, double at, double time) const;
  [[nodiscard]] double own_share(NodeId node, double at, double time) const;
  [[nodiscard]] double licence(LaneId lane, std::size_t piece, std::size_t cell) const;
  [[nodiscard]] Line finished(NodeId node, const Segment& segment, double time) const;
  [[nodiscard]] double finished_at(NodeId node, double at, double time) const;
  [[nodiscard]] Line edge_gain(EdgeId edge, const Segment& segment, double time, bool with_lane) const;
  [[nodiscard]] Offer offer(NodeId node, const Segment& segment, double time, double part) const;

  void cut_at_changes(std::vector<double>& cuts, double time) const;
  void cut_for(NodeId node, std::vector<double>& cuts, double time) const;
  void cut_for(EdgeId edge, std::vector<double>& cuts, double time) const;
  template <class What>
  void for_each_segment(std::vector<double>& cuts, double time, What&& what) const;
  /// @param limit_of  What passes in a piece; @param earns  Whether it is worth something.
  template <class Id, class Limit, class Earns>
  [[nodiscard]] Passing passing_at(Id id, double time, Limit&& limit_of, Earns&& earns) const;

  void value_stocks(Worth& worth, double time) const;
  void value_under_way(Worth& worth, double time) const;
  void value_making(Worth& worth, double time) const;
  void value_shipping(Worth& worth, double time) const;
  void value_licences(Worth& worth, double time) const;
  void value_demand(Worth& worth, double time) const;
  [[nodiscard]] double refine(double low, double high) const;

  const Prices& prices_;
  const CaseFacts& facts_;
  const FrozenNetwork& network_;
};

}  // namespace ytterby::proof
