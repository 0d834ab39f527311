// SPDX-License-Identifier: Apache-2.0
/// @file  What one thread runs scenarios in.
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "simulate/accounts.hpp"
#include "simulate/any_pass.hpp"
#include "simulate/first_limit.hpp"
#include "simulate/request.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/step_report.hpp"

namespace ytterby {

/// How a run is steered; whatever these throw ends it.
struct Steering {
  std::function<void()> before_step = {};
  std::function<void(const StepReport&)> observe = {};  ///< optional
  std::function<void(std::size_t done)> after_step = {};
};

/// @throws Error  when numbers grew beyond what can be calculated with.
void require_finite(const Outcome& outcome);

/// Runs scenarios, up to `widest` side by side, and uses the same memory for one run after the other.
class Workspace {
 public:
  Workspace(const FrozenNetwork& network, const SimulateOptions& options);

  /// @param requests       1 to `widest`, whose policies run together.
  /// @param first          The place of the first among all, for reports.
  /// @param balance_notes  For every outcome.
  [[nodiscard]] std::vector<Outcome> run(std::vector<Request> requests, const Steering& steering, std::size_t first,
                                         const std::vector<std::string>& balance_notes);

 private:
  [[nodiscard]] AnyPass& pass_for(std::size_t count, bool quick);

  FrozenNetwork network_;
  Months step_;
  std::vector<NodeId> series_of_;
  std::array<std::array<std::unique_ptr<AnyPass>, 2>, widest + 1> passes_ = {};  ///< [width][quick], when first needed
  std::vector<Accounts> accounts_ = {};                                          ///< [scenario], likewise
  LimitFinder limits_;
  std::vector<Request> requests_ = {};  ///< of this run
  std::vector<Timeline> timelines_ = {};
};

}  // namespace ytterby
