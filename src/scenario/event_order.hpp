// SPDX-License-Identifier: Apache-2.0
/// @file  Which events refer to which, and in what order they can be judged.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ytterby/scenario/event.hpp"

namespace ytterby {

/// One name in an event's `after`, `only_if` or `unless`.
struct EventReference {
  std::string_view key = {};  ///< "after", "only_if", "unless"
  std::string_view name = {};
};

/// In the order after, only_if, unless.
[[nodiscard]] std::vector<EventReference> references_of(const Event& event);

/// The first event of each name.
using EventsByName = std::map<std::string_view, std::size_t>;

[[nodiscard]] EventsByName by_name(std::span<const Event> events);

struct EventOrder {
  std::vector<std::size_t> order = {};  ///< each after those that it refers to
  std::vector<std::size_t> circle =
      {};  ///< if some wait for each other: each refers to the next, the last is the first
};

/// Names that no event has are left out. Time O(E + R) for R references, but for looking up their names.
[[nodiscard]] EventOrder order_of(std::span<const Event> events, const EventsByName& names);

/// "'truce' → 'framework' → 'truce'".
[[nodiscard]] std::string words_of_circle(std::span<const Event> events, std::span<const std::size_t> circle);

}  // namespace ytterby
