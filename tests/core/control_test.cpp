// SPDX-License-Identifier: Apache-2.0
/// @file  What may stand as stop and progress in the options.
#include "ytterby/core/control.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <type_traits>

namespace {

using ytterby::Control;
using ytterby::Months;
using ytterby::StopToken;

static_assert(std::is_convertible_v<std::stop_token, StopToken>);
static_assert(!std::is_convertible_v<int, StopToken>);
static_assert(!std::is_convertible_v<bool, StopToken>);

/// A stop signal as a service may have one of its own.
struct Deadline {
  const std::atomic<bool>* passed;
  [[nodiscard]] bool stop_requested() const { return *passed; }
};

TEST_CASE("a stop token of the standard library stops what is given it") {
  std::stop_source source;
  const Control control{.stop = source.get_token()};
  CHECK_FALSE(control.stop.stop_requested());
  source.request_stop();
  CHECK(control.stop.stop_requested());
}

TEST_CASE("whatever says that a stop is requested will do") {
  std::atomic<bool> passed = false;
  Control control{.stop = Deadline{&passed}};
  const Control copy = control;
  CHECK_FALSE(copy.stop.stop_requested());
  passed = true;
  CHECK(control.stop.stop_requested());
  CHECK(copy.stop.stop_requested());
}

TEST_CASE("without a stop token nothing is ever stopped") {
  CHECK_FALSE(Control{}.stop.stop_requested());
  CHECK_FALSE(Control{.stop = std::stop_token{}}.stop.stop_requested());
}

TEST_CASE("progress takes a lambda, a function object and a std::function") {
  double shown = 0;
  Control control{.progress = [&](double done, Months) { shown = done; }};
  control.progress(0.25, Months{1});
  CHECK(shown == 0.25);
  const std::function<void(double, Months)> kept = [&shown, owned = std::make_shared<double>(2)](double done, Months) {
    shown = done * *owned;
  };
  control.progress = kept;
  control.progress(0.5, Months{1});
  CHECK(shown == 1);
}

}  // namespace
