// SPDX-License-Identifier: Apache-2.0
/// @file  Export licences, application by application.
#include "oracle/slow/lanes.hpp"

#include <algorithm>

namespace ytterby::test::slow {

Lanes::Lanes(const Chain& chain) : chain_(chain), accounts_(chain.network.lanes.size()) {
  const Network& network = chain.network;
  for (const Lane& lane : network.lanes) reviewed_by_.push_back(waits(lane) ? lane.review.count() / chain.step + 1 : 0);
  applications_ = licences_ = refusals_ = corrections_ = PerEdge<Spreads>(network.edges.size());
  at_once_ = asked_ = open_before_ = under_correction_ = PerEdge<Number>(network.edges.size());
  for (const EdgeId id : network.edges.ids())
    if (lane_of(id) != no_lane) fill_queue(id);
}

/// With what was filed before the start.
void Lanes::fill_queue(EdgeId id) {
  const Lane& lane = chain_.network.lanes[lane_of(id)];
  const Number flow = chain_.network.edges[id].flow.value * chain_.step;
  const Number filing = flow * lane.controlled / (1 - static_cast<Number>(lane.returned));
  Number correction = lane.correction.count() / chain_.step;
  if (!waits(lane)) correction = std::max<Number>(1, correction);
  if (correction > 0 && lane.returned > 0)
    corrections_[id].push_back({filing * lane.returned * correction, -correction, 0});
  const Number review = lane.review.count() / chain_.step;
  // Filed over the review time; what was filed in the step before that is granted as the first step begins.
  if (waits(lane)) applications_[id].push_back({filing * (review + 1), 0, review + 1});
}

void Lanes::begin_step(Number now) {
  for (const EdgeId id : chain_.network.edges.ids()) {
    if (lane_of(id) == no_lane) continue;
    expire(id, now);
    under_correction_[id] = sum_until(corrections_[id], infinite);
    open_before_[id] = sum_until(licences_[id], infinite);
    if (!office_open(chain_.network.lanes[lane_of(id)], now)) continue;
    // Applications lie in the queue by the time at which their review ends, but not before older ones of their lane.
    // The start of the first step is 1 in the time of the initial queue, which begins one step earlier.
    licences_[id].push_back({decide(id, take_until(applications_[id], now + 1), now), now, now + 1});
  }
}

void Lanes::expire(EdgeId id, Number now) {
  const auto& valid = chain_.network.lanes[lane_of(id)].valid;
  const Number steps = of_lane(lane_of(id), Lever::valid, valid ? Number{valid->count()} : infinite, now) / chain_.step;
  account(id).expired += steps < infinite ? take_until(licences_[id], now - steps) : 0;
}

/// Sends back, refuses; @return what is granted.
Number Lanes::decide(EdgeId id, Number tonnes, Number now) {
  const LaneId lane = lane_of(id);
  const Number returned = tonnes * of_lane(lane, Lever::returned, chain_.network.lanes[lane].returned, now);
  const Number granted = (tonnes - returned) * of_lane(lane, Lever::approval, chain_.network.lanes[lane].approval, now);
  const Number refused = tonnes - returned - granted;
  corrections_[id].push_back({returned, now, now + 1});
  refusals_[id].push_back({refused, now, now + 1});
  account(id).granted += granted;
  account(id).refused += refused;
  account(id).returned += returned;
  return granted;
}

Number Lanes::ask(EdgeId id, Number wish, Number need, Number now) {
  const LaneId lane = lane_of(id);
  const Lane& usual_lane = chain_.network.lanes[lane];
  const auto lever = [&](Lever which, Number base) { return of_lane(lane, which, base, now); };
  const Number controlled = lever(Lever::controlled, usual_lane.controlled);
  Number correction = lever(Lever::correction, usual_lane.correction.count()) / chain_.step;
  const Number review = review_steps(lane, now), returned = lever(Lever::returned, usual_lane.returned);
  if (review == 0 && office_open(usual_lane, now))
    correction = std::max<Number>(1, correction);  // not in the same step
  // A tonne is reviewed once, and once more with the chance that it is sent back: 1/(1 − returned) times in all.
  const Number usual = chain_.network.edges[id].flow.value * chain_.step * controlled *
                       (review / (1 - returned) + correction * returned / (1 - returned));
  const Number on_the_way =
      sum_until(applications_[id], infinite) + open_before_[id] + cooling(id, now) + under_correction_[id];
  const Number asked = std::max<Number>(0, controlled * wish - (on_the_way - usual) * chain_.gain);
  const Number extra = std::max<Number>(0, asked - controlled * need);
  const Number filed = asked - extra + extra * lever(Lever::restocking, usual_lane.restocking) +
                       take_until(corrections_[id], now + 1 - correction);
  account(id).filed += filed;
  at_once_[id] = 0;
  if (at_once(lane, now)) {
    at_once_[id] = decide(id, filed, now);
  } else {
    apply(id, filed, now);
  }
  asked_[id] = sum_until(licences_[id], infinite) + at_once_[id] + (1 - controlled) * wish;
  return asked_[id];
}

/// Into the queue, behind what is older.
void Lanes::apply(EdgeId id, Number filed, Number now) {
  const Number reviewed_by = reviewed_by_[lane_of(id)], first = now + 1 + review_steps(lane_of(id), now),
               older = std::clamp(reviewed_by, first, first + 1);
  if (older > first) applications_[id].push_back({filed * (older - first), reviewed_by, reviewed_by});
  if (older < first + 1) applications_[id].push_back({filed * (first + 1 - older), older, first + 1});
}

/// What was refused so short a time ago that it is not filed again.
Number Lanes::cooling(EdgeId id, Number now) const {
  const LaneId lane = lane_of(id);
  const auto& refile = chain_.network.lanes[lane].refile;
  const Number usual = refile ? Number{refile->count()} : review_steps(lane, now) * chain_.step;
  const Number steps = of_lane(lane, Lever::refile, usual, now) / chain_.step;
  return sum_until(refusals_[id], now) - sum_until(refusals_[id], now - steps);
}

void Lanes::use(EdgeId id, Number shipped) {
  if (lane_of(id) == no_lane || asked_[id] <= 0) return;
  const Number licensed = sum_until(licences_[id], infinite) + at_once_[id];
  const Number used = licensed * std::min<Number>(1, shipped / asked_[id]);
  const Number left = used - take_oldest(licences_[id], used);
  account(id).used += used;
  account(id).expired += at_once_[id] - left;
}

void Lanes::end_step(Number now) {
  for (const LaneId lane : chain_.network.lanes.ids())
    if (!at_once(lane, now)) reviewed_by_[lane] = std::max(reviewed_by_[lane], now + 2 + review_steps(lane, now));
}

/// Before any event.
bool Lanes::waits(const Lane& lane) const {
  return lane.review.count() > 0 || !is_unlimited(chain_.network.offices[lane.office].licences_per_month);
}

bool Lanes::office_open(const Lane& lane, Number now) const {
  return chain_.levers.value(Table::offices, Lever::licences_per_month, index_of(lane.office),
                             chain_.network.offices[lane.office].licences_per_month.value, now) > 0;
}

Number Lanes::review_steps(LaneId lane, Number now) const {
  return of_lane(lane, Lever::review, chain_.network.lanes[lane].review.count(), now) / chain_.step;
}

/// Without review, from an open office, and with nothing older in the lane that waits.
bool Lanes::at_once(LaneId lane, Number now) const {
  return review_steps(lane, now) == 0 && office_open(chain_.network.lanes[lane], now) && reviewed_by_[lane] <= now + 1;
}

Number Lanes::of_lane(LaneId lane, Lever lever, Number base, Number now) const {
  return chain_.levers.value(Table::lanes, lever, index_of(lane), base, now);
}

}  // namespace ytterby::test::slow
