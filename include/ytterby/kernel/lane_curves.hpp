// SPDX-License-Identifier: Apache-2.0
/// @file  Licence queues as cumulative curves: filed, granted, refused.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// Applications for licences, edge by edge, and the offices that grant them lane by lane.
///
/// Time is counted in steps. Each lane has one number a scenario, the filing time up to which it has been decided; what
/// an edge has been granted follows from its own curve of filings. So lanes stay in the order of filing, waits are
/// horizontal distances between curves, and nothing drifts. In each step, first `decide`, then `file` once for each
/// edge, then `close`.
///
/// Memory O(edges · steps · Width); a decision takes O(lanes · log steps).
template <class Real, int Width>
class LaneCurves {
  using P = Pack<Real, Width>;
  static constexpr Real never = std::numeric_limits<Real>::infinity();

 public:
  /// Numbers of one lane in one scenario; times in steps.
  struct LaneState {
    std::uint32_t office = 0;
    Real t_per_licence = never, review = 0, approval = 1, refile = 0, priority = 0, volume = never;
    Real review_at_start = 0;
    bool queue_at_start = false;  ///< in force before the start: filings of `review` and one step are waiting
    Real decided = 0;             ///< filing time
    Real reviewed = -never;       ///< filing time, when last looked at: from there on it is looked for next
    Real filed_before = 0, granted = 0, refused = 0, wait = 0;  ///< t, t, t, t·steps
  };
  struct OfficeState {
    Real licences = never;  ///< in a step, while not open
    Real open = 1;          ///< share of the step without limit
  };

  /// Begins with lanes and offices as they are at the start, the same in every scenario. Then `add` the licensed edges
  /// and `start`; what was allocated before is used again.
  void begin(const std::vector<LaneState>& lanes, const std::vector<OfficeState>& offices) {
    lanes_.clear();
    offices_.clear();
    for (const LaneState& lane : lanes) lanes_.insert(lanes_.end(), Width, lane);
    for (const OfficeState& office : offices) offices_.insert(offices_.end(), Width, office);
    office_count_ = offices.size();
    lane_flow_.assign(lanes.size(), 0);
    edges_of_.resize(lanes.size());
    for (auto& edges : edges_of_) edges.clear();
    lane_of_.clear();
    flow_.clear();
  }

  /// An edge of a lane, with its baseline flow in t a step.
  void add(std::uint32_t lane, Real flow) {
    edges_of_[lane].push_back(static_cast<std::uint32_t>(lane_of_.size()));
    lane_of_.push_back(lane);
    flow_.push_back(flow);
    lane_flow_[lane] += flow;
  }

  /// @param steps  How many will be taken at most.
  /// @param gain   Share of a gap closed in a step.
  void start(std::size_t steps, const P& gain) {
    gain_ = gain;
    const std::size_t lanes = edges_of_.size();
    granted_.assign(lane_of_.size());
    for (auto* curves : {&filed_, &refused_}) curves->resize(lane_of_.size());
    for (auto* curves : {&lane_filed_, &review_}) curves->resize(lanes);
    for (auto* curves : {&filed_, &refused_, &lane_filed_, &review_})
      for (auto& curve : *curves) curve.assign(steps + 1);
    turns_.reserve(lanes);
    kinks_.reserve(2 * lanes + 1);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      if (!lane_at(lane, 0).queue_at_start) continue;
      for (std::size_t scenario = 0; scenario < Width; ++scenario) {
        LaneState& state = lane_at(lane, scenario);
        state.review_at_start = state.review;
        state.decided = -state.review - 1;
        state.filed_before = lane_flow_[lane] * (state.review + 1);
      }
    }
  }

  [[nodiscard]] LaneState& lane_at(std::size_t lane, std::size_t scenario) { return lanes_[lane * Width + scenario]; }
  [[nodiscard]] const LaneState& lane_at(std::size_t lane, std::size_t scenario) const {
    return lanes_[lane * Width + scenario];
  }
  [[nodiscard]] OfficeState& office_at(std::size_t office, std::size_t scenario) {
    return offices_[office * Width + scenario];
  }

  /// Grants at the start of a step what was filed and reviewed before, as far as licences go: higher priority first,
  /// then in order of filing.
  void decide(std::size_t step) {
    for (std::size_t edge = 0; edge < lane_of_.size(); ++edge) granted_[edge].setZero();
    for (std::size_t lane = 0; lane < review_.size(); ++lane)
      for (std::size_t scenario = 0; scenario < Width; ++scenario)
        review_[lane].at(step, scenario) = lane_at(lane, scenario).review;
    for (std::size_t scenario = 0; scenario < Width; ++scenario)
      for (std::size_t office = 0; office < office_count_; ++office) decide_office(step, office, scenario);
  }

  /// Takes an edge's application of this step, shortened by what waits above the usual; @return the order on the
  /// supplier: what was granted, and what is granted at once.
  [[nodiscard]] P file(std::size_t edge, std::size_t step, const P& wanted) {
    P order = granted_[edge];
    for (std::size_t scenario = 0; scenario < Width; ++scenario) {
      const LaneState& lane = lane_at(lane_of_[edge], scenario);
      const Real waiting = filed_[edge].at(step, scenario) - filed_at(edge, scenario, lane.decided);
      const Real excess = waiting + cooling(edge, step, scenario) - flow_[edge] * lane.review;
      const Real now =
          std::max(Real{0}, wanted[static_cast<int>(scenario)] - excess * gain_[static_cast<int>(scenario)]);
      filed_[edge].at(step + 1, scenario) = filed_[edge].at(step, scenario) + now;
      lane_filed_[lane_of_[edge]].at(step + 1, scenario) += now;
      const Real at_once = share_at_once(lane_of_[edge], step, scenario) * now;
      order[static_cast<int>(scenario)] += lane.approval * at_once;
      refused_[edge].at(step + 1, scenario) += (1 - lane.approval) * at_once;
    }
    return order;
  }

  /// Ends a step: what was granted at once is decided, and curves are carried on.
  void close(std::size_t step) {
    for (std::size_t lane = 0; lane < lane_filed_.size(); ++lane) {
      for (std::size_t scenario = 0; scenario < Width; ++scenario) {
        Real& filed = lane_filed_[lane].at(step + 1, scenario);
        const Real now = filed;
        filed += lane_filed_[lane].at(step, scenario);
        LaneState& state = lane_at(lane, scenario);
        if (const Real share = share_at_once(lane, step, scenario); share > 0) {
          state.decided = static_cast<Real>(step) + share;
          state.granted += state.approval * share * now;
          state.refused += (1 - state.approval) * share * now;
        }
      }
    }
    if (step + 2 >= refused_rows()) return;
    for (std::size_t edge = 0; edge < lane_of_.size(); ++edge) refused_[edge][step + 2] = refused_[edge][step + 1];
  }

  /// Tonnes filed until the end of a step, those waiting at the start included.
  [[nodiscard]] Real filed(std::size_t lane, std::size_t steps, std::size_t scenario) const {
    return lane_at(lane, scenario).filed_before + lane_filed_[lane].at(steps, scenario);
  }
  [[nodiscard]] Real waiting(std::size_t lane, std::size_t steps, std::size_t scenario) const {
    return lane_filed_[lane].at(steps, scenario) - lane_filed_at(lane, scenario, lane_at(lane, scenario).decided);
  }

 private:
  [[nodiscard]] std::size_t refused_rows() const { return refused_.empty() ? 0 : refused_.front().rows(); }

  /// A curve at any time: linear between steps, and of the usual flow before the start.
  static Real curve_at(const PackArray<Real, Width>& curve, std::size_t scenario, Real time, Real flow) {
    if (time <= 0) return flow * time;
    const Real whole = std::floor(time);
    const auto step = static_cast<std::size_t>(whole);
    const Real before = curve.at(step, scenario);
    return time == whole ? before : before + (time - whole) * (curve.at(step + 1, scenario) - before);
  }
  [[nodiscard]] Real filed_at(std::size_t edge, std::size_t scenario, Real time) const {
    return curve_at(filed_[edge], scenario, time, flow_[edge]);
  }
  [[nodiscard]] Real lane_filed_at(std::size_t lane, std::size_t scenario, Real time) const {
    return curve_at(lane_filed_[lane], scenario, time, lane_flow_[lane]);
  }

  /// Refused less than one refile time ago: not to be filed again yet.
  [[nodiscard]] Real cooling(std::size_t edge, std::size_t step, std::size_t scenario) const {
    const Real since = static_cast<Real>(step) - lane_at(lane_of_[edge], scenario).refile;
    const Real before = since <= 0 ? Real{0} : curve_at(refused_[edge], scenario, since, 0);
    return refused_[edge].at(step, scenario) - before;
  }

  /// Share of this step's applications that need not wait for the next: none while older ones wait.
  [[nodiscard]] Real share_at_once(std::size_t lane, std::size_t step, std::size_t scenario) const {
    const LaneState& state = lane_at(lane, scenario);
    const OfficeState& office = offices_[state.office * Width + scenario];
    const bool queue = state.decided < static_cast<Real>(step);
    return state.review == 0 && state.volume == never && !queue ? office.open : Real{0};
  }

  /// The filing time up to which all has been reviewed when a step begins. A review holds for what is filed while it is
  /// in force; nothing overtakes what was filed before it in its lane.
  [[nodiscard]] Real reviewed(std::size_t lane, std::size_t step, std::size_t scenario) const {
    const LaneState& state = lane_at(lane, scenario);
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

  /// The filing time up to which `tonnes` more are decided, at most `latest`.
  [[nodiscard]] Real time_of(std::size_t lane, std::size_t scenario, Real tonnes, Real latest) const {
    const Real decided = lane_at(lane, scenario).decided, goal = lane_filed_at(lane, scenario, decided) + tonnes;
    if (lane_filed_at(lane, scenario, latest) <= goal) return latest;
    Real low = decided, high = latest;
    while (std::floor(low) + 1 < high) {  // to one linear piece
      const Real middle = std::max(std::floor((low + high) / 2), std::floor(low) + 1);
      (lane_filed_at(lane, scenario, middle) <= goal ? low : high) = middle;
    }
    const Real at_low = lane_filed_at(lane, scenario, low), at_high = lane_filed_at(lane, scenario, high);
    return at_high > at_low ? low + (high - low) * (goal - at_low) / (at_high - at_low) : low;
  }

  struct Turn {
    std::size_t lane;
    Real latest;  ///< filing time reviewed by now
  };

  void decide_office(std::size_t step, std::size_t office, std::size_t scenario) {
    turns_.clear();
    for (std::size_t lane = 0; lane < lane_filed_.size(); ++lane) {
      LaneState& state = lane_at(lane, scenario);
      if (state.office != office) continue;
      Real latest = state.reviewed = reviewed(lane, step, scenario);
      if (state.volume != never && state.approval > 0) {
        const Real room = std::max(Real{0}, state.volume - state.granted) / state.approval;
        latest = time_of(lane, scenario, room, latest);
      }
      turns_.push_back({lane, latest});
    }
    std::sort(turns_.begin(), turns_.end(), [&](const Turn& a, const Turn& b) {
      const Real first = lane_at(a.lane, scenario).priority, second = lane_at(b.lane, scenario).priority;
      return first != second ? first > second : a.lane < b.lane;
    });
    const OfficeState& state = office_at(office, scenario);
    Real licences = state.open > 0 ? never : state.licences;
    for (std::size_t first = 0; first < turns_.size();) {
      std::size_t last = first;
      const Real priority = lane_at(turns_[first].lane, scenario).priority;
      while (last < turns_.size() && lane_at(turns_[last].lane, scenario).priority == priority) ++last;
      licences -= decide_tier(step, std::span{turns_}.subspan(first, last - first), licences, scenario);
      first = last;
    }
  }

  /// Licences that deciding every lane of a tier up to filing time `until` takes.
  [[nodiscard]] Real licences_until(std::span<const Turn> tier, Real until, std::size_t scenario) const {
    Real licences = 0;
    for (const Turn& turn : tier) {
      const LaneState& lane = lane_at(turn.lane, scenario);
      const Real time = std::clamp(until, lane.decided, turn.latest);
      const Real tonnes = lane_filed_at(turn.lane, scenario, time) - lane_filed_at(turn.lane, scenario, lane.decided);
      licences += lane.approval * tonnes / lane.t_per_licence;
    }
    return licences;
  }

  /// Decides lanes of equal priority in the order of filing; @return the licences used.
  Real decide_tier(std::size_t step, std::span<const Turn> tier, Real licences, std::size_t scenario) {
    if (licences <= 0) return 0;
    const Real all = licences_until(tier, static_cast<Real>(step), scenario);
    const Real until = all <= licences ? static_cast<Real>(step) : filing_time_for(tier, licences, step, scenario);
    for (const Turn& turn : tier)
      grant(turn.lane, step, std::clamp(until, lane_at(turn.lane, scenario).decided, turn.latest), scenario);
    return std::min(all, licences);
  }

  /// The filing time up to which the licences suffice: `licences_until` grows in linear pieces between whole steps and
  /// the moments at which lanes begin and end.
  [[nodiscard]] Real filing_time_for(std::span<const Turn> tier, Real licences, std::size_t step,
                                     std::size_t scenario) {
    Real low = static_cast<Real>(step), high = low;
    for (const Turn& turn : tier) low = std::min(low, lane_at(turn.lane, scenario).decided);
    while (std::floor(low) + 1 < high) {
      const Real middle = std::max(std::floor((low + high) / 2), std::floor(low) + 1);
      (licences_until(tier, middle, scenario) <= licences ? low : high) = middle;
    }
    kinks_.assign(1, high);
    for (const Turn& turn : tier)
      for (const Real kink : {lane_at(turn.lane, scenario).decided, turn.latest})
        if (kink > low && kink < high) kinks_.push_back(kink);
    std::sort(kinks_.begin(), kinks_.end());
    Real used = licences_until(tier, low, scenario);
    for (const Real kink : kinks_) {
      const Real next = licences_until(tier, kink, scenario);
      if (next > licences) return low + (kink - low) * (licences - used) / (next - used);
      low = kink;
      used = next;
    }
    return low;
  }

  void grant(std::size_t lane, std::size_t step, Real until, std::size_t scenario) {
    LaneState& state = lane_at(lane, scenario);
    if (until <= state.decided) return;
    for (const std::uint32_t edge : edges_of_[lane]) {
      const Real tonnes = filed_at(edge, scenario, until) - filed_at(edge, scenario, state.decided);
      granted_.at(edge, scenario) = state.approval * tonnes;
      refused_[edge].at(step + 1, scenario) += (1 - state.approval) * tonnes;
    }
    const Real tonnes = lane_filed_at(lane, scenario, until) - lane_filed_at(lane, scenario, state.decided);
    state.granted += state.approval * tonnes;
    state.refused += (1 - state.approval) * tonnes;
    // Of the step before, the part that was granted at once is past.
    const Real now = static_cast<Real>(step), since = std::max(now - 1, state.decided);
    state.wait += state.approval * waited(lane, scenario, state.decided, until, (since + now) / 2);
    state.decided = until;
  }

  /// ∫ (now − filing time) over the tonnes filed in [from, until], in t·steps; `now` is when, on average, the step's
  /// grants are made if they are spread evenly since the grants before.
  [[nodiscard]] Real waited(std::size_t lane, std::size_t scenario, Real from, Real until, Real now) const {
    Real sum = 0;
    for (Real low = from; low < until;) {
      const Real high = std::min(until, std::floor(low) + 1);
      const Real tonnes = lane_filed_at(lane, scenario, high) - lane_filed_at(lane, scenario, low);
      sum += tonnes * (now - (low + high) / 2);
      low = high;
    }
    return sum;
  }

  std::vector<LaneState> lanes_ = {};      // [lane][scenario]
  std::vector<OfficeState> offices_ = {};  // [office][scenario]
  std::vector<std::uint32_t> lane_of_ = {};
  std::vector<std::vector<std::uint32_t>> edges_of_ = {};  // [lane]
  std::vector<Real> flow_ = {}, lane_flow_ = {};
  P gain_ = P::Ones();
  PackArray<Real, Width> granted_ = {};                  // [edge], in this step
  std::vector<PackArray<Real, Width>> filed_ = {};       // [edge][step], cumulative
  std::vector<PackArray<Real, Width>> refused_ = {};     // [edge][step], cumulative
  std::vector<PackArray<Real, Width>> lane_filed_ = {};  // [lane][step], cumulative
  std::vector<PackArray<Real, Width>> review_ = {};      // [lane][step], of what is filed in it
  std::size_t office_count_ = 0;
  std::vector<Turn> turns_ = {};  // of one office, while it decides
  std::vector<Real> kinks_ = {};
};

}  // namespace ytterby::kernel
