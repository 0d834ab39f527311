// SPDX-License-Identifier: Apache-2.0
/// @file  Fixed points of passes around cycles, to the end, by Newton's steps.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace ytterby::kernel {

/// Solves (1 − J)·d = r for several r at once by elimination with row pivots; a row in which nothing is left is met by
/// d = 0 if its r is 0 to rounding.
///
/// @param matrix  1 − J, by rows; used up.
/// @param right   [row][of the r]; becomes the d.
/// @return        Whether there is a solution. Time O(n³).
[[nodiscard]] inline bool eliminate(std::vector<std::vector<double>>& matrix, std::vector<std::vector<double>>& right) {
  constexpr double nothing = 1e-14, rounding = 1e-9;
  const std::size_t n = matrix.size();
  std::vector<double> scale;
  for (const auto& row : right)
    for (std::size_t c = 0; c < row.size(); ++c) {
      scale.resize(row.size());
      scale[c] = std::max(scale[c], std::abs(row[c]));
    }
  for (std::size_t p = 0; p < n; ++p) {
    std::size_t best = p;
    for (std::size_t i = p + 1; i < n; ++i)
      if (std::abs(matrix[i][p]) > std::abs(matrix[best][p])) best = i;
    if (std::abs(matrix[best][p]) <= nothing) {
      for (std::size_t i = p; i < n; ++i) matrix[i][p] = 0;
      continue;
    }
    std::swap(matrix[p], matrix[best]);
    std::swap(right[p], right[best]);
    for (std::size_t i = p + 1; i < n; ++i) {
      const double factor = matrix[i][p] / matrix[p][p];
      if (factor == 0) continue;
      for (std::size_t k = p; k < n; ++k) matrix[i][k] -= factor * matrix[p][k];
      for (std::size_t c = 0; c < right[i].size(); ++c) right[i][c] -= factor * right[p][c];
    }
  }
  for (std::size_t p = n; p-- > 0;)
    for (std::size_t c = 0; c < right[p].size(); ++c) {
      double& value = right[p][c];
      for (std::size_t k = p + 1; k < n; ++k) value -= matrix[p][k] * right[k][c];
      if (std::abs(matrix[p][p]) > nothing)
        value /= matrix[p][p];
      else if (std::abs(value) <= rounding * scale[c])
        value = 0;
      else
        return false;
    }
  return true;
}

/// Values of the few nodes by which a pass around cycles depends on the pass before.
struct Settling {
  std::vector<double> values, slopes;
};

/// Follows x ← pass(x) to a fixed point, first pass by pass and then by Newton's steps along what binds.
///
/// For a pass that is monotone, concave and piecewise linear, from above all its fixed points, steps fall to the
/// greatest one, and each is as far as the terms that bind allow; for a convex one, from below, they rise to the least.
/// Steps are as many as terms take turns at binding, and end when a step moves nothing but rounding, so that cycles
/// that return nearly all cost no more than others: Howard, Dynamic Programming and Markov Processes, 1960.
///
/// @param state  Where to begin, and what was found.
/// @param pass   pass(state): all that depends on it, and the new state; keeps what binds.
/// @param turn   turn(column, direction): derivative of the last pass, of values as of slopes.
/// @return       Whether it came to the end; with more than `most_unknown` values by passes alone.
template <class Pass, class Turn>
[[nodiscard]] bool settle(Settling& state, Pass&& pass, Turn&& turn) {
  constexpr int most_passes = 20, most_lone_passes = 1000, most_steps = 100;
  constexpr std::size_t most_unknown = 256;
  constexpr double at_rest = 1e-15, rounding = 1e-13;
  const std::size_t n = state.values.size();
  const auto moved = [](const std::vector<double>& then, const std::vector<double>& now) {
    double most = 0, largest = 0;
    for (std::size_t k = 0; k < then.size(); ++k) {
      most = std::max(most, now[k] == then[k] ? 0 : std::abs(now[k] - then[k]) / std::max(now[k], then[k]));
      largest = std::max(largest, std::abs(now[k]));
    }
    return largest > 0 || most > 0 ? most : 0;
  };
  for (int k = 0; k < (n > most_unknown ? most_lone_passes : most_passes); ++k) {
    Settling next = pass(std::as_const(state));
    const bool rests = moved(state.values, next.values) < at_rest && moved(state.slopes, next.slopes) < at_rest;
    state = std::move(next);
    if (rests) return true;
  }
  if (n > most_unknown) return false;
  bool values_rest = false;
  for (int step = 0; step < most_steps; ++step) {
    const Settling next = pass(std::as_const(state));
    std::vector<std::vector<double>> matrix(n, std::vector<double>(n)), right(n, std::vector<double>(2));
    std::vector<double> direction(n), turned(n);
    for (std::size_t c = 0; c < n; ++c) {
      std::fill(direction.begin(), direction.end(), 0.0);
      direction[c] = 1;
      turn(std::as_const(direction), turned);
      for (std::size_t k = 0; k < n; ++k) matrix[k][c] = (k == c ? 1 : 0) - turned[k];
    }
    for (std::size_t k = 0; k < n; ++k) right[k] = {next.values[k] - state.values[k], next.slopes[k] - state.slopes[k]};
    if (!eliminate(matrix, right)) return false;
    Settling moved_to = state;
    for (std::size_t k = 0; k < n; ++k) {
      if (!values_rest) moved_to.values[k] = std::max(state.values[k] + right[k][0], 0.0);
      moved_to.slopes[k] = std::max(state.slopes[k] + right[k][1], 0.0);
    }
    const bool slopes_rest = moved(state.slopes, moved_to.slopes) < rounding;
    const bool rests = moved(state.values, moved_to.values) < rounding;
    if (rests && slopes_rest) {
      state = pass(std::as_const(state));
      return true;
    }
    values_rest = values_rest || rests;  // what binds no longer changes by rounding
    state = std::move(moved_to);
  }
  return false;
}

}  // namespace ytterby::kernel
