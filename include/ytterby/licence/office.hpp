// SPDX-License-Identifier: Apache-2.0
/// @file  Export licences as data: the offices that grant them and the lanes that need them.
#pragma once

#include <optional>
#include <string>

#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// No time of a lane is longer: what would be for ever is said by leaving it out, or by an approval of 0.
inline constexpr Months longest_lane_time{1e6};

/// Grants licences over its lanes: higher priority first, then in order of filing.
struct Office {
  std::string name = {};
  std::string country = {};                                 ///< ISO 3166-1 alpha-3
  LicenceRate licences_per_month = unlimited<LicenceRate>;  ///< 0 or more; unused ones are not saved up

  friend bool operator==(const Office&, const Office&) = default;
};

/// A class of shipments that needs a licence of one office: a product to a destination, perhaps a customer.
struct Lane {
  std::string name = {};
  OfficeId office{};
  Mass t_per_licence = unlimited<Mass>;  ///< above 0; "one batch, one certificate" is the tonnes of a batch
  Months review =
      {};  ///< 0 or more, as all times no longer than `longest_lane_time`; from filing to the earliest grant
  double approval = 1;                ///< 0 to 1, share of what is decided; 0 closes the lane
  std::optional<Months> refile = {};  ///< before a refused tonne may be filed again; else the review time
  double priority = 0;                ///< higher is served first
  std::optional<Months> valid = {};   ///< of a grant; none: for ever
  Mass volume = unlimited<Mass>;      ///< all that may be granted from the start on, while no event sets another
  double controlled = 1;              ///< 0 to 1, share of shipments that need a licence; the rest passes at once
  double returned = 0;                ///< 0 or more, below 1: share of what is reviewed that is sent back, undecided
  Months correction = {};             ///< 0 or more; before what was sent back is filed again
  double restocking = 1;              ///< 0 to 1, share accepted for filing of what is above the customer's need

  friend bool operator==(const Lane&, const Lane&) = default;
};

}  // namespace ytterby
