// SPDX-License-Identifier: Apache-2.0
/// @file  Outages of single nodes as a ranking for people and as JSON for programs.
#pragma once

#include <cstddef>
#include <string>

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/outages.hpp"

namespace ytterby {

/// What outages were about.
struct OutageSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< as asked
};

/// The ranking, as `rank` has it, of nodes that cannot be done without for ever, with the notes.
///
/// @param most  Rows shown at most; how many more there are is said.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const Outages& outages, const OutageSubject& subject,
                                                 const RenderOptions& options = {}, std::size_t most = 30);

/// One JSON document, in the order of the result, numbers unrounded, null for "no such time" and for no value.
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const Outages& outages, const OutageSubject& subject);

}  // namespace ytterby
