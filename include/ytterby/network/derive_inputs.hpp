// SPDX-License-Identifier: Apache-2.0
/// @file  Bills of materials that follow from who supplies whom.
#pragma once

#include "ytterby/core/export.hpp"
#include "ytterby/core/indexed.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby {

/// One input for each customer and product that reaches it, such that the baseline balances: `t_per_t` is what flows
/// into the input over the customer's output, that is its demand and all it ships. Where either is 0, it is 1.
///
/// @return  By node, then in the order in which edges first bring the product; no stock, essential 1. Edges from or to
///          no row are passed over.
///
/// Time O(N + L log L), memory O(N + L). The network's own inputs are not looked at.
[[nodiscard]] YTTERBY_EXPORT PerInput<Input> derive_inputs(const Network& network);

}  // namespace ytterby
