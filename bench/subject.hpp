// SPDX-License-Identifier: Apache-2.0
/// @file  One generated network with what the benches of the simulator need of it, and the checks of its answers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ytterby/kernel/edge_pass.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/scenario/scenario.hpp"
#include "ytterby/scenario/timeline.hpp"

namespace ytterby::bench {

using Pass = kernel::EdgePass<double, 1>;
using Batch = kernel::EdgePass<double, 8>;
using PolicyPass = kernel::EdgePass<double, 1, kernel::ByPolicy>;

inline constexpr std::size_t steps = 26;  ///< of one timed run, half a year: long enough for shortages to travel

inline constexpr Months tau{1};  ///< in which a stock gap is closed

/// Chinese refining, some 60 % of all, falls to a tenth of its capacity.
[[nodiscard]] Scenario refining_stop();

struct Subject {
  Subject(std::size_t edges, double recycling);

  [[nodiscard]] Pass baseline() const { return pass(calm); }
  [[nodiscard]] Pass disturbed() const { return pass(stop); }
  [[nodiscard]] Batch batch() const;                ///< disturbed, the same in every scenario
  [[nodiscard]] PolicyPass minimums_first() const;  ///< disturbed, with re-sourcing and order by order

  /// Empty if the answers are right, else what is wrong: the baseline moves, tonnes are lost, or the plain walk, the
  /// batch or the pass of all policies disagrees.
  [[nodiscard]] std::string fault() const;

  /// Bytes that one step of the pass must at least move to or from memory, each array once.
  [[nodiscard]] double streamed_bytes() const;

  FrozenNetwork network;
  Timeline calm = {}, stop = {};
  std::vector<Timeline> stops = {};  ///< the same for a batch

 private:
  [[nodiscard]] Pass pass(const Timeline& timeline) const;
};

}  // namespace ytterby::bench
