// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <boost/graph/adjacency_list.hpp>
#include <string>
#include <ytterby/network/from_graph.hpp>
#include <ytterby/ytterby.hpp>

struct Firm {
  std::string name, product;
  double uses = 0;    // t a month
  double stores = 0;  // t of each thing it buys
};
struct Trade {
  double tonnes_a_month = 0;
  double months_at_sea = 0;
};
using Firms = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Firm, Trade>;

/// Two mines feed a refinery, which feeds a maker of magnets and one of polish.
Firms firms() {
  Firms graph;
  const auto big = add_vertex({"Big mine", "ore"}, graph), small = add_vertex({"Small mine", "ore"}, graph);
  const auto refinery = add_vertex({"Refinery", "oxide", 0, 90}, graph);
  const auto magnets = add_vertex({"Magnets", "magnets", 20, 15}, graph);
  const auto polish = add_vertex({"Polish", "polish", 10, 60}, graph);
  add_edge(big, refinery, {45, 1}, graph);
  add_edge(small, refinery, {15, 0.5}, graph);
  add_edge(refinery, magnets, {20, 0.25}, graph);
  add_edge(refinery, polish, {10, 1.5}, graph);
  return graph;
}

int main() {
  const Firms graph = firms();

  const auto network = ytterby::freeze(ytterby::from_graph(
      graph, {.name = &Firm::name, .product = &Firm::product, .demand = &Firm::uses},
      {.flow = &Trade::tonnes_a_month, .lead_time = &Trade::months_at_sea}, {.stock = &Firm::stores}));
  ytterby::Event stop{.set = {{ytterby::Lever::capacity, 0}}};
  stop.on.nodes.node = {"Big mine", "Small mine"};
  for (const auto& target : ytterby::simulate(network, {.name = "Mines stop", .events = {stop}}).targets)
    fmt::print("{:<8} {}\n", network.name(target.node),
               target.to_shortage ? fmt::format("runs out after {:.1f} months", target.to_shortage->count()) : "lasts");
}
