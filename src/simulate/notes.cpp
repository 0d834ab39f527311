// SPDX-License-Identifier: Apache-2.0
/// @file  Notes in words.
#include "simulate/notes.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace ytterby {

namespace {

/// What the case or its events say and a run does not use.
std::vector<std::string> notes_on_unused(const Timeline& timeline, Rationing rule) {
  const auto moves = [&](Table table, Lever lever) {
    return std::any_of(timeline.groups.begin(), timeline.groups.end(),
                       [&](const LeverGroup& group) { return group.table == table && group.lever == lever; });
  };
  std::vector<std::string> notes;
  const bool looks_at_minimums = rule == Rationing::minimum_first;
  const bool looks_at_priorities = rule == Rationing::priority || looks_at_minimums;
  if (moves(Table::nodes, Lever::priority) && !looks_at_priorities)
    notes.push_back(fmt::format("rationing '{}' does not look at priorities, which events change", key_of(rule)));
  if (moves(Table::nodes, Lever::minimum_share) && !looks_at_minimums)
    notes.push_back(fmt::format("rationing '{}' does not look at minimum shares, which events change", key_of(rule)));
  return notes;
}

}  // namespace

std::vector<std::string> notes_on(const FrozenNetwork& network, const Balance& balance) {
  std::vector<std::string> notes;
  if (!balance.unbalanced.empty())
    notes.push_back(
        fmt::format("the baseline does not balance at {} of the nodes (largest residual {:.3g}, at '{}'): the first "
                    "steps settle it",
                    balance.unbalanced.size(), balance.largest_residual, network.name(*balance.node)));
  for (const NodeId node : balance.living_on_stock) {
    const Flow draw = network.output(node) - network.capacity(node);
    notes.push_back(
        fmt::format("'{}' ships {:.4g} t a month more than it can make, from a stock of {:.4g} t: gone after "
                    "{:.1f} months even undisturbed",
                    network.name(node), draw.value, network.stock(node).value, (network.stock(node) / draw).count()));
  }
  return notes;
}

std::vector<std::string> notes_on(const Timeline& timeline, Rationing rule, const std::vector<std::string>& on_network,
                                  std::size_t lengthened) {
  std::vector<std::string> notes = timeline.notes;
  notes.insert(notes.end(), on_network.begin(), on_network.end());
  for (std::string& note : notes_on_unused(timeline, rule)) notes.push_back(std::move(note));
  if (lengthened > 0)
    notes.push_back(
        fmt::format("edges that count as one step long, being on cycles shorter than that: {}", lengthened));
  return notes;
}

}  // namespace ytterby
