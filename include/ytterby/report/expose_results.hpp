// SPDX-License-Identifier: Apache-2.0
/// @file  Who depends on a set, as tables for people and as JSON for programs.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/exposure/concentration.hpp"
#include "ytterby/exposure/expose.hpp"
#include "ytterby/exposure/outage.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/report/document.hpp"
#include "ytterby/scenario/event.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// What was asked: how much targets depend on a set.
struct ExposeSubject {
  std::string case_name = {};
  const FrozenNetwork* network = nullptr;  ///< not null
  Scenario scenario = {};                  ///< whose targets were looked at
  Measure measure = Measure::mass;         ///< of all but materials: mass or value
  Selection from = {};                     ///< the set
  bool asked_for = true;                   ///< false: the country that most of what the targets use is from
};

/// The dependence of every target on the set, along one material.
struct MaterialExposure {
  std::vector<std::string> raw_products = {};  ///< which it is followed from
  Exposures exposures = {};                    ///< of the one set
};

/// What was found, each list in the order of the targets.
struct Dependence {
  Exposures exposures = {};                      ///< of the one set
  std::vector<MaterialExposure> materials = {};  ///< those that any target holds
  Origins origins = {};                          ///< by country
  Outage outage = {};                            ///< if the set stops, and no stock helps
  std::optional<OutageOverTime> over_time = {};  ///< likewise, with stocks
  StageConcentrations stages = {};               ///< by mass
  std::vector<std::string> notes = {};           ///< besides those of the results above
  std::vector<double> weights = {};              ///< of the targets in what is said of them together: 0 or more
};

/// What all targets lose or draw together, as shares of them by weight; none where no target with a weight has any.
struct JointExposure {
  std::optional<double> face_value = {}, look_through = {}, hidden = {}, pass_through = {};
  std::optional<double> outage = {};     ///< lost where no stock helps
  std::optional<double> over_time = {};  ///< lost at the end of `Dependence::over_time`
};
[[nodiscard]] YTTERBY_EXPORT JointExposure joint_exposure(const Dependence& dependence);

/// How exact all shares are: the largest residual, and what no share is further from the exact one.
struct Exactness {
  double residual = 0, error_bound = 0;
};
[[nodiscard]] YTTERBY_EXPORT Exactness exactness_of(const Dependence& dependence);

/// What the calculations had to note, each thing once.
[[nodiscard]] YTTERBY_EXPORT std::vector<std::string> notes_of(const Dependence& dependence);

/// Targets, those that depend most first; by material; concentration at every stage; all of it in a sentence.
///
/// @param most  Targets shown at most; how many more there are is said.
[[nodiscard]] YTTERBY_EXPORT std::string to_text(const Dependence& dependence, const ExposeSubject& subject,
                                                 const RenderOptions& options = {}, std::size_t most = 40);

/// One JSON document, in the order of the targets, numbers unrounded, null for what there is none of.
///
/// @throws Error  on a number that is not finite: nothing of it is returned.
[[nodiscard]] YTTERBY_EXPORT std::string to_json(const Dependence& dependence, const ExposeSubject& subject);

}  // namespace ytterby
