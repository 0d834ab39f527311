// SPDX-License-Identifier: Apache-2.0
/// @file  A checked, immutable network in compressed sparse rows; what every analysis takes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/core/shared.hpp"
#include "ytterby/core/units.hpp"
#include "ytterby/licence/calendar.hpp"
#include "ytterby/licence/office.hpp"
#include "ytterby/network/network.hpp"
#include "ytterby/network/rows.hpp"

namespace ytterby {

/// How far the data is from balance: what a node's input receives against what its output eats.
struct Balance {
  double largest_residual = 0;               ///< relative to the input's need, or to the node's output
  std::optional<NodeId> node = {};           ///< where; none if nothing flows
  std::vector<NodeId> unbalanced = {};       ///< all above `tolerance`, worst first
  std::vector<NodeId> living_on_stock = {};  ///< ship more than they can make, from a finite stock
  static constexpr double tolerance = 1e-9;
};

/// A network that `validate` accepts. Cheap to copy, const calls are thread-safe, ids are those of the tables.
class YTTERBY_EXPORT FrozenNetwork {
 public:
  [[nodiscard]] IdRange<NodeId> nodes() const;
  [[nodiscard]] IdRange<InputId> inputs() const;
  [[nodiscard]] IdRange<EdgeId> edges() const;
  [[nodiscard]] IdRange<LaneId> lanes() const;
  [[nodiscard]] IdRange<OfficeId> offices() const;

  [[nodiscard]] std::string_view name(NodeId node) const;
  [[nodiscard]] std::string_view site(NodeId node) const;
  [[nodiscard]] std::string_view product(NodeId node) const;
  [[nodiscard]] std::string_view stage(NodeId node) const;
  [[nodiscard]] std::string_view country(NodeId node) const;
  [[nodiscard]] Flow capacity(NodeId node) const;
  [[nodiscard]] Mass stock(NodeId node) const;
  [[nodiscard]] Flow demand(NodeId node) const;
  [[nodiscard]] UnitValue output_value(NodeId node) const;
  [[nodiscard]] double priority(NodeId node) const;
  [[nodiscard]] double minimum_share(NodeId node) const;
  [[nodiscard]] Flow output(NodeId node) const;                           ///< baseline: what it ships, and its demand
  [[nodiscard]] std::optional<NodeId> find(std::string_view name) const;  ///< O(log N)

  [[nodiscard]] std::span<const InputId> inputs(NodeId node) const;  ///< in the order of inputs.csv
  [[nodiscard]] NodeId node(InputId input) const;
  [[nodiscard]] std::string_view product(InputId input) const;
  [[nodiscard]] double t_per_t(InputId input) const;
  [[nodiscard]] Mass stock(InputId input) const;
  [[nodiscard]] double essential(InputId input) const;
  [[nodiscard]] Flow need(InputId input) const;  ///< baseline: t_per_t times the node's output

  [[nodiscard]] std::span<const EdgeId> in_edges(InputId input) const;
  [[nodiscard]] NodeId from(EdgeId edge) const;
  [[nodiscard]] NodeId to(EdgeId edge) const;
  [[nodiscard]] InputId input(EdgeId edge) const;  ///< the input that it feeds
  [[nodiscard]] Flow flow(EdgeId edge) const;
  [[nodiscard]] Flow capacity(EdgeId edge) const;
  [[nodiscard]] Months lead_time(EdgeId edge) const;
  [[nodiscard]] LaneId lane(EdgeId edge) const;
  [[nodiscard]] bool closes_cycle(EdgeId edge) const;  ///< no longer lead time on a way back; see Rows

  [[nodiscard]] const Lane& lane(LaneId lane) const;
  [[nodiscard]] const Office& office(OfficeId office) const;

  [[nodiscard]] std::span<const SpecialDay> special_days() const;  ///< in the order of holidays.csv

  [[nodiscard]] const Rows& rows() const;  ///< for kernels

  struct Data;  // private to the library's sources
  explicit FrozenNetwork(detail::Shared<const Data> data);

 private:
  detail::Shared<const Data> data_;
};

/// Checks the network and lays it out in flow order: every supplier before its customers, but for the edges that close
/// a cycle. Strong components and order come from Boost.Graph, run on the frozen network itself.
///
/// @throws InvalidNetwork  with every issue that `validate` finds.
///
/// Time O((N + L) log N), memory O(N + L).
[[nodiscard]] YTTERBY_EXPORT FrozenNetwork freeze(const Network& network);

/// Compares inflows with needs and outputs with capacities at the baseline. Time O(N + L).
[[nodiscard]] YTTERBY_EXPORT Balance balance_of(const FrozenNetwork& network);

}  // namespace ytterby
