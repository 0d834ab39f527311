// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios as TOML text, one [[event]] for each event.
#include <fmt/format.h>

#include <utility>

#include "core/date_text.hpp"
#include "io/scenario_text.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {
namespace {

/// A basic string of TOML 1.0: quotes, backslashes and control characters escaped.
std::string toml_text(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (code < 0x20 || code == 0x7f) {
      quoted += fmt::format("\\u{:04X}", code);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// One text bare, several as a list.
std::string toml_texts(const std::vector<std::string>& texts) {
  if (texts.size() == 1) return toml_text(texts.front());
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ", ") + toml_text(text);
  return fmt::format("[{}]", list);
}

/// Puts together `{ key = value, … }`.
class InlineTable {
 public:
  void add(std::string_view key, std::string_view value) {
    entries_ += fmt::format("{}{} = {}", entries_.empty() ? "" : ", ", key, value);
  }
  void add_texts(std::string_view key, const std::vector<std::string>& texts) {
    if (!texts.empty()) add(key, toml_texts(texts));
  }
  void add_labels(const NodeFilter& filter) {
    add_texts("node", filter.node);
    add_texts("site", filter.site);
    add_texts("product", filter.product);
    add_texts("stage", filter.stage);
    add_texts("country", filter.country);
  }
  [[nodiscard]] std::string text() const { return entries_.empty() ? "{}" : fmt::format("{{ {} }}", entries_); }

 private:
  std::string entries_ = {};
};

std::string toml_labels(const NodeFilter& filter) {
  InlineTable table;
  table.add_labels(filter);
  return table.text();
}

/// One end of the edges meant: names alone without a table around them.
std::string toml_end(const NodeFilter& filter) {
  const bool only_names = !filter.node.empty() && filter == NodeFilter{.node = filter.node};
  return only_names ? toml_texts(filter.node) : toml_labels(filter);
}

std::string toml_selection(const Selection& selection) {
  InlineTable table;
  table.add_labels(selection.nodes);
  table.add_texts("input", selection.input);
  if (selection.from) table.add("from", toml_end(*selection.from));
  if (selection.to) table.add("to", toml_end(*selection.to));
  table.add_texts("lane", selection.lane);
  table.add_texts("office", selection.office);
  return table.text();
}

std::string toml_changes(const std::vector<Change>& changes) {
  InlineTable table;
  for (const auto& change : changes) table.add(key_of(change.lever), fmt::format("{}", change.value));
  return table.text();
}

void append_instants(std::string& text, const Event& event) {
  if (const auto* date = std::get_if<Date>(&event.at)) {
    text += fmt::format("at = {}\n", date_text(*date));
  } else {
    text += fmt::format("after_months = {}\n", std::get<Months>(event.at).count());
  }
  if (!event.after.empty()) text += fmt::format("after = {}\n", toml_text(event.after));
  if (event.lasts) text += fmt::format("lasts_months = {}\n", event.lasts->count());
  if (!event.until) return;
  if (const auto* date = std::get_if<Date>(&*event.until)) {
    text += fmt::format("until = {}\n", date_text(*date));
  } else {
    text += fmt::format("until = {}\n", std::get<Months>(*event.until).count());
  }
}

void append_conditions(std::string& text, const Event& event) {
  if (!event.happens) text += "happens = false\n";
  if (!event.only_if.empty()) text += fmt::format("only_if = {}\n", toml_texts(event.only_if));
  if (!event.unless.empty()) text += fmt::format("unless = {}\n", toml_texts(event.unless));
}

void append_event(std::string& text, const Event& event) {
  text += "\n[[event]]\n";
  if (!event.name.empty()) text += fmt::format("name = {}\n", toml_text(event.name));
  append_instants(text, event);
  append_conditions(text, event);
  const bool announces = event.set.empty() && event.scale.empty() && event.on == Selection{};
  if (!announces) text += fmt::format("on = {}\n", toml_selection(event.on));
  if (!event.set.empty()) text += fmt::format("set = {}\n", toml_changes(event.set));
  if (!event.scale.empty()) text += fmt::format("scale = {}\n", toml_changes(event.scale));
  if (event.ramp_in != Months{0}) text += fmt::format("ramp_in_months = {}\n", event.ramp_in.count());
  if (event.ramp_out != Months{0}) text += fmt::format("ramp_out_months = {}\n", event.ramp_out.count());
}

void append_policy(std::string& text, const Policy& policy) {
  text += fmt::format("\n[policy]\nrationing = {}\ntau_months = {}\nresourcing = {}\n",
                      toml_text(key_of(policy.rationing)), policy.tau.count(), policy.resourcing);
}

}  // namespace

std::string print_scenario(const Scenario& scenario) {
  auto text = fmt::format("name = {}\n", toml_text(scenario.name));
  if (scenario.start) text += fmt::format("start = {}\n", date_text(*scenario.start));
  if (scenario.horizon) text += fmt::format("horizon_months = {}\n", scenario.horizon->count());
  if (!scenario.targets.empty()) text += fmt::format("targets = {}\n", toml_labels(scenario.targets));
  append_policy(text, scenario.policy);
  for (const auto& event : scenario.events) append_event(text, event);

  // Whatever was built in code and has no words in a file shows here, with its line in the text.
  const auto subject = subject_of(scenario);
  if (parse_scenario(text, subject, "") != scenario) {
    throw InvalidScenario{
        fmt::format("{}: found what no scenario file can say, expected one event to say it in words "
                    "of one kind",
                    subject)};
  }
  return text;
}

}  // namespace ytterby
