// SPDX-License-Identifier: Apache-2.0
/// @file  Two outcomes side by side.
#include "support/outcomes.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace ytterby::test {

namespace {

bool near(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * std::max({1.0, std::abs(a), std::abs(b)});
}

bool near(const std::optional<Months>& a, const std::optional<Months>& b, double tolerance) {
  if (a.has_value() != b.has_value()) return false;
  return !a || near(a->count(), b->count(), tolerance);
}

std::string words_of(const std::optional<Months>& time) { return time ? fmt::format("{}", time->count()) : "never"; }

std::string difference(const TargetOutcome& a, const TargetOutcome& b, double tolerance) {
  std::string found;
  if (!near(a.to_shortage, b.to_shortage, tolerance))
    found += fmt::format(" short {} / {}", words_of(a.to_shortage), words_of(b.to_shortage));
  if (!near(a.to_half, b.to_half, tolerance))
    found += fmt::format(" half {} / {}", words_of(a.to_half), words_of(b.to_half));
  if (!near(a.unserved.value, b.unserved.value, tolerance))
    found += fmt::format(" unserved {} / {}", a.unserved.value, b.unserved.value);
  return found;
}

}  // namespace

std::string difference(const Outcome& a, const Outcome& b, double tolerance) {
  if (a.targets.size() != b.targets.size()) return "different targets";
  std::string found;
  for (std::size_t i = 0; i < a.targets.size(); ++i) {
    const auto differs = difference(a.targets[i], b.targets[i], tolerance);
    if (!differs.empty()) found += fmt::format("[node {}:{}]", index_of(a.targets[i].node), differs);
  }
  return found;
}

std::string difference(const FrozenNetwork& network_a, const Outcome& a, const FrozenNetwork& network_b,
                       const Outcome& b, double tolerance) {
  if (a.targets.size() != b.targets.size()) return "different targets";
  std::string found;
  for (const TargetOutcome& target : a.targets) {
    const auto name = network_a.name(target.node);
    const auto other = std::find_if(b.targets.begin(), b.targets.end(), [&](const TargetOutcome& candidate) {
      return network_b.name(candidate.node) == name;
    });
    if (other == b.targets.end()) return fmt::format("'{}' is a target of one only", name);
    const auto differs = difference(target, *other, tolerance);
    if (!differs.empty()) found += fmt::format("['{}':{}]", name, differs);
  }
  return found;
}

}  // namespace ytterby::test
