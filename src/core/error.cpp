// SPDX-License-Identifier: Apache-2.0
/// @file  How issues and errors are worded.
#include "ytterby/core/error.hpp"

#include <fmt/format.h>

#include "core/issue_list.hpp"

namespace ytterby {

std::string to_string(const Issue& issue) {
  std::string text = issue.file;
  if (!issue.file.empty() && issue.line > 0) text += fmt::format(":{}", issue.line);

  const auto append = [&text](const char* separator, std::string_view part) {
    if (part.empty()) return;
    if (!text.empty()) text += separator;
    text += part;
  };
  append(": ", issue.where);
  append(": ", issue.found.empty() ? "" : "found " + issue.found);
  const auto* const separator = issue.found.empty() ? ": " : ", ";
  append(separator, issue.expected.empty() ? "" : "expected " + issue.expected);
  return text;
}

std::string list_issues(std::string_view subject, const std::vector<Issue>& issues) {
  if (issues.size() == 1) {
    const auto& only = issues.front();
    return only.file.empty() ? fmt::format("{}: {}", subject, to_string(only)) : to_string(only);
  }
  auto text = fmt::format("{} has {} issues", subject, issues.size());
  for (const auto& issue : issues) text += "\n  " + to_string(issue);
  return text;
}

InputError::InputError(std::string_view subject, std::vector<Issue> issues)
    : Error(list_issues(subject, issues)), issues_(std::move(issues)) {}

InvalidScenario::InvalidScenario(const std::string& message, std::vector<Issue> issues)
    : Error(message), issues_(std::move(issues)) {}

}  // namespace ytterby
