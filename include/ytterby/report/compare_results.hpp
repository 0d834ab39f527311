// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios side by side as a table for people and as JSON for programs.
#pragma once

#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/compare.hpp"

namespace ytterby {

/// What was compared.
struct CompareSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  std::vector<std::string> names = {};     ///< [scenario] short, as asked for
  std::vector<Scenario> scenarios = {};    ///< [scenario] as run
};

/// Months to each target's first shortage under each scenario, with the difference to the first, in the order of
/// running out there; then totals, a row for each scenario.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const Comparison& comparison, const CompareSubject& subject,
                                                 const RenderOptions& options = {});

/// One JSON document, numbers unrounded, null for "no such time" and for "no target there".
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const Comparison& comparison, const CompareSubject& subject);

}  // namespace ytterby
