// SPDX-License-Identifier: Apache-2.0
// The headers with a dependency, found through the targets that own them.
#include <boost/graph/graph_concepts.hpp>
#include <cstdio>
#include <ytterby/format.hpp>
#include <ytterby/kernel/pack.hpp>
#include <ytterby/network/boost_graph.hpp>

namespace consumer {

BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<ytterby::FrozenNetwork>));

int run() {
  ytterby::Network network;
  network.add(ytterby::Node{.name = "Mine", .product = "ore"});
  const auto nodes = num_vertices(ytterby::freeze(network));
  const auto sum = ytterby::kernel::Pack<float, 4>::Constant(0.25F).sum();
  fmt::print("{} node, sum {}\n", nodes, sum);
  return nodes == 1 && sum == 1 ? 0 : 1;
}

}  // namespace consumer

int main() { return consumer::run(); }
