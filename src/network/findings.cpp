// SPDX-License-Identifier: Apache-2.0
/// @file  The issues that `validate` collects, and how it names rows.
#include "network/findings.hpp"

#include <algorithm>

#include "core/date_text.hpp"

namespace ytterby {
namespace {

/// A name in quotes, or the number where there is no such row.
template <class Rows, RowId Id>
std::string name_of(const Rows& rows, Id id) {
  return index_of(id) < rows.size() ? fmt::format("'{}'", rows[id].name) : fmt::format("{}", index_of(id));
}

}  // namespace

std::vector<Issue> Findings::take() {
  std::ranges::stable_sort(findings_, {}, [](const Finding& finding) { return std::pair{finding.table, finding.row}; });
  std::vector<Issue> issues;
  for (auto& finding : findings_) issues.push_back(std::move(finding.issue));
  findings_.clear();
  return issues;
}

std::string words_of(const Network& network, NodeId node) { return "node " + name_of(network.nodes, node); }

std::string words_of(const Network& network, InputId input) {
  const auto& row = network.inputs[input];
  return fmt::format("input '{}' of {}", row.product, name_of(network.nodes, row.node));
}

std::string words_of(const Network& network, EdgeId edge) {
  const auto& row = network.edges[edge];
  const auto ends = fmt::format("edge {} → {}", name_of(network.nodes, row.from), name_of(network.nodes, row.to));
  return row.lane == no_lane ? ends : fmt::format("{} by lane {}", ends, name_of(network.lanes, row.lane));
}

std::string words_of(const Network& network, LaneId lane) { return "lane " + name_of(network.lanes, lane); }

std::string words_of(const Network& network, OfficeId office) { return "office " + name_of(network.offices, office); }

std::string words_of(const Network& network, SpecialDayId day) {
  return fmt::format("special day {} of '{}'", date_text(network.special_days[day].date),
                     network.special_days[day].country);
}

}  // namespace ytterby
