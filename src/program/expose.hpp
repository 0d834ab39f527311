// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby expose: who depends on a country, a site, a lane, an office.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "program/scenario_options.hpp"

namespace ytterby::program {

struct ExposeRequest {
  ScenarioOptions shared = {};
  std::vector<std::string> from = {};    ///< "key=value", the set; empty: the country that most is from
  std::vector<std::string> chains = {};  ///< raw products; empty: all, unless they are many
  bool by_value = false;
  std::string prices = {};                  ///< a file, if by value
  std::optional<double> after_months = {};  ///< above 0
  int threads = 1;                          ///< 1 or more
};

/// "lane" or "office" for "lane=…" or "office=…", of which a set has one kind alone; else empty: nodes, or no such
/// thing.
[[nodiscard]] std::string_view kind_of_set(std::string_view text);

/// Adds "key=value" to a set. False if it is no such thing.
[[nodiscard]] bool add_to_set(Selection& set, const std::string& text);

/// The exit status.
[[nodiscard]] int expose(const ExposeRequest& request);

}  // namespace ytterby::program
