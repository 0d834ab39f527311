// SPDX-License-Identifier: Apache-2.0
/// @file  How a caller steers a long calculation: stop it, watch it, give it threads.
#pragma once

#include <concepts>
#include <utility>

#include "ytterby/core/std_function.hpp"
#include "ytterby/core/units.hpp"

namespace ytterby {

/// A std::stop_token, or whatever else says `stop_requested()`, from any thread; empty, it never stops.
class StopToken {
 public:
  StopToken() = default;
  template <class Token>
  requires(!std::same_as<Token, StopToken> &&
           requires(const Token& token) {
             { token.stop_requested() } -> std::convertible_to<bool>;
           }) StopToken(Token token)
      : requested_([kept = std::move(token)]() -> bool { return kept.stop_requested(); }) {}

  [[nodiscard]] bool stop_requested() const { return requested_ && requested_(); }

 private:
  std::function<bool()> requested_;
};

/// Part of every options struct.
struct Control {
  StopToken stop = {};  ///< throws Cancelled at the next step, block or round
  /// Called from one thread at a time with the share done, 0 to 1, and the time simulated so far.
  std::function<void(double done, Months simulated)> progress = {};
  int threads = 1;  ///< 1 or more; results do not depend on it
};

}  // namespace ytterby
