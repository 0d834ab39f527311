// SPDX-License-Identifier: Apache-2.0
/// @file  When a target runs short, and how much of it.
#include "oracle/slow/shortages.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ytterby::test::slow {

namespace {

/// The share of the step after which a stock is gone, with its arrivals where they fall.
Number runs_out(Number held, Number eaten, const Spreads& arrivals) {
  std::vector<Number> times{0, 1};
  for (const Spread& spread : arrivals)
    for (const Number time : {spread.from, spread.to})
      if (time > 0 && time < 1) times.push_back(time);
  std::sort(times.begin(), times.end());
  const auto level = [&](Number time) { return held + sum_until(arrivals, time) - eaten * time; };
  for (std::size_t i = 1; i < times.size(); ++i) {
    const Number before = level(times[i - 1]) - sum_until(arrivals, 0),
                 after = level(times[i]) - sum_until(arrivals, 0);
    if (after >= -1e-9L * eaten) continue;
    return times[i - 1] +
           (times[i] - times[i - 1]) * std::max<Number>(0, before) / (std::max<Number>(0, before) - after);
  }
  return 1;
}

/// The share of the step after which the node can no longer serve what it faces.
Number crossing(const Chain& chain, const State& before, const State& after, NodeId node, Number made, Number now) {
  const Number finished = before.finished[node], faced = after.faced[node];
  Number first = 1;
  const Number able = chain.can_make(node, now, faced);
  if (faced * (1 - 1e-9L) > able) first = std::min(first, finished / (faced - able));
  for (const InputId input : chain.network.inputs.ids()) {
    const Number e = chain.essential(input, now), t = chain.t_per_t(input, now);
    if (chain.network.inputs[input].node != node || e == 0) continue;
    first = std::min(first, runs_out(before.stock[input] + finished * t / e, t * faced, after.arrivals[input]));
  }
  if (first < 1) return first;
  return faced > made ? std::min<Number>(1, finished / (faced - made)) : 1;
}

}  // namespace

void follow(const Chain& chain, const State& before, const State& after, const SlowStep& step, Number now,
            Number horizon, SlowTarget& target) {
  const bool met = step.served >= step.demand * (1 - 1e-9L);
  if (met) return;
  if (!target.to_shortage) {
    const Number time = (now + crossing(chain, before, after, target.node, step.production, now)) * chain.step;
    if (time >= horizon) return;
    target.to_shortage = time;
  }
  const Number weight = std::clamp<Number>(horizon / chain.step - now, 0, 1);
  target.unserved += weight * (step.demand - step.served);
  if (!target.to_half && step.served <= step.demand / 2)
    target.to_half = std::max(now * chain.step, *target.to_shortage);
}

}  // namespace ytterby::test::slow
