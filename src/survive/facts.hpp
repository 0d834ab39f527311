// SPDX-License-Identifier: Apache-2.0
/// @file  The case as the best case sees it: spans of time within which nothing changes.
#pragma once

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ytterby/core/indexed.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::best {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// None if there is no end.
[[nodiscard]] inline std::optional<Months> finite(double months) {
  return months < no_limit ? std::optional<Months>(Months{months}) : std::nullopt;
}

/// Whether `later` is so much later than `moment` that the difference is none of rounding.
[[nodiscard]] inline bool is_after(double later, double moment) {
  return later - moment > 1e-9 * std::max(1.0, later) || (later == no_limit && moment < no_limit);
}

/// What holds from one moment to the next, in tonnes and months.
struct Cell {
  double from = 0, to = no_limit;
  PerNode<double> capacity = {}, demand = {};
  PerEdge<double> edge_capacity = {};  ///< 0 also where a lane is closed for want of approval or by its review
  PerEdge<double> own_capacity = {};   ///< whatever its lane does; empty where there are no lanes: the same
  PerEdge<double> lead = {};
  PerEdge<double> share = {};  ///< of all that its supplier made and had; 1 or more is no limit
  PerNode<double> own_share = {};
  PerInput<double> t_per_t = {}, essential = {};
  PerInput<double> free_output = {};  ///< t/month of output that need none of a partly essential input
  PerOffice<double> licences = {};
  PerLane<double> t_per_licence = {};  ///< no limit also where a lane is controlled in part

  /// By how much they rise in a month, where something ramps; empty: nothing does.
  struct Slopes {
    PerNode<double> capacity = {}, demand = {};
    PerEdge<double> edge_capacity = {};
    PerInput<double> free_output = {};
    PerOffice<double> licences = {};
    friend bool operator==(const Slopes&, const Slopes&) = default;
  } slopes = {};
  /// The mean of one of these over a part of the cell.
  template <class Values, class Id>
  [[nodiscard]] double over(Values Cell::*values, Values Slopes::*slope, Id id, double begin, double end) const {
    const double mean = (this->*values)[id];
    if ((slopes.*slope).empty()) return mean;
    return mean + (slopes.*slope)[id] * ((begin + end) / 2 - (from + to) / 2);
  }

  friend bool operator==(const Cell&, const Cell&) = default;
};

/// A stock changed at the beginning of a cell other than the first.
struct StockChange {
  std::size_t cell = 0;
  bool of_input = false;
  std::uint32_t row = 0;  ///< of nodes or inputs
  double keep = 1;        ///< of what is there
  double add = 0;
};

/// What a plan may ship through a lane in some spans of time, together: grants since its volume was last set, up to a
/// change of it.
struct VolumeLimit {
  LaneId lane{};
  double tonnes = 0;
  std::vector<std::pair<double, double>> spans = {};  ///< months, ascending; the last may have no end
};

struct Facts {
  const FrozenNetwork* network = nullptr;
  std::vector<Cell> cells = {};     ///< means over each cell: what no plan can exceed
  std::vector<Cell> cautious = {};  ///< least capacity, most demand within each: what every plan can count on;
                                    ///< empty: the same
  PerNode<double> stock = {};
  PerInput<double> input_stock = {};
  PerEdge<double> under_way = {};  ///< t/month that arrive until the lead time is over
  PerEdge<double> arrived = {};    ///< t that are there at once, of the goods on short cycles
  PerEdge<double> first_lead = {};
  std::vector<StockChange> changes = {};
  PerLane<double> volume = {};            ///< all that can ever be granted, for the bound
  std::vector<VolumeLimit> volumes = {};  ///< for plans
  bool forgets_licences = false;          ///< some may be open when their lane changes, and are left out
  std::vector<double> events = {};        ///< moments at which something changes or begins or ends to, ascending
  std::vector<std::string> notes = {};
};

/// Whether something can pass the edge at some time.
[[nodiscard]] bool can_carry(const Facts& facts, EdgeId edge);
/// What a plan may ship through a lane in all the time before `end`, whatever the moment: the least of its limits.
[[nodiscard]] double sure_volume(const Facts& facts, LaneId lane, double end);
/// Whether its share can bind.
[[nodiscard]] bool has_share(const Facts& facts, EdgeId edge);
[[nodiscard]] bool has_own_share(const Facts& facts, NodeId node);

/// The same with cells divided at further moments.
[[nodiscard]] Facts divided(const Facts& facts, const std::vector<double>& moments);

/// @throws InvalidScenario  as `resolve`, and on a stock scaled up later than at the start.
[[nodiscard]] Facts facts_of(const FrozenNetwork& network, const Scenario& scenario, const SurviveOptions& options);

}  // namespace ytterby::best
