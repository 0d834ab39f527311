// SPDX-License-Identifier: Apache-2.0
/// @file  When, within a step, a target runs short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ytterby/core/units.hpp"
#include "ytterby/kernel/step_view.hpp"
#include "ytterby/network/frozen_network.hpp"

namespace ytterby {

/// Follows targets closely enough to date their shortages inside a step: what they held when the step began, and
/// when within the step goods with a fraction of a step in their lead time arrive. Targets by their place in the list.
class ShortageClock {
 public:
  explicit ShortageClock(FrozenNetwork network);

  /// Begins anew, before the first step; what was allocated before is used again.
  void restart(const kernel::StepView& pass, std::span<const NodeId> targets, Months step);

  [[nodiscard]] std::size_t position(std::size_t target) const { return position_[target]; }

  /// Before anything moves in a step in which the target may run short.
  void begin_step(const kernel::StepView& pass, std::size_t target);
  /// After every step.
  void end_step(const kernel::StepView& pass, std::size_t target);
  /// The share of the last step, 0 to 1, after which what the node held and received first fell behind what it faced.
  [[nodiscard]] double crossing(const kernel::StepView& pass, std::size_t target);

 private:
  /// Goods that arrive evenly from one share of a step to another.
  struct Piece {
    double from, to, goods;
  };

  [[nodiscard]] double slot_crossing(const kernel::StepView& pass, std::size_t target, std::size_t slot);
  /// The first share of the step at which `held` and arrivals fall behind what is steadily eaten; 1 if they don't.
  /// Besides the pieces, goods arrive evenly over the whole step.
  [[nodiscard]] double first_deficit(double held, double eaten, double evenly);
  /// What an arc shipped `ago` steps before the last.
  [[nodiscard]] double shipped(std::size_t late, std::size_t ago) const;
  void add_late_arcs(const kernel::StepView& pass, std::size_t slot, Months step);

  FrozenNetwork network_;
  const Rows& rows_ = network_.rows();
  std::vector<std::uint32_t> position_ = {};
  std::vector<double> finished_ = {};            ///< [target] at the start of the step
  std::vector<std::uint32_t> stock_begin_ = {};  ///< [target], into stock_
  std::vector<double> stock_ = {};               ///< by target and slot, at the start of the step
  std::vector<std::uint32_t> late_begin_ = {};   ///< [target], into late_arc_
  std::vector<std::uint32_t> late_arc_ = {};     ///< arcs with a fraction of a step in their lead time
  std::vector<std::uint32_t> log_begin_ = {};    ///< [late arc], into log_
  std::vector<double> log_ = {};                 ///< a ring of what each shipped in its last steps
  std::vector<std::uint32_t> logged_ = {};       ///< [target] steps logged
  std::vector<Piece> pieces_ = {};               ///< of one slot in the last step
  std::vector<double> times_ = {};               ///< at which they begin and end
};

}  // namespace ytterby
