// SPDX-License-Identifier: Apache-2.0
/// @file  The best plan while some nodes make nothing, found in the part of the network that the outage reaches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "survive/bill_of_materials.hpp"
#include "survive/linear_program.hpp"
#include "survive/linear_solver.hpp"
#include "survive/outage_proof.hpp"

namespace ytterby {

/// What the best plan is to be best in.
struct Aim {
  /// 0: to meet all demand as long as possible. Else: to lose as few dollars as possible in so many months.
  double months = 0;

  [[nodiscard]] bool survive() const { return months == 0; }
};

/// A plan and prices, each judged from the arrays alone (outage_proof.hpp): burn rates or dollars.
struct ProvenPlan {
  BillPlan plan = {};
  BillPrices prices = {};
  double achieved = 0;  ///< by the plan
  double bound = 0;     ///< no plan has less

  std::size_t programs = 0;  ///< solved to find it
  std::size_t nodes = 0;     ///< in the last of them
};

/// Whether nothing better than the plan can be, to a relative 1e-6. Where the plan loses less than 1e-9 of what is at
/// stake, nothing counts as lost.
[[nodiscard]] bool is_proven(const BillOfMaterials& bill, const ProvenPlan& found, Aim aim);

/// Solves the linear program of an outage in a *region*: a set of nodes whose outputs and shipments to each other are
/// free, while all else stays as in a plan for the undisturbed network. Prices outside stay as well, so that both are
/// ones of the whole network: where the plan meets the bound of the prices, neither can be improved by anything
/// outside, and that is proof. Where not, the region grows by the nodes at its rim that trade at a gain, and at worst
/// becomes the network.
///
/// One per thread; results depend on the arguments alone. The bill and its index outlive it.
class OutageSolver {
 public:
  OutageSolver(const BillOfMaterials& bill, const BillIndex& index);

  /// With no outage, in one program of all nodes; shipments and outputs no larger than it takes.
  [[nodiscard]] ProvenPlan undisturbed(Aim aim);

  /// @param base  Of the undisturbed network, for the same aim.
  [[nodiscard]] ProvenPlan disturbed(const ProvenPlan& base, Outage outage, Aim aim);

 private:
  struct Rim {
    std::uint32_t edge, outside;
  };

  void start_region(const BillPlan& base, std::span<const std::uint32_t> out);
  void take_all();
  void join(std::size_t node);
  void leave_region();
  void build(const ProvenPlan& base, Outage outage, Aim aim);
  void read(const LinearSolution& solution, const ProvenPlan& base, Aim aim, ProvenPlan& found) const;
  /// @return  Whether it did.
  bool grow(const ProvenPlan& base, const BillPrices& prices, std::size_t round);

  const BillOfMaterials& bill_;
  const BillIndex& index_;
  LinearSolver solver_ = {};
  LinearProgram program_ = {};

  std::vector<std::uint32_t> region_ = {};  // in the order they joined
  std::vector<char> in_region_;             // [node]
  std::vector<Rim> rim_ = {};

  // Every node, input and edge in units of its own, so that all numbers of a program are about 1.
  std::vector<double> node_unit_, input_unit_;
  double dollar_unit_ = 1;

  std::vector<std::size_t> output_row_, input_row_, output_column_, loss_column_, edge_column_;  // in the program
};

}  // namespace ytterby
