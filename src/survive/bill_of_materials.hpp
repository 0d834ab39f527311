// SPDX-License-Identifier: Apache-2.0
/// @file  Who needs what to make what, as plain arrays: what the linear programs of survive are about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ytterby {

/// N nodes, A inputs (a product that a node needs), E edges (a supplier of an input). Nothing moves with a delay.
///
/// Amounts in tonnes of the product they are of, rates in tonnes a month.
struct BillOfMaterials {
  std::vector<double> capacity = {};  ///< [node] output at most; infinite where unlimited
  std::vector<double> stock = {};     ///< [node] of its output
  std::vector<double> demand = {};    ///< [node] to be met: above 0 at targets
  std::vector<double> price = {};     ///< [node] dollars a tonne of demand that is not met

  std::vector<std::uint32_t> input_node = {};  ///< [input] whose it is
  std::vector<double> per_output = {};         ///< [input] tonnes it takes for a tonne of output, above 0
  std::vector<double> input_stock = {};        ///< [input]

  std::vector<std::uint32_t> edge_from = {};   ///< [edge] the supplier
  std::vector<std::uint32_t> edge_input = {};  ///< [edge]
  std::vector<double> edge_capacity = {};      ///< [edge] shipments at most; infinite where unlimited

  [[nodiscard]] std::size_t nodes() const { return capacity.size(); }
  [[nodiscard]] std::size_t inputs() const { return input_node.size(); }
  [[nodiscard]] std::size_t edges() const { return edge_from.size(); }

  friend bool operator==(const BillOfMaterials&, const BillOfMaterials&) = default;
};

/// @throws Error  on the first list of another length, number below zero or none, or row that is not there.
void require_sound(const BillOfMaterials& bill);

/// Lists of numbers, one after the other.
class GroupedBy {
 public:
  /// @param group  [item], each below `groups`.
  GroupedBy(std::size_t groups, const std::vector<std::uint32_t>& group);

  /// The items of a group, ascending.
  [[nodiscard]] std::span<const std::uint32_t> operator[](std::size_t group) const {
    return std::span(items_).subspan(begin_[group], begin_[group + 1] - begin_[group]);
  }

 private:
  std::vector<std::size_t> begin_;
  std::vector<std::uint32_t> items_;
};

/// The same bill, looked up from the other side.
struct BillIndex {
  explicit BillIndex(const BillOfMaterials& bill)
      : inputs_of(bill.nodes(), bill.input_node),
        edges_from(bill.nodes(), bill.edge_from),
        edges_into(bill.inputs(), bill.edge_input) {}

  GroupedBy inputs_of;   ///< [node]
  GroupedBy edges_from;  ///< [node]
  GroupedBy edges_into;  ///< [input]
};

/// What every node makes and every edge carries, tonnes a month.
struct BillPlan {
  std::vector<double> output = {};    ///< [node]
  std::vector<double> shipment = {};  ///< [edge]

  friend bool operator==(const BillPlan&, const BillPlan&) = default;
};

/// What a tonne is worth, 0 or more, in units that do not matter: the other side of a plan.
struct BillPrices {
  std::vector<double> output = {};  ///< [node]
  std::vector<double> input = {};   ///< [input]

  friend bool operator==(const BillPrices&, const BillPrices&) = default;
};

}  // namespace ytterby
