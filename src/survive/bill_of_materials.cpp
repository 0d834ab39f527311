// SPDX-License-Identifier: Apache-2.0
/// @file  Checking bills of materials, and looking things up in them.
#include "survive/bill_of_materials.hpp"

#include <fmt/core.h>

#include <cmath>
#include <string_view>

#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

enum class Range { zero_or_more, zero_or_more_or_infinite, above_zero };

void require_numbers(std::string_view name, const std::vector<double>& values, std::size_t count, Range range) {
  if (values.size() != count)
    throw Error(fmt::format("bill of materials, {}: found {} values, expected {}", name, values.size(), count));
  for (std::size_t i = 0; i < count; ++i) {
    const double value = values[i];
    const bool sound = (range == Range::above_zero ? value > 0 : value >= 0) &&
                       (range == Range::zero_or_more_or_infinite || std::isfinite(value));
    if (!sound)
      throw Error(fmt::format("bill of materials, {}[{}]: found {}, expected {}", name, i, value,
                              range == Range::above_zero ? "more than 0" : "0 or more"));
  }
}

void require_places(std::string_view name, const std::vector<std::uint32_t>& places, std::size_t count,
                    std::size_t below) {
  if (places.size() != count)
    throw Error(fmt::format("bill of materials, {}: found {} values, expected {}", name, places.size(), count));
  for (std::size_t i = 0; i < count; ++i)
    if (places[i] >= below)
      throw Error(fmt::format("bill of materials, {}[{}]: found {}, expected less than {}", name, i, places[i], below));
}

}  // namespace

void require_sound(const BillOfMaterials& bill) {
  require_numbers("capacity", bill.capacity, bill.nodes(), Range::zero_or_more_or_infinite);
  require_numbers("stock", bill.stock, bill.nodes(), Range::zero_or_more);
  require_numbers("demand", bill.demand, bill.nodes(), Range::zero_or_more);
  require_numbers("price", bill.price, bill.nodes(), Range::zero_or_more);
  require_places("input_node", bill.input_node, bill.inputs(), bill.nodes());
  require_numbers("per_output", bill.per_output, bill.inputs(), Range::above_zero);
  require_numbers("input_stock", bill.input_stock, bill.inputs(), Range::zero_or_more);
  require_places("edge_from", bill.edge_from, bill.edges(), bill.nodes());
  require_places("edge_input", bill.edge_input, bill.edges(), bill.inputs());
  require_numbers("edge_capacity", bill.edge_capacity, bill.edges(), Range::zero_or_more_or_infinite);
}

GroupedBy::GroupedBy(std::size_t groups, const std::vector<std::uint32_t>& group)
    : begin_(groups + 1, 0), items_(group.size()) {
  for (const std::uint32_t g : group) ++begin_[g + 1];
  for (std::size_t g = 0; g < groups; ++g) begin_[g + 1] += begin_[g];
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  for (std::size_t i = 0; i < group.size(); ++i) items_[next[group[i]]++] = static_cast<std::uint32_t>(i);
}

}  // namespace ytterby
