// SPDX-License-Identifier: Apache-2.0
/// @file  Reading the command line, naming machine and compiler.
#include "command.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace ytterby::bench {

namespace {

std::string processor() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);)
    if (line.starts_with("model name")) return line.substr(std::min(line.size(), line.find(':') + 2));
  return "unknown processor";
}

#if defined(__clang__)
constexpr const char* compiler = "Clang " __clang_version__;
#elif defined(__GNUC__)
constexpr const char* compiler = "GCC " __VERSION__;
#else
constexpr const char* compiler = "unknown compiler";
#endif

#if defined(__AVX512F__)
constexpr const char* instructions = "AVX-512";
#elif defined(__AVX2__)
constexpr const char* instructions = "AVX2";
#else
constexpr const char* instructions = "no AVX2";
#endif

}  // namespace

std::optional<Command> take_command(int argc, char** argv) {
  Command command{.line = argv[0]};
  for (int i = 1; i < argc; ++i) command.line.append(" ").append(argv[i]);
  benchmark::Initialize(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--quick") == 0) {
      command.quick = true;
    } else if (std::strcmp(argv[i], "--large") == 0) {
      command.large = true;
    } else {
      benchmark::ReportUnrecognizedArguments(argc, argv);
      return std::nullopt;
    }
  }
  return command;
}

void print_circumstances(const std::string& command_line) {
  std::printf("\nmachine   %s\ncompiler  %s, %s\ncommand   %s\n\n", processor().c_str(), compiler, instructions,
              command_line.c_str());
}

}  // namespace ytterby::bench
