// SPDX-License-Identifier: Apache-2.0
/// @file  Inoperability of sectors that depend on each other: at rest, and on the way there.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// By how much each sector loses if another does: share(i, j) of sector i for all of j.
struct Interdependency {
  std::size_t sectors = 0;
  std::vector<double> shares = {};  ///< by rows, sectors², 0 or more

  [[nodiscard]] double share(std::size_t i, std::size_t j) const { return shares[i * sectors + j]; }
  friend bool operator==(const Interdependency&, const Interdependency&) = default;
};

/// Who loses its customers: z_ij / x_i, the share of sector i's output that j buys.
///
/// @param sales   By rows, z_ij from i to j, 0 or more.
/// @param output  x_i above 0, what is sold to final demand included.
/// @throws InvalidOptions  on sizes that do not fit, or values out of range.
///
/// Santos and Haimes, Risk Analysis 24 (2004) 1437: A* = x̂⁻¹·A·x̂ with A = Z·x̂⁻¹.
[[nodiscard]] YTTERBY_EXPORT Interdependency demand_side(std::span<const double> sales, std::span<const double> output);

/// The same of a network, sector by node in the order of nodes.csv: flow/output in tonnes. A node without output loses
/// nothing. There is no supply side of it, since tonnes of different inputs are no outlays.
///
/// Memory O(N²).
[[nodiscard]] YTTERBY_EXPORT Interdependency demand_side(const FrozenNetwork& network);

/// Who loses its suppliers: z_ji / x_i, the share of purchases from j in sector i's outlays.
///
/// @throws InvalidOptions  likewise.
///
/// Leung, Haimes and Santos, Journal of Infrastructure Systems 13 (2007) 299: the transpose of A.
[[nodiscard]] YTTERBY_EXPORT Interdependency supply_side(std::span<const double> sales, std::span<const double> output);

struct Inoperability {
  std::vector<double> lost = {};   ///< [sector] 0 to 1
  std::vector<bool> stopped = {};  ///< [sector] whether it would lose more than there is
  /// No loss is further than this from the solution, rounding included; 1 where that cannot be told.
  double error_bound = 0;
};

/// The least q with q = min(1, A·q + c): where nothing reaches 1, the model of Haimes and Jiang, q = (1 − A)⁻¹·c.
///
/// A sector that has stopped passes on no more than all. Clipping that solution afterwards would have it pass on more,
/// and has no answer at all where A returns more than it takes. What no perturbation reaches loses nothing. From all
/// others stopped those are released, again and again, that lose less than all, by elimination; at most n times.
///
/// @param perturbation  [sector] c, 0 or more.
/// @throws InvalidOptions  on sizes that do not fit, or values out of range.
///
/// Time O(n³) for each release of some. Haimes and Jiang, Journal of Infrastructure Systems 7 (2001) 1,
/// doi:10.1061/(ASCE)1076-0342(2001)7:1(1).
[[nodiscard]] YTTERBY_EXPORT Inoperability inoperability_of(const Interdependency& sectors,
                                                            std::span<const double> perturbation);

/// How fast a sector recovers, per month, if it comes from one loss to another by itself in some time:
/// k = ln(initial/final) / (time·(1 − own share)).
///
/// @throws InvalidOptions  unless initial is above final, final above 0, time above 0 and the own share from 0 to
/// below 1.
[[nodiscard]] YTTERBY_EXPORT double resilience_of(double initial, double final, Months time, double own_share = 0);

/// A perturbation from some time on, until the next one.
struct PerturbedFrom {
  Months from{};
  std::vector<double> perturbation = {};  ///< [sector]
};

struct RecoveryOptions {
  std::vector<double> resilience = {};  ///< [sector] k, per month, above 0
  std::vector<double> initial = {};     ///< [sector] loss at the beginning, 0 to 1; empty: none
  std::vector<double> cover = {};       ///< [sector] months of its output held as finished goods; empty: none
  Control control = {};
};

struct InoperabilityOverTime {
  std::vector<Months> times = {};              ///< those asked for
  std::vector<std::vector<double>> lost = {};  ///< [time][sector]
  std::vector<double> impact = {};             ///< [sector] months of output lost until the last time
  double error_bound = 0;                      ///< of losses, rounding included
};

/// dq/dt = K·(min(1, A·z + c(t)) − q), where z = q, or 0 as long as a sector's finished goods cover what it has lost.
///
/// Without cover and short of 1 the dynamic model of Lian and Haimes, which tends to q = A·q + c. Exact in time: from
/// event to event by uniformisation, a sum of positive terms with a bound on what is left out, and events by bisection:
/// perturbations, finished goods that end, sectors whose loss to come reaches all, or falls below. Of the last two
/// those are missed that come and go within 1/8 of the fastest sector's 1/k.
///
/// @param perturbations  In order of time, the first at 0; empty: none ever.
/// @param times          Ascending, 0 or more.
/// @throws InvalidOptions  on sizes that do not fit, or values out of range.
///
/// Lian and Haimes, Systems Engineering 9 (2006) 241, doi:10.1002/sys.20051. Inventories as in Barker and Santos,
/// International Journal of Production Economics 126 (2010) 130, in continuous time.
[[nodiscard]] YTTERBY_EXPORT InoperabilityOverTime inoperability_over_time(const Interdependency& sectors,
                                                                           std::span<const PerturbedFrom> perturbations,
                                                                           std::span<const Months> times,
                                                                           const RecoveryOptions& options);

}  // namespace ytterby
