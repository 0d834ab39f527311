// SPDX-License-Identifier: Apache-2.0
/// @file  The fixed point of an affine map whose own iteration is slow.
#pragma once

#include <Eigen/Core>
#include <Eigen/QR>

#include <algorithm>
#include <limits>
#include <utility>

namespace ytterby::kernel {

/// Moves `x` to the fixed point of `advance`, an affine map without a second one, by reduced rank extrapolation: of the
/// weighted means, with weights that sum to 1, of some iterates the one that the map changes least, again and again.
///
/// Invariant: between rounds `x` is the best that was seen, by the largest change of an element in one step. Stops when
/// that is rounding, or has not fallen by a tenth in four rounds. As good as a Krylov method: exact after as many steps
/// as the map has distinct rates of convergence, so few rates near 1 do no harm. Limit: `most_steps` steps a round.
///
/// @param x        n elements, first guess and result.
/// @param advance  Vector& → the map applied, in place.
///
/// Time O(n·steps² + steps · a step) a round. Kaniel and Stein, Eddy, Mešina in the 1970s; as related to GMRES: Sidi,
/// arXiv:1503.02552.
template <class Real, class Advance>
void extrapolate(Eigen::Vector<Real, Eigen::Dynamic>& x, Advance&& advance) {
  using Vector = Eigen::Vector<Real, Eigen::Dynamic>;
  using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
  constexpr Eigen::Index most_steps = 24;
  constexpr int most_rounds = 200, patience = 4;
  constexpr Real rounding = 2 * std::numeric_limits<Real>::epsilon();
  const Eigen::Index steps = std::min(x.size(), most_steps);
  Matrix change(x.size(), steps + 1);  // of step k, then of the changes themselves
  Vector best = x;
  Real least = std::numeric_limits<Real>::infinity(), goal = least;
  int since = 0;
  for (int round = 0; round < most_rounds && since < patience; ++round) {
    const Vector start = x;
    for (Eigen::Index k = 0; k <= steps; ++k) {
      const Vector before = x;
      advance(x);
      change.col(k) = x - before;
    }
    const Real size = change.col(0).cwiseAbs().maxCoeff();
    if (size < least) {
      least = size;
      best = start;
    }
    if (least <= rounding * best.cwiseAbs().maxCoeff()) break;
    since = least < goal ? 0 : since + 1;
    if (since == 0) goal = least * static_cast<Real>(0.9);
    const Matrix bend = change.rightCols(steps) - change.leftCols(steps);
    // What is left of a step after those before it is noise below this, and would be weighted as if it were not.
    const Real noise = rounding * start.norm(), largest = bend.colwise().norm().maxCoeff();
    if (!(largest > noise)) continue;
    Eigen::CompleteOrthogonalDecomposition<Matrix> steps_taken(bend.rows(), bend.cols());
    steps_taken.setThreshold(noise / largest);
    steps_taken.compute(bend);
    x = start - change.leftCols(steps) * steps_taken.solve(change.col(0));
  }
  x = std::move(best);
}

}  // namespace ytterby::kernel
