// SPDX-License-Identifier: Apache-2.0
/// @file  The best case as an argument for people and as JSON for programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby {

/// What a best case was about.
struct SurviveSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< as asked
  Rivals rivals = Rivals::share;
  double flex = 1;
};

/// Every target alone: as simulated, and at best whatever rivals get.
struct RivalsTable {
  struct Row {
    NodeId node{};
    std::optional<Months> simulated = {};  ///< to the first shortage; none within the horizon
    TargetTime share = {}, ignored = {}, served = {};
  };
  std::vector<Row> rows = {};  ///< in the order of nodes.csv
  Months horizon{};            ///< of the simulation
};

/// How long, what binds, what one more month costs, every target alone and in the order of running out, the proof.
/// Where no plan is known as long, "at most" or "≤"; where no end is proven, "or longer" or "≥". Equal times are in the
/// order of nodes.csv.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const BestCase& best, const SurviveSubject& subject,
                                                 const RenderOptions& options = {});

/// The table alone.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const RivalsTable& table, const SurviveSubject& subject,
                                                 const RenderOptions& options = {});

/// One JSON document, numbers unrounded, null for "no such time". It is called exact only if the proof holds.
///
/// @param rivals  Added as `rivals_table`, unless null.
/// @throws Error  on a number that is not finite, other than a bound of "for ever": nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const BestCase& best, const SurviveSubject& subject,
                                                 const RivalsTable* rivals = nullptr);

}  // namespace ytterby
