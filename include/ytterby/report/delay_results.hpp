// SPDX-License-Identifier: Apache-2.0
/// @file  The longest harmless delay of an event for people and as JSON for programs.
#pragma once

#include <string>

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/simulate/longest_delay.hpp"

namespace ytterby {

/// What a delay was asked of.
struct DelaySubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< as asked
};

/// How long and until when, and who suffers first beyond.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const Delay& delay, const DelaySubject& subject,
                                                 const RenderOptions& options = {});

/// One JSON document, numbers unrounded. `status`: "limited"; "at_once" if any delay harms; "none_in_horizon" if none
/// that was looked at does, and then `longest_months` is null.
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const Delay& delay, const DelaySubject& subject);

}  // namespace ytterby
