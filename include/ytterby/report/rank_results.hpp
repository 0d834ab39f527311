// SPDX-License-Identifier: Apache-2.0
/// @file  Knock-outs, ranked, as tables for people and as JSON for programs.
#pragma once

#include <cstddef>
#include <string>

#include "ytterby/core/export.hpp"
#include "ytterby/knock_out/knock_out.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// What was ranked.
struct RankSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< as run
  RankBy rank_by = RankBy::months_lost;
};

/// The worst, pairs of them, and every single point of failure with the targets that it cuts off, its own left out.
///
/// What changes nothing for the targets is counted, not shown.
///
/// @param most  Rows shown at most; how many more there are is said.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const Ranking& ranking, const RankSubject& subject,
                                                 const RenderOptions& options = {}, std::size_t most = 20);

/// One JSON document, in the order of the ranking, numbers unrounded, null for "no such time" and, if no target has an
/// output value, for dollars.
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const Ranking& ranking, const RankSubject& subject);

}  // namespace ytterby
