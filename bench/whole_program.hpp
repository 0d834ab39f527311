// SPDX-License-Identifier: Apache-2.0
/// @file  The plain way to the best case of an outage: one linear program of the whole network.
#pragma once

#include <cstddef>
#include <limits>

#include "survive/bill_of_materials.hpp"
#include "survive/linear_program.hpp"

namespace ytterby::bench {

/// In tonnes and tonnes a month, as the model is written down.
/// @param months  0: the least burn rate; else the least loss.
[[nodiscard]] inline LinearProgram whole_program(const BillOfMaterials& bill, std::size_t out, double months) {
  constexpr double none = std::numeric_limits<double>::infinity();
  LinearProgram program;
  const bool survive = months == 0;
  const double burn = survive ? 0 : 1 / months;
  for (std::size_t n = 0; n < bill.nodes(); ++n) {
    program.add_row(bill.demand[n] - burn * bill.stock[n], none);
    program.add_entry(n, program.add_column(0, n == out ? 0 : bill.capacity[n], 0), 1);
  }
  for (std::size_t a = 0; a < bill.inputs(); ++a)
    program.add_entry(program.add_row(-burn * bill.input_stock[a], none), bill.input_node[a], -bill.per_output[a]);
  for (std::size_t e = 0; e < bill.edges(); ++e) {
    const std::size_t column = program.add_column(0, bill.edge_capacity[e], 0);
    program.add_entry(bill.edge_from[e], column, -1);
    program.add_entry(bill.nodes() + bill.edge_input[e], column, 1);
  }
  if (survive) {
    const std::size_t column = program.add_column(0, none, 1);
    for (std::size_t n = 0; n < bill.nodes(); ++n)
      if (bill.stock[n] > 0) program.add_entry(n, column, bill.stock[n]);
    for (std::size_t a = 0; a < bill.inputs(); ++a)
      if (bill.input_stock[a] > 0) program.add_entry(bill.nodes() + a, column, bill.input_stock[a]);
  } else {
    for (std::size_t n = 0; n < bill.nodes(); ++n)
      if (bill.demand[n] > 0) program.add_entry(n, program.add_column(0, bill.demand[n], bill.price[n] * months), 1);
  }
  return program;
}

}  // namespace ytterby::bench
