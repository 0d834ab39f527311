// SPDX-License-Identifier: Apache-2.0
/// @file  Stock-and-flow simulation of a network under a scenario.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/core/columns.hpp"
#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/std_function.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

class StepReport;

struct SimulateOptions {
  std::optional<Months> horizon = {};  ///< else the scenario's, else 24 months
  Months step = default_step;          ///< above 0
  std::vector<NodeId> series_of = {};  ///< full series for these alone
  Control control = {};                ///< a single run uses one thread, `simulate_each` as many as this says
  /// Called after each step of each scenario, from one thread at a time; see simulate/step_report.hpp.
  std::function<void(const StepReport&)> observe = {};
};

/// Months of a target's own use that lie with it, and that are under way to it, at the start.
struct Cover {
  Months stock{};
  Months transit{};

  friend bool operator==(const Cover&, const Cover&) = default;
};

/// What held a node back.
enum class Hold {
  own_capacity,  ///< no input did
  supplier,      ///< a supplier that could not deliver, though nothing above held it back
  edge,          ///< the capacity of an edge
  licence,       ///< too few licences in a lane
  past,          ///< nothing now; what ran out was shipped too late
};

/// Where the chain of a target gave way: followed up from the target, through suppliers that were held back themselves,
/// to the node whose input ran out while nothing above it was to blame. With own_capacity the product is the node's
/// own.
struct Limit {
  NodeId node{};
  std::string product = {};
  Hold by = Hold::own_capacity;
  std::optional<NodeId> supplier = {};  ///< who did not deliver, if somebody did not
  LaneId lane = no_lane;                ///< the lane that lacked licences, if one did

  friend bool operator==(const Limit&, const Limit&) = default;
};

/// A time in which demand is not met in full.
struct Shortage {
  Months from{};                  ///< dated within its step
  std::optional<Months> to = {};  ///< beginning of the first step served in full again; none within the horizon

  friend bool operator==(const Shortage&, const Shortage&) = default;
};

struct TargetOutcome {
  NodeId node{};
  Flow demand = {};                        ///< at the start
  std::optional<Months> to_shortage = {};  ///< first moment that demand is not met in full; none within the horizon
  std::optional<Months> to_half = {};      ///< first moment that at most half of it is met
  Mass unserved = {};
  Money unserved_value = {};
  Cover cover = {};
  std::optional<Limit> limited_by = {};  ///< when it first ran short
  std::vector<Shortage> shortages = {};  ///< all of them, one after the other; the first begins at `to_shortage`

  friend bool operator==(const TargetOutcome&, const TargetOutcome&) = default;
};

/// All targets together: dollars if each has an output value, else the mean of their service ratios.
struct TotalOutcome {
  std::optional<Months> to_shortage = {};
  std::optional<Months> to_half = {};
  Mass unserved = {};
  Money unserved_value = {};

  friend bool operator==(const TotalOutcome&, const TotalOutcome&) = default;
};

/// Tonnes to the end of a step, with what was on file at the start: filed = granted + refused + returned + waiting,
/// granted = used + open + expired. What was returned and filed again is filed twice.
struct LaneOutcome {
  LaneId lane{};
  Mass filed = {}, granted = {};
  Mass used = {};     ///< shipped under licence
  Mass open = {};     ///< granted and neither shipped nor expired: goods wait at the supplier
  Mass expired = {};  ///< with what was granted at once, in the step it was filed in, and could not be shipped in it
  Mass refused = {}, returned = {}, waiting = {};
  std::optional<Months> mean_wait = {};  ///< from filing to grant; none if nothing was granted
  Months oldest = {};                    ///< since the oldest application that waits was filed; 0 if none does

  friend bool operator==(const LaneOutcome&, const LaneOutcome&) = default;
};

/// One step of one node. Stock is what it could deliver from what it has: finished goods, and what its inputs at hand
/// would make.
struct SeriesPoint {
  Months month{};  ///< end of the step
  NodeId node{};
  Mass demand = {}, served = {}, production = {}, stock = {};

  friend bool operator==(const SeriesPoint&, const SeriesPoint&) = default;
};

struct Outcome {
  std::vector<TargetOutcome> targets = {};  ///< in the order of nodes.csv
  TotalOutcome total = {};
  std::vector<LaneOutcome> lanes = {};
  std::vector<SeriesPoint> series = {};  ///< by step, then in the order asked for
  Months horizon{};
  Months step{};
  double mass_balance_error = 0;        ///< tonnes created or lost, relative to all that moved
  std::vector<std::string> notes = {};  ///< what the reader should know about this run

  friend bool operator==(const Outcome&, const Outcome&) = default;
};

template <>
inline constexpr auto columns<SeriesPoint> = std::tuple{Column{"month", &SeriesPoint::month},
                                                        Column{"node", &SeriesPoint::node},
                                                        Column{"demand_t", &SeriesPoint::demand},
                                                        Column{"served_t", &SeriesPoint::served},
                                                        Column{"production_t", &SeriesPoint::production},
                                                        Column{"stock_t", &SeriesPoint::stock}};

/// Follows every stock through the horizon, one step at a time: what happens when everybody looks after himself.
///
/// Orders run up the chain (order-up-to), goods run down it; a node that cannot serve all its orders shares what it has
/// by the scenario's rationing rule. Inputs are generalised Leontief: output falls to what each allows.
///
/// @param network   N nodes, L edges.
/// @param scenario  Labels it selects by must occur in `network`.
/// @return          One TargetOutcome for each target, in the order of nodes.csv.
/// @throws InvalidScenario  on an unknown label, a date without a start, finite licences for batches without a size.
/// @throws InvalidOptions   on a step or horizon not above zero.
/// @throws Cancelled        when a stop was requested.
///
/// A shortage is dated within its step, where the stock and the goods that arrive fall behind demand; with constant
/// arrivals in that step the date is exact, else within one step. Time O((N + L)·steps), memory
/// O(N·longest lead time + L + (edges of lanes)·steps). Partly essential inputs as in Pichler et al., Forecasting the
/// propagation of pandemic shocks with a dynamic input-output model, Journal of Economic Dynamics and Control 144
/// (2022).
[[nodiscard]] YTTERBY_EXPORT Outcome simulate(const FrozenNetwork& network, const Scenario& scenario = {},
                                              const SimulateOptions& options = {});

}  // namespace ytterby
