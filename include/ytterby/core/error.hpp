// SPDX-License-Identifier: Apache-2.0
/// @file  Errors and issues: where, what was found, what was expected.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ytterby/core/export.hpp"

namespace ytterby {

/// One fault in the input. `file` and `line` are empty and 0 for a network that was built in code.
struct Issue {
  std::string file = {};
  int line = 0;
  std::string where = {};     ///< "column 'stock_t'", "node 'Separation', stock"
  std::string found = {};     ///< "-5 t"
  std::string expected = {};  ///< "0 t or more"

  friend bool operator==(const Issue&, const Issue&) = default;
};

/// "file:line: where: found …, expected …", leaving out what is empty.
[[nodiscard]] YTTERBY_EXPORT std::string to_string(const Issue& issue);

/// Base of everything this library throws.
class YTTERBY_EXPORT Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Carries every issue found, not only the first; what() lists them all.
class YTTERBY_EXPORT InputError : public Error {
 public:
  /// @param subject  What has the issues: "network", "case data/rare_earths_2024".
  InputError(std::string_view subject, std::vector<Issue> issues);

  [[nodiscard]] const std::vector<Issue>& issues() const { return issues_; }

 private:
  std::vector<Issue> issues_;
};

/// A case folder that cannot be read: a file missing or a table with faults.
class YTTERBY_EXPORT InvalidCase : public InputError {
 public:
  using InputError::InputError;
};

/// A network that `validate` refuses.
class YTTERBY_EXPORT InvalidNetwork : public InputError {
 public:
  using InputError::InputError;
};

/// A scenario that does not fit its network, or contradicts itself.
class YTTERBY_EXPORT InvalidScenario : public Error {
 public:
  /// @param issues  With file and line, where the scenario came from a file.
  explicit InvalidScenario(const std::string& message, std::vector<Issue> issues = {});

  [[nodiscard]] const std::vector<Issue>& issues() const { return issues_; }

 private:
  std::vector<Issue> issues_;
};

/// A request that no network could satisfy: a step of zero, a horizon below zero.
class YTTERBY_EXPORT InvalidOptions : public Error {
 public:
  using Error::Error;
};

/// Thrown at the next step, block or round after a stop was requested through `Control`.
class YTTERBY_EXPORT Cancelled : public Error {
 public:
  Cancelled() : Error("cancelled") {}
};

}  // namespace ytterby
