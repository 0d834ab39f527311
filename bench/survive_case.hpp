// SPDX-License-Identifier: Apache-2.0
/// @file  Generated one-product cases of the time to survive, as arrays that every solver of the bench starts from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "ytterby/network/network.hpp"

namespace ytterby::bench {

/// Node i may draw fixed[i] + lambda·stock[i] from the source and must give demand[i] to the sink.
struct SurviveCase {
  std::size_t edges = 0;                                 ///< of the network it was made from
  std::vector<std::uint32_t> tail = {}, head = {};       ///< [arc]
  std::vector<double> capacity = {};                     ///< [arc] t/month
  std::vector<double> fixed = {}, stock = {}, demand{};  ///< [node] t/month, t, t/month

  [[nodiscard]] std::size_t nodes() const { return fixed.size(); }
};

/// A case on the generated network of that many edges, 1 in 100 of them recycling.
///
/// One product without leads: need runs up from the industries in the baseline's shares; each node and each edge can
/// carry 1.02 to 1.6 times its need; stocks before each node are log-normal, most of them 1 to 3 months. The largest
/// refineries fall to a tenth until 60 % of all refining capacity is hit. A node is split in two with an arc for its
/// throughput, and numbers are those of the shuffled rows.
[[nodiscard]] SurviveCase survive_case(std::size_t edges);

/// The same case as a network: a firm for every two nodes, with an edge for each arc between firms.
[[nodiscard]] Network network_of(const SurviveCase& of);

}  // namespace ytterby::bench
