// SPDX-License-Identifier: Apache-2.0
/// @file  What was filed in each lane until when, and up to when it has been reviewed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/kernel/cumulative.hpp"
#include "ytterby/kernel/lane_state.hpp"
#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// Cumulative filings by edge and by lane, times in steps. Before the start each edge filed evenly.
///
/// Memory O((edges + lanes) · steps · Width).
template <class Real, int Width>
class LaneFilings {
 public:
  void begin(std::size_t lanes) {
    lane_before_.assign(lanes, 0);
    edges_of_.resize(lanes);
    for (auto& edges : edges_of_) edges.clear();
    lane_of_.clear();
    before_.clear();
  }

  /// An edge of a lane that filed `before` t a step until the start.
  void add(std::uint32_t lane, Real before) {
    edges_of_[lane].push_back(static_cast<std::uint32_t>(lane_of_.size()));
    lane_of_.push_back(lane);
    before_.push_back(before);
    lane_before_[lane] += before;
  }

  void start(std::size_t steps) {
    by_edge_.resize(lane_of_.size());
    for (auto* curves : {&by_lane_, &review_}) curves->resize(edges_of_.size());
    for (auto* curves : {&by_edge_, &by_lane_, &review_})
      for (auto& curve : *curves) curve.assign(steps + 1);
  }

  [[nodiscard]] std::size_t lanes() const { return edges_of_.size(); }
  [[nodiscard]] std::size_t edges() const { return lane_of_.size(); }
  [[nodiscard]] std::uint32_t lane_of(std::size_t edge) const { return lane_of_[edge]; }
  [[nodiscard]] const std::vector<std::uint32_t>& edges_of(std::size_t lane) const { return edges_of_[lane]; }
  [[nodiscard]] Real lane_before(std::size_t lane) const { return lane_before_[lane]; }
  [[nodiscard]] Real before(std::size_t edge) const { return before_[edge]; }

  /// The review that holds for what is filed in a step.
  void set_review(std::size_t lane, std::size_t step, std::size_t scenario, Real review) {
    review_[lane].at(step, scenario) = review;
  }
  void file(std::size_t edge, std::size_t step, std::size_t scenario, Real tonnes) {
    by_edge_[edge].at(step + 1, scenario) = by_edge_[edge].at(step, scenario) + tonnes;
    by_lane_[lane_of_[edge]].at(step + 1, scenario) += tonnes;
  }
  /// Ends a step of a lane; @return what was filed in it.
  Real close(std::size_t lane, std::size_t step, std::size_t scenario) {
    Real& filed = by_lane_[lane].at(step + 1, scenario);
    const Real now = filed;
    filed += by_lane_[lane].at(step, scenario);
    return now;
  }

  /// Filed until a whole number of steps.
  [[nodiscard]] Real by_edge(std::size_t edge, std::size_t steps, std::size_t scenario) const {
    return by_edge_[edge].at(steps, scenario);
  }
  [[nodiscard]] Real by_lane(std::size_t lane, std::size_t steps, std::size_t scenario) const {
    return by_lane_[lane].at(steps, scenario);
  }
  /// Filed until any time.
  [[nodiscard]] Real edge_at(std::size_t edge, std::size_t scenario, Real time) const {
    return curve_at(by_edge_[edge], scenario, time, before_[edge]);
  }
  [[nodiscard]] Real lane_at(std::size_t lane, std::size_t scenario, Real time) const {
    return curve_at(by_lane_[lane], scenario, time, lane_before_[lane]);
  }

  /// The filing time up to which all has been reviewed when a step begins. A review holds for what is filed while it is
  /// in force; nothing overtakes what was filed before it in its lane.
  [[nodiscard]] Real reviewed(const LaneState<Real>& state, std::size_t lane, std::size_t step,
                              std::size_t scenario) const {
    const Real now = static_cast<Real>(step);
    Real time = std::max(state.decided, state.reviewed);
    if (time < 0) time = std::max(time, std::min(Real{0}, now - state.review_at_start));
    if (time < 0) return time;
    for (auto filed = static_cast<std::size_t>(time); filed < step; ++filed) {
      const Real latest = now - review_[lane].at(filed, scenario), end = static_cast<Real>(filed + 1);
      if (latest < end) return std::max(time, latest);
      time = end;
    }
    return time;
  }

  /// The last filing time, at most `latest`, until which no more than `tonnes` were filed since `from`. O(log steps)
  [[nodiscard]] Real time_of(std::size_t lane, std::size_t scenario, Real from, Real tonnes, Real latest) const {
    const Real goal = lane_at(lane, scenario, from) + tonnes;
    if (lane_at(lane, scenario, latest) <= goal) return latest;
    Real low = from, high = latest;
    for (Real middle; (middle = bend_between(low, high)) < high;)  // to one linear piece
      (lane_at(lane, scenario, middle) <= goal ? low : high) = middle;
    const Real at_low = lane_at(lane, scenario, low), at_high = lane_at(lane, scenario, high);
    return at_high > at_low ? low + (high - low) * (goal - at_low) / (at_high - at_low) : low;
  }

  /// ∫ (now − filing time) over the tonnes filed in [from, until], in t·steps.
  [[nodiscard]] Real waited(std::size_t lane, std::size_t scenario, Real from, Real until, Real now) const {
    Real sum = 0;
    for (Real low = from; low < until;) {
      const Real high = std::min(until, low < 0 ? Real{0} : std::floor(low) + 1);
      const Real tonnes = lane_at(lane, scenario, high) - lane_at(lane, scenario, low);
      sum += tonnes * (now - (low + high) / 2);
      low = high;
    }
    return sum;
  }

 private:
  std::vector<std::uint32_t> lane_of_ = {};                // [edge]
  std::vector<std::vector<std::uint32_t>> edges_of_ = {};  // [lane]
  std::vector<Real> before_ = {}, lane_before_ = {};       // t a step, until the start
  std::vector<PackArray<Real, Width>> by_edge_ = {};       // [edge][step], cumulative
  std::vector<PackArray<Real, Width>> by_lane_ = {};       // [lane][step], cumulative
  std::vector<PackArray<Real, Width>> review_ = {};        // [lane][step], of what is filed in it
};

}  // namespace ytterby::kernel
