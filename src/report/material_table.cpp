// SPDX-License-Identifier: Apache-2.0
/// @file  The dependence of targets along each material as tables.
#include "report/material_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "report/expose_words.hpp"

namespace ytterby {

namespace {

constexpr std::size_t side_by_side = 6;  // as many as fit a page

/// "44 → 79 %".
TableCell arrow_cell(const Exposure& exposure) {
  if (!exposure.face_value) return {};
  const auto further = exposure.look_through ? exposure.look_through : exposure.pass_through;
  std::string from = words::percent(exposure.face_value);
  from.resize(from.size() - 2);  // " %"
  return {fmt::format("{} → {}", from, words::percent(further)), words::dependence(further)};
}

TextTable material_table(std::span<const MaterialExposure> materials, const Dependence& found,
                         const FrozenNetwork& network, const std::vector<std::size_t>& rows) {
  TextTable table;
  table.headings = {{"target", Align::left}};
  for (const MaterialExposure& material : materials)
    table.headings.push_back({fmt::format("{}", fmt::join(material.raw_products, "+")), Align::right});
  const auto first_held = [&](std::size_t target) {
    return std::find_if(
               materials.begin(), materials.end(),
               [&](const MaterialExposure& material) { return material.exposures.exposures[target].face_value; }) -
           materials.begin();
  };
  auto order = rows;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return first_held(a) < first_held(b); });
  for (const std::size_t target : order) {
    if (first_held(target) == static_cast<std::ptrdiff_t>(materials.size())) continue;
    auto& cells = table.rows.emplace_back();
    cells.push_back({std::string(network.name(found.outage.targets[target].target))});
    for (const MaterialExposure& material : materials)
      cells.push_back(arrow_cell(material.exposures.exposures[target]));
  }
  return table;
}

}  // namespace

std::vector<TextTable> material_tables(const Dependence& found, const FrozenNetwork& network,
                                       const std::vector<std::size_t>& rows) {
  const std::span<const MaterialExposure> all(found.materials);
  std::vector<TextTable> tables;
  for (std::size_t first = 0; first < all.size(); first += side_by_side) {
    TextTable table =
        material_table(all.subspan(first, std::min(side_by_side, all.size() - first)), found, network, rows);
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace ytterby
