// SPDX-License-Identifier: Apache-2.0
/// @file  Which filings an office decides in a step.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "ytterby/kernel/lane_filings.hpp"
#include "ytterby/kernel/lane_state.hpp"

namespace ytterby::kernel {

/// Lanes of higher priority first, then in order of filing over all lanes of a priority, as far as licences and each
/// lane's volume go.
template <class Real, int Width>
class LaneDecisions {
  using Filings = LaneFilings<Real, Width>;
  static constexpr Real never = std::numeric_limits<Real>::infinity();

 public:
  /// A step never asks for more memory than this.
  void reserve(std::size_t lanes) {
    turns_.reserve(lanes);
    kinks_.reserve(2 * lanes + 1);
  }

  /// Calls `grant(lane, until)` for each of the office's lanes with the filing time until which it is decided now.
  ///
  /// @param lane_at  (lane) → LaneState<Real>&, of this scenario. O(lanes · log steps)
  template <class LaneAt, class Grant>
  void decide(const Filings& filings, std::size_t step, std::size_t scenario, std::uint32_t office,
              const OfficeState<Real>& state, LaneAt&& lane_at, Grant&& grant) {
    take_turns(filings, step, scenario, office, lane_at);
    Real licences = state.open > 0 ? never : state.licences;
    const bool closed = !(licences > 0);
    for (std::size_t first = 0; first < turns_.size();) {
      std::size_t last = first;
      const Real priority = turns_[first].state->priority;
      while (last < turns_.size() && turns_[last].state->priority == priority) ++last;
      const std::span<const Turn> tier = std::span{turns_}.subspan(first, last - first);
      first = last;
      if (licences <= 0) continue;
      const Real end = static_cast<Real>(step), all = licences_until(filings, tier, end, scenario);
      const Real until = all <= licences ? end : filing_time_for(filings, tier, licences, step, scenario);
      for (const Turn& turn : tier) grant(turn.lane, std::clamp(until, turn.state->decided, turn.latest));
      licences -= std::min(all, licences);
    }
    for (const Turn& turn : turns_)
      turn.state->stopped = closed || (turn.latest < turn.state->reviewed && turn.state->decided >= turn.latest);
  }

 private:
  struct Turn {
    std::size_t lane;
    LaneState<Real>* state;
    Real latest;  ///< filing time reviewed by now, and within the volume
  };

  template <class LaneAt>
  void take_turns(const Filings& filings, std::size_t step, std::size_t scenario, std::uint32_t office,
                  LaneAt& lane_at) {
    turns_.clear();
    for (std::size_t lane = 0; lane < filings.lanes(); ++lane) {
      LaneState<Real>& state = lane_at(lane);
      if (state.office != office) continue;
      Real latest = state.reviewed = filings.reviewed(state, lane, step, scenario);
      if (state.volume != never && state.share_granted() > 0) {
        const Real left = std::max(Real{0}, state.volume - (state.granted - state.volume_set_at));
        latest = filings.time_of(lane, scenario, state.decided, left / state.share_granted(), latest);
      }
      turns_.push_back({lane, &state, latest});
    }
    std::sort(turns_.begin(), turns_.end(), [](const Turn& a, const Turn& b) {
      return a.state->priority != b.state->priority ? a.state->priority > b.state->priority : a.lane < b.lane;
    });
  }

  /// Licences that deciding every lane of a tier up to filing time `until` takes.
  [[nodiscard]] Real licences_until(const Filings& filings, std::span<const Turn> tier, Real until,
                                    std::size_t scenario) const {
    Real licences = 0;
    for (const Turn& turn : tier) {
      const LaneState<Real>& lane = *turn.state;
      const Real time = std::clamp(until, lane.decided, turn.latest);
      const Real tonnes =
          filings.lane_at(turn.lane, scenario, time) - filings.lane_at(turn.lane, scenario, lane.decided);
      licences += lane.share_granted() * tonnes / lane.t_per_licence;
    }
    return licences;
  }

  /// The filing time up to which the licences suffice: `licences_until` grows in linear pieces between whole steps and
  /// the moments at which lanes begin and end.
  [[nodiscard]] Real filing_time_for(const Filings& filings, std::span<const Turn> tier, Real licences,
                                     std::size_t step, std::size_t scenario) {
    Real low = static_cast<Real>(step), high = low;
    for (const Turn& turn : tier) low = std::min(low, turn.state->decided);
    for (Real middle; (middle = bend_between(low, high)) < high;)
      (licences_until(filings, tier, middle, scenario) <= licences ? low : high) = middle;
    kinks_.assign(1, high);
    for (const Turn& turn : tier)
      for (const Real kink : {turn.state->decided, turn.latest})
        if (kink > low && kink < high) kinks_.push_back(kink);
    std::sort(kinks_.begin(), kinks_.end());
    Real used = licences_until(filings, tier, low, scenario);
    for (const Real kink : kinks_) {
      const Real next = licences_until(filings, tier, kink, scenario);
      if (next > licences) return low + (kink - low) * (licences - used) / (next - used);
      low = kink;
      used = next;
    }
    return low;
  }

  std::vector<Turn> turns_ = {};  // of one office, while it decides
  std::vector<Real> kinks_ = {};
};

}  // namespace ytterby::kernel
