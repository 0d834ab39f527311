// SPDX-License-Identifier: Apache-2.0
/// @file  What events make of each figure, step by step.
#pragma once

#include <array>
#include <cstddef>
#include <set>
#include <vector>

#include "oracle/slow/spread.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/network/validate.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby::test::slow {

/// Time is counted in steps; a step begins at `now`. Knows no ramps.
class Levers {
 public:
  Levers(const FrozenNetwork& frozen, const Scenario& scenario, Number step);

  /// The mean over a step; infinite if there is no limit in a part of it.
  [[nodiscard]] Number value(Table table, Lever lever, std::size_t row, Number base, Number now) const;

  /// Of so many tonnes in a step, what a capacity lets through: where it has no limit for a part of the step, all that
  /// would pass in that part.
  [[nodiscard]] Number pass(Table table, std::size_t row, Number base, Number now, Number tonnes) const;

  /// Sets and scales a stock at the first step that begins when an event does, or later.
  void strike(Table table, std::size_t row, Number& stock, Number now) const;

 private:
  /// Over the part of a step in which there is a limit, and the part without.
  struct Mean {
    Number limited = 0, open = 0;
  };

  [[nodiscard]] bool selects(std::size_t event, Table table, std::size_t row) const;
  [[nodiscard]] Mean mean(Table table, Lever lever, std::size_t row, Number base, Number now) const;
  [[nodiscard]] Number value_at(Table table, Lever lever, std::size_t row, Number base, Number month) const;

  const Scenario& scenario_;
  Number step_;
  std::vector<std::array<std::set<std::size_t>, 5>> selected_ = {};  // [event][table]
};

}  // namespace ytterby::test::slow
