// SPDX-License-Identifier: Apache-2.0
/// @file  TOML tables read key by key, with a message for everything that is not as expected.
#pragma once

#include <toml++/toml.h>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ytterby/core/error.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// The issues of one TOML file.
class TomlIssues {
 public:
  explicit TomlIssues(std::string file) : file_(std::move(file)) {}

  void add(const toml::source_region& source, std::string where, std::string found, std::string expected);

  /// Ordered by line.
  [[nodiscard]] std::vector<Issue> take();

 private:
  std::string file_;
  std::vector<Issue> issues_ = {};
};

/// A value as messages show it: 5, "text", 2025-04-04, a list, a table.
[[nodiscard]] std::string words_of(const toml::node& node);

/// The entries of a table in the order of the file; toml++ sorts them by key.
[[nodiscard]] std::vector<std::pair<const toml::key*, const toml::node*>> entries_of(const toml::table& table);

/// A table whose keys are asked for one by one. A value of another type than asked for is reported and taken as absent;
/// so is, at the end, a key that was never asked for.
class TomlTable {
 public:
  /// @param where  Head of its messages: "event 2"; empty for the file's top level.
  TomlTable(const toml::table& table, std::string where, TomlIssues& issues)
      : table_(table), where_(std::move(where)), issues_(issues) {}

  [[nodiscard]] const toml::node* get(std::string_view key);
  [[nodiscard]] const toml::table* table(std::string_view key);
  [[nodiscard]] std::optional<std::string> text(std::string_view key);
  [[nodiscard]] std::optional<bool> boolean(std::string_view key);
  [[nodiscard]] std::optional<Date> date(std::string_view key);
  [[nodiscard]] std::optional<double> number(std::string_view key);
  [[nodiscard]] std::optional<Months> months_from_zero(std::string_view key);   ///< 0 or more
  [[nodiscard]] std::optional<Months> months_above_zero(std::string_view key);  ///< more than 0
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);           ///< one text, or a list of some

  void refuse(std::string_view key, std::string expected) const;                     ///< the value of a key
  void refuse(std::string_view key, std::string found, std::string expected) const;  ///< something about a key
  void refuse_whole(std::string found, std::string expected) const;                  ///< the table itself
  void refuse_unknown_keys() const;

  [[nodiscard]] const std::string& where() const { return where_; }
  [[nodiscard]] TomlIssues& issues() const { return issues_; }

 private:
  const toml::table& table_;
  std::string where_;
  TomlIssues& issues_;
  std::vector<std::string_view> known_ = {};  // keys asked for
};

/// A date or a number; nothing when the node is something else.
[[nodiscard]] std::optional<Date> date_of(const toml::node& node);
[[nodiscard]] std::optional<double> number_of(const toml::node& node);

/// One text, or every text of a list; empty when it is neither, or something else is in the list.
[[nodiscard]] std::vector<std::string> texts_of(const toml::node& node);

}  // namespace ytterby
