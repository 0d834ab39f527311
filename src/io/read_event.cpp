// SPDX-License-Identifier: Apache-2.0
/// @file  Scenario files in: events, what they act on and what they change.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/did_you_mean.hpp"
#include "core/quote.hpp"
#include "io/scenario_text.hpp"
#include "scenario/levers.hpp"

namespace ytterby {
namespace {

/// The table an event acts on, and which of its rows; no table where the file's words fit none.
struct Target {
  Selection rows = {};
  std::optional<Table> table = {};
};

/// One end of the edges meant: a name, a list of names, or a table of labels.
std::optional<NodeFilter> read_end(TomlTable& on, std::string_view key) {
  const auto* node = on.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* table = node->as_table()) {
    TomlTable reader{*table, fmt::format("{}, {}", on.where(), key), on.issues()};
    auto filter = read_node_filter(reader);
    reader.refuse_unknown_keys();
    return filter;
  }
  if (auto names = texts_of(*node); !names.empty()) return NodeFilter{.node = std::move(names)};
  on.refuse(key, "a node's name, a list of names, or a table of labels");
  return std::nullopt;
}

/// The one table a selection is of. With `input`, labels of nodes narrow it instead of being a kind of their own.
std::optional<Table> table_of(const Selection& rows, const TomlTable& on) {
  std::vector<Table> tables;
  if (!rows.nodes.empty() && rows.input.empty()) tables.push_back(Table::nodes);
  if (!rows.input.empty()) tables.push_back(Table::inputs);
  if (rows.from || rows.to) tables.push_back(Table::edges);
  if (!rows.lane.empty()) tables.push_back(Table::lanes);
  if (!rows.office.empty()) tables.push_back(Table::offices);
  if (tables.size() == 1) return tables.front();
  if (tables.size() > 1) {
    std::vector<std::string_view> words;
    words.reserve(tables.size());
    for (const auto table : tables) words.push_back(words_of(table));
    on.refuse_whole(fmt::format("keys of {} together", fmt::join(words, " and ")), "keys of one kind");
  }
  return std::nullopt;
}

Target read_target(TomlTable& event) {
  const auto* table = event.table("on");
  if (table == nullptr) {
    const bool is_missing = event.get("on") == nullptr;
    if (is_missing) event.refuse_whole("no 'on'", "what the event acts on");
    return {};
  }
  TomlTable on{*table, event.where() + ", on", event.issues()};
  Target target;
  target.rows.nodes = read_node_filter(on);
  target.rows.input = on.texts("input");
  target.rows.from = read_end(on, "from");
  target.rows.to = read_end(on, "to");
  target.rows.lane = on.texts("lane");
  target.rows.office = on.texts("office");
  on.refuse_unknown_keys();
  if (table->empty()) on.refuse_whole("nothing", "keys that say what the event acts on");
  target.table = table_of(target.rows, on);
  return target;
}

std::vector<std::string_view> keys_of(std::span<const Lever> levers) {
  std::vector<std::string_view> keys;
  for (const auto lever : levers) keys.push_back(key_of(lever));
  return keys;
}

/// "set" or "scale": which levers change, and to what.
class ChangeReader {
 public:
  ChangeReader(TomlTable& event, std::string_view key, std::optional<Table> table)
      : event_(event), key_(key), table_(table) {}

  std::vector<Change> read() {
    std::vector<Change> changes;
    const auto* entries = event_.table(key_);
    if (entries == nullptr) return changes;
    for (const auto& [key, value] : entries_of(*entries)) {
      const auto lever = read_lever(*key);
      if (!lever) continue;
      if (const auto number = read_value(*lever, *value)) changes.push_back({*lever, *number});
    }
    return changes;
  }

 private:
  std::optional<Lever> read_lever(const toml::key& key) const {
    const auto lever = lever_of(key.str());
    if (!table_) return lever;  // what it should fit was refused already
    const auto levers = levers_of(*table_);
    if (lever && std::ranges::find(levers, *lever) != levers.end()) return lever;
    const auto keys = keys_of(levers);
    event_.issues().add(key.source(), event_.where(),
                        fmt::format("{} of '{}' on {}", key_, key.str(), words_of(*table_)),
                        fmt::format("one of {}{}", fmt::join(keys, ", "), did_you_mean(key.str(), keys)));
    return std::nullopt;
  }

  std::optional<double> read_value(Lever lever, const toml::node& value) const {
    const auto number = number_of(value);
    std::string_view expected = "a number";
    if (number) expected = key_ == "set" ? expected_of_set(lever, *number) : expected_of_scale(lever, *number);
    if (expected.empty()) return number;
    event_.issues().add(value.source(), fmt::format("{}, {} of '{}'", event_.where(), key_, key_of(lever)),
                        words_of(value), std::string{expected});
    return std::nullopt;
  }

  TomlTable& event_;
  std::string_view key_;
  std::optional<Table> table_;
};

/// A date needs a start to count from.
void require_start(const TomlTable& event, std::string_view key, const Instant& instant, std::optional<Date> start) {
  if (std::holds_alternative<Date>(instant) && !start) event.refuse(key, "'start' in the scenario, to count from");
}

Instant read_at(TomlTable& event, std::optional<Date> start) {
  const bool has_date = event.get("at") != nullptr;
  const bool has_months = event.get("after_months") != nullptr;
  const bool has_name = event.get("after") != nullptr;
  if (has_date && (has_months || has_name)) {
    event.refuse_whole(fmt::format("both 'at' and '{}'", has_months ? "after_months" : "after"), "one of them");
  }
  if (!has_date && !has_months && !has_name) {
    event.refuse_whole("neither 'at' nor 'after_months' nor 'after'", "a beginning");
  }
  Instant at = Months{0};
  if (has_date) {
    if (const auto date = event.date("at")) at = *date;
    require_start(event, "at", at, start);
  } else if (has_months) {
    if (const auto months = event.months_from_zero("after_months")) at = *months;
  }
  return at;
}

std::optional<Instant> read_until(TomlTable& event, std::optional<Date> start) {
  const auto* node = event.get("until");
  if (node == nullptr) return std::nullopt;
  if (event.get("lasts_months") != nullptr) event.refuse_whole("both 'until' and 'lasts_months'", "one of them");
  if (node->is_number()) {
    const auto months = event.months_from_zero("until");
    return months ? std::optional<Instant>{*months} : std::nullopt;
  }
  const auto date = date_of(*node);
  if (!date) {
    event.refuse("until", "a date without quotes, such as 2025-04-04, or months after the start");
    return std::nullopt;
  }
  require_start(event, "until", *date, start);
  return *date;
}

Months months_after(Date start, const Instant& instant) {
  if (const auto* date = std::get_if<Date>(&instant)) return Months{*date - start};
  return std::get<Months>(instant);
}

void check_order(const TomlTable& event, const Event& read, std::optional<Date> start) {
  if (!read.until || !read.after.empty()) return;  // when it begins is known when the other event is
  const bool has_dates = std::holds_alternative<Date>(read.at) || std::holds_alternative<Date>(*read.until);
  if (has_dates && !start) return;
  const auto zero = start.value_or(Date{});
  if (months_after(zero, *read.until) < months_after(zero, read.at)) {
    event.refuse("until", "an end that is not before the event's beginning");
  }
}

/// A name by which events refer to each other.
std::string read_name(TomlTable& event, std::string_view key) {
  auto name = event.text(key);
  if (name && name->empty()) event.refuse(key, "the name of an event");
  return std::move(name).value_or("");
}

bool is_empty(const toml::node* node) { return node == nullptr || (node->is_table() && node->as_table()->empty()); }

/// It has a name, for others to refer to, and changes nothing.
bool is_announcement(TomlTable& event) {
  constexpr std::array changing{"on", "set", "scale", "ramp_in_months", "ramp_out_months"};
  const auto count = std::ranges::count_if(changing, [&](const char* key) { return event.get(key) != nullptr; });
  return count == 0 && event.get("name") != nullptr;
}

/// Working days are of dates, and no days can lie between two numbers of them.
void check_working_days(TomlTable& event, const Event& read, std::optional<Date> start) {
  const auto sets = [&](Lever lever) { return std::ranges::find(read.set, lever, &Change::lever) != read.set.end(); };
  if (!sets(Lever::review_working_days)) return;
  if (!start) event.refuse("set", "review_working_days", "'start' in the scenario, to count from");
  if (sets(Lever::review)) event.refuse("set", "both review and review_working_days", "one of them");
  for (const auto* key : {"ramp_in_months", "ramp_out_months"})
    if (event.get(key) != nullptr) event.refuse(key, "none beside review_working_days");
}

}  // namespace

NodeFilter read_node_filter(TomlTable& table) {
  return {.node = table.texts("node"),
          .site = table.texts("site"),
          .product = table.texts("product"),
          .stage = table.texts("stage"),
          .country = table.texts("country")};
}

Event read_event(const toml::table& table, std::size_t number, std::optional<Date> start, TomlIssues& issues) {
  TomlTable reader{table, fmt::format("event {}", number), issues};
  Event event;
  event.name = read_name(reader, "name");
  event.at = read_at(reader, start);
  event.after = read_name(reader, "after");
  event.until = read_until(reader, start);
  event.lasts = reader.months_from_zero("lasts_months");
  check_order(reader, event, start);
  event.happens = reader.boolean("happens").value_or(true);
  event.only_if = reader.texts("only_if");
  event.unless = reader.texts("unless");

  if (is_announcement(reader)) {
    reader.refuse_unknown_keys();
    return event;
  }
  auto target = read_target(reader);
  event.on = std::move(target.rows);
  event.set = ChangeReader{reader, "set", target.table}.read();
  event.scale = ChangeReader{reader, "scale", target.table}.read();
  check_working_days(reader, event, start);
  if (is_empty(table.get("set")) && is_empty(table.get("scale"))) {
    reader.refuse_whole("neither 'set' nor 'scale'", "at least one change");
  }

  event.ramp_in = reader.months_from_zero("ramp_in_months").value_or(Months{0});
  event.ramp_out = reader.months_from_zero("ramp_out_months").value_or(Months{0});
  if (event.ramp_out > Months{0} && table.get("until") == nullptr && table.get("lasts_months") == nullptr) {
    reader.refuse("ramp_out_months", "'until' or 'lasts_months' beside it");
  }
  reader.refuse_unknown_keys();
  return event;
}

}  // namespace ytterby
