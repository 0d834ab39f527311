// SPDX-License-Identifier: Apache-2.0
/// @file  The concentration of every product at every stage as a table.
#include "report/stage_table.hpp"

#include <fmt/core.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "report/expose_words.hpp"
#include "report/words.hpp"

namespace ytterby {

namespace {

std::string largest_of(const Concentration& by_country) {
  if (by_country.countries.empty()) return "–";
  const CountryShare& first = by_country.countries.front();
  return fmt::format("{} {:>5}", first.country, words::percent(first.share));
}

/// In points, both bounds if what is unattributed makes a difference.
std::string points_of(const Concentration& by_country) {
  const double least = 10'000 * by_country.hhi.least, most = 10'000 * by_country.hhi.most;
  return most - least < 0.5 ? fmt::format("{:.0f}", least) : fmt::format("{:.0f}–{:.0f}", least, most);
}

}  // namespace

TextTable stage_table(const StageConcentrations& stages, const FrozenNetwork& network) {
  std::set<std::pair<std::string_view, std::string_view>> supplying;
  for (const EdgeId edge : network.edges()) {
    const NodeId from = network.from(edge);
    if (network.flow(edge) > Flow{}) supplying.emplace(network.stage(from), network.product(from));
  }
  TextTable table;
  table.headings = {{"stage", Align::left},    {"product", Align::left}, {"t/month", Align::right},
                    {"made in", Align::right}, {"HHI", Align::right},    {"comes from", Align::right},
                    {"HHI", Align::right}};
  for (const StageConcentration& row : stages.stages) {
    if (!supplying.contains({row.stage, row.product})) continue;
    const bool followed = row.look_through.has_value();
    table.rows.push_back({{row.stage},
                          {row.product},
                          {words::amount(row.output.value)},
                          {largest_of(row.face_value)},
                          {points_of(row.face_value)},
                          {followed ? largest_of(*row.look_through) : "–"},
                          {followed ? points_of(*row.look_through) : "–"}});
  }
  return table;
}

}  // namespace ytterby
