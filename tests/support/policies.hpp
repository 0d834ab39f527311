// SPDX-License-Identifier: Apache-2.0
/// @file  Every way in which a short node shares and its customers answer.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "ytterby/scenario/scenario.hpp"

namespace ytterby::test {

inline constexpr std::array all_rules{Rationing::proportional, Rationing::priority, Rationing::largest_first,
                                      Rationing::equal_fill, Rationing::minimum_first};

/// Each rule without and with re-sourcing.
[[nodiscard]] inline std::vector<Policy> all_policies() {
  std::vector<Policy> policies;
  for (const bool resourcing : {false, true})
    for (const Rationing rule : all_rules) policies.push_back({.rationing = rule, .resourcing = resourcing});
  return policies;
}

/// "equal_fill" or "equal_fill, resourcing": what to show when a check under a policy fails.
[[nodiscard]] inline std::string words_of(const Policy& policy) {
  return std::string{key_of(policy.rationing)} + (policy.resourcing ? ", resourcing" : "");
}

}  // namespace ytterby::test
