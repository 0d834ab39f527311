// SPDX-License-Identifier: Apache-2.0
/// @file  The means of a case over a span of time.
#pragma once

#include <span>

#include "survive/facts.hpp"
#include "survive/lane_pauses.hpp"
#include "survive/values_in_span.hpp"

namespace ytterby::best {

/// Makes cells of a case.
class CellMaker {
 public:
  CellMaker(const GivenCase& given, std::span<const LanePause> pauses)
      : given_(given), network_(given.network), pauses_(pauses) {}

  /// A cell with the means over a span of it.
  /// @param is_sure  Of a lane that is controlled in part, as much as comes if nobody orders more to get more of it
  ///                 without a licence; otherwise all.
  [[nodiscard]] Cell cell(double from, double to, double span_from, double span_to, bool is_sure = false) const;

 private:
  void take_free_output(Cell& cell) const;
  void take_shares(Cell& cell, const ValuesInSpan& values) const;
  void close_lanes(Cell& cell, const ValuesInSpan& values, const PerLane<double>& controlled, bool is_sure) const;

  const GivenCase& given_;
  const FrozenNetwork& network_;
  std::span<const LanePause> pauses_;
};

}  // namespace ytterby::best
