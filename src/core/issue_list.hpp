// SPDX-License-Identifier: Apache-2.0
/// @file  Several issues as one message.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ytterby/core/error.hpp"

namespace ytterby {

/// "network has 2 issues", then one indented line each. A single issue is that line alone, headed by its file or, if it
/// has none, by the subject.
[[nodiscard]] std::string list_issues(std::string_view subject, const std::vector<Issue>& issues);

}  // namespace ytterby
