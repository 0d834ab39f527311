// SPDX-License-Identifier: Apache-2.0
/// @file  Means of events over a step.
#include "ytterby/scenario/timeline.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace ytterby {

namespace {

/// Share of a ramp done at `t`; a ramp of no length is a step.
double ramped(Months t, Months from, Months length) {
  if (t < from) return 0;
  if (length.count() <= 0) return 1;
  return std::min(1.0, (t - from) / length);
}

/// How much of the move is in force at `t`, 0 to 1.
double presence(const Move& move, Months t) {
  if (t < move.off) return ramped(t, move.on, move.ramp_in);
  return ramped(move.off, move.on, move.ramp_in) * (1 - ramped(t, move.off, move.ramp_out));
}

struct Affine {
  double scale = 1, add = 0;
};

Affine at(const LeverGroup& group, Months t) {
  Affine value;
  for (const Move& move : group.sets) {
    const double p = presence(move, t);
    value = {value.scale * (1 - p), value.add * (1 - p) + move.value * p};
  }
  for (const Move& move : group.scales) {
    const double factor = 1 + presence(move, t) * (move.value - 1);
    value = {value.scale * factor, value.add * factor};
  }
  return value;
}

/// The first moment in (from, to) at which some move starts or stops changing; `to` if there is none.
Months next_change(const LeverGroup& group, Months from, Months to) {
  Months next = to;
  const auto look = [&](Months t) {
    if (t > from && t < next) next = t;
  };
  const auto take = [&](const Move& move) {
    look(move.on);
    look(move.on + move.ramp_in);
    if (move.off == Months::max()) return;
    look(move.off);
    look(move.off + move.ramp_out);
  };
  std::for_each(group.sets.begin(), group.sets.end(), take);
  std::for_each(group.scales.begin(), group.scales.end(), take);
  return next;
}

bool ramps_between(const LeverGroup& group, Months from, Months to) {
  const auto ramps = [&](const Move& move) {
    const bool in = from < move.on + move.ramp_in && to > move.on && move.ramp_in.count() > 0;
    const bool out = move.off != Months::max() && from < move.off + move.ramp_out && to > move.off;
    return in || (out && move.ramp_out.count() > 0);
  };
  return std::any_of(group.sets.begin(), group.sets.end(), ramps) ||
         std::any_of(group.scales.begin(), group.scales.end(), ramps);
}

/// Gauss–Legendre, four points: exact to degree 7. Abscissae and weights: Abramowitz and Stegun (1964), table 25.4.
Affine mean_of_ramps(const LeverGroup& group, Months from, Months to) {
  constexpr std::array<std::array<double, 2>, 2> points{
      {{0.339981043584856, 0.652145154862546}, {0.861136311594053, 0.347854845137454}}};
  const Months middle = (from + to) / 2, half = (to - from) / 2;
  Affine mean{0, 0};
  for (const auto& [x, weight] : points) {
    for (const double side : {-x, x}) {
      const Affine value = at(group, middle + half * side);
      mean.scale += weight / 2 * value.scale;
      mean.add += weight / 2 * value.add;
    }
  }
  return mean;
}

Affine mean_between(const LeverGroup& group, Months from, Months to) {
  return ramps_between(group, from, to) ? mean_of_ramps(group, from, to) : at(group, (from + to) / 2);
}

}  // namespace

Effect mean_effect(const LeverGroup& group, Months from, Months to) {
  const Months rounding = 1e-9 * (to - from);  // an end of the span, written as a date, is that end
  const Months last = to - rounding;
  Months next = next_change(group, from + rounding, last);
  if (next == last) {  // no weights: what changes nothing must change no bit
    const Affine value = mean_between(group, from, to);
    const bool open = value.scale > 0;
    return {value.scale, value.add, open ? 1.0 : 0.0, open ? 0.0 : value.add};
  }
  Effect mean{0, 0, 0, 0};
  for (Months low = from; low < to; next = next_change(group, low, last)) {
    const Months high = next == last ? to : next;
    const Affine value = mean_between(group, low, high);
    const double weight = (high - low) / (to - from);
    low = high;
    mean.scale += weight * value.scale;
    mean.add += weight * value.add;
    if (value.scale > 0) {
      mean.open += weight;
    } else {
      mean.closed_add += weight * value.add;
    }
  }
  return mean;
}

Stretch stretch_from(const LeverGroup& group, Months from, Months to, Months rounding) {
  const Months last = to - rounding, next = next_change(group, from + rounding, last);
  Stretch stretch{.to = next >= last ? to : next, .first = {}, .last = {}};
  const Months middle = (from + stretch.to) / 2;
  for (std::size_t i = 0; i < group.sets.size(); ++i)
    if (presence(group.sets[i], middle) > 0) stretch.set = i;
  const auto effect = [&](Months t) {
    const Affine value = at(group, t);
    return Effect{value.scale, value.add, value.scale > 0 ? 1.0 : 0.0, value.scale > 0 ? 0.0 : value.add};
  };
  const bool ramps = ramps_between(group, from, stretch.to);
  stretch.first = effect(ramps ? from + rounding : middle);
  stretch.last = effect(ramps ? stretch.to - rounding : middle);
  return stretch;
}

bool follows_calendar(const LeverGroup& group) {
  return std::any_of(group.sets.begin(), group.sets.end(),
                     [](const Move& move) { return !move.opens || !move.closes; });
}

double upper_bound(const LeverGroup& group, double base) {
  double bound = base;
  for (const Move& move : group.sets) bound = std::max(bound, move.value);
  for (const Move& move : group.scales) bound *= std::max(1.0, move.value);
  return bound;
}

}  // namespace ytterby
