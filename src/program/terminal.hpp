// SPDX-License-Identifier: Apache-2.0
/// @file  What only a terminal gets: colour and progress.
#pragma once

#include <functional>

#include "ytterby/core/units.hpp"
#include "ytterby/report/document.hpp"

namespace ytterby::program {

/// Colour if standard output is a terminal and NO_COLOR is not set.
[[nodiscard]] RenderOptions terminal_options();

/// A line of progress on standard error, rewritten in place, once a second has passed; nothing if it is no terminal.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  [[nodiscard]] std::function<void(double, Months)> callback();

 private:
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace ytterby::program
