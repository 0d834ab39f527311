// SPDX-License-Identifier: Apache-2.0
/// @file  Single nodes out of order: time to survive, time to recover, what is lost, and who exposes most.
#pragma once

#include <cstddef>
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

struct OutageOptions {
  /// That fail, one at a time; empty: every node but the targets that supply nobody, whose outage costs what they alone
  /// would take.
  std::vector<NodeId> nodes = {};
  Months recovery{3};                         ///< time to recover of each of them; above 0
  std::vector<Months> recovery_of_each = {};  ///< [outage] instead, unless empty; above 0; needs `nodes`
  Months step = default_step;                 ///< as in SurviveOptions: cycles shorter than it hold goods for one step
  Control control = {};
};

/// One node that makes nothing from the start; its stock can still be used. All that is lost is lost at least: over
/// every way of allocating what there is.
struct NodeOutage {
  NodeId node{};
  Lasting lasting = Lasting::limited;
  std::optional<Months> months = {};  ///< time to survive, for all targets together; none: for ever
  std::optional<Months> upper = {};   ///< that nothing exceeds; none: for ever
  Months recovery{};                  ///< time to recover, until which losses count
  Mass unserved = {};                 ///< performance impact in tonnes: demand not met, all targets' tonnes alike
  std::optional<Money> value = {};    ///< in dollars, by the allocation best for these; none: no target has a value
  double risk_exposure = 0;           ///< risk exposure index: impact over that of the worst outage, 0 to 1
  bool exposed = false;               ///< time to survive is below time to recover: something is lost
  bool proven =
      false;  ///< a plan and prices agree on each to a relative 1e-6; else a plan's: more months, less loss may be

  friend bool operator==(const NodeOutage&, const NodeOutage&) = default;
};

struct Outages {
  NodeOutage undisturbed = {};           ///< what the scenario by itself does in `recovery`; its node has no meaning
  std::vector<NodeOutage> outages = {};  ///< in the order asked, else that of nodes.csv
  bool by_value = false;  ///< whether risk exposure is of dollars: every target has an output value; else of tonnes
  std::vector<std::string> notes = {};

  friend bool operator==(const Outages&, const Outages&) = default;
};

/// How long targets can be met, and what is lost at least until it is back, for each node out by itself.
///
/// A lasting state, customers other than targets getting nothing, as in `survive` with rivals ignored. Lead times and
/// reviews count as none, goods under way as stock of whom they go to, so nothing lasts longer and nothing loses less;
/// exact where there are none. The risk exposure index is of dollars if every target has an output value, else of
/// tonnes, and includes what is lost without any outage.
///
/// @param scenario  What changes at the start, for ever, is the background; its targets are meant.
/// @throws InvalidScenario  as `survive`; on a change after the start.
/// @throws InvalidOptions   on a time not above 0, a node that is not there, threads below 1; where built without CLP.
/// @throws Cancelled        at the next outage.
///
/// Linear programs of the whole network once, then of the part that an outage reaches, on `control.threads` threads;
/// the result is the same on any number. Time to survive, performance impact, risk exposure index: Simchi-Levi et al.,
/// Interfaces 45 (2015), 375.
[[nodiscard]] YTTERBY_EXPORT Outages survive_outages(const FrozenNetwork& network, const Scenario& scenario = {},
                                                     const OutageOptions& options = {});

/// Their order: the highest risk exposure index first, then the shortest time to survive, then the most tonnes; as
/// places in `outages`.
[[nodiscard]] YTTERBY_EXPORT std::vector<std::size_t> rank(const std::vector<NodeOutage>& outages);

}  // namespace ytterby
