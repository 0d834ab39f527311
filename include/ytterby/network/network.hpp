// SPDX-License-Identifier: Apache-2.0
/// @file  The editable network: who makes what, from what, and ships it to whom.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/licence/calendar.hpp"
#include "ytterby/licence/office.hpp"

namespace ytterby {

/// One product made, or used, at one place.
struct Node {
  std::string name = {};
  std::string site = {};     ///< the facility; empty: the node's name
  std::string product = {};  ///< what it makes; all suppliers of one product are substitutes
  std::string stage = {};    ///< mine, separation, …, end_use
  std::string country = {};  ///< ISO 3166-1 alpha-3
  Flow capacity = unlimited<Flow>;
  Mass stock = {};              ///< of finished product
  Flow demand = {};             ///< final use, not orders of other nodes
  UnitValue output_value = {};  ///< output lost per tonne unserved; 0: not known
  double priority = 0;          ///< for rationing
  double minimum_share = 0;     ///< 0 to 1, for rationing

  friend bool operator==(const Node&, const Node&) = default;
};

/// One line of a bill of materials. Different products are complements, suppliers of one product substitutes.
struct Input {
  NodeId node{};
  std::string product = {};
  double t_per_t = 1;    ///< above 0; tonnes eaten per tonne made
  Mass stock = {};       ///< held by the node
  double essential = 1;  ///< 0 to 1; output without it falls to 1 − essential

  friend bool operator==(const Input&, const Input&) = default;
};

/// Ships its supplier's product. Told apart by (from, to, lane).
struct Edge {
  NodeId from{};
  NodeId to{};
  LaneId lane = no_lane;
  Flow flow = {};  ///< baseline; its share among the suppliers of the input
  Flow capacity = unlimited<Flow>;
  Months lead_time = {};

  friend bool operator==(const Edge&, const Edge&) = default;
};

/// Plain tables. Ids are rows; `freeze` keeps them.
struct Network {
  PerNode<Node> nodes = {};
  PerInput<Input> inputs = {};
  PerEdge<Edge> edges = {};
  PerLane<Lane> lanes = {};
  PerOffice<Office> offices = {};
  PerSpecialDay<SpecialDay> special_days = {};  ///< each country and date once

  YTTERBY_EXPORT NodeId add(Node node);
  YTTERBY_EXPORT InputId add(Input input);
  YTTERBY_EXPORT EdgeId add(const Edge& edge);
  YTTERBY_EXPORT LaneId add(Lane lane);
  YTTERBY_EXPORT OfficeId add(Office office);
  YTTERBY_EXPORT SpecialDayId add(SpecialDay day);

  friend bool operator==(const Network&, const Network&) = default;
};

/// The node of that name, if there is one. Time O(N).
[[nodiscard]] YTTERBY_EXPORT std::optional<NodeId> find_node(const Network& network, std::string_view name);

}  // namespace ytterby
