// SPDX-License-Identifier: Apache-2.0
/// @file  What is left at one place of goods that come and go at constant rates between moments.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace ytterby::best {

/// Goods at one place over time, under constant rates between moments.
class SteadyLevel {
 public:
  static constexpr double rounding = 1e-10;  ///< of what passes an account

  void begin_with(double amount) {
    start_ = amount;
    steps_.clear();
  }
  void come(double rate, double from, double to) { add({from, rate, 0, 0}, to); }
  void go(double rate, double to) { add({0, 0, rate, 0}, to); }
  void must_go(double rate, double to) { add({0, 0, 0, rate}, to); }

  /// To which part what goes would have to shrink if the level must never fall below 0, but for rounding of all that
  /// came, or of `least` t/month; 1 if it does not.
  [[nodiscard]] double part(double least, bool for_ever) {
    std::sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
    double part = 1, came = start_, gone = 0, must = 0;
    Step now;
    const auto look = [&](double all_in, double all_out, double all_must, double little) {
      if (all_in - all_out - all_must >= -rounding * all_in - little) return;
      part = std::min(part, all_out > 0 ? std::max(0.0, all_in - all_must) / all_out : 0);
    };
    for (const Step& step : steps_) {
      came += now.in * (step.at - now.at);
      gone += now.out * (step.at - now.at);
      must += now.must * (step.at - now.at);
      look(came, gone, must, least * step.at);
      now = {step.at, now.in + step.in, now.out + step.out, now.must + step.must};
    }
    if (for_ever) look(now.in, now.out, now.must, least);
    return part;
  }

 private:
  struct Step {
    double at = 0, in = 0, out = 0, must = 0;
  };
  void add(Step step, double to) {
    if (!(to > step.at) || !(step.in + step.out + step.must > 0)) return;
    steps_.push_back(step);
    if (std::isfinite(to)) steps_.push_back({to, -step.in, -step.out, -step.must});
  }

  double start_ = 0;
  std::vector<Step> steps_ = {};
};

}  // namespace ytterby::best
