// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby check: every fault of a case.
#pragma once

#include <string>

namespace ytterby::program {

struct CheckOptions {
  std::string folder = {};
  bool json = false;
};

/// 0: no issues; 1: issues, listed on standard output as JSON or on standard error.
[[nodiscard]] int check(const CheckOptions& options);

}  // namespace ytterby::program
