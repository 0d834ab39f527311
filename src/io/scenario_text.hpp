// SPDX-License-Identifier: Apache-2.0
/// @file  Scenarios as TOML text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "io/toml_table.hpp"
#include "ytterby/scenario/scenario.hpp"

namespace ytterby {

/// @param file  Head of messages.
/// @throws InvalidScenario  with every fault.
[[nodiscard]] Scenario parse_scenario(std::string_view text, const std::string& file, std::string default_name);

/// Text that parse_scenario reads back equal. @throws InvalidScenario  when there is none, saying why.
[[nodiscard]] std::string print_scenario(const Scenario& scenario);

/// Labels of nodes: the keys node, site, product, stage and country.
[[nodiscard]] NodeFilter read_node_filter(TomlTable& table);

/// One [[event]], its number counted from 1; `start` is the scenario's, from which dates count.
[[nodiscard]] Event read_event(const toml::table& table, std::size_t number, std::optional<Date> start,
                               TomlIssues& issues);

}  // namespace ytterby
