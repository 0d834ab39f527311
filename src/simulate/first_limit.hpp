// SPDX-License-Identifier: Apache-2.0
/// @file  Where the chain of a short target gave way.
#pragma once

#include <cstdint>
#include <vector>

#include "ytterby/kernel/step_view.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/simulate/simulate.hpp"

namespace ytterby {

/// A Limit by its place in the rows, so that finding one allocates nothing.
struct LimitPlace {
  static constexpr std::uint32_t none = 0xffff'ffffU;

  std::uint32_t position = 0;
  std::uint32_t slot = kernel::StepView::own_capacity;
  Hold by = Hold::own_capacity;
  std::uint32_t arc = none;  ///< on which too little came
};

[[nodiscard]] Limit limit_at(const FrozenNetwork& network, const LimitPlace& place);

/// Follows shortages up the chain.
class LimitFinder {
 public:
  explicit LimitFinder(FrozenNetwork network);

  /// Follows the shortage of the last step, as Limit says. O(length of the chain · suppliers).
  [[nodiscard]] LimitPlace find(const kernel::StepView& pass, NodeId target);

 private:
  FrozenNetwork network_;
  std::vector<std::uint32_t> seen_;  ///< [position] the search that last came by
  std::uint32_t searches_ = 0;
};

}  // namespace ytterby
