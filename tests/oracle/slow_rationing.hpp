// SPDX-License-Identifier: Apache-2.0
/// @file  How a short node shares what it has, slow and plain, from the description of the model alone.
#pragma once

#include <vector>

#include "ytterby/scenario/scenario.hpp"

namespace ytterby::test {

/// Who asks a node for goods: an edge, or its own final demand.
struct Claim {
  long double tonnes = 0;    ///< asked for in this step
  long double usual = 0;     ///< t/month in the data
  double priority = 0;       ///< of the customer, in this step
  double minimum_share = 0;  ///< likewise
};

/// @return  Tonnes for each claim: none gets more than it asks for, together they get all there is or all they ask for.
[[nodiscard]] std::vector<long double> share_out(Rationing rule, const std::vector<Claim>& claims,
                                                 long double available);

}  // namespace ytterby::test
