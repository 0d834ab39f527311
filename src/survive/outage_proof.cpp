// SPDX-License-Identifier: Apache-2.0
/// @file  Adding up the rows of a bill of materials, with a plan and with prices.
#include "survive/outage_proof.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ytterby {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double rounding = 1e-9;

double capacity_of(const BillOfMaterials& bill, std::size_t node, Outage outage) {
  return outage.stops(node) ? 0 : bill.capacity[node];
}

/// Calls what it is given with what is missing in each row without stocks, and the largest term in it.
template <class AtNode, class AtInput>
void for_each_shortfall(const BillOfMaterials& bill, const BillIndex& index, const BillPlan& plan, Outage outage,
                        AtNode&& at_node, AtInput&& at_input) {
  const auto shipment = [&](std::uint32_t edge) {
    return std::clamp(plan.shipment[edge], 0.0, bill.edge_capacity[edge]);
  };
  for (std::size_t node = 0; node < bill.nodes(); ++node) {
    const double output = std::clamp(plan.output[node], 0.0, capacity_of(bill, node, outage));
    double out = 0;
    for (const std::uint32_t edge : index.edges_from[node]) out += shipment(edge);
    at_node(node, out + bill.demand[node] - output, std::max({out, bill.demand[node], output}));
    for (const std::uint32_t input : index.inputs_of[node]) {
      double in = 0;
      for (const std::uint32_t edge : index.edges_into[input]) in += shipment(edge);
      const double needed = bill.per_output[input] * output;
      at_input(input, needed - in, std::max(needed, in));
    }
  }
}

/// Dollars for what a tonne of the node's output takes. Always added up alike, because a difference in rounding times
/// an unlimited capacity would be infinite.
double cost_of_inputs(const BillOfMaterials& bill, const BillIndex& index, const BillPrices& prices, std::size_t node) {
  double cost = 0;
  for (const std::uint32_t input : index.inputs_of[node]) cost += bill.per_output[input] * prices.input[input];
  return cost;
}

/// A price above what it takes to make or ship, where there is no bound, would earn without end: such prices come down
/// until none is left. By little, if they come from a solver; round a cycle they might for ever, so then to zero.
BillPrices bearable(const BillOfMaterials& bill, const BillIndex& index, BillPrices prices, Outage outage) {
  for (double& price : prices.output) price = std::max(price, 0.0);
  for (double& price : prices.input) price = std::max(price, 0.0);
  bool changed = true;
  for (int pass = 0; std::exchange(changed, false); ++pass) {
    const auto limit = [&](double& price, double most) {
      if (price <= most) return;
      price = pass < 100 && most > rounding * price ? most : 0;
      changed = true;
    };
    for (std::size_t node = 0; node < bill.nodes(); ++node) {
      if (std::isinf(capacity_of(bill, node, outage)))
        limit(prices.output[node], cost_of_inputs(bill, index, prices, node));
    }
    for (std::size_t edge = 0; edge < bill.edges(); ++edge)
      if (std::isinf(bill.edge_capacity[edge]))
        limit(prices.input[bill.edge_input[edge]], prices.output[bill.edge_from[edge]]);
  }
  return prices;
}

struct Totals {
  double demand = 0;    ///< what is asked for, at the prices
  double capacity = 0;  ///< the most that outputs and shipments earn
  double stock = 0;     ///< what stocks are worth
};

Totals totals(const BillOfMaterials& bill, const BillIndex& index, const BillPrices& prices, Outage outage) {
  Totals sum;
  for (std::size_t node = 0; node < bill.nodes(); ++node) {
    const double price = prices.output[node];
    const double margin = price - cost_of_inputs(bill, index, prices, node);
    for (const std::uint32_t input : index.inputs_of[node]) sum.stock += prices.input[input] * bill.input_stock[input];
    sum.stock += price * bill.stock[node];
    sum.demand += price * bill.demand[node];
    const double capacity = capacity_of(bill, node, outage);
    if (margin > 0 && capacity > 0) sum.capacity += margin * capacity;
  }
  for (std::size_t edge = 0; edge < bill.edges(); ++edge) {
    const double margin = prices.input[bill.edge_input[edge]] - prices.output[bill.edge_from[edge]];
    if (margin > 0 && bill.edge_capacity[edge] > 0) sum.capacity += margin * bill.edge_capacity[edge];
  }
  return sum;
}

}  // namespace

double burn_rate(const BillOfMaterials& bill, const BillIndex& index, const BillPlan& plan, Outage outage) {
  double rate = 0;
  const auto see = [&](double missing, double largest, double stock) {
    if (missing <= rounding * largest) return;
    rate = std::max(rate, stock > 0 ? missing / stock : infinite);
  };
  for_each_shortfall(
      bill, index, plan, outage,
      [&](std::size_t node, double missing, double largest) { see(missing, largest, bill.stock[node]); },
      [&](std::size_t input, double missing, double largest) { see(missing, largest, bill.input_stock[input]); });
  return rate;
}

double burn_rate_bound(const BillOfMaterials& bill, const BillIndex& index, const BillPrices& prices, Outage outage) {
  const Totals sum = totals(bill, index, bearable(bill, index, prices, outage), outage);
  const double left = sum.demand - sum.capacity;
  if (!(left > rounding * sum.demand)) return 0;
  return sum.stock > 0 ? left / sum.stock : infinite;
}

double dollars_lost(const BillOfMaterials& bill, const BillIndex& index, const BillPlan& plan, double months,
                    Outage outage) {
  double dollars = 0;
  for_each_shortfall(
      bill, index, plan, outage,
      [&](std::size_t node, double missing, double largest) {
        const double lost = months * missing - bill.stock[node];
        if (lost <= rounding * months * largest) return;
        dollars += lost <= bill.demand[node] * months * (1 + rounding) ? lost * bill.price[node] : infinite;
      },
      [&](std::size_t input, double missing, double largest) {
        if (months * missing - bill.input_stock[input] > rounding * months * largest) dollars = infinite;
      });
  return dollars;
}

double dollars_lost_bound(const BillOfMaterials& bill, const BillIndex& index, const BillPrices& prices, double months,
                          Outage outage) {
  const BillPrices borne = bearable(bill, index, prices, outage);
  const Totals sum = totals(bill, index, borne, outage);
  double bought_off = 0;
  for (std::size_t node = 0; node < bill.nodes(); ++node)
    bought_off += bill.demand[node] * std::max(0.0, borne.output[node] - bill.price[node]);
  return std::max(0.0, months * (sum.demand - sum.capacity - bought_off) - sum.stock);
}

}  // namespace ytterby
