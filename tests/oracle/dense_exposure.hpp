// SPDX-License-Identifier: Apache-2.0
/// @file  Exposures by elimination of a dense matrix in 80 bits, from their definitions alone.
#pragma once

#include <vector>

#include "ytterby/exposure/expose.hpp"

namespace ytterby::test {

struct DenseExposure {
  bool defined = true;
  long double face_value = 0, look_through = 0, pass_through = 0, unattributed = 0, tiers = 0;
};

/// [node] Of every node on one set of nodes. For networks without closed loops.
[[nodiscard]] std::vector<DenseExposure> dense_exposure(const FrozenNetwork& network, const PerNode<bool>& set,
                                                        const ExposeOptions& options);

}  // namespace ytterby::test
