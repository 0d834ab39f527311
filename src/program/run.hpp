// SPDX-License-Identifier: Apache-2.0
/// @file  The commands of the program; each returns its exit status.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ytterby/scenario/event.hpp"

namespace ytterby::program {

struct CheckOptions {
  std::string folder = {};
  bool json = false;
};

/// 0: no issues; 1: issues, listed on standard output as JSON or on standard error.
[[nodiscard]] int check(const CheckOptions& options);

struct RunOptions {
  std::string folder = {};
  std::optional<std::string> scenario = {};  ///< name or file; none: the baseline
  std::optional<NodeFilter> targets = {};    ///< instead of the scenario's
  std::vector<std::string> without = {};     ///< nodes whose capacity is 0 from the start
  std::optional<double> horizon_months = {}, step_weeks = {}, tau_months = {};
  std::optional<std::string> rationing = {};
  std::optional<bool> resourcing = {};
  bool json = false;
  std::string series = {};  ///< file; empty: none
};

[[nodiscard]] int run(const RunOptions& options);

}  // namespace ytterby::program
