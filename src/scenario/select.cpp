// SPDX-License-Identifier: Apache-2.0
/// @file  Labels to ids.
#include "ytterby/scenario/select.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <string>
#include <unordered_set>

#include "core/did_you_mean.hpp"
#include "scenario/name_pattern.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

bool holds(const std::vector<std::string>& wanted, std::string_view label) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), label) != wanted.end();
}

/// Refuses a label that occurs nowhere, with the nearest that does.
template <class Ids, class LabelOf>
void require_known(const std::vector<std::string>& wanted, const char* what, const char* key, Ids ids,
                   LabelOf&& label_of, std::string_view subject) {
  std::vector<bool> found(wanted.size(), false);
  std::size_t missing = wanted.size();
  for (auto at = ids.begin(); missing > 0 && at != ids.end(); ++at) {
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (found[i] || wanted[i] != label_of(*at)) continue;
      found[i] = true;
      --missing;
    }
  }
  if (missing == 0) return;
  std::unordered_set<std::string_view> known;
  for (const auto id : ids) known.insert(label_of(id));
  for (const std::string& label : wanted) {
    if (known.contains(label)) continue;
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const auto near = nearest(label, candidates);
    throw InvalidScenario(fmt::format("{}: no {} with {} = \"{}\"{}", subject, what, key, label,
                                      near ? fmt::format(" (did you mean \"{}\"?)", *near) : ""));
  }
}

std::string words_of(const NodeFilter& filter) {
  std::string words;
  const auto add = [&](const char* key, const std::vector<std::string>& labels) {
    for (const std::string& label : labels)
      words += fmt::format("{}{} = \"{}\"", words.empty() ? "" : ", ", key, label);
  };
  add("node", filter.node);
  add("site", filter.site);
  add("product", filter.product);
  add("stage", filter.stage);
  add("country", filter.country);
  return words;
}

void require_known_labels(const FrozenNetwork& network, const NodeFilter& filter, std::string_view subject) {
  const auto check = [&](const std::vector<std::string>& wanted, const char* key, auto label_of) {
    require_known(wanted, "node", key, network.nodes(), label_of, subject);
  };
  check(filter.node, "node", [&](NodeId node) { return network.name(node); });
  check(filter.site, "site", [&](NodeId node) { return network.site(node); });
  check(filter.product, "product", [&](NodeId node) { return network.product(node); });
  check(filter.stage, "stage", [&](NodeId node) { return network.stage(node); });
  check(filter.country, "country", [&](NodeId node) { return network.country(node); });
}

bool matches(const FrozenNetwork& network, const NodeFilter& filter, NodeId node) {
  return holds(filter.node, network.name(node)) && holds(filter.site, network.site(node)) &&
         holds(filter.product, network.product(node)) && holds(filter.stage, network.stage(node)) &&
         holds(filter.country, network.country(node));
}

[[noreturn]] void refuse_no_node(const NodeFilter& filter, std::string_view subject) {
  if (filter.empty()) throw InvalidScenario(fmt::format("{}: the network has no nodes", subject));
  throw InvalidScenario(fmt::format("{}: no node with {}", subject, words_of(filter)));
}

PerNode<bool> marked(const FrozenNetwork& network, const std::optional<NodeFilter>& filter, std::string_view subject) {
  PerNode<bool> mark(network.nodes().size(), !filter);
  if (filter)
    for (const NodeId node : select_nodes(network, *filter, subject)) mark[node] = true;
  return mark;
}

std::vector<EdgeId> select_edges(const FrozenNetwork& network, const Selection& selection, std::string_view subject) {
  const auto from = marked(network, selection.from, subject), to = marked(network, selection.to, subject);
  std::vector<EdgeId> edges;
  for (const EdgeId edge : network.edges())
    if (from[network.from(edge)] && to[network.to(edge)]) edges.push_back(edge);
  if (edges.empty())
    throw InvalidScenario(fmt::format("{}: no edge from {{ {} }} to {{ {} }}", subject,
                                      selection.from ? words_of(*selection.from) : "any",
                                      selection.to ? words_of(*selection.to) : "any"));
  return edges;
}

std::vector<InputId> select_inputs(const FrozenNetwork& network, const Selection& selection, std::string_view subject) {
  require_known(
      selection.input, "input", "product", network.inputs(), [&](InputId input) { return network.product(input); },
      subject);
  const auto mark = marked(network, selection.nodes, subject);
  std::vector<InputId> inputs;
  for (const InputId input : network.inputs())
    if (mark[network.node(input)] && holds(selection.input, network.product(input))) inputs.push_back(input);
  if (inputs.empty())
    throw InvalidScenario(fmt::format("{}: no node with {} has that input", subject, words_of(selection.nodes)));
  return inputs;
}

template <class Ids, class NameOf>
auto select_named(const std::vector<std::string>& wanted, const char* what, Ids ids, NameOf&& name_of,
                  std::string_view subject) {
  require_known(wanted, what, "name", ids, name_of, subject);
  std::vector<typename Ids::Iterator::value_type> selected;
  for (const auto id : ids)
    if (holds(wanted, name_of(id))) selected.push_back(id);
  return selected;
}

/// Lanes by name; names with a star mean all lanes that fit.
std::vector<LaneId> select_lanes(const FrozenNetwork& network, const std::vector<std::string>& wanted,
                                 std::string_view subject) {
  const auto lanes = network.lanes();
  const auto name_of = [&](LaneId lane) { return std::string_view{network.lane(lane).name}; };
  std::vector<std::string> names;  // looked up as they are: without a star, or fitting none
  std::vector<bool> fits(lanes.size(), false);
  for (const std::string& pattern : wanted) {
    bool any = false;
    if (pattern.find('*') != std::string::npos)
      for (const LaneId lane : lanes)
        if (fits_pattern(pattern, name_of(lane))) any = fits[index_of(lane)] = true;
    if (!any) names.push_back(pattern);
  }
  require_known(names, "lane", "name", lanes, name_of, subject);
  std::vector<LaneId> selected;
  for (const LaneId lane : lanes)
    if (fits[index_of(lane)] || (!names.empty() && holds(names, name_of(lane)))) selected.push_back(lane);
  return selected;
}

void require_one_kind(const Selection& selection, std::string_view subject) {
  const bool edges = selection.from || selection.to;
  const int kinds = static_cast<int>(edges) + static_cast<int>(!selection.input.empty()) +
                    static_cast<int>(!selection.lane.empty()) + static_cast<int>(!selection.office.empty());
  const bool nodes_too = !selection.nodes.empty() && kinds > 0 && selection.input.empty();
  if (kinds > 1 || nodes_too)
    throw InvalidScenario(fmt::format(
        "{}: found several kinds in one selection, expected nodes, inputs, edges, lanes or offices", subject));
  if (kinds == 0 && selection.nodes.empty())
    throw InvalidScenario(fmt::format("{}: found an empty selection, expected what the event acts on", subject));
}

}  // namespace

std::vector<NodeId> select_nodes(const FrozenNetwork& network, const NodeFilter& filter, std::string_view subject) {
  require_known_labels(network, filter, subject);
  std::vector<NodeId> nodes;
  for (const NodeId node : network.nodes())
    if (matches(network, filter, node)) nodes.push_back(node);
  if (nodes.empty()) refuse_no_node(filter, subject);
  return nodes;
}

std::vector<NodeId> select_targets(const FrozenNetwork& network, const Scenario& scenario) {
  const auto subject = subject_of(scenario) + ", targets";
  require_known_labels(network, scenario.targets, subject);
  std::vector<NodeId> targets;
  bool any = false;
  for (const NodeId node : network.nodes()) {
    if (!matches(network, scenario.targets, node)) continue;
    any = true;
    if (network.demand(node).value > 0) targets.push_back(node);
  }
  if (!any) refuse_no_node(scenario.targets, subject);
  if (targets.empty())
    throw InvalidScenario(fmt::format("{}: found no node with demand, expected at least one", subject));
  return targets;
}

Selected select(const FrozenNetwork& network, const Selection& selection, std::string_view subject) {
  require_one_kind(selection, subject);
  Selected selected;
  if (selection.from || selection.to) {
    selected.edges = select_edges(network, selection, subject);
  } else if (!selection.input.empty()) {
    selected.inputs = select_inputs(network, selection, subject);
  } else if (!selection.lane.empty()) {
    selected.lanes = select_lanes(network, selection.lane, subject);
  } else if (!selection.office.empty()) {
    selected.offices = select_named(
        selection.office, "office", network.offices(),
        [&](OfficeId office) { return std::string_view{network.office(office).name}; }, subject);
  } else {
    selected.nodes = select_nodes(network, selection.nodes, subject);
  }
  return selected;
}

}  // namespace ytterby
