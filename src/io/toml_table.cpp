// SPDX-License-Identifier: Apache-2.0
/// @file  TOML tables read key by key, with a message for everything that is not as expected.
#include "io/toml_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>

#include "core/did_you_mean.hpp"
#include "core/quote.hpp"

namespace ytterby {

void TomlIssues::add(const toml::source_region& source, std::string where, std::string found, std::string expected) {
  issues_.push_back({.file = file_,
                     .line = static_cast<int>(source.begin.line),
                     .where = std::move(where),
                     .found = std::move(found),
                     .expected = std::move(expected)});
}

std::vector<Issue> TomlIssues::take() {
  std::ranges::stable_sort(issues_, {}, &Issue::line);
  return std::move(issues_);
}

std::string words_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return quoted(text->get());
  if (const auto* integer = node.as_integer()) return fmt::format("{}", integer->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  if (const auto* boolean = node.as_boolean()) return boolean->get() ? "true" : "false";
  if (const auto* date = node.as_date()) {
    return fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
  }
  if (node.is_time()) return "a time";
  if (node.is_date_time()) return "a date with a time";
  return node.is_array() ? "a list" : "a table";
}

std::vector<std::pair<const toml::key*, const toml::node*>> entries_of(const toml::table& table) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (const auto& [key, value] : table) entries.emplace_back(&key, &value);
  std::ranges::sort(entries, {}, [](const auto& entry) {
    const auto& begin = entry.first->source().begin;
    return std::pair{begin.line, begin.column};
  });
  return entries;
}

std::optional<Date> date_of(const toml::node& node) {
  const auto* date = node.as_date();
  if (date == nullptr) return std::nullopt;
  const auto [year, month, day] = std::tuple{date->get().year, date->get().month, date->get().day};
  const std::chrono::year_month_day parts{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return parts.ok() ? std::optional{Date{parts}} : std::nullopt;
}

std::optional<double> number_of(const toml::node& node) {
  if (const auto* integer = node.as_integer()) return static_cast<double>(integer->get());
  if (const auto* number = node.as_floating_point()) return number->get();
  return std::nullopt;
}

std::vector<std::string> texts_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return {text->get()};
  std::vector<std::string> texts;
  if (const auto* list = node.as_array()) {
    for (const auto& element : *list) {
      if (!element.is_string()) return {};
      texts.push_back(element.as_string()->get());
    }
  }
  return texts;
}

const toml::node* TomlTable::get(std::string_view key) {
  if (std::ranges::find(known_, key) == known_.end()) known_.push_back(key);
  return table_.get(key);
}

const toml::table* TomlTable::table(std::string_view key) {
  const auto* node = get(key);
  if (node == nullptr) return nullptr;
  if (!node->is_table()) refuse(key, "a table");
  return node->as_table();
}

std::optional<std::string> TomlTable::text(std::string_view key) {
  const auto* node = get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* text = node->as_string()) return text->get();
  refuse(key, "a text");
  return std::nullopt;
}

std::optional<bool> TomlTable::boolean(std::string_view key) {
  const auto* node = get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* boolean = node->as_boolean()) return boolean->get();
  refuse(key, "true or false");
  return std::nullopt;
}

std::optional<Date> TomlTable::date(std::string_view key) {
  const auto* node = get(key);
  if (node == nullptr) return std::nullopt;
  const auto date = date_of(*node);
  if (!date) refuse(key, "a date without quotes, such as 2025-04-04");
  return date;
}

std::optional<double> TomlTable::number(std::string_view key) {
  const auto* node = get(key);
  if (node == nullptr) return std::nullopt;
  const auto number = number_of(*node);
  if (number && std::isfinite(*number)) return number;
  refuse(key, number ? "a finite number" : "a number");
  return std::nullopt;
}

std::optional<Months> TomlTable::months_from_zero(std::string_view key) {
  const auto count = number(key);
  if (!count) return std::nullopt;
  if (*count >= 0) return Months{*count};
  refuse(key, "0 months or more");
  return std::nullopt;
}

std::optional<Months> TomlTable::months_above_zero(std::string_view key) {
  const auto count = number(key);
  if (!count) return std::nullopt;
  if (*count > 0) return Months{*count};
  refuse(key, "more than 0 months");
  return std::nullopt;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  const auto* node = get(key);
  if (node == nullptr) return {};
  auto texts = texts_of(*node);
  if (texts.empty()) refuse(key, "a text, or a list of at least one");
  return texts;
}

void TomlTable::refuse(std::string_view key, std::string expected) const {
  refuse(key, words_of(*table_.get(key)), std::move(expected));
}

void TomlTable::refuse(std::string_view key, std::string found, std::string expected) const {
  const auto* node = table_.get(key);
  auto where = fmt::format("{}{}key '{}'", where_, where_.empty() ? "" : ", ", key);
  issues_.add(node == nullptr ? table_.source() : node->source(), std::move(where), std::move(found),
              std::move(expected));
}

void TomlTable::refuse_whole(std::string found, std::string expected) const {
  issues_.add(table_.source(), where_, std::move(found), std::move(expected));
}

void TomlTable::refuse_unknown_keys() const {
  for (const auto& [key, unused] : table_) {
    if (std::ranges::find(known_, key.str()) != known_.end()) continue;
    issues_.add(key.source(), where_, fmt::format("key {}", quoted(key.str())),
                fmt::format("one of {}{}", fmt::join(known_, ", "), did_you_mean(key.str(), known_)));
  }
}

}  // namespace ytterby
