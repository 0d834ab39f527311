// SPDX-License-Identifier: Apache-2.0
/// @file  Dated events: what is set or scaled, on which part of the network, from when to when.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// Labels that a node must have: any of the values within a key, all of the keys. Empty: every node.
struct NodeFilter {
  std::vector<std::string> node = {};
  std::vector<std::string> site = {};
  std::vector<std::string> product = {};
  std::vector<std::string> stage = {};
  std::vector<std::string> country = {};

  [[nodiscard]] bool empty() const {
    return node.empty() && site.empty() && product.empty() && stage.empty() && country.empty();
  }
  friend bool operator==(const NodeFilter&, const NodeFilter&) = default;
};

/// What an event acts on. Exactly one kind: edges if `from` or `to` is there, inputs if `input` is, lanes, offices,
/// else nodes.
struct Selection {
  NodeFilter nodes = {};                ///< nodes; with `input`, the nodes whose inputs are meant
  std::optional<NodeFilter> from = {};  ///< suppliers of the edges meant
  std::optional<NodeFilter> to = {};    ///< customers of the edges meant
  std::vector<std::string> input = {};  ///< products of the inputs meant
  std::vector<std::string> lane = {};
  std::vector<std::string> office = {};

  friend bool operator==(const Selection&, const Selection&) = default;
};

/// Everything an event can change. Files name them by their column without its unit.
enum class Lever {
  capacity,             ///< nodes, edges
  stock,                ///< nodes, inputs: an impulse; moves no target
  demand,               ///< nodes
  output_value,         ///< nodes, "output"
  priority,             ///< nodes, lanes
  minimum_share,        ///< nodes
  t_per_t,              ///< inputs
  essential,            ///< inputs
  flow,                 ///< edges: the share among suppliers, not goods under way
  lead_time,            ///< edges, "lead": for goods shipped from then on
  t_per_licence,        ///< lanes
  review,               ///< lanes: for applications filed from then on
  review_working_days,  ///< lanes: the same, to the n-th working day of the office's country; set, never scaled
  approval,             ///< lanes
  refile,               ///< lanes
  valid,                ///< lanes
  volume,               ///< lanes: counts from the beginning of the event that sets it
  controlled,           ///< lanes
  returned,             ///< lanes
  correction,           ///< lanes
  restocking,           ///< lanes
  licences_per_month,   ///< offices
};

/// A lever's name in scenario files: "capacity", "lead", "licences_per_month".
[[nodiscard]] YTTERBY_EXPORT std::string_view key_of(Lever lever);
[[nodiscard]] YTTERBY_EXPORT std::optional<Lever> lever_of(std::string_view key);

/// A new value in the unit of the lever's column, or a factor.
struct Change {
  Lever lever{};
  double value = 0;

  friend bool operator==(const Change&, const Change&) = default;
};

/// Months after the scenario's start, or a date.
using Instant = std::variant<Months, Date>;

/// At one instant all sets in force apply in the order of events, then all scales. An event with a name that neither
/// sets nor scales anything is an announcement, for others to refer to. `schedule_of` says when events take place.
struct Event {
  std::string name = {};                  ///< no other event's; needed only to be referred to
  Instant at = Months{0};                 ///< with `after`: months from that event's beginning
  std::string after = {};                 ///< name of an event; if that does not happen, neither does this
  std::optional<Instant> until = {};      ///< ends this event and leaves others in force; an impulse on stock stays
  std::optional<Months> lasts = {};       ///< instead of `until`: from the beginning on
  bool happens = true;                    ///< whether it takes place at all
  std::vector<std::string> only_if = {};  ///< takes place only if all of these happen and begin no later
  std::vector<std::string> unless = {};   ///< takes place only if none of these happens and begins no later
  Selection on = {};
  std::vector<Change> set = {};
  std::vector<Change> scale = {};
  Months ramp_in = {};   ///< linear, from `at`
  Months ramp_out = {};  ///< linear, from `until`

  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace ytterby
