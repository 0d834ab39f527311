// SPDX-License-Identifier: Apache-2.0
/// @file  How a bench was called, and on what it runs.
#pragma once

#include <optional>
#include <string>

namespace ytterby::bench {

struct Command {
  std::string line = {};
  bool quick = false;  ///< the smallest size alone and once: that it runs, not how fast
  bool large = false;  ///< 10 million edges too
};

/// Takes Google Benchmark's flags, --quick and --large; of others it complains on standard error and returns nothing.
[[nodiscard]] std::optional<Command> take_command(int argc, char** argv);

/// Prints machine, compiler and command, as every published figure has them beside it.
void print_circumstances(const std::string& command_line);

}  // namespace ytterby::bench
