// SPDX-License-Identifier: Apache-2.0
/// @file  A generated network of which some edges need licences, and the checks of its answers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "subject.hpp"

namespace ytterby::bench {

/// Every eighth edge is of one of forty lanes of one office, beside edges that need no licence.
struct Licensed {
  static constexpr std::size_t every = 8, lanes = 40;

  Licensed(std::size_t edges, double recycling);

  [[nodiscard]] Pass alone() const;   ///< refining falls, as in Subject::disturbed
  [[nodiscard]] Batch batch() const;  ///< the same in every scenario

  /// Empty if the answers are right, else what is wrong: applications or tonnes are lost, nothing is granted or nothing
  /// waits, or the batch disagrees.
  [[nodiscard]] std::string fault() const;

  std::size_t licensed = 0;  ///< edges
  FrozenNetwork network;
  Timeline stop = {};
  std::vector<Timeline> stops = {};
};

}  // namespace ytterby::bench
