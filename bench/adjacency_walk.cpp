// SPDX-License-Identifier: Apache-2.0
/// @file  Building the graph and walking it.
#include "adjacency_walk.hpp"

#include <algorithm>
#include <boost/graph/filtered_graph.hpp>
#include <boost/graph/topological_sort.hpp>
#include <boost/range/iterator_range.hpp>
#include <cmath>
#include <functional>
#include <iterator>

namespace ytterby::bench {

namespace {

using boost::make_iterator_range;

/// A lead in steps: the whole ones, and the rest.
struct Steps {
  std::uint32_t whole;
  double late;
};
Steps steps_of(Months lead, Months step) {
  const double steps = lead / step, whole = std::floor(steps + 1e-9);
  return {static_cast<std::uint32_t>(whole), std::max(0.0, steps - whole) > 1e-9 ? steps - whole : 0.0};
}

}  // namespace

AdjacencyWalk::AdjacencyWalk(const FrozenNetwork& network, const Timeline& timeline, Months step, Months tau)
    : step_(step), gain_(std::min(1.0, step / tau)), graph_(network.nodes().size()) {
  add_firms(network);
  add_links(network);
  order_firms();
  for (const LeverGroup& group : timeline.groups) {
    const Effect effect = mean_effect(group, Months{0}, step);
    for (const std::uint32_t row : group.rows) {
      double& capacity = graph_[row].capacity;
      capacity = effect.scale * capacity + effect.add * step.count();
    }
  }
}

void AdjacencyWalk::add_firms(const FrozenNetwork& network) {
  const double step = step_.count();
  for (const NodeId node : network.nodes()) {
    Firm& firm = graph_[index_of(node)];
    firm.demand = network.demand(node).value * step;
    firm.capacity = network.capacity(node).value * step;
    firm.finished = firm.finished_target = network.stock(node).value;
    for (const InputId input : network.inputs(node)) {
      const double stock = network.stock(input).value;
      firm.inputs.push_back(
          {.stock = stock, .target = stock, .t_per_t = network.t_per_t(input), .essential = network.essential(input)});
    }
  }
}

void AdjacencyWalk::add_links(const FrozenNetwork& network) {
  PerInput<double> inflow(network.inputs().size(), 0);
  for (const EdgeId edge : network.edges()) inflow[network.input(edge)] += network.flow(edge).value;
  for (const EdgeId edge : network.edges()) {
    const InputId input = network.input(edge);
    const auto all = network.inputs(network.to(edge));
    const auto [whole, late] = steps_of(network.lead_time(edge), step_);
    const double goods = network.flow(edge).value * step_.count();
    const Link link{.share = network.flow(edge).value / inflow[input],
                    .late = late,
                    .wish = goods,
                    .input = static_cast<std::uint32_t>(std::find(all.begin(), all.end(), input) - all.begin()),
                    .whole = whole,
                    .closes = network.closes_cycle(edge)};
    const auto added = add_edge(index_of(network.from(edge)), index_of(network.to(edge)), link, graph_).first;
    if (link.closes) closing_.push_back(added);

    Stage& fed = graph_[index_of(network.to(edge))].inputs[link.input];
    fed.due.resize(std::max<std::size_t>(fed.due.size(), whole + 2));
    for (std::size_t k = 0; k < whole; ++k) fed.due[k] += goods;
    fed.due[whole] += late * goods;
    fed.transit += goods * (whole + late);
    fed.target += network.need(input).value * step_.count() * link.share * (whole + late);
  }
}

void AdjacencyWalk::order_firms() {
  const auto runs = [this](const auto& edge) { return !graph_[edge].closes; };
  const boost::filtered_graph<Graph, std::function<bool(boost::graph_traits<Graph>::edge_descriptor)>> acyclic(graph_,
                                                                                                               runs);
  boost::topological_sort(acyclic, std::back_inserter(customers_first_));
}

void AdjacencyWalk::advance() {
  for (const Vertex at : customers_first_) orders_up(at);
  for (auto at = customers_first_.rbegin(); at != customers_first_.rend(); ++at) goods_down(*at);
  close_cycles();
}

void AdjacencyWalk::orders_up(Vertex at) {
  Firm& firm = graph_[at];
  firm.faced = firm.demand;
  for (const auto& edge : make_iterator_range(out_edges(at, graph_))) {
    Link& link = graph_[edge];
    link.order = link.closes ? link.wish : link.share * graph_[target(edge, graph_)].inputs[link.input].order;
    firm.faced += link.order;
  }
  for (Stage& input : firm.inputs) {
    const double gap = input.target - (input.stock + input.transit);
    input.order = std::max(0.0, input.t_per_t * firm.faced + gap * gain_);
  }
}

void AdjacencyWalk::ship(Stage& input, const Link& link, std::size_t turned, double goods) {
  const std::size_t at = (input.now + link.whole - turned) % input.due.size();
  input.due[at] += (1 - link.late) * goods;
  input.due[(at + 1) % input.due.size()] += link.late * goods;
  input.transit += goods;
}

void AdjacencyWalk::goods_down(Vertex at) {
  Firm& firm = graph_[at];
  for (const auto& edge : make_iterator_range(in_edges(at, graph_))) {
    const Link& link = graph_[edge];
    if (!link.closes) ship(firm.inputs[link.input], link, 0, graph_[source(edge, graph_)].fill * link.order);
  }
  const double wanted =
      std::min(firm.capacity, std::max(0.0, firm.faced + (firm.finished_target - firm.finished) * gain_));
  firm.made = wanted;
  for (Stage& input : firm.inputs) {
    input.stock += input.due[input.now];
    input.transit -= input.due[input.now];
    input.due[input.now] = 0;
    input.now = (input.now + 1) % input.due.size();
    const double allowed = (1 - input.essential) * wanted + input.essential * (input.stock / input.t_per_t);
    firm.made = std::min(firm.made, allowed);
  }
  for (Stage& input : firm.inputs) input.stock -= std::min(input.stock, input.t_per_t * firm.made);
  const double available = firm.finished + firm.made;
  firm.fill = firm.faced > available ? available / firm.faced : 1;
  firm.finished = std::max(0.0, available - firm.faced);
}

void AdjacencyWalk::close_cycles() {
  for (const auto& edge : closing_) {
    Link& link = graph_[edge];
    Stage& fed = graph_[target(edge, graph_)].inputs[link.input];
    ship(fed, link, 1, graph_[source(edge, graph_)].fill * link.order);  // its customer's ring has turned already
    link.wish = link.share * fed.order;
  }
}

}  // namespace ytterby::bench
