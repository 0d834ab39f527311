// SPDX-License-Identifier: Apache-2.0
/// @file  Curves of what has come in so far, and amounts of which the oldest goes first.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "ytterby/kernel/pack.hpp"

namespace ytterby::kernel {

/// A cumulative curve at any time, in steps: linear between steps, and of the usual flow before the start.
template <class Real, int Width>
[[nodiscard]] Real curve_at(const PackArray<Real, Width>& curve, std::size_t scenario, Real time, Real flow) {
  if (time <= 0) return flow * time;
  const Real whole = std::floor(time);
  const auto step = static_cast<std::size_t>(whole);
  const Real before = curve.at(step, scenario);
  return time == whole ? before : before + (time - whole) * (curve.at(step + 1, scenario) - before);
}

/// A time about half way between two at which a curve may bend: the start, or a whole number of steps after it. `high`
/// if there is none.
template <class Real>
[[nodiscard]] Real bend_between(Real low, Real high) {
  if (low < 0) return std::min(Real{0}, high);
  return std::min(high, std::max(std::floor((low + high) / 2), std::floor(low) + 1));
}

/// Amounts row by row that grow in steps and of which the oldest leaves first. What is there is kept as such, so that
/// all of it can be taken and nothing is left by rounding; how old it is follows from the curve of what came in.
///
/// Memory O(rows · Width), with ages times the steps; each question O(1).
template <class Real, int Width>
class AgedAmounts {
 public:
  /// Begins empty. @param by_age  Whether `before` will be asked.
  void start(std::size_t rows, std::size_t steps, bool by_age) {
    amount_.assign(rows);
    rate_.assign(rows);
    in_.resize(by_age ? rows : 0);
    for (auto& curve : in_) curve.assign(steps + 1);
  }

  /// As if `rate` had come in in each step until the start and stayed for `age` steps.
  void begin_with(std::size_t row, std::size_t scenario, Real rate, Real age) {
    rate_.at(row, scenario) = rate;
    amount_.at(row, scenario) = rate * age;
  }

  /// Tonnes that come in evenly over a step.
  void add(std::size_t row, std::size_t step, std::size_t scenario, Real tonnes) {
    amount_.at(row, scenario) += tonnes;
    if (!in_.empty()) in_[row].at(step + 1, scenario) += tonnes;
  }
  void take(std::size_t row, std::size_t scenario, Real tonnes) { amount_.at(row, scenario) -= tonnes; }

  [[nodiscard]] Real amount(std::size_t row, std::size_t scenario) const { return amount_.at(row, scenario); }
  /// What came in in a step.
  [[nodiscard]] Real in_step(std::size_t row, std::size_t step, std::size_t scenario) const {
    return in_[row].at(step + 1, scenario) - in_[row].at(step, scenario);
  }
  /// Of what is there after `steps` of them, the part that came in before `time`, in steps.
  [[nodiscard]] Real before(std::size_t row, std::size_t steps, std::size_t scenario, Real time) const {
    const Real since = in_[row].at(steps, scenario) - curve_at(in_[row], scenario, time, rate_.at(row, scenario));
    return std::max(Real{0}, amount_.at(row, scenario) - since);
  }

  /// Ends a step.
  void close(std::size_t step) {
    for (auto& curve : in_)
      if (step + 2 < curve.rows()) curve[step + 2] = curve[step + 1];
  }

 private:
  PackArray<Real, Width> amount_ = {}, rate_ = {};  // [row]
  std::vector<PackArray<Real, Width>> in_ = {};     // [row][step], cumulative; empty: nobody asks for ages
};

}  // namespace ytterby::kernel
