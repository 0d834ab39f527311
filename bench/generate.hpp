// SPDX-License-Identifier: Apache-2.0
/// @file  Generated networks of firms: what the benches run on.
#pragma once

#include <cstddef>

#include "ytterby/core/random.hpp"
#include "ytterby/network/network.hpp"

namespace ytterby::bench {

struct GenerateOptions {
  std::size_t edges = 10'000;  ///< 1000 or more; met exactly
  double recycling = 0;        ///< share of them that run back, 0 to 0.1
  Seed seed{1};
  int threads = 1;  ///< the network does not depend on it
};

/// Draws a chain of six layers, mine to industry, with one node for eight edges.
///
/// In- and out-degrees are Pareto; refine, metal and component make two products each, and half of their customers need
/// both. Leads are 0 to 12 weeks, one in eight of them not whole weeks; stocks are log-normal, two thirds of them
/// within 1 to 3 months. Demand sits in industry; each node's capacity is 1.02 to 1.6 times its output. The baseline
/// balances: t_per_t is inflow over output. Recycling edges carry scrap from industry to refine in 26 weeks. Rows of
/// nodes and edges are shuffled.
///
/// Rows are drawn in blocks, each from a RandomStream of its own.
///
/// @throws InvalidOptions  on too few edges, too much recycling, or no thread.
[[nodiscard]] Network generate(const GenerateOptions& options);

}  // namespace ytterby::bench
