// SPDX-License-Identifier: Apache-2.0
/// @file  Drawing bills of materials in layers.
#include "layered_bill.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "tests/support/random.hpp"

namespace ytterby::bench {

namespace {

using test::Random;
using Makers = std::vector<std::uint32_t>;

constexpr std::size_t layers = 4, most_products = 3;

/// Who makes what, layer by layer; nodes are numbered from raw parts to end products.
std::array<std::vector<Makers>, layers> draw_products(Random& random, std::size_t nodes) {
  std::array<std::size_t, layers> size{};
  size[3] = std::max<std::size_t>(1, nodes * 3 / 34);
  size[2] = std::max<std::size_t>(1, nodes * 6 / 34);
  size[1] = std::max<std::size_t>(1, nodes * 9 / 34);
  size[0] = nodes - size[1] - size[2] - size[3];
  std::array<std::vector<Makers>, layers> products;
  std::uint32_t node = 0;
  for (std::size_t layer = 0; layer < layers; ++layer) {
    for (std::size_t left = size[layer]; left > 0;) {
      const double kind = layer + 1 < layers ? random.uniform() : 0;
      const std::size_t makers = std::min<std::size_t>(left, kind < 5.0 / 6 ? 1 : kind < 17.0 / 18 ? 2 : 3);
      Makers& product = products[layer].emplace_back();
      for (std::size_t m = 0; m < makers; ++m) product.push_back(node++);
      left -= makers;
    }
  }
  return products;
}

class Builder {
 public:
  Builder(Random& random, std::size_t nodes) : random_(random), needs_(nodes) {
    for (auto* list : {&bill_.capacity, &bill_.stock, &bill_.demand, &bill_.price}) list->assign(nodes, 0);
  }

  [[nodiscard]] bool may_need(std::uint32_t node, std::uint32_t product) const {
    const auto& needed = needs_[node];
    return needed.size() < most_products && std::find(needed.begin(), needed.end(), product) == needed.end();
  }

  /// @param product  Its place in the layer below.
  void need(std::uint32_t node, std::uint32_t product, const Makers& makers) {
    needs_[node].push_back(product);
    const auto input = static_cast<std::uint32_t>(bill_.inputs());
    bill_.input_node.push_back(node);
    bill_.per_output.push_back(random_.between(0.5, 3));
    bill_.input_stock.push_back(0);
    for (const std::uint32_t maker : makers) {
      bill_.edge_from.push_back(maker);
      bill_.edge_input.push_back(input);
      bill_.edge_capacity.push_back(std::numeric_limits<double>::infinity());
    }
  }

  [[nodiscard]] std::size_t edges() const { return bill_.edges(); }

  BillOfMaterials finish(std::size_t targets) {
    const BillIndex index(bill_);
    std::vector<double> needed(bill_.nodes(), 0);
    for (std::size_t node = bill_.nodes(); node-- > 0;) {  // customers have higher numbers
      if (node >= bill_.nodes() - targets) {
        bill_.demand[node] = needed[node] = random_.between(50, 500);
        bill_.price[node] = random_.between(1'000, 10'000);
      }
      for (const std::uint32_t input : index.inputs_of[node]) {
        const auto suppliers = index.edges_into[input];
        const double taken = bill_.per_output[input] * needed[node];
        const double each = taken / static_cast<double>(suppliers.size());
        bill_.input_stock[input] = months_of(taken);
        for (const std::uint32_t edge : suppliers) {
          needed[bill_.edge_from[edge]] += each;
          if (random_.chance(1.0 / 3)) bill_.edge_capacity[edge] = each * random_.between(1.2, 2);
        }
      }
      bill_.capacity[node] = needed[node] * random_.between(1.05, 1.6);
      bill_.stock[node] = months_of(needed[node]);
    }
    return std::move(bill_);
  }

 private:
  double months_of(double rate) { return random_.chance(1.0 / 3) ? 0 : rate * random_.between(0, 3); }

  Random& random_;
  BillOfMaterials bill_ = {};
  std::vector<std::vector<std::uint32_t>> needs_;  // [node] products
};

}  // namespace

BillOfMaterials layered_bill(const LayeredBill& wanted) {
  Random random(wanted.seed);
  const auto products = draw_products(random, wanted.nodes);
  Builder builder(random, wanted.nodes);
  // Everybody needs something, and every product is needed.
  std::vector<std::vector<std::uint32_t>> nodes(layers);
  for (std::size_t layer = 1; layer < layers; ++layer) {
    for (const Makers& makers : products[layer]) nodes[layer].insert(nodes[layer].end(), makers.begin(), makers.end());
    const auto& below = products[layer - 1];
    for (std::uint32_t p = 0; p < std::max(below.size(), nodes[layer].size()); ++p) {
      const auto product = static_cast<std::uint32_t>(p % below.size());
      const std::uint32_t node = nodes[layer][p < nodes[layer].size() ? p : random.below(nodes[layer].size())];
      if (builder.may_need(node, product)) {
        builder.need(node, product, below[product]);
      } else if (p >= nodes[layer].size()) {
        --p;  // somebody else
      }
    }
  }
  constexpr std::size_t tries = 1'000'000;
  for (std::size_t t = 0; t < tries && builder.edges() < wanted.edges; ++t) {
    const std::size_t layer = 1 + random.below(layers - 1);
    const std::uint32_t node = random.pick(nodes[layer]);
    const auto product = static_cast<std::uint32_t>(random.below(products[layer - 1].size()));
    const Makers& makers = products[layer - 1][product];
    if (builder.may_need(node, product) && builder.edges() + makers.size() <= wanted.edges)
      builder.need(node, product, makers);
  }
  return builder.finish(nodes.back().size());
}

}  // namespace ytterby::bench
