// SPDX-License-Identifier: Apache-2.0
/// @file  Look-through: x = A·x + b on a network with loops, many right-hand sides at once, without factorising.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/kernel/pack.hpp"
#include "ytterby/kernel/stubborn_loop.hpp"

namespace ytterby::kernel {

/// Rows [first, last) that all depend on each other.
struct Loop {
  std::uint32_t first = 0, last = 0;

  friend bool operator==(Loop, Loop) = default;
};

/// A, not negative, of spectral radius below 1, in an order in which a row depends on earlier rows alone, except within
/// a loop. What a row draws of itself, aᵢᵢ, is not among its entries but in `turns`.
template <class Real>
struct DependenceRows {
  std::vector<std::uint32_t> begin = {};  ///< [row], N + 1: its entries
  std::vector<std::uint32_t> from = {};   ///< [entry] the row depended on
  std::vector<Real> weight = {};          ///< [entry] above 0
  std::vector<Real> turns = {};           ///< [row] 1/(1 − aᵢᵢ)
  std::vector<Loop> loops = {};           ///< of two rows or more, ascending

  [[nodiscard]] std::size_t size() const { return turns.size(); }
};

/// How what is given for a row counts.
enum class Given {
  added,  ///< x = A·x + given
  held,   ///< x = given where that is above 0, else A·x: whoever has reached a set has reached it
};

/// Right-hand sides side by side: one pass of substitution where nothing loops, Gauss–Seidel within loops.
///
/// Invariant: within a loop iterates begin at 0 and only rise, since A and what is given are not negative. Stopping
/// rule: no bit changes any more, so that a right-hand side has the same bits in every width. One that is not there
/// after `patience` sweeps is solved for by itself, by a method of fewer steps.
template <class Real, int Width>
class LookThrough {
  using P = Pack<Real, Width>;
  using Array = PackArray<Real, Width>;

 public:
  static constexpr int patience = 64;  ///< enough where up to half of what goes into a loop goes round it

  /// @param rows  Outlive this.
  explicit LookThrough(const DependenceRows<Real>& rows) : rows_(rows) {}

  /// @param given  0 or more, finite.
  /// @param x      [row][right-hand side], overwritten.
  ///
  /// Time O(entries + sweeps · entries within loops).
  void solve(const Array& given, Given meaning, Array& x) const {
    x.assign(rows_.size());
    if (meaning == Given::added) solve_as<Given::added>(given, x);
    if (meaning == Given::held) solve_as<Given::held>(given, x);
  }

  /// ‖A·x + given − x‖∞, over all right-hand sides, in long double.
  [[nodiscard]] double residual(const Array& given, Given meaning, const Array& x) const {
    long double largest = 0;
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      for (std::size_t s = 0; s < Width; ++s) {
        long double sum = 0;
        for (std::size_t e = rows_.begin[row]; e < rows_.begin[row + 1]; ++e)
          sum += static_cast<long double>(rows_.weight[e]) * static_cast<long double>(x.at(rows_.from[e], s));
        const long double own = 1 / static_cast<long double>(rows_.turns[row]);  // 1 − aᵢᵢ
        const auto is = static_cast<long double>(x.at(row, s)), wants = static_cast<long double>(given.at(row, s));
        const bool fixed = meaning == Given::held && wants > 0;
        largest = std::max(largest, std::abs(fixed ? wants - is : sum + wants - own * is));
      }
    }
    return static_cast<double>(largest);
  }

 private:
  template <Given Meaning>
  void solve_as(const Array& given, Array& x) const {
    std::size_t row = 0;
    const auto pass_to = [&](std::size_t end) {
      for (; row < end; ++row) x[row] = value<Meaning>(row, given, x);
    };
    for (const Loop& loop : rows_.loops) {
      pass_to(loop.first);
      settle<Meaning>(loop, given, x);
      row = loop.last;
    }
    pass_to(rows_.size());
  }

  template <Given Meaning>
  [[nodiscard]] P value(std::size_t row, const Array& given, const Array& x) const {
    P sum = P::Zero();
    for (std::size_t e = rows_.begin[row]; e < rows_.begin[row + 1]; ++e) sum += rows_.weight[e] * x[rows_.from[e]];
    if constexpr (Meaning == Given::added) return (sum + given[row]) * rows_.turns[row];
    return (given[row] > Real{0}).select(given[row], sum * rows_.turns[row]);
  }

  template <Given Meaning>
  void settle(const Loop& loop, const Array& given, Array& x) const {
    for (int sweep = 0; sweep < patience; ++sweep) {
      P moved = P::Zero();
      for (std::size_t row = loop.first; row < loop.last; ++row) {
        const P next = value<Meaning>(row, given, x);
        moved = moved.max((next - x[row]).abs());
        x[row] = next;
      }
      if (!(moved > Real{0}).any()) return;
      if (sweep + 1 < patience) continue;
      for (std::size_t s = 0; s < Width; ++s)
        if (moved[static_cast<Eigen::Index>(s)] > 0) settle_alone<Meaning>(loop, s, given, x);
    }
  }

  /// One right-hand side whose sweeps converge slowly.
  template <Given Meaning>
  void settle_alone(const Loop& loop, std::size_t s, const Array& given, Array& x) const {
    StubbornLoop<Real> alone(loop.last - loop.first);
    typename StubbornLoop<Real>::Vector values(static_cast<Eigen::Index>(loop.last - loop.first));
    for (std::size_t row = loop.first; row < loop.last; ++row) {
      values[static_cast<Eigen::Index>(row - loop.first)] = x.at(row, s);
      Real constant = given.at(row, s);
      const bool fixed = Meaning == Given::held && constant > 0;
      for (std::size_t e = rows_.begin[row]; !fixed && e < rows_.begin[row + 1]; ++e) {
        const std::size_t from = rows_.from[e];
        if (from < loop.first) constant += rows_.weight[e] * x.at(from, s);
        if (from >= loop.first) alone.add_entry(from - loop.first, rows_.weight[e] * rows_.turns[row]);
      }
      alone.end_row(fixed ? constant : constant * rows_.turns[row]);
    }
    alone.solve(values);
    for (std::size_t row = loop.first; row < loop.last; ++row)
      x.at(row, s) = values[static_cast<Eigen::Index>(row - loop.first)];
  }

  const DependenceRows<Real>& rows_;
};

}  // namespace ytterby::kernel
