// SPDX-License-Identifier: Apache-2.0
/// @file  From the means of parts of a cell to how it rises, and to the least helpful of it.
#include "survive/cell_ramps.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ytterby::best {

namespace {

/// From the means of both halves. @return  Whether anything ramps.
bool take_slopes(const CellMaker& maker, Cell& whole) {
  const double middle = whole.from + (whole.to - whole.from) / 2;
  const Cell first = maker.cell(whole.from, whole.to, whole.from, middle);
  const Cell last = maker.cell(whole.from, whole.to, middle, whole.to);
  const auto take = [&](auto& slopes, const auto& before, const auto& after) {
    if (before == after) return;
    slopes = after;
    auto slope = slopes.begin();
    for (auto from = before.begin(), to = after.begin(); to != after.end(); ++from, ++to, ++slope)
      *slope = *to == *from ? 0 : (*to - *from) / (middle - whole.from);
  };
  take(whole.slopes.capacity, first.capacity, last.capacity);
  take(whole.slopes.demand, first.demand, last.demand);
  take(whole.slopes.edge_capacity, first.edge_capacity, last.edge_capacity);
  take(whole.slopes.free_output, first.free_output, last.free_output);
  take(whole.slopes.licences, first.licences, last.licences);
  return first != last;
}

/// The least helpful values of a cell in which something ramps: of its quarters, since products of ramps are no
/// lines.
Cell cautious(const CellMaker& maker, double from, double to) {
  Cell worst;
  constexpr int quarters = 4;
  for (int i = 0; i < quarters; ++i) {
    const double begin = from + (to - from) * i / quarters, end = from + (to - from) * (i + 1) / quarters;
    const Cell first = maker.cell(from, to, begin, begin + (end - begin) / 2, true);
    const Cell last = maker.cell(from, to, begin + (end - begin) / 2, end, true);
    if (i == 0) worst = first;
    const auto take = [&](auto values, bool least) {
      for (std::size_t j = 0; j < (worst.*values).size(); ++j) {
        const auto at = static_cast<std::ptrdiff_t>(j);
        const auto [a, b] = ends_of(*((first.*values).begin() + at), *((last.*values).begin() + at));
        auto& value = *((worst.*values).begin() + at);
        value = least ? std::min({value, a, b}) : std::max({value, a, b});
      }
    };
    take(&Cell::capacity, true);
    take(&Cell::edge_capacity, true);
    take(&Cell::share, true);
    take(&Cell::own_share, true);
    take(&Cell::free_output, true);
    take(&Cell::licences, true);
    take(&Cell::t_per_licence, true);
    take(&Cell::demand, false);
    take(&Cell::lead, false);
    take(&Cell::t_per_t, false);
    take(&Cell::essential, false);
  }
  return worst;
}

}  // namespace

bool add_cell(const CellMaker& maker, double from, double to, Facts& facts) {
  facts.cells.push_back(maker.cell(from, to, from, to));
  const bool ramps = std::isfinite(to) && take_slopes(maker, facts.cells.back());
  facts.cautious.push_back(ramps ? cautious(maker, from, to) : maker.cell(from, to, from, to, true));
  return ramps;
}

}  // namespace ytterby::best
