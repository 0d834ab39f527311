// SPDX-License-Identifier: Apache-2.0
/// @file  Dense linear equations in 80 bits.
#pragma once

#include <cstddef>
#include <vector>

namespace ytterby::test {

/// x of (I − A)·x = b by Gaussian elimination. Without pivoting, of which an M-matrix has no need, so that zeros stay.
///
/// @param system  [row][column] of I − A, then b; A ≥ 0 of spectral radius below 1.
[[nodiscard]] inline std::vector<long double> eliminate(std::vector<std::vector<long double>> system) {
  const std::size_t n = system.size();
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t i = k + 1; i < n; ++i) {
      const long double factor = system[i][k] / system[k][k];
      for (std::size_t j = k; j <= n; ++j) system[i][j] -= factor * system[k][j];
    }
  }
  std::vector<long double> x(n);
  for (std::size_t k = n; k-- > 0;) {
    long double rest = system[k][n];
    for (std::size_t j = k + 1; j < n; ++j) rest -= system[k][j] * x[j];
    x[k] = rest / system[k][k];
  }
  return x;
}

}  // namespace ytterby::test
