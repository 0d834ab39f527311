// SPDX-License-Identifier: Apache-2.0
/// @file  Whether prices are ones that may be asked for, and how large they are.
#include "survive/verify_prices.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

namespace ytterby::proof {

Valuation::Valuation(const Prices& prices, const CaseFacts& facts)
    : prices_(prices), facts_(facts), network_(facts.network()) {}

std::string Valuation::fault() const {
  const std::size_t cells = prices_.until.size();
  if (cells == 0) return "prices: found no cell, expected one at least";
  double before = 0;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const double until = prices_.until[cell].count();
    const bool only = cells == 1 && until == 0;  // at once
    if (!std::isfinite(until) || !(until > before || only))
      return fmt::format("prices, cell {}: found an end after {:g} months, expected one after {:g}", cell + 1, until,
                         before);
    before = until;
  }
  std::string why;
  const auto check = [&](std::string_view what, const auto& table, std::size_t rows, bool may_be_empty) {
    if (!why.empty() || (may_be_empty && table.empty())) return;
    if (table.size() != cells) {
      why = fmt::format("prices, {}: found {} cells, expected {}", what, table.size(), cells);
      return;
    }
    for (std::size_t cell = 0; cell < cells; ++cell) {
      if (table[cell].size() != rows) {
        why =
            fmt::format("prices, {}, cell {}: found {} of them, expected {}", what, cell + 1, table[cell].size(), rows);
        return;
      }
      for (const auto id : table[cell].ids()) {
        const double price = table[cell][id];
        const double most = cell == 0 ? std::numeric_limits<double>::max() : table[cell - 1][id];
        if (price >= 0 && price <= most) continue;
        why = cell == 0 || !(price >= 0)
                  ? fmt::format("prices, {} {}, cell {}: found {:g}, expected 0 or more", what, index_of(id), cell + 1,
                                price)
                  : fmt::format("prices, {} {}, cell {}: found {:g} after {:g}, expected no rise", what, index_of(id),
                                cell + 1, price, most);
        return;
      }
    }
  };
  check("output", prices_.output, network_.nodes().size(), false);
  check("input", prices_.input, network_.inputs().size(), false);
  check("share", prices_.share, network_.edges().size(), true);
  check("own share", prices_.own_share, network_.nodes().size(), true);
  check("licence", prices_.licence, network_.offices().size(), true);
  if (!why.empty() || prices_.volume.empty()) return why;
  if (prices_.volume.size() != network_.lanes().size())
    return fmt::format("prices, volume: found {} of them, expected {}", prices_.volume.size(), network_.lanes().size());
  for (const LaneId lane : network_.lanes()) {
    const double price = prices_.volume[lane];
    if (!(price >= 0) || !std::isfinite(price))
      return fmt::format("prices, volume {}: found {:g}, expected 0 or more", index_of(lane), price);
    if (price > 0 && facts_.volume(lane) == infinity)
      return fmt::format("prices, volume {}: found {:g}, expected 0: lane '{}' has no limit", index_of(lane), price,
                         network_.lane(lane).name);
  }
  return {};
}

double Valuation::earliest() const {
  return prices_.until.size() < 2 ? 0 : prices_.until[prices_.until.size() - 2].count();
}

double Valuation::largest_served() const {
  double largest = 0, with_right = 0;
  for (const NodeId node : network_.nodes()) {
    if (!facts_.is_served(node)) continue;
    const double own = prices_.own_share.empty() ? 0 : prices_.own_share.front()[node];
    largest = std::max(largest, prices_.output.front()[node]);
    with_right = std::max(with_right, own);
  }
  return largest > 0 ? largest : with_right;
}

double Valuation::largest_of(NodeId node) const {
  double largest = prices_.output.front()[node];
  for (const InputId id : network_.inputs(node)) largest = std::max(largest, prices_.input.front()[id]);
  if (!prices_.own_share.empty()) largest = std::max(largest, prices_.own_share.front()[node]);
  if (prices_.share.empty()) return largest;
  for (const EdgeId id : facts_.out_edges(node)) largest = std::max(largest, prices_.share.front()[id]);
  return largest;
}

double Valuation::largest_of(NodeId node, double time) const { return facts_.way(node) < time ? largest_of(node) : 0; }

}  // namespace ytterby::proof
