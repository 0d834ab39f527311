// SPDX-License-Identifier: Apache-2.0
/// @file  Regions of a network: the program inside, the prices at the rim.
#include "survive/outage_region.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace ytterby {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double relative_gap = 1e-6;
constexpr double nothing_lost = 1e-9;  // of what is at stake

double unit_of_node(const BillOfMaterials& bill, std::size_t node, double output) {
  if (output > 0) return output;
  if (std::isfinite(bill.capacity[node]) && bill.capacity[node] > 0) return bill.capacity[node];
  return bill.demand[node] > 0 ? bill.demand[node] : 1;
}

/// Takes away what is made and shipped beyond need, from targets upstream: what a program with no cost on it leaves.
///
/// Every step keeps the plan feasible at `burn_rate`. Stops when a pass changes nothing, at the latest after 50.
void trim(const BillOfMaterials& bill, const BillIndex& index, double burn_rate, BillPlan& plan) {
  const auto lower = [](double& value, double to) {
    if (!(to < value * (1 - 1e-9))) return false;
    value = to;
    return true;
  };
  bool changed = true;
  for (int pass = 0; pass < 50 && std::exchange(changed, false); ++pass) {
    for (std::size_t node = bill.nodes(); node-- > 0;) {
      double needed = bill.demand[node] - burn_rate * bill.stock[node];
      for (const std::uint32_t edge : index.edges_from[node]) needed += plan.shipment[edge];
      changed |= lower(plan.output[node], std::max(0.0, needed));
      for (const std::uint32_t input : index.inputs_of[node]) {
        double shipped = 0;
        for (const std::uint32_t edge : index.edges_into[input]) shipped += plan.shipment[edge];
        const double enough =
            std::max(0.0, bill.per_output[input] * plan.output[node] - burn_rate * bill.input_stock[input]);
        if (!(enough < shipped)) continue;
        for (const std::uint32_t edge : index.edges_into[input])
          changed |= lower(plan.shipment[edge], plan.shipment[edge] * (enough / shipped));
      }
    }
  }
}

double dollars_at_stake(const BillOfMaterials& bill, double months) {
  double rate = 0;
  for (std::size_t node = 0; node < bill.nodes(); ++node) rate += bill.price[node] * bill.demand[node];
  return rate * months;
}

void judge(const BillOfMaterials& bill, const BillIndex& index, Outage outage, Aim aim, ProvenPlan& found) {
  if (aim.survive()) {
    found.achieved = burn_rate(bill, index, found.plan, outage);
    found.bound = burn_rate_bound(bill, index, found.prices, outage);
  } else {
    found.achieved = dollars_lost(bill, index, found.plan, aim.months, outage);
    found.bound = dollars_lost_bound(bill, index, found.prices, aim.months, outage);
  }
}

}  // namespace

bool is_proven(const BillOfMaterials& bill, const ProvenPlan& found, Aim aim) {
  if (found.achieved == 0 || (aim.survive() && std::isinf(found.bound))) return true;
  if (std::isinf(found.achieved)) return false;
  if (found.achieved - found.bound <= relative_gap * found.achieved) return true;
  return !aim.survive() && found.achieved <= nothing_lost * dollars_at_stake(bill, aim.months);
}

OutageSolver::OutageSolver(const BillOfMaterials& bill, const BillIndex& index)
    : bill_(bill),
      index_(index),
      in_region_(bill.nodes(), 0),
      node_unit_(bill.nodes(), 1),
      input_unit_(bill.inputs(), 1),
      output_row_(bill.nodes()),
      input_row_(bill.inputs()),
      output_column_(bill.nodes()),
      loss_column_(bill.nodes()),
      edge_column_(bill.edges()) {}

void OutageSolver::join(std::size_t node) {
  if (in_region_[node] != 0) return;
  in_region_[node] = 1;
  region_.push_back(static_cast<std::uint32_t>(node));
}

void OutageSolver::leave_region() {
  for (const std::uint32_t node : region_) in_region_[node] = 0;
  region_.clear();
}

void OutageSolver::take_all() {
  for (std::size_t node = 0; node < bill_.nodes(); ++node) join(node);
}

/// All who receive anything of theirs by whatever way, who else could supply them, and who could supply those.
void OutageSolver::start_region(const BillPlan& base, std::span<const std::uint32_t> out) {
  for (const std::uint32_t node : out) join(node);
  for (std::size_t next = 0; next < region_.size();) {  // which grows meanwhile
    for (const std::uint32_t edge : index_.edges_from[region_[next++]])
      if (base.shipment[edge] > 0) join(bill_.input_node[bill_.edge_input[edge]]);
  }
  const std::vector<std::uint32_t> customers(region_.begin() + static_cast<std::ptrdiff_t>(out.size()), region_.end());
  std::size_t next = region_.size();
  for (const std::uint32_t customer : customers) {
    for (const std::uint32_t input : index_.inputs_of[customer]) {
      const auto suppliers = index_.edges_into[input];
      const bool touched = std::any_of(suppliers.begin(), suppliers.end(),
                                       [&](std::uint32_t edge) { return in_region_[bill_.edge_from[edge]] != 0; });
      if (!touched) continue;
      for (const std::uint32_t edge : suppliers) join(bill_.edge_from[edge]);
    }
  }
  while (next < region_.size()) {
    for (const std::uint32_t input : index_.inputs_of[region_[next++]])
      for (const std::uint32_t edge : index_.edges_into[input]) join(bill_.edge_from[edge]);
  }
}

void OutageSolver::build(const ProvenPlan& base, Outage outage, Aim aim) {
  program_.clear();
  rim_.clear();
  const double given_burn = aim.survive() ? 0 : 1 / aim.months;  // that of stocks, where it is no column
  dollar_unit_ = 0;
  for (const std::uint32_t node : region_) {
    node_unit_[node] = unit_of_node(bill_, node, base.plan.output.empty() ? 0 : base.plan.output[node]);
    dollar_unit_ = std::max(dollar_unit_, bill_.price[node] * bill_.demand[node]);
    for (const std::uint32_t input : index_.inputs_of[node])
      input_unit_[input] = bill_.per_output[input] * node_unit_[node];
  }
  if (dollar_unit_ == 0) dollar_unit_ = 1;

  for (const std::uint32_t node : region_) {
    const double unit = node_unit_[node];
    output_row_[node] = program_.add_row((bill_.demand[node] - given_burn * bill_.stock[node]) / unit, infinite);
    output_column_[node] = program_.add_column(0, outage.stops(node) ? 0 : bill_.capacity[node] / unit, 0);
    program_.add_entry(output_row_[node], output_column_[node], 1);
    if (!aim.survive() && bill_.demand[node] > 0) {
      loss_column_[node] = program_.add_column(0, bill_.demand[node] / unit, bill_.price[node] * unit / dollar_unit_);
      program_.add_entry(output_row_[node], loss_column_[node], 1);
    }
    for (const std::uint32_t input : index_.inputs_of[node]) {
      input_row_[input] = program_.add_row(-given_burn * bill_.input_stock[input] / input_unit_[input], infinite);
      program_.add_entry(input_row_[input], output_column_[node], -1);
    }
  }
  for (const std::uint32_t node : region_) {
    for (const std::uint32_t edge : index_.edges_from[node]) {
      const std::uint32_t input = bill_.edge_input[edge], customer = bill_.input_node[input];
      if (in_region_[customer] != 0) {
        edge_column_[edge] = program_.add_column(0, bill_.edge_capacity[edge] / input_unit_[input], 0);
        program_.add_entry(input_row_[input], edge_column_[edge], 1);
        program_.add_entry(output_row_[node], edge_column_[edge], -input_unit_[input] / node_unit_[node]);
      } else {
        rim_.push_back({.edge = edge, .outside = customer});
        program_.row_lower[output_row_[node]] += base.plan.shipment[edge] / node_unit_[node];
      }
    }
    for (const std::uint32_t input : index_.inputs_of[node]) {
      for (const std::uint32_t edge : index_.edges_into[input]) {
        if (in_region_[bill_.edge_from[edge]] != 0) continue;
        rim_.push_back({.edge = edge, .outside = bill_.edge_from[edge]});
        program_.row_lower[input_row_[input]] -= base.plan.shipment[edge] / input_unit_[input];
      }
    }
  }
  if (aim.survive()) {
    const std::size_t burn = program_.add_column(base.achieved, infinite, 1);
    for (const std::uint32_t node : region_) {
      if (bill_.stock[node] > 0) program_.add_entry(output_row_[node], burn, bill_.stock[node] / node_unit_[node]);
      for (const std::uint32_t input : index_.inputs_of[node])
        if (bill_.input_stock[input] > 0)
          program_.add_entry(input_row_[input], burn, bill_.input_stock[input] / input_unit_[input]);
    }
  }
}

void OutageSolver::read(const LinearSolution& solution, const ProvenPlan& base, Aim aim, ProvenPlan& found) const {
  found.plan = base.plan;
  found.prices = base.prices;
  // An outage that shortens the time sets prices of its own; and what proves that there is no plan is in no currency.
  if (aim.survive() || solution.status != LinearStatus::optimal) {
    std::fill(found.prices.output.begin(), found.prices.output.end(), 0);
    std::fill(found.prices.input.begin(), found.prices.input.end(), 0);
  }
  double largest = 0;
  for (const double price : solution.row_prices) largest = std::max(largest, price);
  const auto price = [&](std::size_t row, double unit) {
    const double found_price = solution.row_prices[row];
    return found_price > 1e-12 * largest ? found_price * dollar_unit_ / unit : 0;
  };
  for (const std::uint32_t node : region_) {
    if (!solution.columns.empty()) {
      found.plan.output[node] = solution.columns[output_column_[node]] * node_unit_[node];
      for (const std::uint32_t edge : index_.edges_from[node]) {
        const std::uint32_t input = bill_.edge_input[edge];
        if (in_region_[bill_.input_node[input]] != 0)
          found.plan.shipment[edge] = solution.columns[edge_column_[edge]] * input_unit_[input];
      }
    }
    if (!solution.row_prices.empty()) {
      found.prices.output[node] = price(output_row_[node], node_unit_[node]);
      for (const std::uint32_t input : index_.inputs_of[node])
        found.prices.input[input] = price(input_row_[input], input_unit_[input]);
    }
  }
}

bool OutageSolver::grow(const ProvenPlan& base, const BillPrices& prices, std::size_t round) {
  // What a trade across the rim would gain if it could move within the edge's bounds.
  std::vector<double> gain(rim_.size(), 0);
  double largest = 0;
  for (std::size_t i = 0; i < rim_.size(); ++i) {
    const std::uint32_t edge = rim_[i].edge, input = bill_.edge_input[edge];
    const double shipped = base.plan.shipment[edge];
    const double margin = prices.input[input] - prices.output[bill_.edge_from[edge]];
    const std::uint32_t customer = bill_.input_node[input];
    const double size = bill_.per_output[input] * unit_of_node(bill_, customer, base.plan.output[customer]);
    const double room = std::min(bill_.edge_capacity[edge] - shipped, size);
    gain[i] = margin > 0 ? margin * room : -margin * shipped;
    largest = std::max(largest, gain[i]);
  }
  constexpr std::size_t patient_rounds = 6;
  const double least = round < patient_rounds ? 1e-3 * largest : 0;
  const std::size_t before = region_.size();
  for (std::size_t i = 0; i < rim_.size(); ++i)
    if (gain[i] >= least) join(rim_[i].outside);
  if (region_.size() == before) take_all();  // a component is closed, and rounding left a gap
  return region_.size() > before;
}

ProvenPlan OutageSolver::undisturbed(Aim aim) {
  ProvenPlan found{
      .plan = {.output = std::vector<double>(bill_.nodes(), 0), .shipment = std::vector<double>(bill_.edges(), 0)},
      .prices = {.output = std::vector<double>(bill_.nodes(), 0), .input = std::vector<double>(bill_.inputs(), 0)}};
  const ProvenPlan nothing = found;
  take_all();
  build(nothing, {}, aim);
  solver_.load(program_);
  read(solver_.solve(), nothing, aim, found);
  leave_region();
  judge(bill_, index_, {}, aim, found);
  if (std::isfinite(found.achieved)) {
    trim(bill_, index_, aim.survive() ? found.achieved : 1 / aim.months, found.plan);
    judge(bill_, index_, {}, aim, found);
  }
  found.programs = 1;
  found.nodes = bill_.nodes();
  return found;
}

ProvenPlan OutageSolver::disturbed(const ProvenPlan& base, Outage outage, Aim aim) {
  ProvenPlan found = base;
  found.programs = found.nodes = 0;
  judge(bill_, index_, outage, aim, found);
  found.bound = std::max(found.bound, base.bound);  // an outage makes nothing better
  if (is_proven(bill_, found, aim) || std::isinf(base.achieved)) return found;

  start_region(base.plan, outage.nodes);
  for (std::size_t round = 1;; ++round) {
    build(base, outage, aim);
    solver_.load(program_);
    read(solver_.solve(), base, aim, found);
    found.programs = round;
    found.nodes = region_.size();
    const BillPrices asked = found.prices;
    judge(bill_, index_, outage, aim, found);
    found.bound = std::max(found.bound, base.bound);
    if (is_proven(bill_, found, aim) || !grow(base, asked, round)) break;
  }
  leave_region();
  return found;
}

}  // namespace ytterby
