// SPDX-License-Identifier: Apache-2.0
/// @file  Names of scenarios and rationing rules.
#include "ytterby/scenario/scenario.hpp"

#include <algorithm>
#include <array>

namespace ytterby {
namespace {

struct NamedRule {
  Rationing rule{};
  std::string_view key = {};
};

constexpr std::array named_rules{
    NamedRule{Rationing::proportional, "proportional"},   NamedRule{Rationing::priority, "priority"},
    NamedRule{Rationing::largest_first, "largest_first"}, NamedRule{Rationing::equal_fill, "equal_fill"},
    NamedRule{Rationing::minimum_first, "minimum_first"},
};

}  // namespace

std::string_view key_of(Rationing rule) {
  const auto* const named = std::ranges::find(named_rules, rule, &NamedRule::rule);
  return named == named_rules.end() ? std::string_view{} : named->key;
}

std::optional<Rationing> rationing_of(std::string_view key) {
  const auto* const named = std::ranges::find(named_rules, key, &NamedRule::key);
  return named == named_rules.end() ? std::nullopt : std::optional{named->rule};
}

std::string subject_of(const Scenario& scenario) {
  return scenario.name.empty() ? "baseline" : "scenario '" + scenario.name + "'";
}

}  // namespace ytterby
