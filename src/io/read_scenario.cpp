// SPDX-License-Identifier: Apache-2.0
/// @file  Scenario files in: the top level and the policy.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "core/did_you_mean.hpp"
#include "core/issue_list.hpp"
#include "core/quote.hpp"
#include "io/scenario_text.hpp"
#include "scenario/event_order.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"

namespace ytterby {
namespace {

Rationing read_rationing(TomlTable& policy, Rationing otherwise) {
  constexpr std::array rules{Rationing::proportional, Rationing::priority, Rationing::largest_first,
                             Rationing::equal_fill, Rationing::minimum_first};
  const auto key = policy.text("rationing");
  if (!key) return otherwise;
  if (const auto rule = rationing_of(*key)) return *rule;
  std::vector<std::string_view> keys;
  keys.reserve(rules.size());
  for (const auto rule : rules) keys.push_back(key_of(rule));
  policy.refuse("rationing", fmt::format("one of {}{}", fmt::join(keys, ", "), did_you_mean(*key, keys)));
  return otherwise;
}

Policy read_policy(TomlTable& scenario, TomlIssues& issues) {
  Policy policy;
  const auto* table = scenario.table("policy");
  if (table == nullptr) return policy;
  TomlTable reader{*table, "policy", issues};
  policy.rationing = read_rationing(reader, policy.rationing);
  policy.tau = reader.months_above_zero("tau_months").value_or(policy.tau);
  policy.resourcing = reader.boolean("resourcing").value_or(policy.resourcing);
  reader.refuse_unknown_keys();
  return policy;
}

NodeFilter read_targets(TomlTable& scenario, TomlIssues& issues) {
  const auto* table = scenario.table("targets");
  if (table == nullptr) return {};
  TomlTable reader{*table, "targets", issues};
  auto targets = read_node_filter(reader);
  reader.refuse_unknown_keys();
  return targets;
}

/// Names that events have and refer to: each once, none that is not there, none that waits for itself.
void check_event_names(const TomlTable& scenario, const toml::array& list, const std::vector<Event>& events) {
  if (list.size() != events.size()) return;  // not all of them could be read
  const auto names = by_name(events);
  std::vector<std::string_view> known;
  for (const auto& [name, unused] : names) known.push_back(name);
  const auto refuse = [&](std::size_t i, std::string_view key, std::string found, std::string expected) {
    const auto* event = list.get(i)->as_table();
    scenario.issues().add(event->get(key)->source(), fmt::format("event {}, key '{}'", i + 1, key), std::move(found),
                          std::move(expected));
  };
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (const auto& name = events[i].name; !name.empty() && names.find(name)->second != i)
      refuse(i, "name", ytterby::quoted(name) + " again", "a name of its own");
    for (const auto& [key, name] : references_of(events[i]))
      if (!names.contains(name))
        refuse(i, key, ytterby::quoted(name), "the name of an event" + did_you_mean(name, known));
  }
  if (const auto circle = order_of(events, names).circle; !circle.empty()) {
    const auto references = references_of(events[circle[0]]);
    const auto next = std::ranges::find(references, events[circle[1]].name, &EventReference::name);
    refuse(circle[0], next->key, words_of_circle(events, circle), "no event that waits for itself");
  }
}

std::vector<Event> read_events(TomlTable& scenario, std::optional<Date> start, TomlIssues& issues) {
  std::vector<Event> events;
  const auto* node = scenario.get("event");
  if (node == nullptr) return events;
  const auto* list = node->as_array();
  if (list == nullptr) {
    scenario.refuse("event", "[[event]], with two brackets");
    return events;
  }
  for (const auto& element : *list) {
    const auto number = events.size() + 1;
    if (const auto* table = element.as_table()) {
      events.push_back(read_event(*table, number, start, issues));
    } else {
      issues.add(element.source(), fmt::format("event {}", number), words_of(element), "a table");
    }
  }
  check_event_names(scenario, *list, events);
  return events;
}

[[noreturn]] void throw_issues(const std::string& file, const std::vector<Issue>& issues) {
  throw InvalidScenario(list_issues("scenario " + file, issues), issues);
}

toml::table parse_toml(std::string_view text, const std::string& file) {
  try {
    return toml::parse(text, file);
  } catch (const toml::parse_error& error) {
    throw_issues(file, {{.file = file,
                         .line = static_cast<int>(error.source().begin.line),
                         .found = fmt::format("text that is not TOML ({})", error.description())}});
  }
}

std::string read_text(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) {
    throw_issues(file.string(), {{.file = file.string(), .found = "no such file", .expected = "a scenario"}});
  }
  errno = 0;
  std::ifstream in{file, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (in.bad() || !in.is_open()) {
    const auto why = std::generic_category().message(errno);
    throw_issues(file.string(), {{.file = file.string(),
                                  .found = fmt::format("a file that cannot be read: {}", why),
                                  .expected = "a scenario"}});
  }
  return text;
}

}  // namespace

Scenario parse_scenario(std::string_view text, const std::string& file, std::string default_name) {
  const auto root = parse_toml(text, file);
  TomlIssues issues{file};
  TomlTable reader{root, "", issues};

  Scenario scenario;
  scenario.name = reader.text("name").value_or(std::move(default_name));
  scenario.start = reader.date("start");
  scenario.horizon = reader.months_above_zero("horizon_months");
  scenario.targets = read_targets(reader, issues);
  scenario.policy = read_policy(reader, issues);
  scenario.events = read_events(reader, scenario.start, issues);
  reader.refuse_unknown_keys();

  if (const auto found = issues.take(); !found.empty()) throw_issues(file, found);
  return scenario;
}

Scenario read_scenario(const FilePath& from) {
  const std::filesystem::path file{from.text()};
  return parse_scenario(read_text(file), file.string(), file.stem().string());
}

}  // namespace ytterby
