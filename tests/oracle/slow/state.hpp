// SPDX-License-Identifier: Apache-2.0
/// @file  What the rooms of a step hand to each other.
#pragma once

#include "oracle/slow/spread.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby::test::slow {

/// Tonnes, in this step where it is not a stock.
struct State {
  PerNode<Number> finished = {};                  ///< stock
  PerInput<Number> stock = {};                    ///< at hand
  PerNode<Number> demand = {}, faced = {};        ///< final demand; with the orders of customers
  PerEdge<Number> order_on = {}, served_on = {};  ///< what reaches the supplier; what it ships
  PerNode<Number> fill = {};                      ///< share that it has of what it faces
  PerEdge<Spreads> under_way = {};                ///< by when they arrive
  PerInput<Spreads> arrivals = {};                ///< of this step, in shares of it
};

}  // namespace ytterby::test::slow
