// SPDX-License-Identifier: Apache-2.0
/// @file  What there is at the start, and what is set or scaled later.
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <vector>

#include "survive/verify_facts.hpp"
#include "ytterby/network/boost_graph.hpp"

namespace ytterby::proof {

namespace {

struct ShorterThan {
  const FrozenNetwork* network = nullptr;
  double step = 0;
  bool operator()(EdgeId edge) const { return network->lead_time(edge).count() < step; }
};

}  // namespace

void CaseFacts::find_stocks(double step) {
  node_stock_ = PerNode<double>(network_.nodes().size(), 0);
  input_stock_ = PerInput<double>(network_.inputs().size(), 0);
  node_strokes_ = PerNode<std::vector<Stroke>>(network_.nodes().size());
  input_strokes_ = PerInput<std::vector<Stroke>>(network_.inputs().size());
  for (const NodeId node : network_.nodes()) node_stock_[node] = network_.stock(node).value;
  for (const InputId input : network_.inputs()) input_stock_[input] = network_.stock(input).value;
  for (const Impulse& impulse : timeline_.impulses)
    for (const std::uint32_t row : impulse.rows) {
      const Stroke stroke{impulse.at.count(), impulse.value, impulse.scales};
      const bool of_node = impulse.table == Table::nodes;
      double& stock = of_node ? node_stock_[NodeId{row}] : input_stock_[InputId{row}];
      if (stroke.at <= 0)
        stock = stroke.scales ? stock * stroke.value : stroke.value;
      else
        (of_node ? node_strokes_[NodeId{row}] : input_strokes_[InputId{row}]).push_back(stroke);
    }
  const boost::filtered_graph<FrozenNetwork, ShorterThan> quick(network_, ShorterThan{&network_, step});
  std::vector<std::size_t> component(network_.nodes().size());
  if (component.empty()) return;
  const auto numbers = boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, network_));
  boost::strong_components(quick, numbers, boost::vertex_index_map(get(boost::vertex_index, network_)));
  for (const EdgeId edge : network_.edges()) {
    const double lead_time = network_.lead_time(edge).count();
    if (lead_time >= step || component[index_of(network_.from(edge))] != component[index_of(network_.to(edge))])
      continue;
    input_stock_[network_.input(edge)] += network_.flow(edge).value * (step - lead_time);
  }
}

std::span<const CaseFacts::Stroke> CaseFacts::strokes(NodeId node) const { return node_strokes_[node]; }
std::span<const CaseFacts::Stroke> CaseFacts::strokes(InputId input) const { return input_strokes_[input]; }

}  // namespace ytterby::proof
