// SPDX-License-Identifier: Apache-2.0
/// @file  Drawing a network layer by layer, then shuffling its rows.
#include "generate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <ratio>
#include <string>
#include <utility>
#include <vector>

#include "blocks.hpp"
#include "ytterby/core/error.hpp"

namespace ytterby::bench {

namespace {

using Weeks = std::chrono::duration<double, std::ratio<604'800>>;
using Days = std::chrono::duration<double, std::ratio<86'400>>;

constexpr std::size_t layers = 6, refine = 1, industry = 5;
constexpr std::array<const char*, layers> stage{"mine", "refine", "metal", "magnet", "component", "industry"};
constexpr std::array<std::size_t, layers> products_of_layer{1, 2, 2, 1, 2, 1};
constexpr double degree_shape = 2, demand_shape = 1.5;
constexpr double scrap_share = 0.02;  ///< of an industry's demand, on each of its recycling edges
constexpr std::size_t scrap_suppliers = 4;

/// What a stream is drawn for; with the block's number it makes the trial.
enum class Purpose : std::uint64_t { nodes, inputs, edges, node_rows, edge_rows };

/// The rows of `first` up to before `last`.
struct Span {
  std::size_t first = 0, last = 0;
  [[nodiscard]] std::size_t size() const { return last - first; }
};

struct DraftNode {
  std::size_t layer = 0;
  double pull = 1;  ///< how strongly it attracts customers
  double demand = 0, output = 0, headroom = 1, months_of_stock = 0;
  bool from_china = false;
  bool needs_both = false;  ///< of two products of the layer above
  std::size_t choice = 0;   ///< else this one
};

struct DraftInput {
  std::size_t node = 0;
  std::size_t supplier_layer = 0, product = 0;
  double pull = 1;  ///< how many suppliers it has
  double t_per_t = 1, months_of_stock = 0;
  Span edges = {};
  std::size_t first_stub = 0;  ///< place of its first edge among all for its product
};

struct DraftEdge {
  std::size_t from = 0, to = 0;
  double share = 0, flow = 0;
  Months lead{};
};

class Generator {
 public:
  explicit Generator(const GenerateOptions& options) : options_(options), nodes_(options.edges / 8) {
    recycled_ = static_cast<std::size_t>(std::lround(options.recycling * static_cast<double>(options.edges)));
  }

  Network run() {
    draw_nodes();
    list_inputs();
    draw_inputs();
    spread_edges();
    draw_edges();
    propagate();
    return shuffled();
  }

 private:
  [[nodiscard]] RandomStream stream(Purpose purpose, std::size_t block = 0) const {
    return {options_.seed, static_cast<std::uint64_t>(purpose) << 32 | block};
  }
  [[nodiscard]] Span layer(std::size_t at) const {
    return {nodes_.size() * at / layers, nodes_.size() * (at + 1) / layers};
  }
  /// Those of a layer that make one product.
  [[nodiscard]] Span makers(std::size_t at, std::size_t product) const {
    const Span all = layer(at);
    const std::size_t kinds = products_of_layer[at];
    return {all.first + all.size() * product / kinds, all.first + all.size() * (product + 1) / kinds};
  }
  [[nodiscard]] std::size_t product_of(std::size_t node) const {
    const std::size_t at = nodes_[node].layer;
    return products_of_layer[at] > 1 && node >= makers(at, 1).first ? 1 : 0;
  }
  [[nodiscard]] static std::string product_name(std::size_t at, std::size_t product) {
    return std::string(stage[at]) + (product == 0 ? " A" : " B");
  }

  static double months_of_stock(RandomStream& random) { return 1.7 * std::exp(0.55 * random.normal()); }

  void draw_nodes() {
    for (std::size_t at = 0; at < layers; ++at)
      for (std::size_t node = layer(at).first; node < layer(at).last; ++node) nodes_[node].layer = at;
    for_each_block(nodes_.size(), options_.threads, [&](std::size_t block, std::size_t first, std::size_t last) {
      RandomStream random = stream(Purpose::nodes, block);
      for (std::size_t i = first; i < last; ++i) {
        DraftNode& node = nodes_[i];
        node.pull = random.pareto(degree_shape);
        node.headroom = 1.02 + 0.58 * random.uniform();
        node.months_of_stock = months_of_stock(random);
        node.from_china = random.uniform() < 0.6;
        node.needs_both = random.uniform() < 0.5;
        node.choice = random.below(2);
        if (node.layer == industry) node.demand = 10 * random.pareto(demand_shape);
      }
    });
    pull_before_.resize(nodes_.size() + 1, 0);
    for (std::size_t i = 0; i < nodes_.size(); ++i) pull_before_[i + 1] = pull_before_[i] + nodes_[i].pull;
  }

  void list_inputs() {
    const Span refiners = layer(refine);
    const std::size_t scrap_users = std::min(refiners.size(), (recycled_ + scrap_suppliers - 1) / scrap_suppliers);
    for (std::size_t i = layer(1).first; i < nodes_.size(); ++i) {
      const DraftNode& node = nodes_[i];
      const std::size_t above = node.layer - 1;
      for (std::size_t product = 0; product < products_of_layer[above]; ++product)
        if (products_of_layer[above] == 1 || node.needs_both || node.choice == product)
          inputs_.push_back({.node = i, .supplier_layer = above, .product = product});
      const std::size_t place = i - refiners.first;  // scrap users lie evenly among the refiners
      if (node.layer == refine && (place + 1) * scrap_users / refiners.size() > place * scrap_users / refiners.size())
        inputs_.push_back({.node = i, .supplier_layer = industry, .product = 0});
    }
  }

  void draw_inputs() {
    for_each_block(inputs_.size(), options_.threads, [&](std::size_t block, std::size_t first, std::size_t last) {
      RandomStream random = stream(Purpose::inputs, block);
      for (std::size_t i = first; i < last; ++i) {
        DraftInput& input = inputs_[i];
        input.pull = random.pareto(degree_shape);
        input.t_per_t = 0.8 + 0.7 * random.uniform();
        input.months_of_stock = months_of_stock(random);
      }
    });
  }

  [[nodiscard]] bool is_scrap(const DraftInput& input) const { return input.supplier_layer == industry; }

  /// Deals out exactly the edges asked for: one to each input, the rest by its pull, scrap evenly.
  void spread_edges() {
    double pull = 0;
    std::size_t users = 0;
    for (DraftInput& input : inputs_) {
      users += is_scrap(input) ? 1 : 0;
      const auto suppliers = static_cast<double>(makers(input.supplier_layer, input.product).size());
      input.pull = std::min(input.pull, suppliers / 10);  // its edges must find that many suppliers
      if (!is_scrap(input)) pull += input.pull;
    }
    const std::size_t forward = options_.edges - recycled_, rest = forward - (inputs_.size() - users);
    double pull_so_far = 0;
    std::size_t dealt = 0, scrap = 0, next = 0;
    std::array<std::array<std::size_t, 2>, layers> stubs{};
    for (DraftInput& input : inputs_) {
      std::size_t degree = 0;
      if (is_scrap(input)) {
        ++scrap;
        degree = recycled_ * scrap / users - recycled_ * (scrap - 1) / users;
      } else {
        pull_so_far += input.pull;
        const auto share = static_cast<std::size_t>(static_cast<double>(rest) * (pull_so_far / pull));
        const std::size_t until = &input == &inputs_.back() ? rest : std::min(rest, share);
        degree = 1 + until - dealt;
        dealt = until;
      }
      input.edges = {next, next + degree};
      next += degree;
      std::size_t& stub = stubs[input.supplier_layer][input.product];
      input.first_stub = stub;
      stub += degree;
    }
    stubs_ = stubs;
    edges_.resize(options_.edges);
  }

  void draw_edges() {
    for_each_block(inputs_.size(), options_.threads, [&](std::size_t block, std::size_t first, std::size_t last) {
      RandomStream random = stream(Purpose::edges, block);
      std::vector<std::size_t> taken;
      for (std::size_t i = first; i < last; ++i) draw_edges_of(inputs_[i], random, taken);
    });
  }

  void draw_edges_of(const DraftInput& input, RandomStream& random, std::vector<std::size_t>& taken) {
    const Span suppliers = makers(input.supplier_layer, input.product);
    const std::size_t degree = input.edges.size(), all = stubs_[input.supplier_layer][input.product];
    taken.clear();
    for (std::size_t k = input.first_stub; k < input.first_stub + degree;
         ++k) {  // so that each supplier has a customer
      const std::size_t now = k * suppliers.size() / all, then = (k + 1) * suppliers.size() / all;
      if (now != then) taken.push_back(suppliers.first + now);
    }
    while (taken.size() < degree) {
      const double from = pull_before_[suppliers.first], to = pull_before_[suppliers.last];
      const auto after = std::upper_bound(pull_before_.begin() + static_cast<std::ptrdiff_t>(suppliers.first),
                                          pull_before_.begin() + static_cast<std::ptrdiff_t>(suppliers.last),
                                          from + (to - from) * random.uniform());
      auto supplier = static_cast<std::size_t>(after - pull_before_.begin()) - 1;
      while (std::find(taken.begin(), taken.end(), supplier) != taken.end())
        supplier = supplier + 1 < suppliers.last ? supplier + 1 : suppliers.first;
      taken.push_back(supplier);
    }
    double sum = 0;
    for (std::size_t k = 0; k < degree; ++k) {
      DraftEdge& edge = edges_[input.edges.first + k];
      edge = {.from = taken[k], .to = input.node, .share = 0.05 + random.exponential(), .lead = draw_lead(random)};
      if (is_scrap(input)) edge.lead = Weeks{26};
      sum += edge.share;
    }
    for (std::size_t k = input.edges.first; k < input.edges.last; ++k) edges_[k].share /= sum;
  }

  static Months draw_lead(RandomStream& random) {
    if (random.below(8) != 0) return Weeks{static_cast<double>(random.below(13))};
    return Days{static_cast<double>(7 * random.below(12) + 1 + random.below(6))};
  }

  /// Needs, from the industries up; one thread, since customers share suppliers.
  void propagate() {
    for (DraftNode& node : nodes_) node.output = node.demand;
    for (const DraftInput& input : inputs_) {
      if (!is_scrap(input)) continue;
      for (std::size_t k = input.edges.first; k < input.edges.last; ++k) {
        edges_[k].flow = scrap_share * nodes_[edges_[k].from].demand;
        nodes_[edges_[k].from].output += edges_[k].flow;
      }
    }
    for (std::size_t i = inputs_.size(); i-- > 0;) {  // inputs are in the order of nodes, and those of layers
      DraftInput& input = inputs_[i];
      const double output = nodes_[input.node].output;
      double inflow = 0;
      for (std::size_t k = input.edges.first; k < input.edges.last; ++k) {
        if (!is_scrap(input)) {
          edges_[k].flow = edges_[k].share * input.t_per_t * output;
          nodes_[edges_[k].from].output += edges_[k].flow;
        }
        inflow += edges_[k].flow;
      }
      input.t_per_t = inflow / output;
    }
  }

  [[nodiscard]] std::vector<std::size_t> shuffled_rows(Purpose purpose, std::size_t count) const {
    RandomStream random = stream(purpose);
    std::vector<std::size_t> rows(count);
    std::iota(rows.begin(), rows.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) std::swap(rows[i - 1], rows[random.below(static_cast<std::uint32_t>(i))]);
    return rows;
  }

  [[nodiscard]] Network shuffled() const {
    static constexpr std::array<const char*, 5> elsewhere{"AUS", "DEU", "JPN", "USA", "VNM"};
    const auto node_rows = shuffled_rows(Purpose::node_rows, nodes_.size());
    std::vector<NodeId> id(nodes_.size());
    for (std::size_t row = 0; row < nodes_.size(); ++row) id[node_rows[row]] = id_at<NodeId>(row);
    std::vector<std::size_t> first_input(nodes_.size() + 1, inputs_.size());
    for (std::size_t i = inputs_.size(); i-- > 0;) first_input[inputs_[i].node] = i;

    Network network;
    network.nodes.reserve(nodes_.size());
    network.inputs.reserve(inputs_.size());
    network.edges.reserve(edges_.size());
    for (const std::size_t i : node_rows) {
      const DraftNode& node = nodes_[i];
      network.add(Node{.name = std::string(stage[node.layer]) + ' ' + std::to_string(i),
                       .product = product_name(node.layer, product_of(i)),
                       .stage = stage[node.layer],
                       .country = node.from_china ? "CHN" : elsewhere[i % elsewhere.size()],
                       .capacity = {node.output * node.headroom},
                       .stock = {node.output * node.months_of_stock},
                       .demand = {node.demand}});
      for (std::size_t k = first_input[i]; k < inputs_.size() && inputs_[k].node == i; ++k) {
        const DraftInput& input = inputs_[k];
        network.add(Input{.node = id[i],
                          .product = product_name(input.supplier_layer, input.product),
                          .t_per_t = input.t_per_t,
                          .stock = {node.output * input.t_per_t * input.months_of_stock},
                          .essential = is_scrap(input) ? 0.2 : 1.0});
      }
    }
    for (const std::size_t i : shuffled_rows(Purpose::edge_rows, edges_.size())) {
      const DraftEdge& edge = edges_[i];
      network.add(Edge{.from = id[edge.from], .to = id[edge.to], .flow = {edge.flow}, .lead_time = edge.lead});
    }
    return network;
  }

  GenerateOptions options_;
  std::size_t recycled_ = 0;
  std::vector<DraftNode> nodes_;
  std::vector<double> pull_before_ = {};  ///< [node] of all before it
  std::vector<DraftInput> inputs_ = {};
  std::array<std::array<std::size_t, 2>, layers> stubs_ = {};  ///< edges by what they carry
  std::vector<DraftEdge> edges_ = {};
};

}  // namespace

Network generate(const GenerateOptions& options) {
  if (options.edges < 1000) throw InvalidOptions("edges: expected 1000 or more");
  if (!(options.recycling >= 0 && options.recycling <= 0.1)) throw InvalidOptions("recycling: expected 0 to 0.1");
  if (options.threads < 1) throw InvalidOptions("threads: expected 1 or more");
  return Generator(options).run();
}

}  // namespace ytterby::bench
