// SPDX-License-Identifier: Apache-2.0
/// @file  How a node that cannot serve every order shares what it has.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>

#include "ytterby/scenario/scenario.hpp"

namespace ytterby::kernel {

/// What one customer, or final use at the node itself, asks of a node in a step.
template <class Real>
struct Claim {
  Real tonnes = 0;         ///< 0 or more
  Real usual = 0;          ///< baseline, t/month
  Real priority = 0;       ///< of who claims; higher first
  Real minimum_share = 0;  ///< 0 to 1, likewise
  std::uint32_t arc = 0;   ///< on which it came; for the caller
  Real served = 0;         ///< the answer: 0 to `tonnes`
};

namespace detail {

/// Serves what is left of each claim tier by tier, a tier being the claims with the same `rank`; within one pro rata.
template <class Real, class Rank>
void share_by_tier(Real available, std::span<Claim<Real>> claims, const Rank& rank) {
  std::sort(claims.begin(), claims.end(),
            [&](const Claim<Real>& a, const Claim<Real>& b) { return rank(a) > rank(b); });
  for (std::size_t first = 0; first < claims.size();) {
    std::size_t last = first;
    Real asked = 0;
    for (; last < claims.size() && rank(claims[last]) == rank(claims[first]); ++last)
      asked += claims[last].tonnes - claims[last].served;
    const Real share = asked > available ? available / asked : Real{1};
    for (; first < last; ++first) claims[first].served += share * (claims[first].tonnes - claims[first].served);
    available = std::max(Real{0}, available - asked);
  }
}

/// Fills every claim up to one level, in tonnes.
template <class Real>
void share_equally(Real available, std::span<Claim<Real>> claims) {
  std::sort(claims.begin(), claims.end(),
            [](const Claim<Real>& a, const Claim<Real>& b) { return a.tonnes < b.tonnes; });
  std::size_t open = claims.size();
  for (Claim<Real>& claim : claims) {
    const Real level = available / static_cast<Real>(open--);
    claim.served = std::min(claim.tonnes, level);
    available -= claim.served;
  }
}

/// The minimum share of every claim, or as much of it as there is.
template <class Real>
[[nodiscard]] Real share_minimums(Real available, std::span<Claim<Real>> claims) {
  Real asked = 0;
  for (const Claim<Real>& claim : claims) asked += claim.minimum_share * claim.tonnes;
  const Real share = asked > available ? available / asked : Real{1};
  for (Claim<Real>& claim : claims) claim.served = share * claim.minimum_share * claim.tonnes;
  return std::max(Real{0}, available - asked);
}

}  // namespace detail

/// Shares `available` tonnes among claims that ask for more, and says in each what it gets. Claims of equal rank share
/// pro rata. The order of `claims` changes. Time O(n log n), no allocation.
///
/// @param available  0 or more, less than the claims' tonnes together.
template <class Real>
void share_out(Rationing rule, Real available, std::span<Claim<Real>> claims) {
  for (Claim<Real>& claim : claims) claim.served = 0;
  const auto by_priority = [](const Claim<Real>& claim) { return claim.priority; };
  switch (rule) {
    case Rationing::proportional: detail::share_by_tier(available, claims, [](const Claim<Real>&) { return 0; }); break;
    case Rationing::priority: detail::share_by_tier(available, claims, by_priority); break;
    case Rationing::largest_first:
      detail::share_by_tier(available, claims, [](const Claim<Real>& claim) { return claim.usual; });
      break;
    case Rationing::equal_fill: detail::share_equally(available, claims); break;
    case Rationing::minimum_first:
      detail::share_by_tier(detail::share_minimums(available, claims), claims, by_priority);
      break;
  }
}

}  // namespace ytterby::kernel
