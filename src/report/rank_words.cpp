// SPDX-License-Identifier: Apache-2.0
/// @file  What is said of knock-outs in text and JSON alike.
#include "report/rank_words.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ytterby::words {

namespace {

bool alike(double a, double b) { return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b)); }

bool alike(const std::optional<Months>& a, const std::optional<Months>& b) {
  return a.has_value() == b.has_value() && (!a || alike(a->count(), b->count()));
}

}  // namespace

std::size_t valued(const FrozenNetwork& network, std::span<const NodeId> targets) {
  return static_cast<std::size_t>(std::count_if(
      targets.begin(), targets.end(), [&](NodeId target) { return network.output_value(target) > UnitValue{}; }));
}

std::vector<NodeId> others_cut_off(const KnockOut& entry) {
  std::vector<NodeId> others;
  for (const NodeId target : entry.cut_off)
    if (std::find(entry.nodes.begin(), entry.nodes.end(), target) == entry.nodes.end()) others.push_back(target);
  return others;
}

bool changes_nothing(const KnockOut& entry, const KnockOut& undisturbed) {
  return alike(entry.months_to_shortage, undisturbed.months_to_shortage) &&
         alike(entry.unserved.value, undisturbed.unserved.value) &&
         (!entry.best || !undisturbed.best ||
          (entry.best->lasting == undisturbed.best->lasting && alike(entry.best->months, undisturbed.best->months)));
}

}  // namespace ytterby::words
