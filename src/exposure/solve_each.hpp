// SPDX-License-Identifier: Apache-2.0
/// @file  Many right-hand sides in as few passes over the network as there are widths for.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/on_threads.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/kernel/look_through.hpp"

namespace ytterby {

/// For one of several things to be done: its progress counts from `from` to `to`.
[[nodiscard]] inline Control part_of(const Control& control, double from, double to) {
  Control part = control;
  if (control.progress)
    part.progress = [&control, from, to](double done, Months simulated) {
      control.progress(from + (to - from) * done, simulated);
    };
  return part;
}

/// Right-hand sides [first, last) as one batch.
struct SolveBatch {
  std::size_t first = 0, last = 0;
};

template <int Width, class Fill, class Take>
[[nodiscard]] double solve_batch(const kernel::DependenceRows<double>& matrix, kernel::Given meaning,
                                 const SolveBatch& batch, Fill&& fill, Take&& take) {
  const kernel::LookThrough<double, Width> kernel(matrix);
  kernel::PackArray<double, Width> given(matrix.size()), solved;
  for (std::size_t k = batch.first; k < batch.last; ++k)
    fill(k, [&, s = k - batch.first](std::size_t row) -> double& { return given.at(row, s); });
  kernel.solve(given, meaning, solved);
  for (std::size_t k = batch.first; k < batch.last; ++k)
    take(k, [&, s = k - batch.first](std::size_t row) { return solved.at(row, s); });
  return kernel.residual(given, meaning, solved);
}

/// Solves `count` systems with one matrix, on `control.threads` threads; bits do not depend on these.
///
/// @param fill  (k, at): sets at(row), of right-hand side k, where it is not 0.
/// @param take  (k, at): reads at(row) of the solution; called once for each k, from any thread.
/// @return      The largest residual.
template <class Fill, class Take>
[[nodiscard]] double solve_each(const kernel::DependenceRows<double>& matrix, kernel::Given meaning, std::size_t count,
                                const Control& control, Fill&& fill, Take&& take) {
  constexpr std::size_t widest = 8;
  const std::size_t batches = (count + widest - 1) / widest;
  std::vector<double> residual(batches);
  on_threads(batches, control, [&](auto&& each) {
    each([&](std::size_t i) {
      const SolveBatch batch{i * widest, std::min(count, (i + 1) * widest)};
      const std::size_t size = batch.last - batch.first;
      residual[i] = size == 1   ? solve_batch<1>(matrix, meaning, batch, fill, take)
                    : size <= 4 ? solve_batch<4>(matrix, meaning, batch, fill, take)
                                : solve_batch<8>(matrix, meaning, batch, fill, take);
    });
  });
  return batches == 0 ? 0 : *std::max_element(residual.begin(), residual.end());
}

}  // namespace ytterby
