// SPDX-License-Identifier: Apache-2.0
/// @file  The Herfindahl–Hirschman index of shares, and its bounds where some are not known.
#pragma once

#include <span>
#include <vector>

#include "ytterby/core/export.hpp"

namespace ytterby {

/// Each amount as a share of them all.
/// @param amounts  0 or more, at least one above 0, of one unit.
/// @throws InvalidOptions  naming what is outside.
[[nodiscard]] YTTERBY_EXPORT std::vector<double> shares_of(std::span<const double> amounts);

/// The index if what is left of 1 belongs to nobody known.
struct HerfindahlRange {
  double least = 0;  ///< it is spread over countless others
  double most = 0;   ///< the largest has it, too

  friend bool operator==(const HerfindahlRange&, const HerfindahlRange&) = default;
};

/// H = Σ s²: from 1/n, n shares alike, to 1, a monopoly. In points: 10,000·H.
///
/// @param shares  0 to 1, of a sum of at most 1; one below 1 is not filled up: the rest counts as countless small ones.
/// @throws InvalidOptions  naming what is outside.
/// Hirschman (1964), The Paternity of an Index, American Economic Review 54(5); Rhoades (1993), Federal Reserve
/// Bulletin 79.
[[nodiscard]] YTTERBY_EXPORT double herfindahl(std::span<const double> shares);

/// Σ s² and Σ s² + 2·m·u + u², with m the largest share and u = 1 − Σ s what is not attributed: the bounds of H whoever
/// has the rest. Else as `herfindahl`.
[[nodiscard]] YTTERBY_EXPORT HerfindahlRange herfindahl_range(std::span<const double> shares);

}  // namespace ytterby
