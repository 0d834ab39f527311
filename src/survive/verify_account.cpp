// SPDX-License-Identifier: Apache-2.0
/// @file  Sweeps an account from change to change; between two of them its level is a parabola.
#include "survive/verify_account.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace ytterby::proof {

namespace {

struct Motion {
  double level = 0, rate = 0, bend = 0;

  [[nodiscard]] double after(double time) const {
    const double moved = rate == 0 ? 0 : rate * time;
    return level + moved + (bend == 0 ? 0 : bend * time * time / 2);
  }
  /// Where in [0, time] it is lowest.
  [[nodiscard]] double lowest(double time) const {
    if (bend > 0 && rate < 0 && -rate / bend < time) return -rate / bend;
    return after(time) < level ? time : 0;
  }
  /// The first moment up to `time`, at which it is below `floor`, when it is down to `floor`.
  [[nodiscard]] double down_to(double floor, double time) const {
    if (level <= floor) return 0;
    double low = 0, high = time;
    if (bend == 0) return std::min(time, (floor - level) / rate);
    for (int i = 0; i < 100 && high - low > 1e-15 * high; ++i) {
      const double middle = (low + high) / 2;
      (after(middle) > floor ? low : high) = middle;
    }
    return high;
  }
};

}  // namespace

void Account::flow(double from, double to, double rate_begin, double rate_end) {
  if (!(to > from)) return;
  const double bend = std::isfinite(to) ? (rate_end - rate_begin) / (to - from) : 0;
  const double gross = std::max({rate_begin, rate_end, 0.0});
  entries_.push_back({.at = from, .rate = rate_begin, .bend = bend, .gross = gross});
  if (std::isfinite(to)) entries_.push_back({.at = to, .rate = -rate_end, .bend = -bend, .gross = -gross});
}

std::optional<Account::Fall> Account::first_fall(double until, double relative, double absolute,
                                                 std::vector<Gift>* gifts) {
  // At one moment what flows and arrives comes before what an event does to it.
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.at < b.at || (a.at == b.at && a.acts < b.acts); });
  Motion motion;
  double now = 0, moved = 0, gross = 0;
  double turned = 0;  // all rates that came and went, of which adding up and taking away leaves a rounding
  const auto fall_by = [&](double then) -> std::optional<Fall> {
    const double time = then - now;
    const double allowed = relative * moved + absolute;
    if (time == 0) {
      if (motion.level < -allowed) return Fall{now, motion.level, now};
      return std::nullopt;
    }
    if (then == std::numeric_limits<double>::infinity()) {
      constexpr double rounding = 4 * std::numeric_limits<double>::epsilon();
      if (motion.rate >= -(relative * gross + absolute + rounding * turned)) return std::nullopt;
      const double at = now + std::max(0.0, motion.level) / -motion.rate;
      return Fall{at, motion.level + motion.rate * (at + 1 - now), at + 1};
    }
    const double lowest = motion.lowest(time);
    if (motion.after(lowest) >= -allowed - relative * gross * lowest) return std::nullopt;
    return Fall{now + motion.down_to(-allowed, lowest), motion.after(lowest), now + lowest};
  };
  for (const Entry& entry : entries_) {
    if (entry.at > until) break;
    if (entry.at > now) {
      if (auto fall = fall_by(entry.at)) return fall;
      motion.level = motion.after(entry.at - now);
      motion.rate += motion.bend * (entry.at - now);
      moved += gross * (entry.at - now);
      now = entry.at;
    }
    if (entry.acts) {
      if (auto fall = fall_by(now)) return fall;
      const double before = motion.level;
      motion.level = entry.scales ? before * entry.value : entry.value;
      if (gifts != nullptr && motion.level > before) gifts->push_back({now, motion.level - before});
      moved += std::max(0.0, motion.level - before);
      continue;
    }
    motion.level += entry.amount;
    motion.rate += entry.rate;
    turned += std::abs(entry.rate);
    motion.bend += entry.bend;
    moved += std::max(0.0, entry.amount);
    gross = std::max(0.0, gross + entry.gross);
  }
  if (until < now) return std::nullopt;
  return fall_by(until);
}

}  // namespace ytterby::proof
