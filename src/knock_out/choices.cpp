// SPDX-License-Identifier: Apache-2.0
/// @file  Grouping nodes by what goes together, and finding groups by name.
#include "knock_out/choices.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/did_you_mean.hpp"
#include "core/quote.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby {

namespace {

std::string name_of_group(const FrozenNetwork& network, KnockOutBy by, NodeId node) {
  switch (by) {
    case KnockOutBy::node: return std::string(network.name(node));
    case KnockOutBy::site: return std::string(network.site(node));
    case KnockOutBy::country: return std::string(network.country(node));
    case KnockOutBy::stage:
      if (network.stage(node).empty()) return std::string(network.product(node));
      return fmt::format("{}: {}", network.stage(node), network.product(node));
    case KnockOutBy::lane:
    case KnockOutBy::office: break;
  }
  return {};
}

NodeFilter filter_of_group(const FrozenNetwork& network, KnockOutBy by, NodeId node) {
  switch (by) {
    case KnockOutBy::node: return {.node = {std::string(network.name(node))}};
    case KnockOutBy::site: return {.site = {std::string(network.site(node))}};
    case KnockOutBy::country: return {.country = {std::string(network.country(node))}};
    case KnockOutBy::stage:
      return {.product = {std::string(network.product(node))}, .stage = {std::string(network.stage(node))}};
    case KnockOutBy::lane:
    case KnockOutBy::office: break;
  }
  return {};
}

void close(const FrozenNetwork& network, LaneId lane, Choice& choice) {
  choice.lanes.push_back(lane);
  choice.event.on.lane.push_back(network.lane(lane).name);
  choice.event.set = {{Lever::approval, 0}, {Lever::controlled, 1}};
}

std::vector<Choice> lanes_of(const FrozenNetwork& network) {
  std::vector<Choice> choices;
  choices.reserve(network.lanes().size());
  for (const LaneId lane : network.lanes()) {
    choices.push_back({.what = network.lane(lane).name});
    close(network, lane, choices.back());
  }
  return choices;
}

std::vector<Choice> offices_of(const FrozenNetwork& network) {
  std::vector<Choice> choices;
  choices.reserve(network.offices().size());
  for (const OfficeId office : network.offices()) choices.push_back({.what = network.office(office).name});
  for (const LaneId lane : network.lanes()) close(network, lane, choices[index_of(network.lane(lane).office)]);
  std::erase_if(choices, [](const Choice& choice) { return choice.lanes.empty(); });
  return choices;
}

}  // namespace

std::vector<Choice> choices_of(const FrozenNetwork& network, KnockOutBy by) {
  if (by == KnockOutBy::lane) return lanes_of(network);
  if (by == KnockOutBy::office) return offices_of(network);
  std::vector<Choice> choices;
  std::unordered_map<std::string, std::size_t> place;
  for (const NodeId node : network.nodes()) {
    std::string name = name_of_group(network, by, node);
    if (name.empty()) continue;
    const auto [at, is_new] = place.try_emplace(std::move(name), choices.size());
    if (is_new) {
      choices.push_back({.what = at->first});
      choices.back().event.on.nodes = filter_of_group(network, by, node);
      choices.back().event.set = {{Lever::capacity, 0}};
    }
    choices[at->second].nodes.push_back(node);
  }
  return choices;
}

std::vector<Choice> choices_of(const FrozenNetwork& network, KnockOutBy by, const std::vector<std::string>& names) {
  std::vector<Choice> all = choices_of(network, by);
  if (names.empty()) return all;
  std::unordered_map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < all.size(); ++i) place.emplace(all[i].what, i);
  std::vector<Choice> chosen;
  chosen.reserve(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto at = place.find(names[i]);
    if (at == place.end()) {
      std::vector<std::string_view> known;
      known.reserve(all.size());
      for (const Choice& choice : all) known.emplace_back(choice.what);
      throw InvalidOptions(fmt::format("candidates[{}]: found {}, expected the name of a {}{}", i, quoted(names[i]),
                                       key_of(by), did_you_mean(names[i], known)));
    }
    chosen.push_back(all[at->second]);
  }
  return chosen;
}

Event knock_out_event(const FrozenNetwork& network, KnockOutBy by, std::string_view what) {
  return choices_of(network, by, {std::string(what)}).front().event;
}

}  // namespace ytterby
