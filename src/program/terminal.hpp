// SPDX-License-Identifier: Apache-2.0
/// @file  What a terminal gets: progress while it waits, then the answer, in colour.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "ytterby/core/control.hpp"
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

/// Shows progress until what it calls has returned.
template <class Find>
[[nodiscard]] auto with_progress(Control& control, Find&& find) {
  Progress progress;
  control.progress = progress.callback();
  return std::forward<Find>(find)();
}

/// A result as JSON for programs or as text for people.
template <class Result, class Subject>
[[nodiscard]] std::string answer_of(const Result& result, const Subject& subject, bool json) {
  return json ? to_json(result, subject) : to_text(result, subject, terminal_options());
}

}  // namespace ytterby::program
