// SPDX-License-Identifier: Apache-2.0
/// @file  What each node's output is made of, in shares: its own, each supplier's, nobody's known.
#pragma once

#include <string>
#include <vector>

#include "ytterby/exposure/expose.hpp"

namespace ytterby {

/// For a node upstream of the targets own + unattributed + its arcs' shares are 1, or all 0 where it has nothing of the
/// chain; elsewhere shares are 0.
struct Draws {
  std::vector<double> own = {};           ///< [position]
  std::vector<double> unattributed = {};  ///< [position]
  std::vector<double> share = {};         ///< [arc]
  std::vector<bool> defined = {};         ///< [position] upstream, and with something of the chain
  double residual = 0;                    ///< of the contents that shares of a chain rest on, relative
  double rounding = 0;                    ///< most that the shares of a node are off by together, contents being exact
  double content_error = 0;               ///< of the contents in their own equations, relative: residual and rounding
  std::vector<std::string> notes = {};
};

/// @param upstream  [position]
/// @throws InvalidOptions, InvalidScenario  as `expose`.
[[nodiscard]] Draws draws_of(const FrozenNetwork& network, const std::vector<bool>& upstream,
                             const ExposeOptions& options);

}  // namespace ytterby
