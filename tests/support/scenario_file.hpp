// SPDX-License-Identifier: Apache-2.0
/// @file  Scenario files, read and refused.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/case_folder.hpp"
#include "ytterby/core/error.hpp"
#include "ytterby/io/read_case.hpp"

namespace ytterby::test {

[[nodiscard]] inline Scenario scenario_of(const std::string& text) {
  const TemporaryFolder folder;
  folder.write("stop.toml", text);
  return read_scenario(folder.path() / "stop.toml");
}

/// The text is refused with exactly these issues, each headed by the file's path.
inline void check_refusal(const std::string& text, std::vector<std::string> issues) {
  const TemporaryFolder folder;
  folder.write("stop.toml", text);
  const auto file = folder.path() / "stop.toml";
  for (auto& issue : issues) issue.insert(0, "stop.toml:");
  CHECK_THROWS_WITH_AS(static_cast<void>(read_scenario(file)),
                       folder.message("scenario " + file.string(), issues).c_str(), InvalidScenario);
}

}  // namespace ytterby::test
