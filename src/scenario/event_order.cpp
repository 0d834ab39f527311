// SPDX-License-Identifier: Apache-2.0
/// @file  Which events refer to which, and in what order they can be judged.
#include "scenario/event_order.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace ytterby {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// [event] those it refers to.
std::vector<std::vector<std::size_t>> links_of(std::span<const Event> events, const EventsByName& names) {
  std::vector<std::vector<std::size_t>> links(events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    for (const EventReference& reference : references_of(events[i]))
      if (const auto found = names.find(reference.name); found != names.end()) links[i].push_back(found->second);
  return links;
}

/// From an event that cannot be judged to another that cannot be, until one comes again.
std::vector<std::size_t> circle_of(const std::vector<std::vector<std::size_t>>& links,
                                   const std::vector<bool>& judged) {
  std::vector<std::size_t> way, place(links.size(), none);
  auto at = static_cast<std::size_t>(std::find(judged.begin(), judged.end(), false) - judged.begin());
  while (place[at] == none) {
    place[at] = way.size();
    way.push_back(at);
    at = *std::find_if(links[at].begin(), links[at].end(), [&](std::size_t next) { return !judged[next]; });
  }
  way.push_back(at);
  way.erase(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(place[at]));
  return way;
}

}  // namespace

std::vector<EventReference> references_of(const Event& event) {
  std::vector<EventReference> references;
  if (!event.after.empty()) references.push_back({"after", event.after});
  for (const auto& name : event.only_if) references.push_back({"only_if", name});
  for (const auto& name : event.unless) references.push_back({"unless", name});
  return references;
}

EventsByName by_name(std::span<const Event> events) {
  EventsByName names;
  for (std::size_t i = 0; i < events.size(); ++i)
    if (!events[i].name.empty()) names.try_emplace(events[i].name, i);
  return names;
}

EventOrder order_of(std::span<const Event> events, const EventsByName& names) {
  const auto links = links_of(events, names);
  std::vector<std::vector<std::size_t>> waiting(events.size());
  std::vector<std::size_t> left(events.size());
  EventOrder found;
  for (std::size_t i = 0; i < events.size(); ++i) {
    left[i] = links[i].size();
    for (const std::size_t other : links[i]) waiting[other].push_back(i);
    if (left[i] == 0) found.order.push_back(i);
  }
  std::vector<bool> judged(events.size(), false);
  for (std::size_t next = 0; next < found.order.size(); ++next) {
    judged[found.order[next]] = true;
    for (const std::size_t other : waiting[found.order[next]])
      if (--left[other] == 0) found.order.push_back(other);
  }
  if (found.order.size() < events.size()) found.circle = circle_of(links, judged);
  return found;
}

std::string words_of_circle(std::span<const Event> events, std::span<const std::size_t> circle) {
  std::string words;
  for (const std::size_t event : circle) words += fmt::format("{}'{}'", words.empty() ? "" : " → ", events[event].name);
  return words;
}

}  // namespace ytterby
