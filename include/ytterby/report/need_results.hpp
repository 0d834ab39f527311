// SPDX-License-Identifier: Apache-2.0
/// @file  The least licences of an office for people and as JSON for programs.
#pragma once

#include <string>

#include "ytterby/core/export.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/size/least_licences.hpp"

namespace ytterby {

/// What the least licences were asked of.
struct NeedSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< as asked
};

/// A row for the simulation and for each best case, in licences and, at the usual mix of lanes, in tonnes a month; then
/// who is not asked about, and why.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const LeastLicences& least, const NeedSubject& subject,
                                                 const RenderOptions& options = {});

/// One JSON document, numbers unrounded, null for a rate that does not exist or was not found.
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const LeastLicences& least, const NeedSubject& subject);

}  // namespace ytterby
