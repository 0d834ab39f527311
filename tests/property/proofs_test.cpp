// SPDX-License-Identifier: Apache-2.0
/// @file  Plan and cut of a maximum flow prove each other.
#include <doctest/doctest.h>

#include <boost/graph/push_relabel_max_flow.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "support/random.hpp"
#include "support/whole_flow.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/verify.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

constexpr double never = std::numeric_limits<double>::infinity();

/// One product, cycles, ties, limits of many sizes and none. Nothing flows at first, so nothing is under way.
Network random_market(Random& random) {
  Network network;
  const std::size_t count = 3 + random.below(20);
  const auto amount = [&] { return random.chance(0.3) ? 4.0 : random.between(0, 10); };
  for (std::size_t i = 0; i < count; ++i) {
    Node node{.name = "N" + std::to_string(i), .product = "X"};
    if (random.chance(0.5)) node.stock = {amount()};
    if (random.chance(0.7)) node.capacity = {amount()};
    if (i + 1 == count || random.chance(0.3)) node.demand = {amount() + 0.1};
    const NodeId id = network.add(node);
    if (random.chance(0.7))
      network.add(Input{.node = id, .product = "X", .stock = {random.chance(0.5) ? amount() : 0}});
    else
      network.nodes[id].capacity = {amount()};  // else targets of its own would last for ever
  }
  for (const InputId input : network.inputs.ids()) {
    const NodeId to = network.inputs[input].node;
    std::vector<bool> supplies(count, false);
    for (std::size_t tries = 1 + random.below(3); tries > 0; --tries) supplies[random.below(count)] = true;
    for (std::size_t from = 0; from < count; ++from) {
      if (!supplies[from]) continue;
      Edge edge{.from = id_at<NodeId>(from), .to = to};
      if (random.chance(0.5)) edge.capacity = {amount()};
      network.add(edge);
    }
  }
  return network;
}

/// What a network can do for so many months, in 1e-11 t/month: stocks are used up evenly.
class Market {
 public:
  Market(const Network& network, double months) : network_(network), graph_(2 * network.nodes.size() + 2) {
    const std::size_t nodes = network.nodes.size();
    for (const Node& node : network.nodes) demand_ += node.demand.value;
    std::vector<bool> has_input(nodes, false);
    for (const Input& input : network.inputs) {
      has_input[index_of(input.node)] = true;
      connect(source(), in(input.node), input.stock.value / months);
    }
    for (const NodeId id : network.nodes.ids()) {
      const Node& node = network.nodes[id];
      made_.push_back(connect(has_input[index_of(id)] ? in(id) : source(), out(id), node.capacity.value));
      connect(source(), out(id), node.stock.value / months);
      connect(out(id), sink(), node.demand.value);
    }
    for (const Edge& edge : network.edges)
      shipped_.push_back(connect(out(edge.from), in(edge.to), edge.capacity.value));
    value_ = boost::push_relabel_max_flow(graph_, source(), sink());
    find_sink_side();
  }

  [[nodiscard]] bool meets_all() const {
    return static_cast<double>(value_) >= demand_ * (grains - 1e2);
  }  // rounded down

  [[nodiscard]] Plan plan(double until) const {
    Plan plan{.until = {Months{until}},
              .made = {PerNode<double>(made_.size())},
              .shipped = {PerEdge<double>(shipped_.size())}};
    for (std::size_t i = 0; i < made_.size(); ++i) plan.made[0][id_at<NodeId>(i)] = flow(made_[i]);
    for (std::size_t i = 0; i < shipped_.size(); ++i) plan.shipped[0][id_at<EdgeId>(i)] = flow(shipped_[i]);
    return plan;
  }

  /// 1 on the sink's side of the cut.
  [[nodiscard]] Prices prices() const {
    Prices prices{.until = {Months{0}},
                  .output = {PerNode<double>(network_.nodes.size())},
                  .input = {PerInput<double>(network_.inputs.size())}};
    for (const NodeId id : network_.nodes.ids()) prices.output[0][id] = inside_[out(id)] ? 1 : 0;
    for (const InputId id : network_.inputs.ids()) prices.input[0][id] = inside_[in(network_.inputs[id].node)] ? 1 : 0;
    return prices;
  }

  [[nodiscard]] Cut cut() const {
    Cut cut;
    for (const Input& input : network_.inputs)
      if (inside_[in(input.node)]) cut.stock += input.stock;
    std::vector<bool> has_input(network_.nodes.size(), false);
    for (const Input& input : network_.inputs) has_input[index_of(input.node)] = true;
    for (const NodeId id : network_.nodes.ids()) {
      const Node& node = network_.nodes[id];
      const bool in_side = inside_[in(id)] && has_input[index_of(id)];
      if (in_side || inside_[out(id)]) cut.nodes.push_back(id);
      if (!inside_[out(id)]) continue;
      cut.stock += node.stock;
      cut.demand += node.demand;
      if (in_side) continue;
      cut.inflow += node.capacity;
      if (node.capacity.value > 0)
        cut.crossing.push_back({.kind = Crossing::Kind::capacity, .node = id, .limit = node.capacity});
    }
    for (const EdgeId id : network_.edges.ids()) {
      const Edge& edge = network_.edges[id];
      if (inside_[out(edge.from)] || !inside_[in(edge.to)]) continue;
      cut.inflow += edge.capacity;
      if (edge.capacity.value > 0)
        cut.crossing.push_back({.kind = Crossing::Kind::edge, .node = edge.from, .edge = id, .limit = edge.capacity});
    }
    return cut;
  }

 private:
  [[nodiscard]] static std::size_t in(NodeId id) { return 2 * index_of(id); }
  [[nodiscard]] static std::size_t out(NodeId id) { return 2 * index_of(id) + 1; }
  [[nodiscard]] std::size_t source() const { return 2 * network_.nodes.size(); }
  [[nodiscard]] std::size_t sink() const { return source() + 1; }

  /// More than all demand never passes.
  WholeFlowTraits::edge_descriptor connect(std::size_t from, std::size_t to, double capacity) {
    return test::connect(graph_, from, to, static_cast<long long>(std::min(capacity, demand_) * grains));
  }

  [[nodiscard]] double flow(WholeFlowTraits::edge_descriptor edge) const {
    const auto flow =
        boost::get(boost::edge_capacity, graph_, edge) - boost::get(boost::edge_residual_capacity, graph_, edge);
    return static_cast<double>(flow) / grains;
  }

  void find_sink_side() {
    inside_.assign(boost::num_vertices(graph_), false);
    inside_[sink()] = true;
    std::vector<std::size_t> open{sink()};
    while (!open.empty()) {
      const std::size_t to = open.back();
      open.pop_back();
      for (auto [edge, end] = boost::out_edges(to, graph_); edge != end; ++edge) {
        const std::size_t from = boost::target(*edge, graph_);
        const auto there = boost::get(boost::edge_reverse, graph_, *edge);
        if (inside_[from] || boost::get(boost::edge_residual_capacity, graph_, there) == 0) continue;
        inside_[from] = true;
        open.push_back(from);
      }
    }
  }

  const Network& network_;
  WholeFlowGraph graph_;
  static constexpr double grains = 1e11;  // of a tonne: flows are whole numbers of them, so that none is lost
  double demand_ = 0;
  long long value_ = 0;
  std::vector<WholeFlowTraits::edge_descriptor> made_ = {}, shipped_ = {};
  std::vector<bool> inside_ = {};
};

/// Newton's way down: each cut is a bound, until there is a plan that lasts to it.
BestCase best_of(const Network& network) {
  BestCase best;
  best.exact = true;
  for (const NodeId id : network.nodes.ids())
    if (network.nodes[id].demand.value > 0) best.certificate.served.push_back(id);
  double months = never;
  for (;;) {
    const Market market(network, months);
    if (market.meets_all()) {
      best.certificate.plan = market.plan(months);
      break;
    }
    best.cut = market.cut();
    best.certificate.prices = market.prices();
    months = (best.cut.stock / (best.cut.demand - best.cut.inflow)).count();
    if (months <= 0) break;
  }
  best.lasting = months == never ? Lasting::for_ever : months > 0 ? Lasting::limited : Lasting::at_once;
  best.lower = best.upper = Months{months};
  if (months < never) {
    best.months = Months{months};
    best.certificate.prices.until = {Months{months}};
    // One more tonne of what is inside the cut, one more t/month across it.
    const double a_month = (best.cut.demand - best.cut.inflow).value;
    for (const NodeId id : best.certificate.served)
      if (best.certificate.prices.output[0][id] > 0)
        best.gradient.push_back({.quantity = Gain::Quantity::stock,
                                 .node = id,
                                 .months_per_unit = 1 / a_month,
                                 .months_per_unit_less = 1 / a_month});
    for (const Crossing& crossing : best.cut.crossing)
      if (months > 0)
        best.gradient.push_back({.quantity = crossing.edge ? Gain::Quantity::edge_capacity : Gain::Quantity::capacity,
                                 .node = crossing.node,
                                 .edge = crossing.edge,
                                 .months_per_unit = months / a_month,
                                 .months_per_unit_less = months / a_month});
  }
  return best;
}

}  // namespace

TEST_CASE("a maximum flow and its cut prove how long a market lasts, and neither proves more") {
  std::size_t limited = 0, at_once = 0, for_ever = 0;
  for (std::uint64_t seed = 0; seed < seeds(1500); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_market(random);
    const SurviveOptions options{.rivals = Rivals::ignored};
    const auto frozen = freeze(network);
    BestCase best = best_of(network);
    const auto verdict = verify(best, frozen, {}, options);
    CHECK(verdict.why == "");
    CHECK(verdict.holds);
    CHECK(verdict.gap <= 1e-6);
    limited += best.lasting == Lasting::limited ? 1 : 0;
    at_once += best.lasting == Lasting::at_once ? 1 : 0;
    for_ever += best.lasting == Lasting::for_ever ? 1 : 0;
    if (best.lasting != Lasting::limited) continue;

    BestCase longer = best;  // no plan lasts a thousandth longer, whatever it says
    longer.lower = longer.upper = *(longer.months = best.upper * 1.001);
    longer.certificate.plan.until = longer.certificate.prices.until = {longer.upper};
    CHECK_FALSE(verify(longer, frozen, {}, options).holds);
    BestCase shorter = best;  // nothing shorter is a bound
    shorter.lower = shorter.upper = *(shorter.months = best.upper * 0.999);
    shorter.certificate.plan.until = shorter.certificate.prices.until = {shorter.upper};
    CHECK_FALSE(verify(shorter, frozen, {}, options).holds);
  }
  CHECK(limited > seeds(400));
  CHECK(at_once > seeds(50));
  CHECK(for_ever > seeds(20));
}
