// SPDX-License-Identifier: Apache-2.0
/// @file  Which volume of a lane holds in a step, and from when it counts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ytterby/kernel/apply_events.hpp"
#include "ytterby/kernel/pass_state.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::kernel {

/// A volume counts what is granted since the beginning of its event, or the start of all; when another ends it counts
/// on. Of those that hold in some part of a step the tightest counts for all of it, so that none is ever exceeded.
///
/// Memory O(lanes · events on their volumes), for each scenario; as much time a step.
template <class Real, int Width>
class VolumeCounts {
 public:
  /// Begins with other timelines, before their first step. They outlive this.
  void restart(const PassState<Real, Width>& state, std::span<const Timeline> timelines) {
    rows_.clear();
    granted_before_.clear();
    for (std::size_t s = 0; s < timelines.size(); ++s)
      for (const LeverGroup& group : timelines[s].groups) {
        if (group.table != Table::lanes || group.lever != Lever::volume) continue;
        for (const std::uint32_t lane : group.rows) {
          const double base = state.network.lane(LaneId{lane}).volume.value;
          rows_.push_back({&group, s, lane, base, granted_before_.size()});
          granted_before_.resize(granted_before_.size() + group.sets.size());
        }
      }
  }

  /// Gives each lane the volume that holds in the step [from, to].
  void begin_step(PassState<Real, Width>& state, Months from, Months to) {
    const Months rounding = 1e-9 * state.step;
    for (const Row& row : rows_) {
      auto& lane = state.lanes.lane_at(row.lane, row.scenario);
      for (std::size_t set = 0; set < row.group->sets.size(); ++set) {
        const Months on = row.group->sets[set].on;
        if (on >= from - rounding && on < to - rounding) granted_before_[row.first + set] = lane.granted;
      }
      lane.volume = LaneState<Real>::never;
      for (Months low = from; low < to;) {
        const Stretch stretch = stretch_from(*row.group, low, to, rounding);
        low = stretch.to;
        const Real volume =
            std::min(detail::affine<Real>(stretch.first, row.base), detail::affine<Real>(stretch.last, row.base));
        const Real before = stretch.set == Stretch::no_set ? Real{0} : granted_before_[row.first + stretch.set];
        if (volume + before >= lane.volume + lane.volume_set_at) continue;
        lane.volume = volume;
        lane.volume_set_at = before;
      }
    }
  }

 private:
  /// A lane's volume in a scenario.
  struct Row {
    const LeverGroup* group;
    std::size_t scenario;
    std::uint32_t lane;
    double base;
    std::size_t first;  ///< of its sets in granted_before_
  };

  std::vector<Row> rows_ = {};
  std::vector<Real> granted_before_ = {};  // [set], t when it began
};

}  // namespace ytterby::kernel
