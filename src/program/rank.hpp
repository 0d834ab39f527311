// SPDX-License-Identifier: Apache-2.0
/// @file  ytterby rank: what breaks most if it goes.
#pragma once

#include <cstddef>

#include "program/scenario_options.hpp"
#include "ytterby/knock_out/knock_out.hpp"

namespace ytterby::program {

struct RankRequest {
  ScenarioOptions shared = {};
  KnockOutBy by = KnockOutBy::node;
  RankBy rank_by = RankBy::months_lost;
  std::size_t pairs = 0;  ///< of so many of the worst
  std::size_t top = 20;   ///< rows shown
  bool best = false;
  int threads = 1;  ///< 1 or more
};

/// The exit status.
[[nodiscard]] int rank(const RankRequest& request);

}  // namespace ytterby::program
