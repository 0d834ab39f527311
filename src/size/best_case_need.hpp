// SPDX-License-Identifier: Apache-2.0
/// @file  The least rate of an office with which targets can last, at best.
#pragma once

#include <optional>

#include "size/office_rate.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/size/least_licences.hpp"

namespace ytterby {

struct BestCaseQuestion {
  Rivals rivals = Rivals::ignored;
  std::optional<Months> last = {};  ///< none: for ever
  double at_least = 0;              ///< a rate that is known not to be enough, or 0
  double likely = 0;                ///< where to begin; any
};

/// By bisection over `survive`; the rate leaves out targets as they are set aside.
[[nodiscard]] BestCaseNeed best_case_need(const FrozenNetwork& network, OfficeRate rate,
                                          const BestCaseQuestion& question, const LicenceOptions& options);

}  // namespace ytterby
