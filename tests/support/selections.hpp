// SPDX-License-Identifier: Apache-2.0
/// @file  Parts of a network by name.
#pragma once

#include <string>
#include <utility>

#include "ytterby/scenario/event.hpp"

namespace ytterby::test {

[[nodiscard]] inline Selection country(std::string code) {
  Selection set;
  set.nodes.country = {std::move(code)};
  return set;
}

[[nodiscard]] inline Selection node(std::string name) {
  Selection set;
  set.nodes.node = {std::move(name)};
  return set;
}

[[nodiscard]] inline Selection edge(std::string from, std::string to) {
  Selection set;
  set.from = NodeFilter{.node = {std::move(from)}};
  set.to = NodeFilter{.node = {std::move(to)}};
  return set;
}

}  // namespace ytterby::test
