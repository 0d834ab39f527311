// SPDX-License-Identifier: Apache-2.0
/// @file  What rows of one state and rows of steps have in common.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "survive/facts.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::best {

using kernel::SupplyRows;

/// Whether less of an input can mean less output.
[[nodiscard]] inline bool can_bind(const Cell& cell, InputId input) {
  return cell.t_per_t[input] > 0 && (cell.essential[input] >= 1 || std::isfinite(cell.free_output[input]));
}

/// Whether some output does without it and more output with it.
[[nodiscard]] inline bool is_supplemented(const Cell& cell, InputId input) {
  return can_bind(cell, input) && cell.essential[input] < 1;
}

/// Leaves out what nothing has, which is faster, once the number of offices is known.
inline void leave_out_unused(SupplyRows& rows) {
  const auto is_free = [](double share) { return share == SupplyRows::free; };
  if (std::all_of(rows.share.begin(), rows.share.end(), is_free)) rows.share.clear();
  if (rows.offices > 0) return;
  rows.office.clear();
  rows.t_per_licence.clear();
}

/// Each value for all scenarios of a batch.
template <class Packs>
void copy_to_all(Packs& packs, const std::vector<double>& values) {
  packs.assign(values.size());
  for (std::size_t row = 0; row < values.size(); ++row) packs[row].setConstant(values[row]);
}

[[nodiscard]] inline bool any_finite(const std::vector<double>& values) {
  return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace ytterby::best
