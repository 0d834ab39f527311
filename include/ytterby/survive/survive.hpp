// SPDX-License-Identifier: Apache-2.0
/// @file  The best case: how long the targets could last, what binds, and what one more tonne buys.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/control.hpp"
#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/certificate.hpp"

namespace ytterby {

/// What customers other than the targets get.
enum class Rivals {
  share,    ///< everybody keeps to his share of each supplier's baseline flow
  ignored,  ///< nothing
  served,   ///< all that they want
};

/// How the best case is found.
enum class Method {
  automatic,  ///< cut where there is one product, else lp where small and built in, else bracket
  cut,        ///< parametric maximum flow; one product without shares or offices over several lanes, else refused
  lp,         ///< linear program; refused where built without a solver
  bracket,    ///< first-order method with rigorous bounds; of any case, looser where goods take time or things change
};

/// Their names in options and files: "share", "ignored", "served"; "automatic", "cut", "lp", "bracket".
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Rivals rivals);
[[nodiscard]] YTTERBY_EXPORT std::optional<Rivals> rivals_of(std::string_view key);
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Method method);
[[nodiscard]] YTTERBY_EXPORT std::optional<Method> method_of(std::string_view key);

struct SurviveOptions {
  Rivals rivals = Rivals::share;
  double flex = 1;  ///< above 0; by how much a customer's share may be exceeded, under `share`
  Method method = Method::automatic;
  Months step = default_step;  ///< of the simulation to compare with: cycles shorter than it hold goods for one step
  double tolerance = 1e-3;     ///< relative gap at which `bracket` stops; above 0
  bool each = true;            ///< every target alone, too
  bool sequence = true;        ///< and the best order of running out
  Control control = {};
};

/// Whether there is an end.
enum class Lasting {
  at_once,  ///< some demand cannot be met from the first moment
  limited,
  for_ever,
  open,  ///< neither an end is proven nor a plan found that has none
};

/// A limit that is reached in the best case.
struct Crossing {
  enum class Kind { capacity, edge, lane, share };
  Kind kind{};
  NodeId node{};                    ///< whose capacity, or the supplier
  std::optional<EdgeId> edge = {};  ///< edge, share
  LaneId lane = no_lane;            ///< lane
  Flow limit = {};                  ///< what passes it, t/month of the supplier's product, over the whole time

  friend bool operator==(const Crossing&, const Crossing&) = default;
};

/// What binds: the goods that have a price. Amounts in tonnes of each good times its price, so that
/// months = stock / (demand − inflow) where nothing has lead times; one product: plain tonnes.
struct Cut {
  std::vector<NodeId> nodes = {};  ///< whose product or inputs have a price
  Mass stock = {};                 ///< in stock and under way
  Flow demand = {};
  Flow inflow = {};  ///< through the crossings, mean over the time
  std::vector<Crossing> crossing = {};

  friend bool operator==(const Cut&, const Cut&) = default;
};

/// What one more unit buys: a t of stock, a t/month of capacity, of an edge, of licences of a lane, of demand.
struct Gain {
  enum class Quantity { stock, capacity, edge_capacity, lane, demand };
  Quantity quantity{};
  NodeId node{};                      ///< stock, capacity, demand; for edges the supplier
  std::optional<InputId> input = {};  ///< stock of an input; none: finished product
  std::optional<EdgeId> edge = {};
  LaneId lane = no_lane;
  double months_per_unit = 0;       ///< for one more
  double months_per_unit_less = 0;  ///< for one less, the loss; differs where several limits bind at the same time

  friend bool operator==(const Gain&, const Gain&) = default;
};

/// "stock", "capacity", "edge_capacity", "lane", "demand"; "capacity", "edge", "lane", "share".
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Gain::Quantity quantity);
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Crossing::Kind kind);

/// One target by itself.
struct TargetTime {
  NodeId node{};
  Lasting lasting = Lasting::limited;
  std::optional<Months> months = {};  ///< which nothing exceeds; none: for ever, or open
  Months lower{};                     ///< to which a plan lasts; infinite: for ever

  friend bool operator==(const TargetTime&, const TargetTime&) = default;
};

/// What is left of the proof when it is checked.
struct Verdict {
  bool holds = false;
  double gap = 1;        ///< between the months of plan and prices, relative to the latter; 0 if both say for ever
  std::string why = {};  ///< what does not hold

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct BestCase {
  Lasting lasting = Lasting::limited;
  std::optional<Months> months = {};  ///< for all targets together, the first unmet: `upper`; none: for ever, or open
  Months lower{};                     ///< to which the plan lasts; infinite: for ever
  Months upper{};                     ///< which nothing exceeds; infinite: for ever, or no end is proven
  bool exact = false;                 ///< both agree
  std::string reason = {};            ///< why at once, why limited, why for ever
  Method method = Method::automatic;  ///< that was used
  /// Between which moments at which something changes it ends, and the date if the scenario has a start.
  struct Interval {
    Months from{}, to{};  ///< to: infinite in the last
    friend bool operator==(const Interval&, const Interval&) = default;
  };
  std::optional<Interval> interval = {};
  Verdict verdict = {};
  Cut cut = {};
  std::vector<Gain> gradient = {};    ///< those that are not 0, largest effect of a tenth of what there is first
  std::vector<TargetTime> each = {};  ///< in the order of nodes.csv
  std::vector<TargetTime> sequence =
      {};  ///< in the order of running out, by the bound alone but for the first; none by `bracket`
  std::vector<NodeId> dropped = {};  ///< rivals that could not be served
  Certificate certificate = {};
  std::vector<std::string> notes = {};

  friend bool operator==(const BestCase&, const BestCase&) = default;
};

/// How long all targets together could be served in full at best, over all ways of allocating what there is.
///
/// With one product and no shares a parametric minimum cut; else a linear program, whose dual plays the part of the
/// cut; on large networks a bracket. See docs/best_case.md.
///
/// @param network   N nodes, L edges.
/// @param scenario  As `simulate` takes it; its horizon does not matter, of its policy only tau, for partly essential
///                  inputs.
/// @throws InvalidScenario  as `simulate`.
/// @throws InvalidOptions   on a flex or tolerance not above 0, a method that does not fit or is not built in.
/// @throws Cancelled        when a stop was requested.
///
/// Cut: 3 to 4 steps of Newton in practice, each a maximum flow started warm. Parametric flow: Gallo, Grigoriadis,
/// Tarjan, SIAM Journal on Computing 18 (1989), 30. Time to survive as a linear program: Simchi-Levi et al.,
/// Interfaces 45 (2015), 375.
[[nodiscard]] YTTERBY_EXPORT BestCase survive(const FrozenNetwork& network, const Scenario& scenario = {},
                                              const SurviveOptions& options = {});

}  // namespace ytterby
