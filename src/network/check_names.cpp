// SPDX-License-Identifier: Apache-2.0
/// @file  Names that must occur once.
#include <algorithm>
#include <functional>
#include <tuple>

#include "network/findings.hpp"

namespace ytterby {
namespace {

/// A name to sort by: hashes compare faster than names, and equal names have equal ones.
struct HashedName {
  std::size_t hash = 0;
  std::string_view name = {};
  std::size_t row = 0;
};

/// Reports every row whose name an earlier row has; an empty name is a fault of its own, reported elsewhere.
template <RowId Id, class Row>
void check_names(const Indexed<Id, Row>& rows, std::string_view column, Findings& findings) {
  std::vector<HashedName> names;
  names.reserve(rows.size());
  for (const Id id : rows.ids()) {
    const std::string& name = rows[id].name;
    names.push_back({std::hash<std::string_view>{}(name), name, index_of(id)});
  }
  std::ranges::sort(names, {}, [](const HashedName& it) { return std::tie(it.hash, it.name, it.row); });
  for (std::size_t i = 1; i < names.size(); ++i) {
    const auto& [hash, name, row] = names[i];
    if (name.empty() || name != names[i - 1].name) continue;
    findings.add(id_at<Id>(row), {column, "name"}, fmt::format("'{}' again", name), "a name of its own");
  }
}

}  // namespace

void check_node_names(const Network& network, Findings& findings) { check_names(network.nodes, "node", findings); }

void check_lane_names(const Network& network, Findings& findings) { check_names(network.lanes, "lane", findings); }

void check_office_names(const Network& network, Findings& findings) {
  check_names(network.offices, "office", findings);
}

}  // namespace ytterby
