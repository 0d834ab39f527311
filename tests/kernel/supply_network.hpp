// SPDX-License-Identifier: Apache-2.0
/// @file  Small supply networks for the tests of brackets, built node by node or drawn, and plain checks of proofs.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/random.hpp"
#include "ytterby/kernel/supply_rows.hpp"

namespace ytterby::test {

inline constexpr double unlimited = std::numeric_limits<double>::infinity();

/// One scenario on one network, in plain vectors.
struct SupplyNetwork {
  kernel::SupplyRows rows = {.slot_begin = {0}, .in_begin = {0}};
  std::vector<double> demand = {}, finished = {}, capacity = {}, stock = {}, arc_capacity = {}, grants = {};

  struct Arc {
    std::uint32_t from = 0;
    double flow = 1, capacity = unlimited, share = kernel::SupplyRows::free;
    std::uint32_t office = kernel::SupplyRows::none;
    double t_per_licence = 1;
  };
  struct Input {
    std::vector<Arc> arcs = {};
    double stock = 0, t_per_t = 1;
  };
  struct Node {
    double demand = 0, finished = 0, capacity = unlimited;
    std::vector<Input> inputs = {};
  };

  void add(const Node& node) {
    demand.push_back(node.demand);
    finished.push_back(node.finished);
    capacity.push_back(node.capacity);
    for (const Input& input : node.inputs) {
      rows.t_per_t.push_back(input.t_per_t);
      stock.push_back(input.stock);
      for (const Arc& arc : input.arcs) {
        rows.from.push_back(arc.from);
        rows.flow.push_back(arc.flow);
        rows.share.push_back(arc.share);
        rows.office.push_back(arc.office);
        rows.t_per_licence.push_back(arc.t_per_licence);
        arc_capacity.push_back(arc.capacity);
      }
      rows.in_begin.push_back(static_cast<std::uint32_t>(rows.from.size()));
    }
    rows.slot_begin.push_back(static_cast<std::uint32_t>(rows.t_per_t.size()));
  }
  /// Offices by their grants; without a call there are none, and no shares or arc capacities unless asked for.
  void finish(bool shared, bool capped, const std::vector<double>& licences = {}) {
    if (!shared) rows.share.clear();
    if (!capped) arc_capacity.clear();
    grants = licences;
    rows.offices = licences.size();
    if (licences.empty()) {
      rows.office.clear();
      rows.t_per_licence.clear();
    }
  }

  [[nodiscard]] std::uint32_t node_of(std::size_t slot) const {
    return static_cast<std::uint32_t>(std::upper_bound(rows.slot_begin.begin(), rows.slot_begin.end(), slot) -
                                      rows.slot_begin.begin() - 1);
  }

  /// The same in each scenario, stocks times `factors`.
  template <int Width>
  [[nodiscard]] kernel::SupplyCase<double, Width> supply(const std::vector<double>& factors) const {
    const auto fill = [&](const std::vector<double>& values, bool scaled) {
      kernel::PackArray<double, Width> array(values.size());
      for (std::size_t row = 0; row < values.size(); ++row)
        for (std::size_t s = 0; s < Width; ++s) array.at(row, s) = values[row] * (scaled ? factors[s] : 1);
      return array;
    };
    return {.demand = fill(demand, false),
            .finished = fill(finished, true),
            .stock = fill(stock, true),
            .capacity = fill(capacity, false),
            .arc_capacity = fill(arc_capacity, false),
            .grants = fill(grants, false)};
  }
  [[nodiscard]] kernel::SupplyCase<double, 1> supply() const { return supply<1>({1.0}); }

  /// Whether a plan satisfies every row at this rate, to 1e-9 of the demand: the rows of the program, one by one.
  [[nodiscard]] bool holds(const std::vector<double>& flow, const std::vector<double>& made, double rate,
                           double stock_factor = 1) const {
    double scale = 0;
    for (const double tonnes : demand) scale = std::max(scale, tonnes);
    const double slack = 1e-9 * scale;
    for (std::size_t i = 0; i < demand.size(); ++i) {
      double out = demand[i];
      for (std::size_t e = 0; e < flow.size(); ++e)
        if (rows.from[e] == i) out += flow[e];
      if (!(out <= made[i] + rate * stock_factor * finished[i] + slack)) return false;
      if (!(made[i] >= 0 && made[i] <= capacity[i] + slack)) return false;
    }
    for (std::size_t a = 0; a < stock.size(); ++a) {
      double in = rate * stock_factor * stock[a];
      for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e) in += flow[e];
      if (!(rows.t_per_t[a] * made[node_of(a)] <= in + slack)) return false;
    }
    std::vector<double> used(grants.size());
    for (std::size_t e = 0; e < flow.size(); ++e) {
      if (!(flow[e] >= 0)) return false;
      if (!arc_capacity.empty() && !(flow[e] <= arc_capacity[e] + slack)) return false;
      const std::size_t i = rows.from[e];
      if (!rows.share.empty() && rows.share[e] < unlimited &&
          !(flow[e] <= rows.share[e] * (made[i] + rate * stock_factor * finished[i]) + slack))
        return false;
      if (!rows.office.empty() && rows.office[e] != kernel::SupplyRows::none)
        used[rows.office[e]] += flow[e] / rows.t_per_licence[e];
    }
    for (std::size_t o = 0; o < used.size(); ++o)
      if (!(used[o] <= grants[o] + slack)) return false;
    return true;
  }

  /// The rate that prices prove, by the formula of weak duality; minus infinity where an unlimited column would earn.
  [[nodiscard]] double proven(const std::vector<double>& output, const std::vector<double>& input,
                              const std::vector<double>& share, const std::vector<double>& office,
                              double stock_factor = 1) const {
    double gain = 0, loss = 0, stocks = 0, largest = 0;
    for (const double price : output) largest = std::max(largest, price);
    const double slack = 1e-9 * largest;
    std::vector<double> shares(demand.size());
    for (std::size_t e = 0; e < share.size(); ++e)
      if (share[e] > 0) shares[rows.from[e]] += rows.share[e] * share[e];
    for (std::size_t i = 0; i < demand.size(); ++i) {
      double earned = output[i] + shares[i];
      gain += demand[i] * output[i];
      stocks += stock_factor * finished[i] * earned;
      for (std::size_t a = rows.slot_begin[i]; a < rows.slot_begin[i + 1]; ++a) earned -= rows.t_per_t[a] * input[a];
      if (capacity[i] < unlimited)
        loss += capacity[i] * std::max(earned, 0.0);
      else if (earned > slack)
        return -unlimited;
    }
    for (std::size_t a = 0; a < stock.size(); ++a) {
      stocks += stock_factor * stock[a] * input[a];
      for (std::size_t e = rows.in_begin[a]; e < rows.in_begin[a + 1]; ++e) {
        double earned = input[a] - output[rows.from[e]];
        if (!share.empty()) earned -= share[e];
        if (!rows.office.empty() && rows.office[e] != kernel::SupplyRows::none)
          earned -= office[rows.office[e]] / rows.t_per_licence[e];
        if (!arc_capacity.empty() && arc_capacity[e] < unlimited)
          loss += arc_capacity[e] * std::max(earned, 0.0);
        else if (earned > slack)
          return -unlimited;
      }
    }
    for (std::size_t o = 0; o < grants.size(); ++o) loss += grants[o] * office[o];
    return gain > loss ? (gain - loss) / stocks : -unlimited;
  }
};

template <int Width>
[[nodiscard]] std::vector<double> column(const kernel::PackArray<double, Width>& array, std::size_t s) {
  std::vector<double> values(array.rows());
  for (std::size_t row = 0; row < values.size(); ++row) values[row] = array.at(row, s);
  return values;
}

/// A plant of 10 t a month with 4 t finished. It needs a tonne of a first material, of which it gets 6 t a month and
/// has 20 t, and two of a second, of which it gets 15 t a month and has 50 t.
[[nodiscard]] inline SupplyNetwork plant_of_two_materials() {
  SupplyNetwork network;
  network.add({.capacity = 6});
  network.add({.capacity = 15});
  network.add({.demand = 10,
               .finished = 4,
               .inputs = {{.arcs = {{.from = 0}}, .stock = 20}, {.arcs = {{.from = 1}}, .stock = 50, .t_per_t = 2}}});
  network.finish(false, false);
  return network;
}

struct DrawOptions {
  std::size_t layers = 4, width = 4;
  std::size_t most_inputs = 1;  ///< of a node, each of a material of its own
  bool recipes = false;         ///< other than a tonne for a tonne
  bool cycles = false, shares = false, arc_capacities = false, offices = false;
  double tight = 0.9;  ///< capacity of mines for what is needed, about
};

/// Layers of firms, of which the last has demand; usual flows spread needs evenly over suppliers.
[[nodiscard]] inline SupplyNetwork draw(Random& random, const DrawOptions& options) {
  SupplyNetwork network;
  const std::size_t firms = options.layers * options.width;
  for (std::size_t i = 0; i < firms; ++i) {
    const std::size_t layer = i / options.width;
    SupplyNetwork::Node node;
    if (layer + 1 == options.layers) node.demand = random.between(1, 10);
    node.finished = random.chance(0.3) ? 0 : random.between(0, 20);
    node.capacity = layer == 0           ? random.between(1, 20) * options.tight
                    : random.chance(0.3) ? unlimited
                                         : random.between(2, 40);
    for (std::size_t k = layer == 0 ? 0 : 1 + random.below(options.most_inputs); k > 0; --k) {
      SupplyNetwork::Input input;
      input.stock = random.chance(0.3) ? 0 : random.between(0, 20);
      if (options.recipes) input.t_per_t = random.between(0.3, 3);
      for (std::size_t from = (layer - 1) * options.width; from < layer * options.width; ++from)
        if (random.chance(0.6) || from % options.width == i % options.width)
          input.arcs.push_back({.from = static_cast<std::uint32_t>(from)});
      if (options.cycles && random.chance(0.3))
        input.arcs.push_back({.from = static_cast<std::uint32_t>(i + random.below(firms - i))});
      for (auto& arc : input.arcs) {
        if (random.chance(0.4)) arc.capacity = random.between(0, 8);
        if (random.chance(0.4)) arc.share = random.chance(0.1) ? 0 : random.between(0.2, 1);
        if (random.chance(0.4)) arc.office = static_cast<std::uint32_t>(random.below(2));
        arc.t_per_licence = random.between(0.5, 2);
      }
      node.inputs.push_back(input);
    }
    network.add(node);
  }
  std::vector<double> grants;
  if (options.offices) grants = {random.between(2, 20), random.between(2, 20)};
  network.finish(options.shares, options.arc_capacities, grants);
  return network;
}

}  // namespace ytterby::test
