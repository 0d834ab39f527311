// SPDX-License-Identifier: Apache-2.0
/// @file  Names that must occur once.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "network/findings.hpp"

namespace ytterby {
namespace {

constexpr std::uint32_t row_of(std::uint64_t key) { return static_cast<std::uint32_t>(key); }
constexpr std::uint64_t part_of_hash(std::uint64_t key) { return key >> 32U; }

/// Reports every row whose name an earlier row has; an empty name is a fault of its own, reported elsewhere.
///
/// Sorts by half a hash, as integers; names are compared where that is equal.
template <RowId Id, class Row>
void check_names(const Indexed<Id, Row>& rows, std::string_view column, Findings& findings) {
  const auto name_of = [&](std::uint64_t key) { return std::string_view{rows[id_at<Id>(row_of(key))].name}; };
  std::vector<std::uint64_t> keys;
  keys.reserve(rows.size());
  for (const Id id : rows.ids()) {
    const std::uint64_t hash = std::hash<std::string_view>{}(rows[id].name);
    keys.push_back((hash & ~std::uint64_t{0xffff'ffffU}) | index_of(id));
  }
  std::ranges::sort(keys);
  for (auto first = keys.begin(); first != keys.end();) {
    const auto last =
        std::find_if(first, keys.end(), [&](auto key) { return part_of_hash(key) != part_of_hash(*first); });
    if (last - first > 1)
      std::sort(first, last, [&](auto a, auto b) { return std::pair{name_of(a), a} < std::pair{name_of(b), b}; });
    while (++first != last) {
      const auto name = name_of(*first);
      if (name.empty() || name != name_of(*std::prev(first))) continue;
      findings.add(id_at<Id>(row_of(*first)), {column, "name"}, fmt::format("'{}' again", name), "a name of its own");
    }
  }
}

}  // namespace

void check_node_names(const Network& network, Findings& findings) { check_names(network.nodes, "node", findings); }

void check_lane_names(const Network& network, Findings& findings) { check_names(network.lanes, "lane", findings); }

void check_office_names(const Network& network, Findings& findings) {
  check_names(network.offices, "office", findings);
}

void check_special_days(const Network& network, Findings& findings) {
  std::set<std::pair<std::string_view, Date>> seen;
  for (const SpecialDayId id : network.special_days.ids()) {
    const SpecialDay& day = network.special_days[id];
    if (!seen.emplace(day.country, day.date).second)
      findings.add(id, {"date", "date"}, "the day again", "each day of a country once");
  }
}

}  // namespace ytterby
