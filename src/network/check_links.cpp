// SPDX-License-Identifier: Apache-2.0
/// @file  Whether inputs and edges fit together: each input fed, each edge wanted, neither there twice.
///
/// Products are turned into integers and rows are grouped by node with counting sorts, so that an edge costs a few
/// look-ups in small arrays and no string.
#include <algorithm>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "network/findings.hpp"

namespace ytterby {
namespace {

using Product = std::uint32_t;

/// Gives equal products equal integers.
class ProductNumbers {
 public:
  Product operator()(std::string_view product) {
    return numbers_.try_emplace(product, static_cast<Product>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string_view, Product> numbers_;
};

/// The inputs of each node; those of no node are left out.
class InputsByNode {
 public:
  explicit InputsByNode(const Network& network) : begin_(network.nodes.size() + 1, 0) {
    const auto nodes = network.nodes.size();
    const auto has_node = [&](InputId id) { return index_of(network.inputs[id].node) < nodes; };
    for (const InputId id : network.inputs.ids()) {
      if (has_node(id)) ++begin_[index_of(network.inputs[id].node) + 1];
    }
    for (std::size_t node = 0; node < nodes; ++node) begin_[node + 1] += begin_[node];
    ids_.resize(begin_[nodes]);
    // Filling moves each begin to its end, which is the next begin: shift back afterwards.
    for (const InputId id : network.inputs.ids()) {
      if (has_node(id)) ids_[begin_[index_of(network.inputs[id].node)]++] = id;
    }
    for (std::size_t node = nodes; node > 0; --node) begin_[node] = begin_[node - 1];
    begin_[0] = 0;
  }

  [[nodiscard]] std::span<const InputId> operator[](NodeId node) const {
    const auto first = begin_[index_of(node)];
    return std::span{ids_}.subspan(first, begin_[index_of(node) + 1] - first);
  }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<InputId> ids_;
};

/// An edge into some node.
struct Arrival {
  NodeId from{};
  EdgeId edge{};
};

/// The edges into each node, some nodes at a time: all at once would be much of the memory that a case takes, and
/// going through the table a few times is faster than going to its rows in any order.
class ArrivalsByNode {
 public:
  explicit ArrivalsByNode(const Network& network)
      : network_(network),
        degree_(network.nodes.size(), 0),
        enough_(std::max<std::size_t>(network.edges.size() / most_times, least_at_a_time)) {
    for (const Edge& edge : network.edges) {
      if (has_ends(edge)) ++degree_[edge.to];
    }
  }

  /// Goes on to the nodes after those at hand; they must be there.
  void advance() {
    const auto nodes = network_.nodes.size();
    std::size_t count = 0;
    first_ = last_;
    for (begin_.clear(); last_ < nodes && count < enough_; ++last_) {
      begin_.push_back(static_cast<std::uint32_t>(count));
      count += degree_[id_at<NodeId>(last_)];
    }
    begin_.push_back(static_cast<std::uint32_t>(count));
    arrivals_ = {};  // before the new: growing would take both
    arrivals_.resize(count);
    fill();
  }

  /// Nodes that are at hand are those before this one.
  [[nodiscard]] NodeId end() const { return id_at<NodeId>(last_); }

  /// For a node at hand; may be reordered.
  [[nodiscard]] std::span<Arrival> operator[](NodeId node) {
    const auto last = begin_[index_of(node) - first_];
    return std::span{arrivals_}.subspan(last - degree_[node], degree_[node]);
  }

 private:
  static constexpr std::size_t most_times = 8, least_at_a_time = std::size_t{1} << 16U;

  [[nodiscard]] bool has_ends(const Edge& edge) const {
    return index_of(edge.from) < network_.nodes.size() && index_of(edge.to) < network_.nodes.size();
  }

  /// Moves each begin to its end.
  void fill() {
    for (const EdgeId id : network_.edges.ids()) {
      const Edge& edge = network_.edges[id];
      const auto node = index_of(edge.to) - first_;  // beyond all for nodes before the first
      if (node < last_ - first_ && has_ends(edge)) arrivals_[begin_[node]++] = {edge.from, id};
    }
  }

  const Network& network_;
  PerNode<std::uint32_t> degree_;
  std::size_t enough_;                     // edges at a time
  std::size_t first_ = 0, last_ = 0;       // at hand
  std::vector<std::uint32_t> begin_ = {};  // by node from the first on; after filling, the end
  std::vector<Arrival> arrivals_ = {};
};

/// An input of the node at hand, and whether an edge feeds it.
struct Need {
  Product product{};
  InputId input{};
  bool is_fed = false;
};

class LinkCheck {
 public:
  LinkCheck(const Network& network, Findings& findings)
      : network_(network), findings_(findings), inputs_(network), arrivals_(network) {
    node_product_.reserve(network.nodes.size());
    for (const Node& node : network.nodes) node_product_.push_back(number_(node.product));
  }

  void run() {
    for (const NodeId node : network_.nodes.ids()) {
      if (node == arrivals_.end()) arrivals_.advance();
      collect_needs(node);
      report_needs_twice();
      const auto arrivals = arrivals_[node];
      match(node, arrivals);
      report_needs_unfed();
      report_arrivals_twice(arrivals);
    }
  }

 private:
  void collect_needs(NodeId node) {
    needs_.clear();
    for (const InputId input : inputs_[node]) needs_.push_back({number_(network_.inputs[input].product), input});
    std::ranges::sort(needs_, {}, [](const Need& need) { return std::pair{need.product, need.input}; });
  }

  void report_needs_twice() {
    for (std::size_t i = 1; i < needs_.size(); ++i) {
      if (needs_[i].product != needs_[i - 1].product) continue;
      needs_[i].is_fed = true;  // its fault is to be there at all
      findings_.add(needs_[i].input, "the same input again", "one for each node and product");
    }
  }

  void match(NodeId node, std::span<const Arrival> arrivals) {
    for (const Arrival& arrival : arrivals) {
      const auto product = node_product_[arrival.from];
      const auto need = std::ranges::lower_bound(needs_, product, {}, &Need::product);
      if (need != needs_.end() && need->product == product) {
        need->is_fed = true;
      } else {
        report_unwanted(arrival.edge, arrival.from, node);
      }
    }
  }

  void report_needs_unfed() {
    for (const Need& need : needs_) {
      if (!need.is_fed) findings_.add(need.input, "no edge that brings it", "at least one");
    }
  }

  void report_unwanted(EdgeId edge, NodeId from, NodeId to) {
    std::string needed;
    for (const Need& need : needs_) {
      needed += fmt::format("{}'{}'", needed.empty() ? "" : ", ", network_.inputs[need.input].product);
    }
    findings_.add(
        edge, fmt::format("product '{}'", network_.nodes[from].product),
        fmt::format("one that '{}' needs ({})", network_.nodes[to].name, needed.empty() ? "it has no inputs" : needed));
  }

  void report_arrivals_twice(std::span<Arrival> arrivals) {
    std::ranges::sort(arrivals, {}, [](const Arrival& a) { return std::pair{a.from, a.edge}; });
    for (auto rest = arrivals; rest.size() > 1;) {
      const auto other = std::ranges::find_if(rest, [&](const Arrival& a) { return a.from != rest.front().from; });
      const auto same = static_cast<std::size_t>(other - rest.begin());
      if (same > 1) report_lanes_twice(rest.first(same));
      rest = rest.subspan(same);
    }
  }

  /// Of edges with the same ends.
  void report_lanes_twice(std::span<Arrival> arrivals) {
    const auto lane = [&](const Arrival& a) { return network_.edges[a.edge].lane; };
    std::ranges::sort(arrivals, {}, [&](const Arrival& a) { return std::pair{lane(a), a.edge}; });
    for (std::size_t i = 1; i < arrivals.size(); ++i) {
      if (lane(arrivals[i]) != lane(arrivals[i - 1])) continue;
      findings_.add(arrivals[i].edge, "the same edge again", "one for each from, to and lane");
    }
  }

  const Network& network_;
  Findings& findings_;
  InputsByNode inputs_;
  ArrivalsByNode arrivals_;
  ProductNumbers number_;
  PerNode<Product> node_product_;
  std::vector<Need> needs_;  // of the node at hand, by product
};

}  // namespace

void check_links(const Network& network, Findings& findings) { LinkCheck{network, findings}.run(); }

}  // namespace ytterby
