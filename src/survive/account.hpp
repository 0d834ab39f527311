// SPDX-License-Identifier: Apache-2.0
/// @file  An account of goods, or of rights, over time: what comes in and goes out at steady rates between moments.
#pragma once

#include <cstddef>
#include <vector>

namespace ytterby::best {

/// Must not fall below 0 at any time. What comes in or goes out is a rate that is chosen, a column of a program, times
/// a factor; or, without a column, the factor itself.
class Account {
 public:
  static constexpr std::size_t fixed = static_cast<std::size_t>(-1);

  struct Term {
    std::size_t column = fixed;
    double factor = 0;  ///< above 0: comes in; below: goes out
    double from = 0, to = 0;
  };

  void begin_with(double amount) { start_ += amount; }
  /// Nothing if the span is empty.
  void add(std::size_t column, double factor, double from, double to);
  /// At one moment the share `keep` of what is there is left, and `amount` comes in. In order of time.
  void change(double time, double keep, double amount);

  [[nodiscard]] bool draws() const;  ///< whether something goes out at all
  /// Moments at which the level may be lowest, ascending; infinite at the end if something goes out for ever.
  [[nodiscard]] std::vector<double> kinks() const;

  /// The level just before a moment is Σ rate·weight over columns, plus what is fixed. Of a moment that is infinite:
  /// what comes in a month in the end.
  struct Level {
    std::vector<std::size_t> column = {};  ///< may repeat
    std::vector<double> weight = {};
    double amount = 0;
    double moved = 0;  ///< all that is fixed and came in, for tolerances
  };
  [[nodiscard]] Level at(double time) const;

 private:
  struct Change {
    double time = 0, keep = 1, amount = 0;
  };
  double start_ = 0;
  std::vector<Term> terms_ = {};
  std::vector<Change> changes_ = {};
};

}  // namespace ytterby::best
