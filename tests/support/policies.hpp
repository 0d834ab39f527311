// SPDX-License-Identifier: Apache-2.0
/// @file  Every way in which a short node shares and its customers answer.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "support/random.hpp"
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

/// Tries a law for each of those policies with that many seeds, none of them twice.
template <class Law>
void for_each_policy(const std::vector<Policy>& policies, std::uint64_t count, Law&& law) {
  std::uint64_t first = 0;
  for (const Policy& policy : policies) {
    CAPTURE(words_of(policy));
    for (std::uint64_t seed = first; seed < first + seeds(count); ++seed) {
      CAPTURE(seed);
      law(policy, seed);
    }
    first += count;
  }
}

template <class Law>
void for_all_policies(std::uint64_t count, Law&& law) {
  for_each_policy(all_policies(), count, std::forward<Law>(law));
}

}  // namespace ytterby::test
