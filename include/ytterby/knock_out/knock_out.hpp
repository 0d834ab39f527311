// SPDX-License-Identifier: Apache-2.0
/// @file  What breaks most if it goes: nodes, sites, countries, stages or lanes taken out in turn, ranked.
#pragma once

#include <cstddef>
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
#include "ytterby/survive/survive.hpp"

namespace ytterby {

/// What goes together.
enum class KnockOutBy {
  node,
  site,
  country,  ///< nodes that name one
  stage,    ///< the makers of one product at one stage
  lane,
  office,  ///< all lanes of one that has any
};

/// What is worst.
enum class RankBy {
  months_lost,
  unserved,
  unserved_value,
  best_months_lost,  ///< needs `with_best_case`
};

/// "node", "site", "country", "stage", "lane", "office"; "months_lost", "unserved_t", "unserved_usd",
/// "best_months_lost".
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(KnockOutBy by);
[[nodiscard]] YTTERBY_EXPORT std::optional<KnockOutBy> knock_out_by_of(std::string_view key);
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(RankBy by);
[[nodiscard]] YTTERBY_EXPORT std::optional<RankBy> rank_by_of(std::string_view key);

struct KnockOutOptions {
  KnockOutBy by = KnockOutBy::node;
  std::vector<std::string> candidates = {};  ///< by name, as `KnockOut::what` has it; empty: all
  /// Whether what supplies nobody is among all: who is out lacks what he makes, which says nothing of others.
  bool final_users = false;
  std::size_t pairs_of_worst = 0;  ///< each two of so many at the top of the ranking, too
  bool with_best_case = false;
  RankBy rank_by = RankBy::months_lost;
  std::optional<Months> horizon = {};  ///< else the scenario's, else 24 months
  Months step = default_step;          ///< above 0
  Control control = {};
};

/// How long it could last at best.
struct BestMonths {
  Lasting lasting = Lasting::limited;
  std::optional<Months> months = {};  ///< none: for ever
  std::optional<Months> lost = {};    ///< to the undisturbed; none where that lasts for ever and this does not
  bool proven = false;                ///< nothing lasts longer, to a relative 1e-6

  friend bool operator==(const BestMonths&, const BestMonths&) = default;
};

/// What becomes of the targets, all together.
struct KnockOut {
  std::string what = {};                          ///< name of the node, site, country, lane or office; "stage: product"
  std::vector<NodeId> nodes = {};                 ///< that make nothing, from the start; their stock may be used
  std::vector<LaneId> lanes = {};                 ///< in which nothing is granted, from the start
  std::optional<Months> months_to_shortage = {};  ///< of the first target; none within the horizon
  Months months_lost{};                           ///< to the undisturbed; where nothing runs short, the horizon counts
  Mass unserved = {};                             ///< within the horizon, what is so undisturbed included
  Money unserved_value = {};
  std::vector<NodeId> cut_off = {};      ///< targets that are left without a way of supply; see `SinglePoints`
  bool single_point_of_failure = false;  ///< whether there are any
  std::optional<BestMonths> best = {};

  friend bool operator==(const KnockOut&, const KnockOut&) = default;
};

/// Two at once.
struct KnockOutPair {
  std::size_t first = 0, second = 0;  ///< places among the entries
  KnockOut together = {};             ///< "first + second"; without best case

  friend bool operator==(const KnockOutPair&, const KnockOutPair&) = default;
};

struct Ranking {
  KnockOutBy by = KnockOutBy::node;
  Months horizon{}, step{};
  KnockOut undisturbed = {};             ///< the scenario by itself
  std::vector<KnockOut> entries = {};    ///< the worst first; ties by the other quantities, then by name
  std::vector<KnockOutPair> pairs = {};  ///< likewise
  std::size_t followed = 0;              ///< of all runs, those in which only what is reached was calculated
  std::vector<std::string> notes = {};

  friend bool operator==(const Ranking&, const Ranking&) = default;
};

/// The event that a knock-out is: in `scenario`, after its own events, it makes `simulate` give what is ranked here.
///
/// @throws InvalidOptions  where nothing is called so, with the nearest name.
[[nodiscard]] YTTERBY_EXPORT Event knock_out_event(const FrozenNetwork& network, KnockOutBy by, std::string_view what);

/// Takes each out in turn, from the start to the horizon, and ranks them by what the targets lose.
///
/// Nodes make nothing, by a capacity of 0, and what they have in stock is used; of a lane nothing is approved, and all
/// of it needs approval, so its edges carry nothing but what was under way. Each result equals that of `simulate` to
/// the bit, but only what a knock-out reaches is calculated: from the nodes taken out, to customers whose goods differ
/// and to suppliers whose orders do. Suppliers that can be shown to serve every order in full whatever the change are
/// not followed further. Where that isn't much less than all, and where the scenario has events, licences, or a policy
/// other than the default, scenarios are simulated in whole, side by side.
///
/// Best case: the time to survive of survive/outages.hpp, in which lead times count as none; of nodes by one sweep over
/// all of them, of lanes by a linear program each. It allows no changes after the start, and needs CLP.
///
/// @throws InvalidScenario  as `simulate`.
/// @throws InvalidOptions   as `simulate`; on a candidate that is not there, or a best case asked for wrongly.
/// @throws Cancelled        when a stop was requested.
///
/// On `control.threads` threads; the result is the same on any number. Memory O((N + inputs)·steps) besides that of
/// `simulate`, where that is no more than a gibibyte; else scenarios are simulated in whole. See docs/knock_out.md.
[[nodiscard]] YTTERBY_EXPORT Ranking knock_out(const FrozenNetwork& network, const Scenario& scenario = {},
                                               const KnockOutOptions& options = {});

}  // namespace ytterby
