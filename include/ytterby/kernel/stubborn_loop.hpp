// SPDX-License-Identifier: Apache-2.0
/// @file  A loop in which nearly all goes round, for one right-hand side.
#pragma once

#include <Eigen/Core>
#include <Eigen/LU>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "ytterby/kernel/extrapolate.hpp"

namespace ytterby::kernel {

/// x = A·x + b within a loop of n rows, what is outside being part of b. Bits depend on the instruction set, as Eigen's
/// products do.
template <class Real>
class StubbornLoop {
 public:
  using Vector = Eigen::Vector<Real, Eigen::Dynamic>;
  /// Up to so many rows are eliminated, which takes some 10 ms; beyond, sweeps are extrapolated.
  static constexpr Eigen::Index most_eliminated = 400;

  explicit StubbornLoop(std::size_t rows) : constant_(Vector::Zero(static_cast<Eigen::Index>(rows))) {
    begin_.reserve(rows + 1);
    begin_.push_back(0);
  }

  /// To the row that is being added.
  void add_entry(std::size_t from, Real weight) {
    from_.push_back(static_cast<Eigen::Index>(from));
    weight_.push_back(weight);
  }
  void end_row(Real constant) {
    constant_[static_cast<Eigen::Index>(begin_.size()) - 1] = constant;
    begin_.push_back(from_.size());
  }

  /// @param x  First guess and result.
  void solve(Vector& x) const {
    if (constant_.size() <= most_eliminated) {
      x = eliminated();
    } else {
      extrapolate<Real>(x, [&](Vector& values) { sweep(values); });
    }
  }

 private:
  [[nodiscard]] Vector eliminated() const {
    using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
    Matrix rest = Matrix::Identity(constant_.size(), constant_.size());
    for (std::size_t row = 0; row + 1 < begin_.size(); ++row)
      for (std::size_t e = begin_[row]; e < begin_[row + 1]; ++e)
        rest(static_cast<Eigen::Index>(row), from_[e]) -= weight_[e];
    return rest.partialPivLu().solve(constant_);
  }

  void sweep(Vector& x) const {
    for (std::size_t row = 0; row + 1 < begin_.size(); ++row) {
      Real sum = constant_[static_cast<Eigen::Index>(row)];
      for (std::size_t e = begin_[row]; e < begin_[row + 1]; ++e) sum += weight_[e] * x[from_[e]];
      x[static_cast<Eigen::Index>(row)] = sum;
    }
  }

  std::vector<std::size_t> begin_ = {};
  std::vector<Eigen::Index> from_ = {};
  std::vector<Real> weight_ = {};
  Vector constant_;
};

}  // namespace ytterby::kernel
