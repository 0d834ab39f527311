// SPDX-License-Identifier: Apache-2.0
/// @file  Licence queues as cumulative curves: filed, granted, used, expired, refused, returned.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "ytterby/kernel/cumulative.hpp"
#include "ytterby/kernel/lane_decisions.hpp"
#include "ytterby/kernel/lane_filings.hpp"
#include "ytterby/kernel/lane_state.hpp"
#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// Applications for licences, edge by edge, the offices that decide them lane by lane, and licences that are open.
///
/// Time is counted in steps. Each lane has one number a scenario, the filing time up to which it has been decided; what
/// an edge has been granted follows from its own curve of filings. So lanes stay in the order of filing, waits are
/// horizontal distances between curves, and nothing drifts. In each step, first `decide`, then `file` once for each
/// edge, then `use` once for each edge, then `close`.
///
/// Invariant: filed = granted + refused + returned + waiting, granted = used + open + expired, after every step.
/// Memory O((edges + lanes) · steps · Width), edges of lanes alone; a step takes O((edges + lanes · log steps) ·
/// Width).
template <class Real, int Width>
class LaneCurves {
  using P = Pack<Real, Width>;
  static constexpr Real never = std::numeric_limits<Real>::infinity();

 public:
  using LaneState = kernel::LaneState<Real>;
  using OfficeState = kernel::OfficeState<Real>;

  /// Which ages anybody will ask for: whether licences may expire, and whether applications may be sent back.
  struct Ages {
    bool of_licences = true, of_corrections = true;
  };

  /// Begins with lanes and offices as they are at the start, the same in every scenario. Then `add` the licensed edges
  /// and `start`; what was allocated before is used again.
  void begin(const std::vector<LaneState>& lanes, const std::vector<OfficeState>& offices) {
    lanes_.clear();
    offices_.clear();
    for (const LaneState& lane : lanes) lanes_.insert(lanes_.end(), Width, lane);
    for (const OfficeState& office : offices) offices_.insert(offices_.end(), Width, office);
    office_count_ = offices.size();
    filings_.begin(lanes.size());
    flow_.clear();
  }

  /// An edge of a lane, with its baseline flow in t a step.
  void add(std::uint32_t lane, Real flow) {
    const LaneState& state = lane_at(lane, 0);
    filings_.add(lane, state.controlled * flow / (1 - state.returned));
    flow_.push_back(flow);
  }

  /// @param steps  How many will be taken at most.
  /// @param gain   Share of a gap closed in a step.
  void start(std::size_t steps, const P& gain, Ages ages) {
    gain_ = gain;
    ages_ = ages;
    filings_.start(steps);
    for (auto* arrays : {&granted_, &at_once_, &licensed_, &ordered_}) arrays->assign(filings_.edges());
    refused_.resize(filings_.edges());
    for (auto& curve : refused_) curve.assign(steps + 1);
    open_.start(filings_.edges(), steps, ages.of_licences);
    correcting_.start(filings_.edges(), steps, ages.of_corrections);
    decisions_.reserve(filings_.lanes());
    for (std::size_t lane = 0; lane < filings_.lanes(); ++lane)
      for (std::size_t scenario = 0; scenario < Width; ++scenario) start(lane, scenario);
  }

  [[nodiscard]] LaneState& lane_at(std::size_t lane, std::size_t scenario) { return lanes_[lane * Width + scenario]; }
  [[nodiscard]] const LaneState& lane_at(std::size_t lane, std::size_t scenario) const {
    return lanes_[lane * Width + scenario];
  }
  [[nodiscard]] OfficeState& office_at(std::size_t office, std::size_t scenario) {
    return offices_[office * Width + scenario];
  }

  /// At the start of a step: licences expire, and what was filed and reviewed before is decided as far as licences go.
  void decide(std::size_t step) {
    for (std::size_t edge = 0; edge < filings_.edges(); ++edge) granted_[edge].setZero();
    for (std::size_t lane = 0; lane < filings_.lanes(); ++lane) {
      for (std::size_t scenario = 0; scenario < Width; ++scenario) {
        filings_.set_review(lane, step, scenario, lane_at(lane, scenario).review);
        expire(lane, step, scenario);
      }
    }
    for (std::size_t scenario = 0; scenario < Width; ++scenario)
      for (std::uint32_t office = 0; office < office_count_; ++office)
        decisions_.decide(
            filings_, step, scenario, office, office_at(office, scenario),
            [&](std::size_t lane) -> LaneState& { return lane_at(lane, scenario); },
            [&](std::size_t lane, Real until) { grant(lane, step, until, scenario); });
  }

  /// Takes an edge's application of this step: the controlled share of what is wanted, shortened by what is on the way
  /// through the office above the usual, and of what is above the need as much as is accepted. What was corrected is
  /// filed again beside it.
  ///
  /// @return  The order on the supplier: open licences, what is granted at once, and what needs no licence.
  [[nodiscard]] P file(std::size_t edge, std::size_t step, const P& wanted, const P& need) {
    P order;
    for (std::size_t scenario = 0; scenario < Width; ++scenario) {
      const int k = static_cast<int>(scenario);
      LaneState& lane = lane_at(filings_.lane_of(edge), scenario);
      const Real corrected = ages_.of_corrections ? corrected_by_end(edge, step, scenario) : Real{0};
      const Real now = application(edge, step, scenario, wanted[k], need[k]) + corrected;
      correcting_.take(edge, scenario, corrected);
      filings_.file(edge, step, scenario, now);
      const Real at_once = share_at_once(filings_.lane_of(edge), step, scenario) * now;
      at_once_.at(edge, scenario) = lane.share_granted() * at_once;
      refused_[edge].at(step + 1, scenario) += lane.share_refused() * at_once;
      if (ages_.of_corrections) correcting_.add(edge, step, scenario, lane.returned * at_once);
      open_.add(edge, step, scenario, granted_.at(edge, scenario));
      licensed_.at(edge, scenario) = open_.amount(edge, scenario) + at_once_.at(edge, scenario);
      order[k] = licensed_.at(edge, scenario) + (1 - lane.controlled) * wanted[k];
      ordered_.at(edge, scenario) = order[k];
    }
    return order;
  }

  /// What was shipped on an edge in this step uses licences, the oldest first. What was granted at once and is not
  /// shipped at once lapses.
  void use(std::size_t edge, const P& goods) {
    for (std::size_t scenario = 0; scenario < Width; ++scenario) {
      const Real ordered = ordered_.at(edge, scenario);
      if (!(ordered > 0)) continue;
      const Real used = licensed_.at(edge, scenario) * std::min(Real{1}, goods[static_cast<int>(scenario)] / ordered);
      const Real of_open = std::min(used, open_.amount(edge, scenario));
      open_.take(edge, scenario, of_open);
      LaneState& lane = lane_at(filings_.lane_of(edge), scenario);
      lane.used += used;
      lane.expired += std::max(Real{0}, at_once_.at(edge, scenario) - (used - of_open));
    }
  }

  /// Ends a step: what was granted at once is decided, and curves are carried on.
  void close(std::size_t step) {
    for (std::size_t lane = 0; lane < filings_.lanes(); ++lane) {
      for (std::size_t scenario = 0; scenario < Width; ++scenario) {
        const Real now = filings_.close(lane, step, scenario);
        LaneState& state = lane_at(lane, scenario);
        if (const Real share = share_at_once(lane, step, scenario); share > 0) {
          state.decided = static_cast<Real>(step) + share;
          count_decided(state, share * now);
        }
      }
    }
    open_.close(step);
    correcting_.close(step);
    for (auto& curve : refused_)
      if (step + 2 < curve.rows()) curve[step + 2] = curve[step + 1];
  }

  // Tonnes of a lane after a number of steps.
  /// With those waiting at the start.
  [[nodiscard]] Real filed(std::size_t lane, std::size_t steps, std::size_t scenario) const {
    return lane_at(lane, scenario).filed_before + filings_.by_lane(lane, steps, scenario);
  }
  [[nodiscard]] Real waiting(std::size_t lane, std::size_t steps, std::size_t scenario) const {
    return filings_.by_lane(lane, steps, scenario) - filings_.lane_at(lane, scenario, lane_at(lane, scenario).decided);
  }
  /// Steps since the oldest application that waits was filed; 0 if none does.
  [[nodiscard]] Real oldest(std::size_t lane, std::size_t steps, std::size_t scenario) const {
    const Real now = static_cast<Real>(steps), decided = lane_at(lane, scenario).decided;
    return decided < now ? now - filings_.time_of(lane, scenario, decided, 0, now) : Real{0};
  }
  /// Granted and neither used nor expired. O(edges of the lane)
  [[nodiscard]] Real open(std::size_t lane, std::size_t scenario) const {
    Real sum = 0;
    for (const std::uint32_t edge : filings_.edges_of(lane)) sum += open_.amount(edge, scenario);
    return sum;
  }

 private:
  /// A lane in force before the start has a queue as if it had always been so, and corrections under way.
  void start(std::size_t lane, std::size_t scenario) {
    LaneState& state = lane_at(lane, scenario);
    if (ages_.of_corrections)
      for (const std::uint32_t edge : filings_.edges_of(lane))
        correcting_.begin_with(edge, scenario, state.returned * filings_.before(edge), correction(state, scenario));
    if (!state.queue_at_start) return;
    state.review_at_start = state.review;
    state.decided = -state.review - 1;
    state.filed_before = filings_.lane_before(lane) * (state.review + 1);
  }

  void expire(std::size_t lane, std::size_t step, std::size_t scenario) {
    LaneState& state = lane_at(lane, scenario);
    if (!ages_.of_licences || state.valid == never) return;
    for (const std::uint32_t edge : filings_.edges_of(lane)) {
      const Real old = open_.before(edge, step, scenario, static_cast<Real>(step) - state.valid);
      open_.take(edge, scenario, old);
      state.expired += old;
    }
  }

  /// Whether applications may be decided in the step in which they are filed; then what is sent back is filed again in
  /// the next step at the soonest.
  [[nodiscard]] bool decides_at_once(const LaneState& state, std::size_t scenario) const {
    return state.review == 0 && state.volume == never && offices_[state.office * Width + scenario].open > 0;
  }
  [[nodiscard]] Real correction(const LaneState& state, std::size_t scenario) const {
    return decides_at_once(state, scenario) ? std::max(Real{1}, state.correction) : state.correction;
  }
  [[nodiscard]] Real corrected_by_end(std::size_t edge, std::size_t step, std::size_t scenario) const {
    const Real steps = correction(lane_at(filings_.lane_of(edge), scenario), scenario);
    return correcting_.before(edge, step + 1, scenario, static_cast<Real>(step + 1) - steps);
  }
  [[nodiscard]] Real under_correction(std::size_t edge, std::size_t step, std::size_t scenario) const {
    if (!ages_.of_corrections) return 0;
    return correcting_.amount(edge, scenario) - correcting_.in_step(edge, step, scenario);
  }

  /// What is applied for anew; what was sent back or granted in this step is not yet in anybody's books.
  [[nodiscard]] Real application(std::size_t edge, std::size_t step, std::size_t scenario, Real wanted,
                                 Real need) const {
    const LaneState& lane = lane_at(filings_.lane_of(edge), scenario);
    const Real waiting = filings_.by_edge(edge, step, scenario) - filings_.edge_at(edge, scenario, lane.decided);
    const Real pending =
        waiting + open_.amount(edge, scenario) + cooling(edge, step, scenario) + under_correction(edge, step, scenario);
    const Real excess = pending - lane.controlled * flow_[edge] * lane.usual_time(correction(lane, scenario));
    const Real asked = std::max(Real{0}, lane.controlled * wanted - excess * gain_[static_cast<int>(scenario)]);
    if (lane.restocking >= 1) return asked;
    const Real needed = std::min(asked, lane.controlled * need);
    return needed + lane.restocking * (asked - needed);
  }

  /// Refused less than one refile time ago: not to be filed again yet.
  [[nodiscard]] Real cooling(std::size_t edge, std::size_t step, std::size_t scenario) const {
    const Real since = static_cast<Real>(step) - lane_at(filings_.lane_of(edge), scenario).refile_time();
    const Real before = since <= 0 ? Real{0} : curve_at(refused_[edge], scenario, since, Real{0});
    return refused_[edge].at(step, scenario) - before;
  }

  /// Share of this step's applications that need not wait for the next: none while older ones wait.
  [[nodiscard]] Real share_at_once(std::size_t lane, std::size_t step, std::size_t scenario) const {
    const LaneState& state = lane_at(lane, scenario);
    const bool queue = state.decided < static_cast<Real>(step);
    return !queue && decides_at_once(state, scenario) ? offices_[state.office * Width + scenario].open : Real{0};
  }

  static void count_decided(LaneState& state, Real tonnes) {
    state.granted += state.share_granted() * tonnes;
    state.refused += state.share_refused() * tonnes;
    state.returned_t += state.returned * tonnes;
  }

  void grant(std::size_t lane, std::size_t step, Real until, std::size_t scenario) {
    LaneState& state = lane_at(lane, scenario);
    if (until <= state.decided) return;
    for (const std::uint32_t edge : filings_.edges_of(lane)) {
      const Real tonnes = filings_.edge_at(edge, scenario, until) - filings_.edge_at(edge, scenario, state.decided);
      granted_.at(edge, scenario) = state.share_granted() * tonnes;
      refused_[edge].at(step + 1, scenario) += state.share_refused() * tonnes;
      if (ages_.of_corrections) correcting_.add(edge, step, scenario, state.returned * tonnes);
    }
    count_decided(state, filings_.lane_at(lane, scenario, until) - filings_.lane_at(lane, scenario, state.decided));
    // Grants are spread evenly since the grants before; of the step before, the part granted at once is past, and there
    // were none while the lane was stopped.
    const Real now = static_cast<Real>(step), since = state.stopped ? now : std::max(now - 1, state.decided);
    state.wait += state.share_granted() * filings_.waited(lane, scenario, state.decided, until, (since + now) / 2);
    state.decided = until;
  }

  std::vector<LaneState> lanes_ = {};      // [lane][scenario]
  std::vector<OfficeState> offices_ = {};  // [office][scenario]
  std::size_t office_count_ = 0;
  std::vector<Real> flow_ = {};  // [edge], baseline t a step
  P gain_ = P::Ones();
  Ages ages_ = {};
  LaneFilings<Real, Width> filings_ = {};
  LaneDecisions<Real, Width> decisions_ = {};
  AgedAmounts<Real, Width> open_ = {}, correcting_ = {};  // [edge]
  std::vector<PackArray<Real, Width>> refused_ = {};      // [edge][step], cumulative
  // [edge], in this step: granted at its start, granted at once, both with what was open, and all that was ordered.
  PackArray<Real, Width> granted_ = {}, at_once_ = {}, licensed_ = {}, ordered_ = {};
};

}  // namespace ytterby::kernel
