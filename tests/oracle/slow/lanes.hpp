// SPDX-License-Identifier: Apache-2.0
/// @file  Export licences, application by application.
#pragma once

#include <vector>

#include "oracle/slow/chain.hpp"
#include "oracle/slow/spread.hpp"
#include "oracle/slow_simulation.hpp"

namespace ytterby::test::slow {

/// Reviews, refusals, corrections, control in part, restocking and expiry under unlimited or closed offices.
class Lanes {
 public:
  explicit Lanes(const Chain& chain);

  /// Grants lapse, then what is reviewed is decided.
  void begin_step(Number now);

  /// Files for an edge whose customer wishes for so much, needs so much of it, and has both carried.
  /// @return  what may be asked of the supplier.
  Number ask(EdgeId id, Number wish, Number need, Number now);

  /// Goods that were shipped on an edge use the same share of licences and of what needed none.
  void use(EdgeId id, Number shipped);

  void end_step(Number now);

  [[nodiscard]] const std::vector<SlowLane>& accounts() const { return accounts_; }

 private:
  void fill_queue(EdgeId id);
  void expire(EdgeId id, Number now);
  [[nodiscard]] Number decide(EdgeId id, Number tonnes, Number now);
  void apply(EdgeId id, Number filed, Number now);
  [[nodiscard]] Number cooling(EdgeId id, Number now) const;
  [[nodiscard]] bool waits(const Lane& lane) const;
  [[nodiscard]] bool office_open(const Lane& lane, Number now) const;
  [[nodiscard]] Number review_steps(LaneId lane, Number now) const;
  [[nodiscard]] bool at_once(LaneId lane, Number now) const;
  [[nodiscard]] Number of_lane(LaneId lane, Lever lever, Number base, Number now) const;
  [[nodiscard]] LaneId lane_of(EdgeId id) const { return chain_.network.edges[id].lane; }
  [[nodiscard]] SlowLane& account(EdgeId id) { return accounts_[index_of(lane_of(id))]; }

  const Chain& chain_;
  std::vector<SlowLane> accounts_ = {};
  PerLane<Number> reviewed_by_ = {};  // when the review of all that was filed before this step ends
  /// By when their review ends; by when they were granted, refused, sent back.
  PerEdge<Spreads> applications_ = {}, licences_ = {}, refusals_ = {}, corrections_ = {};
  PerEdge<Number> at_once_ = {};                              // granted in this step for this step alone
  PerEdge<Number> asked_ = {};                                // of the supplier, before the edge's capacity
  PerEdge<Number> open_before_ = {}, under_correction_ = {};  // before this step's decisions
};

}  // namespace ytterby::test::slow
