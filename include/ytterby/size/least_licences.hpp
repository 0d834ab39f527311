// SPDX-License-Identifier: Apache-2.0
/// @file  How many licences a month an office must grant so that nobody runs out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby {

struct LicenceOptions {
  std::optional<Months> horizon = {};  ///< else the scenario's, else 24 months
  Months step = default_step;          ///< above 0
  double tolerance = 5e-3;             ///< above 0 and below 1; of the rate, to which it is found
  bool at_best = true;                 ///< ask for the best case, too, which takes longest
  double flex = 1;                     ///< above 0; as in SurviveOptions
  Control control = {};
};

enum class Need {
  none,          ///< no licence is needed
  some,          ///< so many a month
  out_of_reach,  ///< not even many times the usual number is enough
};

/// "none_needed", "needed", "out_of_reach".
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Need need);

/// When everybody looks after himself, within the horizon.
struct SimulatedNeed {
  Need need = Need::some;
  LicenceRate enough = {};                ///< with which no target runs short; the least found
  LicenceRate not_enough = {};            ///< the largest found with which one does
  Flow granted = {};                      ///< with `enough`, over all lanes of the office, mean of the run
  std::vector<NodeId> short_anyway = {};  ///< targets that many times the usual number would not save: not asked about
  bool monotone = true;                   ///< of the rates looked at, none below one that was not enough was enough

  friend bool operator==(const SimulatedNeed&, const SimulatedNeed&) = default;
};

/// Over all ways of allocating what there is. Asks about the targets that a simulation can save.
struct BestCaseNeed {
  Rivals rivals = Rivals::ignored;
  std::optional<Months> last = {};  ///< how long they are to last; none: for ever
  Need need = Need::some;
  LicenceRate not_enough = {};             ///< with which they provably cannot last; the largest found
  std::optional<LicenceRate> enough = {};  ///< with which a plan lasts, the least found; none if no plan was found
  std::vector<NodeId> set_aside = {};      ///< targets that many times the usual number would not save
  std::string reason = {};                 ///< where something is out of reach: why

  friend bool operator==(const BestCaseNeed&, const BestCaseNeed&) = default;
};

struct LeastLicences {
  OfficeId office{};
  /// What the baseline's trade through its lanes takes, by the batches and the control in force in the scenario, mean
  /// to the horizon.
  LicenceRate usual = {};
  Flow usual_trade = {};  ///< that trade as far as it is controlled, in tonnes of all its products together
  Months horizon{};
  SimulatedNeed simulated = {};
  /// With rivals ignored to the horizon but for a step, which bounds any behaviour, and for ever; then with rivals at
  /// their share, for ever.
  std::vector<BestCaseNeed> at_best = {};

  friend bool operator==(const LeastLicences&, const LeastLicences&) = default;
};

/// The least constant rate of an office, from the start on and for ever, in place of all that the scenario sets, with
/// which no target runs short. What the scenario scales the rate by, and all else, stays.
///
/// @throws InvalidScenario, InvalidOptions  as `simulate` and `survive`.
/// @throws InvalidOptions                   on a tolerance not above 0 or not below 1, or an office that the network
/// does not have.
/// @throws Cancelled                        when a stop was requested.
///
/// Simulations in rounds of eight, on `control.threads` threads, each dividing the range of rates by nine; the best
/// case by bisection. More licences never harm the best case. In a simulation they may, as they go to rivals first:
/// then the rate is one above which all that were looked at are enough, and it is said.
[[nodiscard]] YTTERBY_EXPORT LeastLicences least_licences(const FrozenNetwork& network, const Scenario& scenario,
                                                          OfficeId office, const LicenceOptions& options = {});

}  // namespace ytterby
