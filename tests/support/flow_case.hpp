// SPDX-License-Identifier: Apache-2.0
/// @file  Small random networks of flow for tests: cycles, loops, parallel arcs, ties, nothing and no limit.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/random.hpp"
#include "ytterby/kernel/max_flow.hpp"

namespace ytterby::test {

/// How large capacities are.
enum class Sizes { whole, decades };  ///< 1 to 9; or spread evenly over 12 decades

/// Arcs and nodes as the kernel takes them; the arrays are this value's own.
template <class Number>
struct FlowCase {
  std::size_t nodes = 0;
  std::vector<std::uint32_t> tail = {}, head = {};
  std::vector<Number> capacity = {};
  std::vector<Number> source = {}, stock = {}, sink = {};

  [[nodiscard]] kernel::FlowArcs<Number> arcs() const {
    return {.nodes = nodes, .tail = tail, .head = head, .capacity = capacity};
  }

  /// Capacity of the cut with that sink side.
  [[nodiscard]] Number cut(const std::vector<char>& side) const {
    Number sum = 0;
    for (std::size_t i = 0; i < nodes; ++i) {
      if (side[i] != 0 && source[i] > 0) sum += source[i];
      if (side[i] == 0) sum += sink[i];
    }
    for (std::size_t a = 0; a < tail.size(); ++a)
      if (side[head[a]] != 0 && side[tail[a]] == 0) sum += capacity[a];
    return sum;
  }
};

template <class Number>
[[nodiscard]] Number random_size(Random& random, Sizes sizes) {
  if (random.chance(0.1)) return 0;
  if (sizes == Sizes::whole) return static_cast<Number>(1 + random.below(9));
  return static_cast<Number>(std::pow(10, random.between(-6, 6)));
}

/// 2 to `most_nodes` nodes with up to three arcs each; one size in ten is 0, and one arc or source in ten unlimited.
template <class Number>
[[nodiscard]] FlowCase<Number> random_flow_case(Random& random, std::size_t most_nodes, Sizes sizes) {
  FlowCase<Number> made{.nodes = 2 + random.below(most_nodes - 1)};
  const auto limit = [&] {
    return random.chance(0.1) ? kernel::unlimited_flow<Number> : random_size<Number>(random, sizes);
  };
  const double sources = random.between(0.1, 0.8), sinks = random.between(0.1, 0.8);
  for (std::size_t i = 0; i < made.nodes; ++i) {
    made.source.push_back(random.chance(sources) ? limit() : Number{0});
    made.stock.push_back(random.chance(0.6) ? random_size<Number>(random, sizes) : Number{0});
    made.sink.push_back(random.chance(sinks) ? random_size<Number>(random, sizes) : Number{0});
  }
  const std::size_t arcs = random.below(3 * made.nodes + 1);
  const bool is_chain = random.chance(0.2);  // long ways
  for (std::size_t a = 0; a < arcs; ++a) {
    const std::size_t from = random.below(made.nodes);
    made.tail.push_back(static_cast<std::uint32_t>(from));
    made.head.push_back(static_cast<std::uint32_t>(is_chain ? (from + 1) % made.nodes : random.below(made.nodes)));
    made.capacity.push_back(limit());
  }
  return made;
}

}  // namespace ytterby::test
