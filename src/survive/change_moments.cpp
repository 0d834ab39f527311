// SPDX-License-Identifier: Apache-2.0
/// @file  From moves of levers to the moments at which they begin and end.
#include "survive/change_moments.hpp"

#include <cmath>

#include "survive/facts.hpp"

namespace ytterby::best {

namespace {

constexpr int pieces_of_a_ramp = 8;

bool counts(Lever lever) {
  switch (lever) {
    case Lever::output_value:
    case Lever::priority:
    case Lever::minimum_share:
    case Lever::refile:
    case Lever::valid:
    case Lever::returned:
    case Lever::correction:
    case Lever::restocking: return false;
    default: return true;
  }
}

/// Calls visit(begin, end) for each ramp, and for each change at once with both the same. What a review does from one
/// filing day to the next is not among them: what waits a few days longer is let through, as in the best of cases.
template <class Visit>
void each_change(const Timeline& timeline, Visit&& visit) {
  for (const LeverGroup& group : timeline.groups) {
    if (!counts(group.lever)) continue;
    for (const auto* moves : {&group.sets, &group.scales})
      for (const Move& move : *moves) {
        if (move.opens) visit(move.on.count(), (move.on + move.ramp_in).count());
        if (move.closes && move.off != Months::max()) visit(move.off.count(), (move.off + move.ramp_out).count());
      }
  }
}

}  // namespace

std::set<double> change_moments(const Timeline& timeline) {
  std::set<double> moments;
  const auto add = [&](double moment) {
    if (moment > 0 && std::isfinite(moment)) moments.insert(moment);
  };
  each_change(timeline, [&](double begin, double end) {
    add(begin);
    add(end);
  });
  for (const Impulse& impulse : timeline.impulses) add(impulse.at.count());
  return moments;
}

void leave_out_rounding(std::set<double>& moments) {
  double before = 0;
  std::erase_if(moments, [&](double moment) {
    if (!is_after(moment, before)) return true;
    before = moment;
    return false;
  });
}

std::set<double> with_ramps(const Timeline& timeline, const std::set<double>& events) {
  std::set<double> moments = events;
  double from = 0;
  for (const double to : events) {
    bool ramps = false;
    each_change(timeline, [&](double begin, double end) {
      ramps = ramps || (is_after(to, begin) && is_after(end, from) && is_after(end, begin));
    });
    for (int i = 1; ramps && i < pieces_of_a_ramp; ++i) moments.insert(from + (to - from) * i / pieces_of_a_ramp);
    from = to;
  }
  return moments;
}

}  // namespace ytterby::best
