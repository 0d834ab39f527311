// SPDX-License-Identifier: Apache-2.0
/// @file  What a lane and an office are in one scenario of a pass, and what a lane has done so far.
#pragma once

#include <cstdint>
#include <limits>

namespace ytterby::kernel {

/// Times in steps, tonnes, shares 0 to 1; events move everything but the account.
template <class Real>
struct LaneState {
  static constexpr Real never = std::numeric_limits<Real>::infinity();

  std::uint32_t office = 0;
  Real t_per_licence = never, review = 0, approval = 1, priority = 0, volume = never;
  Real refile = 0, refile_reviews = 0;  ///< before what was refused is filed again: steps, and times the review
  Real controlled = 1;                  ///< share of shipments that need a licence
  Real returned = 0;    ///< share of what comes up for decision that is sent back for correction; below 1
  Real correction = 0;  ///< before what was sent back is filed again
  Real restocking = 1;  ///< share accepted of what an application asks above the need
  Real valid = never;

  bool queue_at_start = false;  ///< in force before the start: filings of `review` and one step are waiting
  Real review_at_start = 0;
  Real decided = 0;            ///< filing time up to which all has been decided
  Real reviewed = -never;      ///< filing time, when last looked at: from there on it is looked for next
  Real volume_set_at = 0;      ///< t granted before the volume began to count
  Real filed_before = 0;       ///< t filed and not decided before the start
  Real granted = 0, used = 0;  ///< t
  Real expired = 0;            ///< t, with what was granted at once and not shipped at once
  Real refused = 0, returned_t = 0;
  Real wait = 0;         ///< t·steps
  bool stopped = false;  ///< nothing more could be granted in the last step: its office was closed, or its volume full

  [[nodiscard]] Real refile_time() const { return refile + refile_reviews * review; }
  /// Of one tonne that comes up for decision.
  [[nodiscard]] Real share_granted() const { return approval * (1 - returned); }
  [[nodiscard]] Real share_refused() const { return (1 - approval) * (1 - returned); }

  /// Steps between a first filing and its decision as a rule, with corrections of so many steps.
  [[nodiscard]] Real usual_time(Real correcting) const { return (review + returned * correcting) / (1 - returned); }

  friend bool operator==(const LaneState&, const LaneState&) = default;
};

template <class Real>
struct OfficeState {
  Real licences = std::numeric_limits<Real>::infinity();  ///< in a step, while not open
  Real open = 1;                                          ///< share of the step without limit
};

}  // namespace ytterby::kernel
