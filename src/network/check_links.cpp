// SPDX-License-Identifier: Apache-2.0
/// @file  Whether inputs and edges fit together: each input fed, each edge wanted, neither there twice.
///
/// Products are turned into integers once and rows are grouped by node with a counting sort, so that an edge costs a
/// few look-ups in small arrays and no string.
#include <algorithm>
#include <cstdint>
#include <tuple>
#include <unordered_map>

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

/// The rows of a table by the node they belong to; rows of no node are left out.
template <RowId Id>
class ByNode {
 public:
  template <class Rows, class NodeOf>
  ByNode(std::size_t nodes, const Rows& rows, NodeOf node_of) : begin_(nodes + 1, 0) {
    const auto has_node = [&](Id id) { return index_of(node_of(rows[id])) < nodes; };
    for (const Id id : rows.ids()) {
      if (has_node(id)) ++begin_[index_of(node_of(rows[id])) + 1];
    }
    for (std::size_t node = 0; node < nodes; ++node) begin_[node + 1] += begin_[node];
    ids_.resize(begin_[nodes]);
    // Filling moves each begin to its end, which is the next begin: shift back afterwards.
    for (const Id id : rows.ids()) {
      if (has_node(id)) ids_[begin_[index_of(node_of(rows[id]))]++] = id;
    }
    for (std::size_t node = nodes; node > 0; --node) begin_[node] = begin_[node - 1];
    begin_[0] = 0;
  }

  /// An id that will come up soon after this one.
  [[nodiscard]] Id some_rows_on(const Id* id) const {
    constexpr std::ptrdiff_t ahead = 16;
    const Id* const last = ids_.data() + ids_.size() - 1;
    return last - id > ahead ? id[ahead] : *last;
  }

  [[nodiscard]] const Id* begin(std::size_t node) const { return ids_.data() + begin_[node]; }
  [[nodiscard]] const Id* end(std::size_t node) const { return ids_.data() + begin_[node + 1]; }

 private:
  std::vector<std::uint32_t> begin_;
  std::vector<Id> ids_;
};

/// An input of the node at hand, and whether an edge feeds it.
struct Need {
  Product product{};
  InputId input{};
  bool is_fed = false;
};

/// An edge into the node at hand.
struct Arrival {
  NodeId from{};
  LaneId lane{};
  EdgeId edge{};
};

class LinkCheck {
 public:
  LinkCheck(const Network& network, Findings& findings)
      : network_(network),
        findings_(findings),
        inputs_(network.nodes.size(), network.inputs, [](const Input& input) { return input.node; }),
        edges_(network.nodes.size(), network.edges, [](const Edge& edge) { return edge.to; }) {
    node_product_.reserve(network.nodes.size());
    for (const Node& node : network.nodes) node_product_.push_back(number_(node.product));
    input_product_.reserve(network.inputs.size());
    for (const Input& input : network.inputs) input_product_.push_back(number_(input.product));
  }

  void run() {
    for (const NodeId node : network_.nodes.ids()) {
      collect_needs(node);
      report_needs_twice();
      collect_arrivals(node);
      match(node);
      report_needs_unfed();
      report_arrivals_twice();
    }
  }

 private:
  void collect_needs(NodeId node) {
    needs_.clear();
    for (const auto* input = inputs_.begin(index_of(node)); input != inputs_.end(index_of(node)); ++input) {
      needs_.push_back({input_product_[*input], *input});
    }
    std::ranges::sort(needs_, {}, [](const Need& need) { return std::pair{need.product, need.input}; });
  }

  void report_needs_twice() {
    for (std::size_t i = 1; i < needs_.size(); ++i) {
      if (needs_[i].product != needs_[i - 1].product) continue;
      needs_[i].is_fed = true;  // its fault is to be there at all
      findings_.add(needs_[i].input, "the same input again", "one for each node and product");
    }
  }

  void collect_arrivals(NodeId node) {
    arrivals_.clear();
    for (const auto* edge = edges_.begin(index_of(node)); edge != edges_.end(index_of(node)); ++edge) {
      // Edges into one node lie anywhere in their table; those of the next nodes are under way meanwhile.
      __builtin_prefetch(&network_.edges[edges_.some_rows_on(edge)]);
      const Edge& row = network_.edges[*edge];
      if (index_of(row.from) < network_.nodes.size()) arrivals_.push_back({row.from, row.lane, *edge});
    }
  }

  void match(NodeId node) {
    for (const Arrival& arrival : arrivals_) {
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

  void report_arrivals_twice() {
    std::ranges::sort(arrivals_, {}, [](const Arrival& a) { return std::tuple{a.from, a.lane, a.edge}; });
    for (std::size_t i = 1; i < arrivals_.size(); ++i) {
      const Arrival &before = arrivals_[i - 1], &now = arrivals_[i];
      if (before.from != now.from || before.lane != now.lane) continue;
      findings_.add(now.edge, "the same edge again", "one for each from, to and lane");
    }
  }

  const Network& network_;
  Findings& findings_;
  ByNode<InputId> inputs_;
  ByNode<EdgeId> edges_;
  ProductNumbers number_;
  PerNode<Product> node_product_;
  PerInput<Product> input_product_;
  std::vector<Need> needs_;        // of the node at hand, by product
  std::vector<Arrival> arrivals_;  // of the node at hand
};

}  // namespace

void check_links(const Network& network, Findings& findings) { LinkCheck{network, findings}.run(); }

}  // namespace ytterby
