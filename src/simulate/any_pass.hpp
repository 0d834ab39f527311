// SPDX-License-Identifier: Apache-2.0
/// @file  A pass of any width behind one interface.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>

#include "simulate/request.hpp"
#include "ytterby/kernel/step_view.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby {

/// The most scenarios that run side by side.
inline constexpr std::size_t widest = 8;

/// Whether a policy keeps shares and serves all orders in the same share, which a quicker pass does.
[[nodiscard]] bool is_quick(const Policy& policy);

/// How many scenarios cost least side by side: all of them, as long as what they move stays in the caches.
[[nodiscard]] std::size_t most_together(const FrozenNetwork& network);

/// Whether two policies can be followed in one pass.
[[nodiscard]] bool run_together(const Policy& a, const Policy& b);

class AnyPass {
 public:
  AnyPass() = default;
  AnyPass(const AnyPass&) = delete;
  AnyPass& operator=(const AnyPass&) = delete;
  virtual ~AnyPass() = default;

  /// Begins anew; what was allocated before is used again, and no step allocates anything.
  ///
  /// @param requests   Up to the width asked for; their policies run together.
  /// @param timelines  One a request; they outlive the steps.
  /// @param steps      How many will be taken at most.
  virtual void restart(std::span<const Request> requests, std::span<const Timeline> timelines, std::size_t steps) = 0;
  virtual void advance() = 0;
  /// Called in each step after events changed stocks and before anything moves.
  virtual void on_step_begin(std::function<void()> call) = 0;
  [[nodiscard]] virtual kernel::StepView view(std::size_t scenario) const = 0;
  /// How many edges count as one step long, because they lie on a cycle shorter than a step.
  [[nodiscard]] virtual std::size_t lengthened() const = 0;
};

/// @return  One wide enough for `count` scenarios, at most `widest`; a quick one only for quick policies.
[[nodiscard]] std::unique_ptr<AnyPass> make_pass(const FrozenNetwork& network, Months step, std::size_t count,
                                                 bool quick);

/// The width of what `make_pass` makes: 1, 4 or 8.
[[nodiscard]] std::size_t width_for(std::size_t count);

}  // namespace ytterby
