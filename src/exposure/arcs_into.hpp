// SPDX-License-Identifier: Apache-2.0
/// @file  The arcs into a node.
#pragma once

#include <cstddef>

#include "ytterby/network/rows.hpp"

namespace ytterby {

struct ArcRange {
  std::size_t first = 0, last = 0;
};

/// All inputs of the node at a position, one after the other.
[[nodiscard]] inline ArcRange arcs_into(const Rows& rows, std::size_t at) {
  return {rows.in_begin[rows.slot_begin[at]], rows.in_begin[rows.slot_begin[at + 1]]};
}

}  // namespace ytterby
