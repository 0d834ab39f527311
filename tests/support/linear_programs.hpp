// SPDX-License-Identifier: Apache-2.0
/// @file  Whether the library was built with a solver of linear programs.
#pragma once

#include "ytterby/core/error.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

namespace ytterby::test {

/// Found by asking for one: the library keeps its solver to itself.
[[nodiscard]] inline bool has_linear_programs() {
  Network network;
  network.add(Node{.name = "Plant", .product = "metal", .stock = {1}, .demand = {1}});
  try {
    static_cast<void>(survive(freeze(network), {}, {.method = Method::lp, .each = false, .sequence = false}));
    return true;
  } catch (const InvalidOptions&) {
    return false;
  }
}

}  // namespace ytterby::test
