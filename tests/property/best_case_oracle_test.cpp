// SPDX-License-Identifier: Apache-2.0
/// @file  The best case beside maximum flows of whole grains, networks expanded in time, and plain recursion.
#include <doctest/doctest.h>

#include <boost/graph/push_relabel_max_flow.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/close_to.hpp"
#include "support/random.hpp"
#include "support/whole_flow.hpp"
#include "ytterby/network/frozen_network.hpp"
#include "ytterby/survive/survive.hpp"

using namespace ytterby;
using namespace ytterby::test;

namespace {

/// One product without losses, in layers or with cycles; lead times are whole months.
Network random_market(Random& random, bool cycles, bool leads) {
  Network network;
  const std::size_t count = 3 + random.below(leads ? 6 : 15);
  for (std::size_t i = 0; i < count; ++i) {
    Node node{.name = "N" + std::to_string(i), .product = "X"};
    if (random.chance(0.4)) node.stock = {random.between(0, 20)};
    const bool source = i == 0 || random.chance(0.2);
    if (source || random.chance(0.4)) node.capacity = {random.between(0, 8)};
    if (i + 1 == count || random.chance(0.2)) node.demand = {random.between(0.5, 10)};
    const NodeId to = network.add(node);
    if (source) continue;
    network.add(Input{.node = to, .product = "X", .stock = {random.chance(0.5) ? random.between(0, 20) : 0}});
  }
  for (const Input& input : network.inputs) {
    std::vector<bool> supplies(count, false);
    for (std::size_t tries = 1 + random.below(3); tries > 0; --tries)
      supplies[random.below(cycles ? count : index_of(input.node))] = true;
    for (std::size_t from = 0; from < count; ++from) {
      if (!supplies[from]) continue;
      Edge edge{.from = id_at<NodeId>(from), .to = input.node};
      if (leads) edge.lead_time = Months{static_cast<double>(random.below(4))};
      // Without lead times a flow says nothing, but for goods on cycles, of which there are to be none.
      if (leads && random.chance(0.7)) edge.flow = {random.between(0, 4)};
      if (random.chance(0.3)) edge.capacity = {random.between(0, 6)};
      network.add(edge);
    }
  }
  return network;
}

/// Whether all demand of that many periods of equal length can be met, with goods held from one to the next. Where all
/// lead times are whole periods no plan does better than its mean rates in each period.
class Expanded {
 public:
  Expanded(const Network& network, std::size_t periods, double length)
      : nodes_(network.nodes.size()), graph_(2 * nodes_ * periods + 2), source_(2 * nodes_ * periods) {
    std::vector<bool> has_input(nodes_, false);
    for (const Input& input : network.inputs) {
      has_input[index_of(input.node)] = true;
      connect(source_, in(input.node, 0), input.stock.value);
    }
    for (std::size_t k = 0; k < periods; ++k) {
      for (const NodeId id : network.nodes.ids()) {
        const Node& node = network.nodes[id];
        connect(has_input[index_of(id)] ? in(id, k) : source_, out(id, k), node.capacity.value * length);
        if (k == 0) connect(source_, out(id, k), node.stock.value);
        const auto demand = static_cast<long long>(std::floor(node.demand.value * length * per_tonne));
        connect_grains(out(id, k), source_ + 1, demand);
        demand_ += demand;
        if (k + 1 == periods) continue;
        connect_grains(out(id, k), out(id, k + 1), enough);
        connect_grains(in(id, k), in(id, k + 1), enough);
      }
      for (const Edge& edge : network.edges) {
        const auto lead = static_cast<std::size_t>(std::lround(edge.lead_time.count() / length));
        if (k < lead) connect(source_, in(edge.to, k), edge.flow.value * length);
        if (k + lead < periods) connect(out(edge.from, k), in(edge.to, k + lead), edge.capacity.value * length);
      }
    }
  }

  [[nodiscard]] bool meets_all() { return boost::push_relabel_max_flow(graph_, source_, source_ + 1) == demand_; }

 private:
  static constexpr double per_tonne = 1e9;
  static constexpr long long enough = 1'000'000'000'000'000;

  [[nodiscard]] std::size_t in(NodeId node, std::size_t period) const { return 2 * (nodes_ * period + index_of(node)); }
  [[nodiscard]] std::size_t out(NodeId node, std::size_t period) const { return in(node, period) + 1; }

  void connect(std::size_t from, std::size_t to, double tonnes) {
    connect_grains(from, to, tonnes < 1e5 ? static_cast<long long>(std::ceil(tonnes * per_tonne)) : enough);
  }
  void connect_grains(std::size_t from, std::size_t to, long long capacity) {
    test::connect(graph_, from, to, capacity);
  }

  std::size_t nodes_;
  WholeFlowGraph graph_;
  std::size_t source_;
  long long demand_ = 0;
};

BestCase best_of(const Network& network) {
  return survive(freeze(network), {}, {.rivals = Rivals::ignored, .each = false, .sequence = false});
}

/// The largest time, at most 10,000 months, for which `lasts` holds, as it does for all shorter ones.
template <class Lasts>
double largest(Lasts&& lasts) {
  double low = 0, high = 10'000;
  if (lasts(high)) return high;
  for (int i = 0; i < 60 && high - low > 1e-8 * high; ++i) {
    const double middle = low + (high - low) / 2;
    (lasts(middle) ? low : high) = middle;
  }
  return low;
}

/// A tree of single suppliers: what each node needs of each input follows from what it must make.
class Tree {
 public:
  explicit Tree(const Network& network) : network_(network) {}

  [[nodiscard]] bool lasts(double months) const {
    for (const NodeId node : network_.nodes.ids())
      if (network_.nodes[node].demand.value > 0 && !supplies(node, network_.nodes[node].demand.value * months, months))
        return false;
    return true;
  }

 private:
  [[nodiscard]] bool supplies(NodeId id, double tonnes, double months) const {
    const Node& node = network_.nodes[id];
    const double made = tonnes - node.stock.value;
    if (made <= 0) return true;
    if (made > node.capacity.value * months) return false;
    for (const Input& input : network_.inputs) {
      if (input.node != id) continue;
      const double bought = made * input.t_per_t - input.stock.value;
      if (bought <= 0) continue;
      for (const Edge& edge : network_.edges) {
        if (edge.to != id || network_.nodes[edge.from].product != input.product) continue;
        if (bought > edge.capacity.value * months || !supplies(edge.from, bought, months)) return false;
      }
    }
    return true;
  }

  const Network& network_;
};

/// One target at the root; each node has up to three inputs with one supplier each, which supplies nobody else.
Network random_tree(Random& random) {
  Network network;
  const auto node = [&](double demand) {
    Node made{.name = "N" + std::to_string(network.nodes.size()),
              .product = "P" + std::to_string(network.nodes.size()),
              .demand = {demand}};
    if (random.chance(0.4)) made.stock = {random.between(0, 20)};
    if (random.chance(0.6)) made.capacity = {random.between(0, 20)};
    return network.add(made);
  };
  std::vector<NodeId> open{node(random.between(1, 5))};
  while (!open.empty() && network.nodes.size() < 25) {
    const NodeId to = open.back();
    open.pop_back();
    for (std::size_t inputs = random.below(4); inputs > 0; --inputs) {
      const NodeId from = node(0);
      network.add(Input{.node = to,
                        .product = network.nodes[from].product,
                        .t_per_t = random.between(0.2, 3),
                        .stock = {random.chance(0.6) ? random.between(0, 30) : 0}});
      Edge edge{.from = from, .to = to, .flow = {1}};
      if (random.chance(0.3)) edge.capacity = {random.between(0, 20)};
      network.add(edge);
      open.push_back(from);
    }
  }
  return network;
}

/// Exactly so many months, 10,000 being for ever; @return whether it ends, and not at once.
bool check_lasts(const BestCase& best, double months) {
  CHECK(best.exact);
  if (best.lasting == Lasting::for_ever) {
    CHECK(months == 10'000);
  } else if (best.lasting == Lasting::at_once) {
    CHECK(months < 1e-6);
  } else {
    CHECK(best.months->count() == close_to(months, 1e-6));
    return true;
  }
  return false;
}

}  // namespace

TEST_CASE("without lead times one product lasts as long as a maximum flow allows") {
  std::size_t limited = 0;
  for (std::uint64_t seed = 0; seed < seeds(400); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_market(random, seed % 2 == 0, false);
    const BestCase best = best_of(network);
    const double months = largest([&](double time) { return Expanded(network, 1, time).meets_all(); });
    CAPTURE(months);
    limited += check_lasts(best, months) ? 1 : 0;
  }
  CHECK(limited > seeds(100));
}

TEST_CASE("with lead times of whole months one product lasts as long as its network expanded in time") {
  std::size_t lasted = 0, ended = 0;
  for (std::uint64_t seed = 0; seed < seeds(300); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_market(random, false, true);
    const BestCase best = best_of(network);
    for (std::size_t months = 1; months <= 12; ++months) {
      CAPTURE(months);
      const bool meets_all = Expanded(network, months, 1).meets_all();
      const auto time = static_cast<double>(months);
      if (time <= best.lower.count() * (1 - 1e-6)) {
        CHECK(meets_all);
        ++lasted;
      }
      if (time >= best.upper.count() * (1 + 1e-6)) {
        CHECK_FALSE(meets_all);
        ++ended;
      }
      // What meets all demand of so many months lies below the upper bound, and what does not above the lower one.
      if (meets_all) CHECK(best.upper.count() >= time * (1 - 1e-6));
      if (!meets_all) CHECK(best.lower.count() <= time * (1 + 1e-6));
    }
  }
  CHECK(lasted > seeds(300));
  CHECK(ended > seeds(300));
}

TEST_CASE("a tree of single suppliers lasts as long as plain recursion finds") {
  std::size_t limited = 0;
  for (std::uint64_t seed = 0; seed < seeds(600); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Network network = random_tree(random);
    const Tree tree(network);
    const BestCase best = best_of(network);
    const double months = largest([&](double time) { return tree.lasts(time); });
    CAPTURE(months);
    limited += check_lasts(best, months) ? 1 : 0;
  }
  CHECK(limited > seeds(150));
}
