// SPDX-License-Identifier: Apache-2.0
/// @file  When stocks are set or scaled after the start, and what is there then.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "survive/facts.hpp"

namespace ytterby::best {

/// Of nodes or of inputs. Goods are not counted on across one.
class ChangesOfStocks {
 public:
  ChangesOfStocks(const Facts& facts, bool of_input, std::size_t rows) : moments_(rows) {
    for (const StockChange& change : facts.changes)
      if (change.of_input == of_input) moments_[change.row].emplace_back(facts.cells[change.cell].from, change.add);
  }
  [[nodiscard]] bool any_between(std::uint32_t row, double begin, double end) const {
    return std::any_of(moments_[row].begin(), moments_[row].end(), [&](const auto& change) {
      return is_after(change.first, begin) && is_after(end, change.first);
    });
  }
  [[nodiscard]] double first(std::uint32_t row) const {
    double first = no_limit;
    for (const auto& [moment, add] : moments_[row]) first = std::min(first, moment);
    return first;
  }
  /// What the last change brings of those after `before` and up to `begin`.
  [[nodiscard]] double brought(std::uint32_t row, double before, double begin) const {
    double last = 0, brought = 0;
    for (const auto& [moment, add] : moments_[row]) {
      if (!is_after(moment, before) || is_after(moment, begin) || moment < last) continue;
      last = moment;
      brought = add;
    }
    return brought;
  }

 private:
  std::vector<std::vector<std::pair<double, double>>> moments_;
};

}  // namespace ytterby::best
