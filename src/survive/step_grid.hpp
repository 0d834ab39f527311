// SPDX-License-Identifier: Apache-2.0
/// @file  Time up to an end in steps, and what every plan can count on in each of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "survive/facts.hpp"
#include "survive/reach.hpp"

namespace ytterby::best {

/// Steps that end at `end`, equally long but the first, which is no longer: goods that take whole steps then arrive in
/// whole steps. Where nothing has a lead time, they end where something changes.
class StepGrid {
 public:
  /// @param most  Steps at most, 1 or more, where there are lead times.
  StepGrid(const Facts& facts, const Reach& reach, const Aim& aim, double end, std::size_t most);

  [[nodiscard]] std::size_t steps() const { return least_.size(); }
  [[nodiscard]] double begin(std::size_t step) const { return bounds_[step]; }
  [[nodiscard]] double end(std::size_t step) const { return bounds_[step + 1]; }
  [[nodiscard]] double length(std::size_t step) const { return bounds_[step + 1] - bounds_[step]; }
  /// Least capacities, most demand, longest lead times within a step.
  [[nodiscard]] const Cell& least(std::size_t step) const { return least_[step]; }

  /// Where goods count that leave evenly over a step.
  struct Arrival {
    std::size_t step = 0;  ///< `steps()` if none
    bool is_late = false;  ///< in the last part of that step: only as far as as much comes evenly in the first
  };
  [[nodiscard]] Arrival arrival(EdgeId edge, std::size_t step) const;

 private:
  void take_even_steps(double end, double length);

  double length_ = 0;  ///< of a whole step; 0 if nothing has a lead time
  std::vector<double> bounds_ = {};
  std::vector<Cell> least_ = {};
};

}  // namespace ytterby::best
