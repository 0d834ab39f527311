// SPDX-License-Identifier: Apache-2.0
/// @file  Random networks whose baseline balances.
#include "support/random_network.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "ytterby/simulate/simulate.hpp"

namespace ytterby::test {

namespace {

class Builder {
 public:
  Builder(Random& random, const NetworkKind& kind) : random_(random), kind_(kind) {}

  Network build() {
    add_nodes();
    if (kind_.licences != Licences::none) add_lanes();
    for (const NodeId node : network_.nodes.ids()) {
      if (layer_[index_of(node)] > 0) add_inputs(node);
    }
    settle();
    if (kind_.ranks) add_ranks();
    if (kind_.unused) cut_off();
    return std::move(network_);
  }

 private:
  void add_nodes() {
    const std::size_t count = kind_.least_nodes + random_.below(kind_.most_nodes - kind_.least_nodes + 1);
    layers_ = 2 + random_.below(std::min<std::size_t>(4, count - 2));
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t layer = i < layers_ ? i : random_.below(layers_);
      const bool recycles = kind_.cycles && layer > 0 && layer + 1 < layers_ && i >= layers_ && random_.chance(0.2);
      const std::size_t makes = recycles ? random_.below(layer) : layer;
      Node node{.name = "N" + std::to_string(i)};
      node.site = random_.chance(0.3) ? "S" + std::to_string(random_.below(count)) : "";
      node.product = product(makes, i < layers_ ? 0 : random_.below(2));
      node.stage = "L" + std::to_string(layer);
      node.country = random_.chance(0.5) ? "USA" : "CHN";
      if (random_.chance(0.4)) node.stock = {random_.between(0, 20)};
      if (layer + 1 == layers_ || random_.chance(0.15)) node.demand = {random_.between(0.5, 10)};
      if (random_.chance(0.7)) node.output_value = {random_.between(1, 1000)};
      makers_[node.product].push_back(network_.add(std::move(node)));
      layer_.push_back(layer);
    }
  }

  static std::string product(std::size_t layer, std::size_t which) {
    return "P" + std::to_string(layer) + (which == 0 ? "a" : "b");
  }

  void add_lanes() {
    const bool free = kind_.licences == Licences::free;
    for (std::size_t i = 0; i < 2; ++i) network_.add(Office{.name = "O" + std::to_string(i)});
    for (std::size_t i = 0; i < 4; ++i) {
      Lane lane{.name = "W" + std::to_string(i), .office = id_at<OfficeId>(i % 2)};
      if (!free) {
        lane.t_per_licence = {random_.between(0.1, 3)};
        if (random_.chance(0.7)) lane.review = Months{random_.pick(std::vector{0.1, 0.25, 0.5, 1.0, 1.7})};
        if (random_.chance(0.5)) lane.refile = Months{random_.between(0, 1)};
        lane.priority = static_cast<double>(random_.below(2));
      }
      if (kind_.licences == Licences::ruled) add_rules(lane);
      network_.add(std::move(lane));
    }
  }

  void add_rules(Lane& lane) {
    if (random_.chance(0.4)) lane.valid = Months{random_.pick(std::vector{0.0, 0.1, 0.5, 1.3, 4.0})};
    if (random_.chance(0.3)) lane.controlled = random_.pick(std::vector{0.0, 0.3, 0.9});
    if (random_.chance(0.3)) lane.returned = random_.pick(std::vector{0.1, 0.5});
    if (random_.chance(0.7)) lane.correction = Months{random_.pick(std::vector{0.1, 0.25, 0.9})};
    if (random_.chance(0.3)) lane.restocking = random_.pick(std::vector{0.0, 0.5});
  }

  void add_inputs(NodeId node) {
    const std::size_t layer = layer_[index_of(node)], wanted = 1 + random_.below(3);
    std::set<std::string> products;
    for (std::size_t i = 0; i < wanted; ++i) {
      const std::size_t from = random_.chance(0.7) ? layer - 1 : random_.below(layer);
      const std::string name = product(from, random_.below(2));
      products.insert(makers_.contains(name) ? name : product(from, 0));
    }
    for (const std::string& name : products) {
      Input input{.node = node, .product = name};
      if (random_.chance(0.7)) input.stock = {random_.between(0, 30)};
      if (random_.chance(0.2)) input.essential = random_.pick(std::vector{0.0, 0.3, 0.5, 0.9});
      network_.add(std::move(input));
      add_edges(node, name);
    }
  }

  void add_edges(NodeId node, const std::string& name) {
    std::vector<NodeId> suppliers = makers_.at(name);
    random_.shuffle(suppliers);
    suppliers.resize(std::min(suppliers.size(), 1 + random_.below(4)));
    bool first = true;
    for (const NodeId from : suppliers) {
      const std::size_t parallel = kind_.licences != Licences::none && random_.chance(0.3) ? 2 : 1;
      const LaneId lane = kind_.licences != Licences::none && random_.chance(0.6)
                              ? id_at<LaneId>(random_.below(network_.lanes.size()))
                              : no_lane;
      for (std::size_t i = 0; i < parallel; ++i) {
        Edge edge{.from = from, .to = node, .lane = lane};
        if (i == 1) edge.lane = lane == no_lane ? LaneId{0} : no_lane;
        // Recycling is a small part with room to spare: a cycle that runs on little else, or at its limit, is an
        // equilibrium that rounding upsets, because who falls behind orders more of everybody.
        const bool recycled = layer_[index_of(from)] >= layer_[index_of(node)];
        if (first || !random_.chance(0.05)) edge.flow = {random_.between(0.2, recycled ? 1 : 10)};
        if (kind_.edge_capacities && random_.chance(0.3)) edge.capacity = edge.flow * (slack() + (recycled ? 0.2 : 0));
        if (kind_.leads) edge.lead_time = lead();
        network_.add(edge);
        first = false;
      }
    }
  }

  double slack() {
    const double factor = random_.chance(0.2) ? 1.0 : random_.between(1, 2);
    return kind_.spare ? factor + 0.05 : factor;
  }

  Months lead() {
    switch (random_.below(6)) {
      case 0: return Months{0};
      case 1: return Months{random_.between(0.01, 0.3)};
      case 2: return static_cast<double>(1 + random_.below(4)) * default_step;
      case 3: return Months{0.25 * static_cast<double>(1 + random_.below(6))};
      case 4: return Months{random_.between(0.3, 3)};
      default: return Months{static_cast<double>(1 + random_.below(3))};
    }
  }

  /// What follows from the flows: amounts, and room for them.
  void settle() {
    give_all_a_use();
    PerNode<double> output(network_.nodes.size());
    for (const Edge& edge : network_.edges) output[edge.from] += edge.flow.value;
    for (const NodeId node : network_.nodes.ids()) {
      output[node] += network_.nodes[node].demand.value;
      if (random_.chance(0.6)) network_.nodes[node].capacity = {output[node] * slack()};
    }
    std::map<std::pair<NodeId, std::string>, double> inflow;
    for (const Edge& edge : network_.edges) inflow[{edge.to, network_.nodes[edge.from].product}] += edge.flow.value;
    for (Input& input : network_.inputs) input.t_per_t = inflow.at({input.node, input.product}) / output[input.node];
    if (kind_.licences == Licences::reviewed || kind_.licences == Licences::ruled) settle_offices();
  }

  /// Demand for nodes from which nothing reaches any: a cycle that feeds only itself could run at any rate.
  void give_all_a_use() {
    PerNode<bool> used(network_.nodes.size());
    const auto spread = [&] {
      for (bool more = true; more;) {
        more = false;
        for (const Edge& edge : network_.edges) {
          if (used[edge.from] || !used[edge.to] || edge.flow.value == 0) continue;
          used[edge.from] = more = true;
        }
      }
    };
    for (const NodeId node : network_.nodes.ids()) used[node] = network_.nodes[node].demand.value > 0;
    spread();
    for (const NodeId node : network_.nodes.ids()) {
      if (used[node]) continue;
      network_.nodes[node].demand = {random_.between(0.5, 5)};
      used[node] = true;
      spread();
    }
  }

  /// Some offices are limited, with half as many licences again as the baseline takes.
  void settle_offices() {
    for (const OfficeId office : network_.offices.ids()) {
      if (random_.chance(0.4)) continue;
      double taken = 0.1;
      for (const Edge& edge : network_.edges)
        if (edge.lane != no_lane && network_.lanes[edge.lane].office == office)
          taken += edge.flow / Flow{network_.lanes[edge.lane].t_per_licence.value};
      network_.offices[office].licences_per_month = {1.5 * taken};
    }
  }

  void add_ranks() {
    for (Node& node : network_.nodes) {
      node.priority = static_cast<double>(random_.below(3)) - 1;
      node.minimum_share = random_.pick(std::vector{0.0, 0.25, 0.5, 1.0, random_.uniform()});
    }
  }

  /// Nothing flows into some of the inputs any more.
  void cut_off() {
    for (const Input& input : network_.inputs) {
      if (!random_.chance(0.2)) continue;
      for (Edge& edge : network_.edges)
        if (edge.to == input.node && network_.nodes[edge.from].product == input.product) edge.flow = {};
    }
  }

  Random& random_;
  NetworkKind kind_;
  Network network_ = {};
  std::size_t layers_ = 0;
  std::vector<std::size_t> layer_ = {};                     // [node]
  std::map<std::string, std::vector<NodeId>> makers_ = {};  // of a product
};

}  // namespace

Network random_network(Random& random, const NetworkKind& kind) { return Builder(random, kind).build(); }

}  // namespace ytterby::test
