// SPDX-License-Identifier: Apache-2.0
/// @file  Colour and progress.
#include "program/terminal.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace ytterby::program {

namespace {
using Clock = std::chrono::steady_clock;
}

RenderOptions terminal_options() {
  const bool terminal = isatty(STDOUT_FILENO) == 1;
  return {.colour = terminal && std::getenv("NO_COLOR") == nullptr};
}

Progress::Progress() : terminal_(isatty(STDERR_FILENO) == 1), next_(Clock::now() + std::chrono::seconds{1}) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

std::function<void(double, Months)> Progress::callback() {
  if (!terminal_) return {};
  return [this](double done, Months simulated) {
    if (Clock::now() < next_) return;
    next_ = Clock::now() + std::chrono::milliseconds{200};
    shown_ = true;
    fmt::print(stderr, "\r{:3.0f} % of the run, {:.1f} months", 100 * done, simulated.count());
    std::fflush(stderr);
  };
}

}  // namespace ytterby::program
